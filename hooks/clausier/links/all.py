"""Every derived relation of a library, computed once a build."""

from __future__ import annotations

from dataclasses import dataclass

from clausier.assemble import Place, places
from clausier.catalogues.kinds import catalogues
from clausier.catalogues.model import Catalogue
from clausier.library import Bibliotheque, Entry, group
from clausier.links.close import Close, close_fiches
from clausier.links.comparison import Comparison, comparison
from clausier.links.indicators import Bank, bank
from clausier.links.themes import ThemeShelf, shelves
from clausier.links.treatments import Treatment, by_subject
from clausier.model.convention import Convention
from clausier.model.guide import PageGuide


@dataclass(frozen=True)
class Links:
    """What pages and exports read of other documents."""

    treatments: dict[str, list[Treatment]]
    """By subject."""
    places: dict[str, list[Place]]
    """By clause id."""
    close: dict[str, list[Close]]
    """By fiche key."""
    shelves: dict[str, ThemeShelf]
    """By theme id, in rank order."""
    amended_by: dict[str, list[Entry[Convention]]]
    """By convention id: the avenants of the library that change it."""
    guides_of_subject: dict[str, list[Entry[PageGuide]]]
    bank: Bank
    """Every distinct indicator."""
    catalogues: dict[str, Catalogue]
    """By name: clauses, fiches, conventions, indicateurs."""
    comparison: Comparison


def derive(library: Bibliotheque) -> Links:
    """All links of a checked library."""
    treatments, placed, indicators = by_subject(library), places(library), bank(library)
    return Links(
        treatments=treatments,
        places=placed,
        close=close_fiches(library),
        shelves=shelves(library),
        amended_by=group(
            library.conventions.values(), lambda c: [c.data.modifie.texte] if c.data.modifie and c.data.modifie.texte else []
        ),
        guides_of_subject=group(library.guides.values(), lambda g: g.data.sujets),
        bank=indicators,
        catalogues=catalogues(library, placed, treatments, indicators),
        comparison=comparison(library),
    )
