"""The tracking table of a plan: actions, what the copil notes about them, and counts that follow."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from clausier.office.actions import QUIET, Action
from clausier.office.summary import AVANCEMENTS, AXES_ROW, BLANK_AXES, Covered, write_summary
from clausier.office.workbook import A_REMPLIR, CELL, FAINT, FILET, HEAD, OCRE, TITLE, Book, width_for
from clausier.typography import french

PLAN = ("N°", "Axe / niveau", "Action", "Thèmes", "Pilote ou acteurs cités", "Échéances", "Indicateurs")
"""Columns that the published text fills."""
SUIVI = (
    "Avancement", "%", "Valeur de départ", "Valeur cible", "Valeur mesurée", "Date de mesure", "Difficultés",
    "Décision du comité de pilotage", "Dernière mise à jour",
)  # fmt: skip
"""Columns that the copil fills."""
DATES = ("Date de mesure", "Dernière mise à jour")
WIDTHS = ((6, 9, 2), (17, 22, 9, 8), (24, 30, 6), (12, 15, 4), (15, 20, 6), (11, 22, 9), (28, 60, 26))
"""Of the columns of PLAN: least and most characters, lines of the tallest cell, size of the text when it is not 10 points."""
FIRST = 2
"""First action's row, from 0: below the title and the header."""
EMPTY_ROW = 30
"""Points: room to write by hand."""
SPARE = 200
"""Rows below the plan that drop-downs and counts cover too: actions can be added."""


def write_tracking(path: Path, title: str, checked: date, rows: list[Action], about: list[tuple[str, str]]) -> None:
    """Write the workbook; ``checked`` dates it, ``about`` fills its sheet «Lire». A row without a title is one to fill."""
    book = Book(path, title, checked)
    tops = [french(a.axe.split("\n")[0]) for a in rows if a.titre]
    axes = [a for a in dict.fromkeys(tops) if a not in QUIET]
    last = FIRST + len(rows) + SPARE
    sheet = _tracking_sheet(book, rows)
    _checks(book, sheet, FIRST + len(rows), last)
    if not axes:
        source = f"='Synthèse'!$A${AXES_ROW + 1}:$A${AXES_ROW + BLANK_AXES}"
        note = "Cet axe n’est pas dans la feuille Synthèse, qui ne le comptera pas à part. L’écrire quand même ?"
        rule = {"validate": "list", "source": source, "error_type": "warning", "error_title": "Axe", "error_message": note}
        sheet.data_validation(FIRST, 1, last, 1, rule)
    write_summary(book, axes, tops, Covered(*(f"Suivi!${c}${FIRST + 1}:${c}${last + 1}" for c in "BCHI")))
    book.read_me(about)
    book.close()


def _tracking_sheet(book: Book, rows: list[Action]) -> Any:
    columns = list(zip(*(a.cells for a in rows), strict=True))
    widths = [width_for(texts, *bounds) for texts, bounds in zip(columns, WIDTHS, strict=True)]
    sheet = book.sheet("Suivi", [*widths, 13, 6, 8, 8, 8.5, 10, 17, 17, 10], header=(0, 1))
    book.height(sheet, 0, 24)
    book.height(sheet, 1, 42)
    bands = {0: book.title, len(PLAN): "À remplir au fil de l’année"}
    for column, name in enumerate((*PLAN, *SUIVI)):
        ours = column < len(PLAN)
        own = {"bold": True, "font_color": OCRE, "bg_color": A_REMPLIR, "valign": "vcenter"}
        book.put(sheet, 0, column, bands.get(column, ""), TITLE if ours else own)
        book.put(sheet, 1, column, name, HEAD if ours else HEAD | {"bg_color": OCRE})
    looks: dict[int, dict[str, Any]] = {1: {"font_size": 8}, 2: {"bold": True}}
    for row, action in enumerate(rows, FIRST):
        for column, cell in enumerate(action.cells):
            book.put(sheet, row, column, cell, CELL | looks.get(column, {}) | (FAINT if cell in QUIET else {}))
        book.height(sheet, row, 0 if action.titre else EMPTY_ROW)
        for column, name in enumerate(SUIVI, len(PLAN)):
            book.put(sheet, row, column, "", CELL | _number_format(name))
    sheet.freeze_panes(FIRST, 3)
    sheet.autofilter(1, 0, FIRST + len(rows) - 1, len(PLAN) + len(SUIVI) - 1)
    return sheet


def _number_format(name: str) -> dict[str, Any]:
    if name == "%":
        return {"num_format": '0"\u00a0%"'}
    return {"num_format": "dd/mm/yyyy"} if name in DATES else {}


def _checks(book: Book, sheet: Any, after: int, last: int) -> None:
    """Drop-downs, limits and colours down to row ``last``; rows from ``after`` on take their borders when they are filled."""
    at = {name: i for i, name in enumerate(SUIVI, len(PLAN))}

    def rule(name: str, title: str, message: str, **limits: Any) -> None:
        shown = {"error_title": title, "error_message": french(message)}
        sheet.data_validation(FIRST, at[name], last, at[name], limits | shown)

    states = list(AVANCEMENTS)
    rule("Avancement", "Avancement", "Choisissez dans la liste : la synthèse compte ces mots.", validate="list", source=states)
    percent = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    rule("%", "Pourcentage", "Écrivez un nombre de 0 à 100, sans le signe.", **percent)
    for name in DATES:
        span = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
        rule(name, "Date", "Écrivez une date : jour/mois/année.", **span)
    advice = french("S’il y a plusieurs indicateurs, reprenez leur numéro : « 1. 40 % ». Alt + Entrée va à la ligne.")
    hint = {"validate": "any", "input_title": "Une valeur par indicateur", "input_message": advice}
    sheet.data_validation(FIRST, at["Valeur de départ"], last, at["Valeur mesurée"], hint)
    for word, (ground, ink) in AVANCEMENTS.items():
        named = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.style(bg_color=ground, font_color=ink)}
        sheet.conditional_format(FIRST, at["Avancement"], last, at["Avancement"], named)
    for name in ("%", *DATES):
        filled = {"type": "no_blanks", "format": book.style(**_number_format(name))}
        sheet.conditional_format(after, at[name], last, at[name], filled)
    bordered = {"type": "formula", "criteria": f'=$C{after + 1}<>""', "format": book.style(border=1, border_color=FILET)}
    sheet.conditional_format(after, 0, last, len(PLAN) + len(SUIVI) - 1, bordered)
