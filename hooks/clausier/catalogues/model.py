"""What a catalogue is: rows, and the values by which they are filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

SPLIT_AT = 500
"""Rows up to which a page holds them all; beyond, they stand on pages of their own, theme by theme."""
PART = 500
"""Rows that one of those pages holds; the rest of its theme follows on others."""
MOST_OPTIONS = 80
"""Values up to which a filter stands in the page as it is loaded; beyond, the browser offers those that are left by the others."""
SANS_THEME = "sans-theme"
"""Value of a row that carries no theme, and name of its page."""


def theme_address(name: str, theme: str, place: int = 0) -> str:
    """Address, from the site's root, of the page that holds the row which stands at this place, from 0, among those of a theme."""
    first = f"{name}/{SANS_THEME}/" if theme == SANS_THEME else f"{name}/theme/{theme}/"
    return f"{first}{place // PART + 1}/" if place >= PART else first


@dataclass(frozen=True)
class Row:
    """A document as its catalogue shows it."""

    key: str
    """Unique in its catalogue."""
    titre: str
    url: str
    """From the site's root."""
    lieu: str
    """What stands beside the title: the territory of a fiche, the subject of a clause."""
    mots: str
    """Words that find it, beside those shown."""
    valeurs: dict[str, tuple[str, ...]]
    """Its values for each filter. They hold neither space nor colon."""
    tris: dict[str, int]
    """Where it stands in each order, smallest first; absent when it has no place there (it then comes last)."""
    entry: Any
    """The document, for templates."""

    @property
    def attribut_valeurs(self) -> str:
        """As an attribute of the page: ``theme:jeunesse annee:2026``."""
        return " ".join(f"{facet}:{value}" for facet, values in self.valeurs.items() for value in values)

    @property
    def attribut_tris(self) -> str:
        return " ".join(f"{name}:{place}" for name, place in self.tris.items())


@dataclass(frozen=True)
class Value:
    """A value that one can choose."""

    id: str
    libelle: str
    count: int
    """Rows that have it."""
    groupe: str = ""
    """Heading under which it is offered."""
    rang: int = 0
    """Depth below the top of its group."""


@dataclass(frozen=True)
class Facet:
    """A filter: one value chosen among those that exist."""

    id: str
    """Its name in the address."""
    libelle: str
    tous: str
    """What it says when nothing is chosen."""
    values: tuple[Value, ...]

    @property
    def later(self) -> bool:
        """Whether its values wait until other filters have left few of them."""
        return len(self.values) > MOST_OPTIONS and any(v.groupe for v in self.values)

    @property
    def groups(self) -> list[tuple[str, list[Value]]]:
        """Values under their headings, in order."""
        found: dict[str, list[Value]] = {}
        for value in self.values:
            found.setdefault(value.groupe, []).append(value)
        return list(found.items())


@dataclass(frozen=True)
class Catalogue:
    """A whole list."""

    name: str
    """Folder of its page, and of its open data: ``fiches``."""
    mots: tuple[str, str]
    """What it counts, one and many."""
    rows: tuple[Row, ...]
    """In the order in which they are first shown."""
    facets: tuple[Facet, ...]
    """Filters that leave a choice."""
    themes: tuple[Value, ...]
    """Themes that some row carries, and the lack of any: what a long list is split by."""
    orders: tuple[tuple[str, str], ...]
    """Name and label of each order; the first is that of ``rows``."""
    by_key: dict[str, Row] = field(repr=False)

    @property
    def split(self) -> bool:
        return len(self.rows) > SPLIT_AT

    def parts_of(self, theme: Value) -> list[str]:
        """Addresses of the pages that hold one theme's rows, when the list is split."""
        return [theme_address(self.name, theme.id, place) for place in range(0, theme.count, PART)]

    def of_theme(self, theme: str) -> list[Row]:
        """Rows of one theme, or those without any."""
        return [r for r in self.rows if theme in r.valeurs["theme"]]


def catalogue(
    name: str, mots: tuple[str, str], rows: Sequence[Row], facets: Iterable[Facet], orders: Iterable[tuple[str, str]]
) -> Catalogue:
    """A catalogue of ``rows``; a filter of a single value is left out."""
    facets = list(facets)
    (themes,) = (f.values for f in facets if f.id == "theme")
    # A value that all rows have sets nothing apart.
    shown = tuple(f for f in facets if len(f.values) > 1 and any(v.count < len(rows) for v in f.values))
    first, *others = orders
    # An order in which all rows stand together is none.
    useful = [order for order in others if len({r.tris.get(order[0]) for r in rows}) > 1]
    return Catalogue(name, mots, tuple(rows), shown, themes, (first, *useful), {r.key: r for r in rows})


def facet(
    id: str, libelle: str, tous: str, rows: Iterable[Row], known: Iterable[tuple[str, str] | tuple[str, str, str, int]]
) -> Facet:
    """A filter over ``rows``: of the ``known`` values (id, label, and perhaps heading and depth), those that some row has."""
    count = Counter(value for row in rows for value in row.valeurs.get(id, ()))
    values = []
    for value in known:
        if count[value[0]]:
            groupe, rang = (value[2], value[3]) if len(value) == 4 else ("", 0)
            values.append(Value(value[0], value[1], count[value[0]], groupe, rang))
    return Facet(id, libelle, tous, tuple(values))
