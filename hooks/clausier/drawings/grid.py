"""A grid of counts: a number and a bar in each cell, each cell leading to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clausier.drawings.svg import drawing, element, line, lines, link, rectangle, text, wrap

LABEL, CELL, ROW, LINE = 150, 112, 38, 16
"""Widths of the rows' names and of a cell, heights of a row and of a line of the columns' names, in px."""
BAR = 7


@dataclass(frozen=True)
class Case:
    """A cell: how many, of which how many are drawn hollow, where it leads and what it says aloud."""

    count: int
    label: str
    href: str | None = None
    hollow: int = 0
    bar: bool = True
    """Whether a bar shows the count; what gathers many others would dwarf every other bar."""


@dataclass(frozen=True)
class Line:
    """A row of a grid with its name, where the name leads, and a cell for each column."""

    name: str
    href: str | None
    cases: tuple[Case, ...]


def draw(name: str, title: str, description: str, columns: Sequence[str], rows: Sequence[Line], cell: int = CELL) -> Markup:
    """A bar twice as long is twice as many. An empty cell shows a dot, and leads nowhere."""
    most = max((case.count for row in rows for case in row.cases if case.bar), default=0) or 1
    heads = [wrap(column, cell - 10, 4) for column in columns]
    head = LINE * max((len(words) for words in heads), default=0) + 12
    width, height = LABEL + cell * len(columns), head + ROW * len(rows) + 8
    parts: list[str] = []
    for i, words in enumerate(heads):
        parts.append(lines(LABEL + cell * i + 6, head - 10 - LINE * (len(words) - 1), words))
    parts.append(line(0, head, width, head, "d-trait d-trait--fort"))
    for r, row in enumerate(rows):
        top = head + ROW * r
        words = wrap(row.name, LABEL - 12, 2)
        label = lines(0, top + (24 if len(words) == 1 else 17), words)
        parts.append(link(row.href, row.name, label) if row.href else label)
        for i, case in enumerate(row.cases):
            parts.append(_case(case, LABEL + cell * i, top, cell, (cell - 18) / most))
        parts.append(line(0, top + ROW, width, top + ROW))
    return drawing(name, title, description, width, height, *parts)


def figure(case: Case) -> str:
    """«4», or «4 + 10» when some are drawn hollow."""
    return str(case.count - case.hollow) + (f" + {case.hollow}" if case.hollow else "")


def _case(case: Case, left: float, top: float, cell: int, unit: float) -> Markup:
    if not case.count:
        return element("g", element("title", case.label), text(left + 6, top + 24, "·"))
    full = (case.count - case.hollow) * unit
    said = figure(case)
    marks = [rectangle(left + 1, top + 1, cell - 2, ROW - 2, "d-case"), text(left + 6, top + 18, said, "compte")]
    if full and case.bar:
        marks.append(rectangle(left + 6, top + 24, full, BAR, "d-barre"))
    if case.hollow and case.bar:
        marks.append(rectangle(left + 6 + full, top + 24, case.hollow * unit, BAR, "d-barre d-barre--creuse"))
    return link(case.href, case.label, *marks)
