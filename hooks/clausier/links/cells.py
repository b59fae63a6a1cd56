"""What a comparison is made of: rows, and what one text says on one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from clausier.library import Entry
from clausier.links.treatments import part_anchor
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.values import Silence

Kind = Literal["valeur", "muet", "blanc", "sans-objet"]
Departure = Literal["", "autre", "ajoute", "retire"]
"""How a value stands to the model's: another one, one that the model lacks, one that the model has and the text lacks."""


@dataclass(frozen=True)
class Cell:
    """What one text says on one row."""

    words: tuple[str, ...]
    kind: Kind = "valeur"
    places: tuple[tuple[str, str], ...] = ()
    """Name of each part that says it, and its fragment on the text's page (empty when there is none)."""
    departure: Departure = ""


@dataclass(frozen=True)
class Row:
    """One thing to compare."""

    id: str
    label: str
    group: str
    sujet: str | None = None
    """Subject that the row belongs to; None for what describes the text itself."""


def parts_of(text: Entry[Convention]) -> list[tuple[Article | Annexe, str]]:
    """Articles, then annexes, each with its fragment."""
    both: tuple[Sequence[Article | Annexe], ...] = (text.data.articles, text.data.annexes)
    return [(part, part_anchor(part, i)) for parts in both for i, part in enumerate(parts)]


def kind_of(raw: Any) -> Kind:
    """Whether a raw value is one, or which of the three silences."""
    if isinstance(raw, Silence):
        return raw.etat
    if isinstance(raw, dict) and "etat" in raw:
        kind: Kind = raw["etat"]
        return kind
    return "valeur"
