"""The sheet «Synthèse» of a tracking table: actions by state, then by axis, in live formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clausier.office.workbook import A_REMPLIR, BODY, CELL, FAINT, HEAD, TITLE, Book

AVANCEMENTS = {
    "non commencée": ("#E4E7EB", "#3B4552"),
    "en cours": ("#D6E6F5", "#174A78"),
    "terminée": ("#DCEBD2", "#2D5317"),
    "abandonnée": ("#F3D9DD", "#7A1F35"),
    "reportée": ("#FDECCF", "#7A3A0D"),
}
"""States of an action: background and text colours. The word is always there: a colour alone says nothing."""
COUNTED = (*AVANCEMENTS, "à renseigner", "Ensemble")
BLANK_AXES = 8
"""Cells for axes of one's own, when the text has none."""
STATES_ROW, HEAD_ROW = 4, 14
"""From 0: the first state, and the header of the table by axis."""
TOTAL_ROW, AXES_ROW = STATES_ROW + len(COUNTED) - 1, HEAD_ROW + 1


@dataclass(frozen=True)
class Covered:
    """Ranges of the sheet «Suivi» that the counts read."""

    axis: str
    action: str
    state: str
    percent: str


@dataclass
class _Sheet:
    """The sheet being written. A formula carries its value while nothing is filled, for programs that do not compute."""

    book: Book
    sheet: Any

    def put(self, row: int, column: int, text: str, **style: Any) -> None:
        self.book.put(self.sheet, row, column, text, style)

    def count(self, row: int, column: int, formula: str, value: int | str, **style: Any) -> None:
        self.sheet.write_formula(row, column, f"={formula}", self.book.style(**CELL | {"num_format": "0"} | style), value)


def write_summary(book: Book, axes: list[str], tops: list[str], covered: Covered) -> None:
    """``axes``: the plan's highest levels, none when they are to be written; ``tops``: that of each action."""
    out = _Sheet(book, book.sheet("Synthèse", [54, *[13] * len(COUNTED)]))
    book.height(out.sheet, 0, 24)
    out.put(0, 0, "Synthèse", **TITLE)
    out.put(1, 0, "Les nombres se calculent seuls, d’après la feuille Suivi.", **BODY | FAINT | {"text_wrap": False})
    _by_state(out, len(tops), covered)
    _by_axis(out, axes, tops, covered)


def _by_state(out: _Sheet, actions: int, covered: Covered) -> None:
    percent = {"num_format": '0"\u00a0%"'}
    total = f"B{TOTAL_ROW + 1}"
    for column, name in enumerate(("Avancement", "Actions", "Part")):
        out.put(STATES_ROW - 1, column, name, **HEAD)
    for row, word in enumerate(COUNTED, STATES_ROW):
        ground, ink = AVANCEMENTS.get(word, ("#FFFFFF", "#1D2733"))
        last = {"bold": word == "Ensemble"}
        out.put(row, 0, word, **CELL | last | {"bg_color": ground, "font_color": ink})
        formula = {
            "à renseigner": f"{total}-SUM(B{STATES_ROW + 1}:B{row})",
            "Ensemble": f'SUMPRODUCT(({covered.action}<>"")*1)',
        }.get(word, f'SUMPRODUCT(({covered.action}<>"")*({covered.state}=$A{row + 1}))')
        out.count(row, 1, formula, 0 if word in AVANCEMENTS else actions, **last)
        share: int | str = "" if not actions else 0 if word in AVANCEMENTS else 100
        out.count(row, 2, f'IF({total}=0,"",100*B{row + 1}/{total})', share, **last | percent)
    out.put(TOTAL_ROW + 1, 0, "Moyenne des pourcentages saisis", **CELL)
    out.count(TOTAL_ROW + 1, 1, f'IF(COUNT({covered.percent})=0,"",AVERAGE({covered.percent}))', "", **percent)


def _by_axis(out: _Sheet, axes: list[str], tops: list[str], covered: Covered) -> None:
    if not axes:
        advice = "Écrivez vos axes dans les cases claires : la feuille Suivi les propose alors en liste."
        out.put(HEAD_ROW - 1, 0, advice, **BODY | FAINT | {"text_wrap": False})
    for column, name in enumerate(("Axe", *COUNTED)):
        out.put(HEAD_ROW, column, name, **HEAD)
    listed = axes or [""] * BLANK_AXES
    rest = AXES_ROW + len(listed)
    for row, name in enumerate((*listed, "Hors axe ou autre axe", "Ensemble"), AXES_ROW):
        bold = {"bold": row > rest}
        out.put(row, 0, name, **CELL | bold | ({} if name else {"bg_color": A_REMPLIR}))
        actions = tops.count(name) if row < rest else sum(t not in axes for t in tops) if row == rest else len(tops)
        for column, word in enumerate(COUNTED, 1):
            letter = "ABCDEFGH"[column]
            if row < rest:
                formula = f'IF($A{row + 1}="","",{_of_axis(covered, row, letter, word)})'
            elif row == rest:
                formula = f"{letter}{row + 2}-SUM({letter}{AXES_ROW + 1}:{letter}{row})"
            else:
                formula = f"B{STATES_ROW + column}"
            out.count(row, column, formula, "" if not name else 0 if word in AVANCEMENTS else actions, **bold)


def _of_axis(covered: Covered, row: int, letter: str, word: str) -> str:
    """Actions whose first line of axis is the row's own: COUNTIFS would stop at 255 characters and read ``*`` and ``?``."""
    if word == "à renseigner":
        return f"H{row + 1}-SUM(B{row + 1}:F{row + 1})"
    name = f"$A{row + 1}"
    found = f'({covered.action}<>"")*(LEFT({covered.axis}&CHAR(10),LEN({name})+1)={name}&CHAR(10))'
    return f"SUMPRODUCT({found})" if word == "Ensemble" else f"SUMPRODUCT({found}*({covered.state}={letter}${HEAD_ROW + 1}))"
