"""The library seen from above: actions by theme, territory and year, periods of texts, partners most often named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from clausier.folding import slug
from clausier.library import Bibliotheque, Entry, group
from clausier.model.convention import Convention, Periode
from clausier.model.fiche import Fiche
from clausier.model.theme import Theme
from clausier.model.values import Silence

MOST_PLACES = 12
"""Territories up to which each has its place in a picture; beyond, departments stand for them."""
MOST_YEARS = 12
"""Years shown one by one, the last ones; those before are counted together."""
MOST_PARTNERS = 5
"""Partners shown for a theme."""


@dataclass(frozen=True)
class Place:
    """A column or row of a picture: a text, a department, or the others together."""

    name: str
    texts: tuple[str, ...]
    """Ids of its texts."""
    query: str
    """What filters a catalogue to it; empty for the others together."""
    url: str | None = None
    """Page of the text, when the place is one."""
    gathered: bool = False
    """Whether it is all the others together."""


@dataclass(frozen=True)
class Yearly:
    """Actions of one year at one place."""

    fiches: int
    without_fiche: int
    """Lines of the plan that have no fiche."""


@dataclass(frozen=True)
class Years:
    """Columns of the timeline."""

    before: int | None
    """Last of the years counted together before the first column, or None."""
    each: tuple[int, ...]


@dataclass(frozen=True)
class InForce:
    """A text with its period, under the text that it amends when it is one."""

    text: Entry[Convention]
    amends: Entry[Convention] | None


def department(text: Entry[Convention]) -> tuple[str, str] | None:
    """Code and name, when the text gives them."""
    place = text.data.territoire
    if isinstance(place, Silence) or place.departement is None or isinstance(place.departement, Silence):
        return None
    return place.departement.code, place.departement.nom


def places(library: Bibliotheque, weights: dict[str, int]) -> list[Place]:
    """Where ``weights`` counts something, by name: texts while they are few, then departments, the least apart."""
    texts = sorted((library.conventions[t] for t, n in weights.items() if n), key=lambda c: c.data.titre_court)
    if len(texts) <= MOST_PLACES:
        return [Place(c.data.titre_court, (c.id,), f"texte={c.id}", c.url) for c in texts]
    found: list[Place] = []
    for where, own in sorted(group(texts, lambda c: [department(c)]).items(), key=lambda item: item[0] or ("~", "")):
        name, query = (
            (f"{where[1]} ({where[0]})", f"departement={slug(where[0])}") if where else ("Département non indiqué", "")
        )
        found.append(Place(name, tuple(c.id for c in own), query))
    if len(found) <= MOST_PLACES:
        return found
    heaviest = sorted(found, key=lambda p: -sum(weights[t] for t in p.texts))[: MOST_PLACES - 1]
    rest = [p for p in found if p not in heaviest]
    others = Place(f"Autres ({len(rest)})", tuple(t for p in rest for t in p.texts), "", gathered=True)
    return [p for p in found if p in heaviest] + [others]


def actions(library: Bibliotheque) -> dict[str, int]:
    """How many actions each text has, with a fiche or without."""
    return {c.id: len(library.fiches_of(c.id)) + len(c.data.plan) for c in library.conventions.values()}


def by_theme(library: Bibliotheque, where: list[Place]) -> list[tuple[Entry[Theme] | None, list[int]]]:
    """Fiches of each theme at each place; those without a theme last (None)."""
    count: Counter[tuple[str, str]] = Counter()
    for fiche in library.fiches.values():
        count.update((theme, fiche.convention) for theme in fiche.data.themes or ("",))
    rows: list[tuple[Entry[Theme] | None, list[int]]] = [
        (theme, [sum(count[theme.id, t] for t in place.texts) for place in where]) for theme in library.themes.values()
    ]
    rows.append((None, [sum(count["", t] for t in place.texts) for place in where]))
    return [(theme, counts) for theme, counts in rows if any(counts)]


def years_of(fiche: Entry[Fiche]) -> tuple[int, ...]:
    """Years of an action: its calendar's, or those of its lines in the plan when it has none."""
    own = {y for e in fiche.data.echeances for y in e.annees or ()}
    lines = {y for ligne in fiche.data.lignes_du_plan if isinstance(ligne.annees, tuple) for y in ligne.annees}
    return tuple(sorted(own or lines))


