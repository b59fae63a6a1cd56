"""What every Excel file of the Clausier shares: colours, French cells, print set-up, the sheet «Lire»."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from clausier.typography import french

PETROLE, ENCRE, DISCRET, FILET = "#0F4C5C", "#1D2733", "#5A6573", "#C9CFD6"
A_REMPLIR, BLANC, OCRE = "#FDF6EA", "#FDECCF", "#9A4A12"
BODY: dict[str, Any] = {"font_size": 10, "font_color": ENCRE, "text_wrap": True, "valign": "top"}
CELL: dict[str, Any] = BODY | {"border": 1, "border_color": FILET}
HEAD: dict[str, Any] = CELL | {"bold": True, "font_color": "#FFFFFF", "bg_color": PETROLE, "valign": "vcenter"}
TITLE: dict[str, Any] = {"bold": True, "font_size": 14, "font_color": PETROLE, "valign": "vcenter"}
FAINT: dict[str, Any] = {"italic": True, "font_color": DISCRET}
"""What the text does not say."""

_LONGEST = 32_767
"""Characters that a cell may hold (Excel specifications and limits)."""
_CUT = " […] La suite est sur la page du texte."
_TALLEST = 409.0
"""Points of the tallest row."""
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Book:
    """One workbook being written. Cells hold strings, never read as formulas, numbers or links; the same input gives the same bytes."""

    def __init__(self, path: Path, title: str, checked: date) -> None:
        """``title`` heads the printed pages; ``checked`` dates the file, whatever the day it is written."""
        self.title = french(title)
        self._path, self._bytes = path, io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        created = datetime(checked.year, checked.month, checked.day)
        self.workbook.set_properties({"title": self.title, "author": "Le Clausier CTG", "created": created})
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._widths: dict[Any, Sequence[float]] = {}
        self._heights: dict[tuple[Any, int], float] = defaultdict(float)

    def sheet(self, name: str, widths: Sequence[float], landscape: bool = True, header: tuple[int, int] | None = None) -> Any:
        """A sheet set for A4, one page wide. ``widths`` are in characters; ``header`` rows (first, last) repeat on each page."""
        sheet = self.workbook.add_worksheet(name)
        self._widths[sheet] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.style(**BODY))
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.25, right=0.25, top=0.4, bottom=0.6)
        if header:
            sheet.repeat_rows(*header)
        # A space after the size, or a title that opens with a figure would be read as part of it.
        named = self.title[:110].replace("&", "&&")
        sheet.set_footer(f"&L&8 {named}&R&8 &A, page &P / &N", {"margin": 0.25})
        return sheet

    def style(self, **properties: Any) -> Any:
        """A cell format; the same one for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            self._styles[key] = self.workbook.add_format(properties)
        return self._styles[key]

    def put(self, sheet: Any, row: int, column: int, text: str, style: dict[str, Any]) -> None:
        """Write ``text`` as French print sets it. A text that looks like a formula stays one when the cell is edited too."""
        text = french(text)
        if not text:
            sheet.write_blank(row, column, None, self.style(**style))
            return
        if len(text) > _LONGEST:
            text = text[: _LONGEST - len(_CUT)] + _CUT
        if text.startswith(_LIKE_FORMULA):
            style = style | {"quote_prefix": True}
        sheet.write_string(row, column, text, self.style(**style))
        if style.get("text_wrap"):
            size = style.get("font_size", 10)
            lines = lines_at(text, self._widths[sheet][column] * (0.97 if style.get("bold") else 1), size)
            self.height(sheet, row, lines * size * 1.28 + 3)

    def height(self, sheet: Any, row: int, points: float) -> None:
        """Make a row at least so tall."""
        self._heights[sheet, row] = min(_TALLEST, max(self._heights[sheet, row], points))

    def read_me(self, rows: Iterable[tuple[str, str]]) -> None:
        """The sheet «Lire»: a label and a text in each row; a row without text is a heading."""
        sheet = self.sheet("Lire", (26, 88), landscape=False)
        self.height(sheet, 0, 24)
        self.put(sheet, 0, 0, self.title, TITLE)
        for row, (label, text) in enumerate(rows, 2):
            if text:
                self.put(sheet, row, 0, label, CELL | {"bold": True})
                self.put(sheet, row, 1, text, CELL)
            else:
                self.height(sheet, row, 24)
                heading = {"bold": True, "font_color": PETROLE, "font_size": 12, "valign": "vcenter"}
                self.put(sheet, row, 0, label, heading)

    def close(self) -> None:
        """Write the file. Rows open at the height of their text and still grow when someone types: no height is fixed.

        LibreOffice and viewers do not measure the rows of a file that says it comes from Excel, as XlsxWriter's do.
        """
        for (sheet, row), points in self._heights.items():
            sheet.set_row(row, points)
        self.workbook.close()
        with zipfile.ZipFile(self._bytes) as written, zipfile.ZipFile(self._path, "w") as final:
            for member in written.infolist():
                content = written.read(member)
                final.writestr(member, _FIXED_HEIGHT.sub(rb"\1", content) if "worksheets/sheet" in member.filename else content)


@lru_cache(maxsize=5_000)
def lines_at(text: str, width: float, size: float = 10) -> int:
    """About how many lines ``text`` takes in a column ``width`` characters wide, one being a digit at 11 points."""
    letters = max(1, int(width * 1.28 * 10 / size))
    return sum(len(textwrap.wrap(line, letters)) if len(line) > letters else 1 for line in text.split("\n"))


def width_for(texts: Iterable[str], least: int, most: int, lines: int, size: float = 10) -> int:
    """The narrowest width at which no text takes more than ``lines`` lines."""
    listed = sorted((t for t in texts if t), key=len, reverse=True)  # A width that is too small shows on the first.
    return next((w for w in range(least, most) if all(lines_at(t, w, size) <= lines for t in listed)), most)
