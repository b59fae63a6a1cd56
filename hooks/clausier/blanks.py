"""The marks that clause texts carry: blanks, cross-references, repeated groups.

{{caf-nom}}                 a blank, declared in clauses/champs.yml
{{signataires.nom}}         a blank of one element of a group
{{renvoi:duree}}            the article that treats a subject, or an annexe
{{chaque:signataires}} … {{fin:signataires}}    what is repeated for each element of a group: blocks
                                between two lines, or a table's row from its first cell to its last
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["champ", "renvoi", "chaque", "fin"]
MARK = re.compile(r"\{\{\s*(?:(renvoi|chaque|fin):)?([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.([a-z0-9]+(?:-[a-z0-9]+)*))?\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True)
class Mark:
    """One mark of a text."""

    kind: Kind
    name: str
    """Field, subject, annexe or group."""
    part: str | None
    """Field of the group's element, after the dot."""
    start: int
    """Offset in the text, in characters."""
    end: int

    def line(self, text: str) -> int:
        """Line within ``text``, from 0."""
        return text.count("\n", 0, self.start)


def to_mark(match: re.Match[str]) -> Mark:
    """The mark that a match of ``MARK`` stands for."""
    kind: Kind = match[1] or "champ"  # type: ignore[assignment]
    return Mark(kind, match[2], match[3], match.start(), match.end())


def marks(text: str) -> Iterator[Mark]:
    """Every well-formed mark, in order."""
    return map(to_mark, MARK.finditer(text))


def stray_braces(text: str, marks: re.Pattern[str] = MARK) -> Iterator[int]:
    """Offsets of double braces that belong to no well-formed mark of this kind."""
    well_formed = {at for m in marks.finditer(text) for at in range(m.start(), m.end())}
    for brace in _BRACES.finditer(text):
        if brace.start() not in well_formed:
            yield brace.start()
