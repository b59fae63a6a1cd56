"""What is wrong in a file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend (or to know, for a warning)."""

    path: str
    """Path from the project's root, with forward slashes."""
    line: int
    """Line in the file, from 1."""
    message: str
    """French, one line: what is wrong, then what to do."""
    level: Literal["erreur", "avertissement"] = field(default="erreur", compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line} : {self.message}"


class InvalidContent(Exception):
    """The content cannot be built; carries every problem found, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
