"""What belongs to a theme, and which themes stand near one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.theme import Theme

MOST_FICHES = 6
"""Fiches shown on another document's page: one or two a territory is enough to start from."""


@dataclass(frozen=True)
class ThemeShelf:
    """All that carries one theme."""

    theme: Entry[Theme]
    clauses: tuple[Entry[Clause], ...]
    fiches: tuple[tuple[Entry[Convention], tuple[Entry[Fiche], ...]], ...]
    """By text, the texts with most fiches first."""
    conventions: tuple[Entry[Convention], ...]
    """Texts with at least one fiche of the theme."""
    guides: tuple[Entry[PageGuide], ...]
    neighbours: tuple[tuple[Entry[Theme], int], ...]
    """Themes that the same documents carry, with how many documents; most first."""

    @property
    def fiche_count(self) -> int:
        return sum(len(fiches) for _, fiches in self.fiches)


def shelves(library: Bibliotheque) -> dict[str, ThemeShelf]:
    """One shelf a theme, in rank order."""
    together: dict[str, Counter[str]] = {t: Counter() for t in library.themes}
    by_theme: dict[str, dict[str, list[Entry[Fiche]]]] = {t: {} for t in library.themes}
    for carried in [f.data.themes for f in library.fiches.values()] + [c.data.themes for c in library.clauses.values()]:
        for one in carried:
            together[one].update(other for other in carried if other != one)
    for fiche in library.fiches.values():
        for one in fiche.data.themes:
            by_theme[one].setdefault(fiche.convention, []).append(fiche)
    found = {}
    for name, theme in library.themes.items():
        texts = sorted(by_theme[name], key=lambda c: (-len(by_theme[name][c]), c))
        near = sorted(together[name].items(), key=lambda item: (-item[1], library.themes[item[0]].data.rang))
        found[name] = ThemeShelf(
            theme=theme,
            clauses=tuple(library.clauses_of_theme(name)),
            fiches=tuple((library.conventions[c], tuple(by_theme[name][c])) for c in texts),
            conventions=tuple(library.conventions[c] for c in texts),
            guides=tuple(g for g in library.guides.values() if name in g.data.themes),
            neighbours=tuple((library.themes[t], count) for t, count in near[:5]),
        )
    return found


def fiches_in_turn(shelves: Mapping[str, ThemeShelf], themes: Iterable[str]) -> list[Entry[Fiche]]:
    """A few fiches of these themes, taken from each territory in turn."""
    columns = [list(fiches) for theme in themes for _, fiches in shelves[theme].fiches]
    found: list[Entry[Fiche]] = []
    while any(columns) and len(found) < MOST_FICHES:
        for column in columns:
            if column and len(found) < MOST_FICHES:
                fiche = column.pop(0)
                if fiche not in found:
                    found.append(fiche)
    return found
