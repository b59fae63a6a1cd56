"""A dated frieze, from top to bottom: it reads on a phone as on a wide screen."""

from __future__ import annotations

from datetime import date

from clausier.drawings.svg import picture, text, wrap
from clausier.model.dessins import Evenement, Frise
from clausier.words import MONTHS, day

WIDTH, AXIS, WORDS = 660, 184, 212
"""Width of the drawing; abscissa of the axis; abscissa of the words, in pixels."""
SIZE, SMALL, LINE, GAP = 16, 14, 21, 20
"""Letters of titles and details; height of a line; space between two events, in pixels."""


def moment(value: date | int | str) -> str:
    """«2006», «octobre 2022», «18 décembre 2023»."""
    if isinstance(value, str):
        year, month = value.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return day(value)


def when(event: Evenement) -> str:
    """«2006 – 2019», «18 décembre 2023»."""
    return moment(event.debut) if event.fin is None else f"{moment(event.debut)} – {moment(event.fin)}"


def draw(frise: Frise, name: str) -> str:
    """The frieze as SVG."""
    parts: list[str] = []
    y = 24.0
    for event in frise.evenements:
        top = y
        dates = wrap(when(event), AXIS - 28, SMALL)
        for i, line in enumerate(dates):
            parts.append(text(AXIS - 24, top + i * LINE, line, "date", "end"))
        for line in wrap(event.titre, WIDTH - WORDS, SIZE):
            parts.append(text(WORDS, y, line, "titre"))
            y += LINE
        for line in wrap(event.detail, WIDTH - WORDS, SMALL) if event.detail else []:
            parts.append(text(WORDS, y, line, "petit"))
            y += LINE
        y = max(y, top + len(dates) * LINE)
        if event.fin is None:
            parts.append(f'<circle class="d-point" cx="{AXIS}" cy="{top - 5:g}" r="7"/>')
        else:
            parts.append(f'<rect class="d-point" x="{AXIS - 7}" y="{top - 14:g}" width="14" height="{y - top - 4:g}" rx="7"/>')
        y += GAP
    axis = f'<line class="d-trait" x1="{AXIS}" y1="8" x2="{AXIS}" y2="{y - GAP:g}"/>'
    said = " ; ".join(f"{when(e)} : {e.titre}" for e in frise.evenements)
    return picture(WIDTH, y - GAP + 8, frise.titre, said, name, [axis, *parts])
