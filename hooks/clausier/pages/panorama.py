"""The panorama: each picture with the sentence that says what it shows and the table that says the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from clausier.catalogues.model import SANS_THEME
from clausier.drawings import bars, grid, periods
from clausier.drawings.grid import Case, Line
from clausier.drawings.periods import Span
from clausier.library import Bibliotheque, Entry
from clausier.links import panorama
from clausier.links.all import Links
from clausier.links.panorama import MOST_PLACES, Place
from clausier.model.convention import Convention, Periode
from clausier.model.values import Silence
from clausier.words import SILENCES, day, plural

ROOT = "../"
"""Way from the panorama's page to the site's root."""
WIDE, NARROW, YEAR = 112, 85, 66
"""Widths of a grid's cells: few places, many places, years."""


@dataclass(frozen=True)
class Cellule:
    """A cell of a table: its words, and where they lead."""

    words: str
    href: str | None = None


@dataclass(frozen=True)
class Image:
    """A picture with its words."""

    id: str
    title: str
    lead: str
    """What to see in it."""
    svg: Markup | None
    """None when there is nothing to draw."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cellule, ...], ...]
    note: str = ""


def catalogue(*filters: str) -> str:
    """Address of the fiches that pass these filters."""
    return f"{ROOT}fiches/" + ("?" + "&".join(f for f in filters if f) if any(filters) else "")


def view(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What ``panorama.html`` shows."""
    weights = panorama.actions(library)
    where = panorama.places(library, weights)
    return {
        "images": [_themes(library, where), _years(library, where), _periods(library)],
        "partenaires": _partners(library),
        "actions": sum(weights.values()),
        "fiches": len(library.fiches),
    }


def _table(lines: list[Line]) -> tuple[tuple[Cellule, ...], ...]:
    """The rows of a grid as those of a table; an empty cell reads «0»."""

    def words(case: Case) -> str:
        return grid.figure(case) + (" sans fiche" if case.hollow else "")

    return tuple(
        (Cellule(row.name, row.href), *(Cellule(words(c), c.href if c.count else None) for c in row.cases)) for row in lines
    )


def _grid(
    name: str, title: str, lead: str, heads: list[str], lines: list[Line], first: str, width: int, note: str = ""
) -> Image:
    svg = grid.draw(name, title, lead, heads, lines, width) if lines and heads else None
    return Image(name, title, lead, svg, (first, *heads), _table(lines), note)


def _room(lines: list[Line]) -> int:
    """Width of the cells of years: that of the longest figure."""
    longest = max((len(grid.figure(case)) for row in lines for case in row.cases if case.count), default=0)
    return max(YEAR, 9 * longest + 16)


def _themes(library: Bibliotheque, where: list[Place]) -> Image:
    lines = []
    totals = []
    for theme, counts in panorama.by_theme(library, where):
        name = theme.titre if theme else "Sans thème"
        totals.append((sum(counts), name))
        cases = [
            Case(
                n,
                f"{name}, {place.name} : {plural(n, 'fiche')}",
                catalogue(f"theme={theme.id if theme else SANS_THEME}", place.query),
                bar=not place.gathered,
            )
            for place, n in zip(where, counts, strict=True)
        ]
        lines.append(Line(name, f"{ROOT}{theme.url}" if theme else None, tuple(cases)))
    top = max(totals, default=(0, ""), key=lambda t: t[0])
    lead = (
        f"Le thème le plus présent est « {top[1]} » ({plural(top[0], 'fiche')}). Une fiche peut porter plusieurs thèmes ; chaque case mène à ses fiches."
        if top[0]
        else "Aucune fiche n’est publiée ici."
    )
    width = WIDE if len(where) <= 6 else NARROW
    return _grid(
        "themes-territoires", "Fiches-actions par thème et par territoire", lead, [p.name for p in where], lines, "Thème", width
    )


def _years(library: Bibliotheque, where: list[Place]) -> Image:
    columns, rows, undated = panorama.by_year(library, where)
    years: list[int | None] = [*([None] if columns.before is not None else []), *columns.each]
    heads = [str(y) if y else f"{columns.before} et avant" for y in years]
    lines = []
    for place, counts in zip(where, rows, strict=False):
        cases = []
        for year, head, n in zip(years, heads, counts, strict=True):
            said = f"{place.name}, {head} : {plural(n.fiches, 'fiche')}"
            if n.without_fiche:
                said += f" et {plural(n.without_fiche, 'action')} sans fiche"
            to_plan = f"{ROOT}{place.url}#plan" if place.url else None
            to_fiches = catalogue(place.query, f"annee={year}" if year else "")
            cases.append(
                Case(n.fiches + n.without_fiche, said, to_fiches if n.fiches else to_plan, n.without_fiche, not place.gathered)
            )
        lines.append(Line(place.name, f"{ROOT}{place.url}" if place.url else None, tuple(cases)))
    total = [sum(r[i].fiches + r[i].without_fiche for r in rows) for i in range(len(years))]
    lead = "Une action compte dans chacune des années où elle est prévue. "
    if total:
        peak = total.index(max(total))
        lead += f"L’année la plus chargée est {heads[peak]} ({plural(total[peak], 'action')}). "
    lead += "Barre pleine : les actions qui ont une fiche ; barre creuse, après le signe + : celles du plan qui n’en ont pas."
    note = f"{plural(undated, 'action')} sans année dans le texte lu : hors de l’image." if undated else ""
    return _grid("actions-annees", "Actions par année et par territoire", lead, heads, lines, "Territoire", _room(lines), note)


