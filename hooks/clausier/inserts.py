"""The marks that pages of the guide and themes carry, told apart from those of texts to sign (``clausier.blanks``).

{{chiffre:seuil-rpe}}          a dated figure of docs/chiffres.yml, with its unit
{{chiffre:seuil-rpe.nombre}}   the same without its unit; .annee: its year; .fin: its last day
{{bloc:gouvernance}}           alone on its line: a block computed from the library
{{schema:acteurs}}             alone on its line: a drawing of docs/schemas/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["chiffre", "bloc", "schema"]
PARTS = ("nombre", "annee", "fin")
"""What may follow the name of a figure."""
INSERT = re.compile(r"\{\{\s*(chiffre|bloc|schema):([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.([a-z]+))?\s*\}\}")


@dataclass(frozen=True)
class Insert:
    """One mark of a page."""

    kind: Kind
    name: str
    part: str | None
    start: int
    """Offset in the text, in characters."""
    end: int

    def alone(self, text: str) -> bool:
        """Whether nothing else stands on its line."""
        before, after = text[: self.start].rpartition("\n")[2], text[self.end :].partition("\n")[0]
        return not before.strip() and not after.strip()


def inserts(text: str) -> Iterator[Insert]:
    """Every well-formed mark, in order."""
    for match in INSERT.finditer(text):
        kind: Kind = match[1]  # type: ignore[assignment]
        yield Insert(kind, match[2], match[3], match.start(), match.end())
