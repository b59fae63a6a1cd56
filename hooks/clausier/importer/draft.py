"""What was understood of a source, before it is written: parts of the convention, fiches, and what served as structure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from clausier.importer.vocabulary import Rubrique

PartKind = Literal["article", "annexe", "comparution", "visas", "preambule", "signature", "autre"]


@dataclass
class Champ:
    """A field of a fiche as the source gives it."""

    rubrique: Rubrique | None
    """None when the label is unknown: it goes to ``autres``."""
    label: str
    lines: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.rubrique.name if self.rubrique else ""


@dataclass
class FicheDraft:
    """A fiche, as the source gives it."""

    titre: str
    place: str
    numero: str = ""
    levels: list[tuple[str, str]] = field(default_factory=list)
    """(word, title) of each level of the plan above it, highest first."""
    groupe: str = ""
    """Heading under which the source files it, that is no level."""
    champs: list[Champ] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether a field says something: a blank form is a model to fill in, not a fiche."""
        return any(any(c.isalpha() or c.isdigit() for c in line) for champ in self.champs for line in champ.lines)


@dataclass
class Part:
    """An article, an annexe, or what stands around them."""

    kind: PartKind
    titre: str
    place: str
    numero: str = ""
    lines: list[str] = field(default_factory=list)
    fiches: int = 0
    """How many fiches stood in it."""


@dataclass
class Draft:
    parts: list[Part] = field(default_factory=list)
    fiches: list[FicheDraft] = field(default_factory=list)
    consumed: list[str] = field(default_factory=list)
    """Text that became structure: labels, numbers, entries of the table of contents, repeated headers."""
    vocabulary: frozenset[str] = frozenset()
    """Words that the source writes in lower case somewhere: a capital there is no proper noun."""
