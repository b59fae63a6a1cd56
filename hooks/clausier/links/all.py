"""Every derived relation of a library, computed once a build."""

from __future__ import annotations

from functools import cached_property

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


class Links:
    """What pages and exports read of other documents. Each relation is derived when it is first asked for, once a build."""

    def __init__(self, library: Bibliotheque) -> None:
        self._library = library

    @cached_property
    def treatments(self) -> dict[str, list[Treatment]]:
        """By subject."""
        return by_subject(self._library)

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """By clause id."""
        return places(self._library)

    @cached_property
    def close(self) -> dict[str, list[Close]]:
        """By fiche key."""
        return close_fiches(self._library)

    @cached_property
    def shelves(self) -> dict[str, ThemeShelf]:
        """By theme id, in rank order."""
        return shelves(self._library)

    @cached_property
    def amended_by(self) -> dict[str, list[Entry[Convention]]]:
        """By convention id: the avenants of the library that change it."""
        changing = (c for c in self._library.conventions.values() if c.data.modifie and c.data.modifie.texte)
        return group(changing, lambda c: [c.data.modifie.texte])

    @cached_property
    def guides_of_subject(self) -> dict[str, list[Entry[PageGuide]]]:
        return group(self._library.guides.values(), lambda g: g.data.sujets)

    @cached_property
    def bank(self) -> Bank:
        """Every distinct indicator."""
        return bank(self._library)

    @cached_property
    def catalogues(self) -> dict[str, Catalogue]:
        """By name: clauses, fiches, conventions, indicateurs."""
        return catalogues(self._library, self.places, self.treatments, self.bank)

    @cached_property
    def comparison(self) -> Comparison:
        return comparison(self._library)
