"""Tables as text that French office software opens as columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any


def to_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """A heading and its rows: semicolons; lists joined by « | »."""
    return csv_line(columns) + "".join(csv_line([cell(row.get(column)) for column in columns]) for row in rows)


def csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as a cell, which no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, dict):
        text = f"({value['etat']})" if "etat" in value else json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list):
        text = " | ".join(map(str, value))
    else:
        text = {True: "oui", False: "non"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    # A cell that starts so would be run as a formula by a spreadsheet.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
