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


def departement_words(text: Entry[Convention]) -> tuple[str, ...]:
    found = departement_of(text)
    return (found.nom, found.code) if found else ()


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