# --- Periods ---


def _bound(value: date | int | Silence) -> str:
    return SILENCES[value.etat] if isinstance(value, Silence) else day(value)


def _when(period: Periode) -> str:
    if isinstance(period.debut, int) and isinstance(period.fin, int):
        return f"{period.debut}-{period.fin}"
    return f"début : {_bound(period.debut)} ; fin : {_bound(period.fin)}"


def _periods(library: Bibliotheque) -> Image:
    title = "Périodes des textes et de leurs avenants"
    shown = panorama.in_force(library)
    undated = [c.data.titre_court for c in library.conventions.values() if not panorama.dated(c.data.periode)]
    note = f"Sans date, hors de l’image : {', '.join(undated)}." if undated and len(undated) <= MOST_PLACES else ""
    if len(shown) > MOST_PLACES:
        return _periods_by_year(library, title)
    spans, rows = [], []
    for item in shown:
        data = item.text.data
        if data.modifie and item.amends is None and not data.modifie.texte:
            signed = data.modifie.date if isinstance(data.modifie.date, date) else None
            said = f"signature : {day(signed)} ; texte non lu" if signed else "texte non lu"
            if signed:
                spans.append(Span(data.modifie.titre, said, None, None, None, panorama.fraction(signed)))
            rows.append(
                (
                    Cellule(data.modifie.titre),
                    Cellule("texte modifié, non lu"),
                    Cellule("non connu ici"),
                    Cellule(day(signed) if signed else "non connu ici"),
                )
            )
        spans.append(_span(item.text))
        signature = SILENCES[data.signature.etat] if isinstance(data.signature, Silence) else day(data.signature)
        kind = f"avenant à {data.modifie.titre}" if data.modifie else "convention"
        rows.append(
            (Cellule(data.titre_court, ROOT + item.text.url), Cellule(kind), Cellule(_when(data.periode)), Cellule(signature))
        )
    lead = "Un texte par ligne ; un avenant, en creux, sous le texte qu’il modifie. Losange : la signature, si elle est connue. Tirets : une borne que le texte ne donne pas."
    svg = periods.draw("periodes", title, lead, spans) if spans else None
    return Image("periodes", title, lead, svg, ("Texte", "Nature", "Période", "Signature"), tuple(rows), note)


def _span(text: Entry[Convention]) -> Span:
    data = text.data
    return Span(
        data.titre_court,
        _when(data.periode),
        ROOT + text.url,
        panorama.fraction(data.periode.debut),
        panorama.fraction(data.periode.fin, end=True),
        None if isinstance(data.signature, Silence) else panorama.fraction(data.signature),
        data.type == "avenant",
    )


def _periods_by_year(library: Bibliotheque, title: str) -> Image:
    """Beyond a dozen texts: how many are in force each year, by department."""
    where = panorama.places(library, {c.id: int(c.data.type != "modele") for c in library.conventions.values()})
    years, counts = panorama.in_force_by_year(library, where)

    lines = [
        Line(
            p.name,
            None,
            tuple(
                Case(
                    n,
                    f"{p.name}, {y} : {plural(n, 'texte')} en vigueur",
                    f"{ROOT}conventions/?{p.query}&annee={y}" if n and p.query else None,
                    bar=not p.gathered,
                )
                for y, n in zip(years, row, strict=True)
            ),
        )
        for p, row in zip(where, counts, strict=False)
    ]
    lead = "Nombre de textes en vigueur chaque année ; un avenant compte pour un texte."
    return _grid("periodes", title, lead, [str(y) for y in years], lines, "Département", YEAR)


# --- Partners ---


def _partners(library: Bibliotheque) -> list[dict[str, Any]]:
    found = panorama.partners_by_theme(library)
    most = max((n for _, named in found for _, n in named), default=1)
    return [
        {
            "theme": theme,
            "noms": named,
            "svg": bars.draw(
                f"partenaires-{theme.id}",
                f"Partenaires les plus nommés : {theme.titre}",
                f"En tête : {named[0][0]}, dans {plural(named[0][1], 'fiche')}.",
                named,
                most,
            ),
            "href": catalogue(f"theme={quote(theme.id)}"),
        }
        for theme, named in found
    ]