def by_year(library: Bibliotheque, where: list[Place]) -> tuple[Years, list[list[Yearly]], int]:
    """Columns, actions of each year at each place (the years before first, when there are), and how many name no year.

    An action counts in each of its years, once in the years counted together.
    """
    fiches: dict[str, list[tuple[int, ...]]] = {c: [years_of(f) for f in library.fiches_of(c)] for c in library.conventions}
    plain = {c.id: [p.annees if isinstance(p.annees, tuple) else () for p in c.data.plan] for c in library.conventions.values()}
    every = {y for table in (fiches, plain) for own in table.values() for years in own for y in years}
    undated = sum(not years for table in (fiches, plain) for own in table.values() for years in own)
    if not every:
        return Years(None, ()), [], undated
    first = max(min(every), max(every) - MOST_YEARS + 1)
    columns = Years(first - 1 if min(every) < first else None, tuple(range(first, max(every) + 1)))

    def counted(place: Place, table: dict[str, list[tuple[int, ...]]]) -> Counter[int]:
        # The years before the first column fall together on the year that stands for them.
        return Counter(y for t in place.texts for years in table[t] for y in {max(y, first - 1) for y in years})

    rows = []
    for place in where:
        one, other = counted(place, fiches), counted(place, plain)
        shown = ([columns.before] if columns.before is not None else []) + list(columns.each)
        rows.append([Yearly(one[y], other[y]) for y in shown])
    return columns, rows, undated


# --- Periods ---


def fraction(value: date | int | Silence, end: bool = False) -> float | None:
    """A day as a year with its fraction; a year alone starts on its first day and ends on its last."""
    if isinstance(value, Silence):
        return None
    if isinstance(value, int):
        return float(value + end)
    start = date(value.year, 1, 1)
    days = (date(value.year + 1, 1, 1) - start).days
    return round(value.year + ((value - start).days + end) / days, 3)


def dated(period: Periode) -> bool:
    """Whether at least one bound is known."""
    return not (isinstance(period.debut, Silence) and isinstance(period.fin, Silence))


def in_force(library: Bibliotheque) -> list[InForce]:
    """Dated texts, conventions by their first day then their last; each followed by its avenants, others by themselves."""

    def order(text: Entry[Convention]) -> tuple[float, float, str]:
        first, last = fraction(text.data.periode.debut), fraction(text.data.periode.fin, end=True)
        return first or (last or 0) - 1, last or 0, text.data.titre_court

    texts = sorted((c for c in library.conventions.values() if dated(c.data.periode)), key=order)
    amended = group(texts, lambda c: [c.data.modifie.texte] if c.data.modifie and c.data.modifie.texte else [])
    shown = {c.id for c in texts}
    found: list[InForce] = []
    for text in texts:
        above = text.data.modifie.texte if text.data.modifie else None
        if above not in shown:
            found.append(InForce(text, None))
            found += [InForce(avenant, text) for avenant in amended.get(text.id, [])]
    return found


def in_force_by_year(library: Bibliotheque, where: list[Place]) -> tuple[tuple[int, ...], list[list[int]]]:
    """Years, and how many texts of each place are in force in each: at most the last ``MOST_YEARS`` years."""
    spans: dict[str, tuple[int, int]] = {}
    for text in library.conventions.values():
        period = text.data.periode
        first, last = (
            None if isinstance(b, Silence) else b if isinstance(b, int) else b.year for b in (period.debut, period.fin)
        )
        if first or last:
            spans[text.id] = (first or last or 0, last or first or 0)
    if not spans:
        return (), []
    end = max(last for _, last in spans.values())
    years = tuple(range(max(min(first for first, _ in spans.values()), end - MOST_YEARS + 1), end + 1))
    return years, [
        [sum(spans[t][0] <= year <= spans[t][1] for t in place.texts if t in spans) for year in years] for place in where
    ]


# --- Partners ---


def partners_by_theme(library: Bibliotheque) -> list[tuple[Entry[Theme], list[tuple[str, int]]]]:
    """For each theme, the partners that most of its fiches name: at least two of them, counted once a fiche.

    Spellings of one partner are brought together by ``conventions/partenaires.yml``; any other name stands for itself.
    """
    spelt = library.vocabularies.partenaires
    counts: dict[str, Counter[str]] = {t: Counter() for t in library.themes}
    for fiche in library.fiches.values():
        named = fiche.data.partenaires
        names = {spelt.get(n, n) for n in named} if isinstance(named, tuple) else set()
        for theme in fiche.data.themes:
            counts[theme].update(names)
    found: list[tuple[Entry[Theme], list[tuple[str, int]]]] = []
    for entry in library.themes.values():
        most = sorted(counts[entry.id].items(), key=lambda item: (-item[1], item[0].lower()))[:MOST_PARTNERS]
        if several := [(name, n) for name, n in most if n > 1]:
            found.append((entry, several))
    return found
