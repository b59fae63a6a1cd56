"""Values of the filters, named as readers know them: themes, texts, departments, levels of a plan, years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from clausier.catalogues.model import SANS_THEME, Row
from clausier.folding import fold, slug
from clausier.library import Bibliotheque, Entry
from clausier.model.convention import Convention, Departement, Niveau
from clausier.model.values import Silence


def places(entries: Iterable[Entry[Any]], title: Callable[[Entry[Any]], str]) -> dict[str, int]:
    """Alphabetical place of each document, by its key."""
    return {e.key: i for i, e in enumerate(sorted(entries, key=lambda e: (fold(title(e)), e.key)))}


def themes(library: Bibliotheque, without: str) -> list[tuple[str, str]]:
    return [*((t.id, t.titre) for t in library.themes.values()), (SANS_THEME, without)]


def texts(library: Bibliotheque) -> list[tuple[str, str]]:
    """Published texts by short title, models last."""
    texts = sorted(library.conventions.values(), key=lambda c: (c.data.type == "modele", fold(c.data.titre_court), c.id))
    return [(c.id, c.data.titre_court) for c in texts]


def level(level: Niveau) -> str:
    """Its own word and title: «Axe 1 : Équité territoriale»."""
    return f"{level.libelle} : {level.titre}"


def departement_of(text: Entry[Convention]) -> Departement | None:
    place = text.data.territoire
    return place.departement if not isinstance(place, Silence) and isinstance(place.departement, Departement) else None


def departement(text: Entry[Convention]) -> tuple[str, ...]:
    found = departement_of(text)
    return (slug(found.code),) if found else ()


def titles(library: Bibliotheque, ids: Iterable[str]) -> list[str]:
    """Titles of themes: people also type them."""
    return [library.themes[t].titre for t in sorted(ids, key=list(library.themes).index)]


def place_words(text: Entry[Convention]) -> list[str]:
    """What a territory is found by: its nature, department, region and communes."""
    place = text.data.territoire
    if isinstance(place, Silence):
        return []
    found = departement_of(text)
    named = place.communes if isinstance(place.communes, tuple) else ()
    single = [v for v in (place.nom, place.nature, place.region) if isinstance(v, str)]
    return [*single, *((found.nom, found.code) if found else ()), *named]


def departements(library: Bibliotheque) -> list[tuple[str, str]]:
    """By code, as people know them: «25 – Doubs»."""
    found = {slug(d.code): f"{d.code} – {d.nom}" for c in library.conventions.values() if (d := departement_of(c))}
    return sorted(found.items())


def years(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(y, y) for y in sorted({y for r in rows for y in r.valeurs["annee"]})]


def year(bound: date | int | Silence) -> int | None:
    return None if isinstance(bound, Silence) else bound.year if isinstance(bound, date) else bound


def span(first: date | int | Silence, last: date | int | Silence) -> range | tuple[int, ...]:
    """Years in force; the known bound alone when the other is silent."""
    start, end = year(first), year(last)
    if start and end:
        return range(start, end + 1)
    return tuple(y for y in (start, end) if y)
