"""argparse, in French: help, usage, and each misuse said on one line."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from clausier.check.suggest import hint
from clausier.commands.console import CommandError

_SAID = [
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (.*?): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*?): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 : cette option ne prend pas de valeur"),
    (
        r"argument (.*?): invalid choice: '(.*?)'(.*) \(choose from (.*)\)",
        r"\1 : « \2 » n’est pas admis\3 ; valeurs admises : \4",
    ),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 : valeur non admise \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"option ambiguë : \1 ; précisez : \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
]


class _Help(argparse.RawDescriptionHelpFormatter):
    def start_section(self, heading: str | None) -> None:
        super().start_section(f"{heading} " if heading else heading)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose every word is French. Misuse raises ``CommandError`` with status 2."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "Arguments"
        self._optionals.title = "Options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        if choice := re.fullmatch(r"argument .*: invalid choice: '(.*)' \(choose from (.*)\)", message):
            near = hint(choice[1], re.findall(r"[\w-]+", choice[2]))
            message = message.replace(f"'{choice[1]}'", f"'{choice[1]}'{near}", 1) if near else message
        for english, french in _SAID:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, french, message, flags=re.DOTALL).replace("'", "")
                break
        raise CommandError(f"{self.prog} : {message}. « {self.prog} --help » dit tout.", 2)
