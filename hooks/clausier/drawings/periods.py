"""Periods of texts on a scale of years: a bar a text, a diamond for its signature, a dashed end where it is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clausier.drawings.svg import drawing, element, line, link, rectangle, text

YEAR, ROW, HEAD, MARGIN = 72, 54, 34, 12
"""Width of a year, heights of a row and of the scale, margin on the left, in px."""


@dataclass(frozen=True)
class Span:
    """A text's period; bounds are years with their fraction (2026.5 is the first of July), None where unknown."""

    name: str
    words: str
    href: str | None
    first: float | None
    last: float | None
    signed: float | None = None
    amends: bool = False
    """Drawn under the text that it changes, and hollow."""


def draw(name: str, title: str, description: str, spans: Sequence[Span]) -> Markup:
    """One row a text, in the order given; each has at least one known date."""
    known = [y for s in spans for y in (s.first, s.last, s.signed) if y is not None]
    first, last = int(min(known)), int(max(known) - 1e-9) + 1
    width, height = MARGIN * 2 + YEAR * (last - first), HEAD + ROW * len(spans) + 6

    def at(year: float) -> float:
        return MARGIN + YEAR * (year - first)

    parts: list[str] = []
    for year in range(first, last + 1):
        parts.append(line(at(year), HEAD - 6, at(year), height))
        if year < last:
            parts.append(text(at(year) + 6, HEAD - 14, str(year)))
    for i, span in enumerate(spans):
        parts.append(_row(span, at, HEAD + ROW * i, last))
    return drawing(name, title, description, width, height, *parts)


def _row(span: Span, at: Callable[[float], float], top: float, last: int) -> Markup:
    middle, marks = top + 33, []
    known = [year for year in (span.first, span.last, span.signed) if year is not None]
    if span.first is not None and span.last is not None:
        kind = "d-barre d-barre--creuse" if span.amends else "d-barre"
        marks.append(rectangle(at(span.first), top + 26, at(span.last) - at(span.first), 14, kind))
        begin = at(span.first)
    elif span.last is not None:  # A year of dashes before the only known end.
        begin = max(MARGIN, at(span.last) - YEAR)
        marks.append(rectangle(begin, top + 26, at(span.last) - begin, 14, "d-barre d-barre--inconnue"))
    else:
        begin = at(min(known))
        marks.append(line(begin, middle, min(at(last), begin + YEAR), middle, "d-trait d-trait--tirets"))
    if span.signed is not None:
        x = at(span.signed)
        marks.append(element("path", d=f"M{x:.1f} {middle - 9:g}l9 9l-9 9l-9-9z", class_="d-losange"))
    words = ("↳ " if span.amends else "") + span.name
    # The name starts with its bar, and goes back to the left where it would leave the picture.
    name = text(max(MARGIN, min(begin, at(last) - len(words) * 8)), top + 19, words, "gras")
    return link(span.href, f"{span.name} : {span.words}", name, *marks)
