"""A dated frieze, from top to bottom: it reads on a phone as on a wide screen."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from clausier.drawings.svg import ORDINARY, SMALL, drawing, element, line, lines, wrap
from clausier.model.dessins import Evenement, Frise
from clausier.words import MONTHS, day

WIDTH, AXIS, WORDS = 660, 184, 212
"""Width of the drawing; abscissa of the axis; abscissa of the words, in pixels."""
STEP, GAP, MOST = 21, 20, 6
"""Height of a line; space between two events, in pixels; lines that one text may take."""


def moment(value: date | int | str) -> str:
    """«2006», «octobre 2022», «18 décembre 2023»."""
    if isinstance(value, str):
        year, month = value.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return day(value)


def when(event: Evenement) -> str:
    """«2006 – 2019», «18 décembre 2023»."""
    return moment(event.debut) if event.fin is None else f"{moment(event.debut)} – {moment(event.fin)}"


def draw(frise: Frise, name: str) -> Markup:
    """The frieze as SVG."""
    parts: list[Markup] = []
    y = 24.0
    for event in frise.evenements:
        top = y
        dates = wrap(when(event), AXIS - 28, 2, SMALL)
        parts.append(lines(AXIS - 24, top, dates, "date", "end", STEP))
        for words, kind, size in ((event.titre, "titre", ORDINARY), (event.detail, "petit", SMALL + 1)):
            if words:
                rows = wrap(words, WIDTH - WORDS, MOST, size)
                parts.append(lines(WORDS, y, rows, kind, step=STEP))
                y += len(rows) * STEP
        y = max(y, top + len(dates) * STEP)
        if event.fin is None:
            parts.append(element("circle", class_="d-point", cx=AXIS, cy=top - 5, r=7))
        else:
            bar = y - top - 4
            parts.append(element("rect", class_="d-point", x=AXIS - 7, y=top - 14, width=14, height=bar, rx=7))
        y += GAP
    axis = line(AXIS, 8, AXIS, y - GAP)
    said = " ; ".join(f"{when(e)} : {e.titre}" for e in frise.evenements)
    return drawing(name, frise.titre, said, WIDTH, y - GAP + 8, axis, *parts)
