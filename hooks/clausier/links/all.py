"""Every derived relation of a library, computed once a build."""

from __future__ import annotations

import pickle
from collections import Counter
from functools import cached_property

from clausier.assemble import Place, places
from clausier.cache.prints import of
from clausier.cache.store import Store
from clausier.catalogues.kinds import catalogues
from clausier.catalogues.model import Catalogue
from clausier.library import Bibliotheque, Entry, group
from clausier.links.close import Close, close_fiches, texts, weighted_words
from clausier.links.comparison import Comparison, comparison
from clausier.links.indicators import Bank, bank
from clausier.links.themes import ThemeShelf, shelves
from clausier.links.treatments import Treatment, by_subject
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide


class Links:
    """What pages and exports read of other documents. Each relation is derived when it is first asked for, once a build.

    Args:
        store: spares the costliest one when ``whole``, the print of all that the library was read from, is the same.
    """

    def __init__(self, library: Bibliotheque, store: Store | None = None, whole: str = "") -> None:
        self._library, self._store, self._whole = library, store or Store(), whole

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
        fiches = {f.key: f for f in self._library.fiches.values()}
        kept = self._store.made("proches", self._whole, lambda: _packed(close_fiches(self._library, self._words)))
        return {key: [Close(fiches[near], *rest) for near, *rest in found] for key, found in pickle.loads(kept).items()}

    def _words(self, fiche: Entry[Fiche]) -> tuple[Counter[str], dict[str, str]]:
        """The words of a fiche: found again only when it has changed."""
        name, key = f"mots {fiche.key}", of(*texts(fiche))
        if kept := self._store.take(name, key):
            return pickle.loads(kept)  # type: ignore[no-any-return]
        found = weighted_words(fiche)
        self._store.keep(name, key, pickle.dumps(found))
        return found

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


def _packed(close: dict[str, list[Close]]) -> bytes:
    """Close fiches by their keys: the store keeps no document twice."""
    return pickle.dumps({key: [(c.fiche.key, c.closeness, c.themes, c.words) for c in found] for key, found in close.items()})
