"""``clausier``: reads the command line and calls the command."""

from __future__ import annotations

import importlib.metadata
import sys

from clausier.commands import importer, nouveau, stats, verifier
from clausier.commands.console import CommandError, complain, prepare
from clausier.commands.parser import Parser

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells expect it."""
_WHEN = """
Codes de sortie : 0, tout va bien ; 1, quelque chose est à corriger ; 2, la commande est mal écrite ; 130, interrompue.
"""


def build() -> Parser:
    parser = Parser(prog="clausier", description="Les commandes du Clausier CTG.", epilog=_WHEN)
    parser.add_argument("--version", action="store_true", help="dit la version")
    commands = parser.add_subparsers(dest="commande", metavar="COMMANDE", title="Commandes", parser_class=Parser)
    for module in (nouveau, importer, verifier, stats):
        module.add(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    prepare()
    parser = build()
    try:
        options = parser.parse_args(arguments)
        if options.version:
            print(importlib.metadata.version("clausier-ctg") if _installed() else "version de travail")
            return 0
        if options.commande is None:
            parser.print_help()
            return 2
        return int(options.run(options))
    except CommandError as error:
        complain(str(error))
        return error.status
    except KeyboardInterrupt:
        complain("\nInterrompu : rien n’a été laissé à moitié écrit.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _installed() -> bool:
    try:
        importlib.metadata.version("clausier-ctg")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
