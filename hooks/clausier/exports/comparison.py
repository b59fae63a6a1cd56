"""What ``/comparer/`` asks for when a visitor chooses a text: one small script a text, so that the page itself stays light.

A script (``window.CLAUSIER_TEXTE = …``) rather than a file to fetch: it also loads on a copy opened without a server.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clausier.exports.scripts import write_script
from clausier.links.cells import Cell
from clausier.links.comparison import Column, Comparison
from clausier.typography import french


def column_data(column: Column) -> dict[str, Any]:
    """A text's cells in the order of the table's rows; an absent key is an ordinary value."""
    return {
        "id": column.text.id,
        "note": french(column.note),
        "cases": [_cell(cell) for cell in column.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = {"mots": [french(word) for word in cell.words]}
    if cell.kind != "valeur":
        data["sorte"] = cell.kind
    if cell.places:
        data["lieux"] = [list(place) for place in cell.places]
    if cell.departure:
        data["ecart"] = cell.departure
    return data


def write_comparison(table: Comparison, site: Path) -> None:
    """Write ``comparer/<id>.texte.js`` for each text; no subject's page can bear such a name."""
    for column in table.columns:
        write_script(site / f"comparer/{column.text.id}.texte.js", "CLAUSIER_TEXTE", column_data(column))
