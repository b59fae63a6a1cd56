"""Questions on the terminal: a default, the admitted values, and the same question again after a bad answer.

Every question is also an option: given, it is not asked. Without a terminal nor an answer, the default is taken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from clausier.check.suggest import hint
from clausier.commands.console import CommandError
from clausier.model.values import ID_PATTERN, ShortText, Text

Check = Callable[[str], str | None]
"""Says in French what is wrong with an answer, or None."""


@dataclass(frozen=True)
class Question:
    """One thing to know."""

    name: str
    """Of the option, without its dashes."""
    ask: str
    help: str = ""
    default: str | None = None
    """None: an answer is needed."""
    admitted: Mapping[str, str] | None = None
    """Label of each admitted value."""
    many: bool = False
    """Whether several values may be given, between commas."""
    check: Check | None = None

    @property
    def option(self) -> str:
        return f"--{self.name}"


def add_questions(parser: argparse.ArgumentParser, questions: list[Question]) -> None:
    for question in questions:
        parser.add_argument(question.option, metavar="VALEUR", help=question.help or question.ask)


class Asker:
    """Asks what the options did not say."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.given = {name.replace("_", "-"): value for name, value in vars(options).items()}
        self.ended = False
        """Whether standard input has ended: defaults are taken from there on."""

    def one(self, question: Question) -> str:
        """The answer; "" when the question may stay unanswered."""
        given = self.given.get(question.name)
        if isinstance(given, str):
            if wrong := fault(question, given):
                raise CommandError(f"{question.option} : {wrong}", 2)
            return given.strip()
        if not self.ended:
            self._present(question)
        while not self.ended:
            answer = self._line(question)
            if answer is None:
                break
            answer = self._numbered(question, answer.strip()) or question.default or ""
            wrong = fault(question, answer)
            if wrong is None:
                return answer
            print(f"  {wrong}")
        if question.default is None:
            raise CommandError(
                f"il manque {question.option} : {question.ask.lower()} (sans terminal, chaque question se répond par une option)",
                2,
            )
        if wrong := fault(question, question.default):
            raise CommandError(f"{question.option} : {wrong}", 2)
        return question.default

    def several(self, question: Question) -> list[str]:
        return split(self.one(question))

    def _present(self, question: Question) -> None:
        if question.admitted and sys.stdin.isatty():
            for rank, (value, label) in enumerate(question.admitted.items(), 1):
                print(f"  {rank:>3}  {value}{f' — {label}' if label and label != value else ''}")

    def _line(self, question: Question) -> str | None:
        shown = f" [{question.default}]" if question.default else " (facultatif)" if question.default == "" else ""
        many = ", plusieurs valeurs entre virgules" if question.many else ""
        try:
            return input(f"{question.ask}{many}{shown} : ")
        except EOFError:
            self.ended = True
            return None

    @staticmethod
    def _numbered(question: Question, answer: str) -> str:
        """The answer with numbers of the list turned into its values."""
        if not question.admitted:
            return answer
        values = list(question.admitted)
        parts = split(answer) if question.many else [answer]
        return ", ".join(
            values[int(p) - 1] if p.isdecimal() and 0 < int(p) <= len(values) and p not in values else p for p in parts
        )


def split(answer: str) -> list[str]:
    return [part.strip() for part in answer.split(",") if part.strip()]


def fault(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, in French; None when it is right."""
    answer = answer.strip()
    if not answer:
        return None if question.default == "" else "une réponse est nécessaire"
    for value in split(answer) if question.many else [answer]:
        if question.admitted is not None and value not in question.admitted:
            return f"« {value} » n’est pas admis{hint(value, question.admitted)} ; valeurs admises : {', '.join(question.admitted) or 'aucune'}"
        if question.check and (wrong := question.check(value)):
            return wrong
    return None


def short(value: str) -> str | None:
    """A title: what the model accepts, at most 400 characters."""
    return _accepted(TypeAdapter(ShortText), value)


def sentence(value: str) -> str | None:
    return _accepted(TypeAdapter(Text), value)


def _accepted(kind: TypeAdapter[str], value: str) -> str | None:
    try:
        kind.validate_python(value)
    except ValidationError as failure:
        said = str(failure.errors()[0].get("ctx", {}).get("error", ""))
        if said == "html":
            return "le HTML n’est pas admis : écrivez le texte seul"
        return "caractère invisible : retapez le texte" if said.startswith("invisible") else "texte vide ou trop long"
    return None


def new_id(taken: Callable[[str], bool]) -> Check:
    """An identifier that is well-formed and free."""

    def check(value: str) -> str | None:
        if not ID_PATTERN.fullmatch(value) or len(value) > 80:
            return f"« {value} » ne peut pas devenir une adresse : minuscules sans accents, chiffres et tirets"
        return f"« {value} » existe déjà : choisissez un autre nom" if taken(value) else None

    return check
