"""PDF: lines and tables found again from where their characters stand. Headings are seen from the size of letters."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import chars_to_textmap

from clausier.importer.blocks import Block, Paragraph, Reading, Row, Unreadable
from clausier.importer.plain import clean

MARGIN = 0.075
"""Share of a page's height that is its margin."""
MOST_PAGES = 800
FEWEST_CHARACTERS = 15
"""A page with fewer, on average, is a picture of a page."""
_PAGE = re.compile(r"^\W*(?:page|p\.)?\s*\d{1,3}(?:\s*(?:/|sur|of)\s*\d{1,3})?\W*$", re.IGNORECASE)
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True)
class _Line:
    text: str
    top: float
    bottom: float
    size: float
    bold: bool
    edge: bool
    """Whether it stands in the margin, above or below the text."""
    left: float
    right: float
    opening: float
    """Width of its first word."""


@dataclass(frozen=True)
class _Table:
    top: float
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def read(path: Path, progress: Callable[[int, int], None]) -> Reading:
    try:
        with pdfplumber.open(path) as pdf:
            return _read(pdf, path, progress)
    except Unreadable:
        raise
    except KeyboardInterrupt:
        raise
    except Exception as error:  # a damaged PDF fails in as many ways as it has parts
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Unreadable(f"{path.name} : ce PDF est protégé par un mot de passe : retirez-le, puis recommencez") from None
        raise Unreadable(f"{path.name} : ce PDF est abîmé : rouvrez-le, puis réimprimez-le en PDF") from None


def _read(pdf: Any, path: Path, progress: Callable[[int, int], None]) -> Reading:
    count = len(pdf.pages)
    if count > MOST_PAGES:
        raise Unreadable(f"{path.name} : plus de {MOST_PAGES} pages : découpez le fichier")
    pages: list[list[_Line | _Table]] = []
    characters = 0
    for number, page in enumerate(pdf.pages, 1):
        characters += len(page.chars)
        pages.append(_page(page))
        page.close()
        progress(number, count)
    if characters < FEWEST_CHARACTERS * count:
        raise Unreadable(
            f"{path.name} : ce PDF est une image, sans texte à lire : passez-le par une reconnaissance de caractères (OCR), puis recommencez"
        )
    running = _running(pages)
    sizes = Counter(size for page in pages for line in page if isinstance(line, _Line) for size in [line.size] * len(line.text))
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({s for s in sizes if s > body * 1.1}, reverse=True)
    right = max((x.right for page in pages for x in page if isinstance(x, _Line) and not x.edge), default=0.0)
    blocks: list[Block] = []
    left: list[str] = []
    table = 0
    for number, page in enumerate(pages, 1):
        kept = [x for x in page if isinstance(x, _Table) or not (_key(x.text) in running or _is_number(x, page))]
        left += [x.text for x in page if isinstance(x, _Line) and x not in kept]
        for group in _groups(kept, body, larger):
            if isinstance(group, _Table):
                table += 1
                blocks += [Row(cells, f"page {number}", table) for cells in group.rows]
            else:
                level = _level(group[0], body, larger)
                lines = [x.text for x in group] if level else _unwrapped(group, right)
                blocks.append(Paragraph(tuple(lines), f"page {number}", level=level, wrapped=bool(level)))
    return Reading(tuple(_across_pages(blocks)), tuple(left))


def _page(page: Any) -> list[_Line | _Table]:
    """Lines and tables of a page, from top to bottom."""
    found: list[_Line | _Table] = []
    rest = page.chars
    for table in page.find_tables():
        inside = [c for c in rest if _holds(table.bbox, c)]
        rows = [tuple(_cell(inside, box) if box else () for box in row.cells) for row in table.rows]
        if max((sum(map(bool, row)) for row in rows), default=0) < 2:
            continue  # a frame around text
        # A row that is one cell from side to side heads the table; an empty cell beside it would say a column.
        shaped = [
            tuple(c for c in row if c) if len([c for c in shape.cells if c]) == 1 else row
            for row, shape in zip(rows, table.rows, strict=True)
        ]
        found.append(_Table(table.bbox[1], tuple(row for row in shaped if any(row))))
        rest = [c for c in rest if not _holds(table.bbox, c)]
    margin = page.height * MARGIN
    found += _lines(rest, margin, page.height - margin)
    return sorted(found, key=lambda x: x.top)


def _holds(box: tuple[float, float, float, float], char: dict[str, Any]) -> bool:
    """Whether a character's middle stands in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(letters: list[dict[str, Any]], head: float, foot: float) -> Iterator[_Line]:
    """Lines that characters make; above ``head`` and below ``foot``, they are in the margins."""
    if not letters:
        return
    for line in chars_to_textmap(letters, x_tolerance=2).extract_text_lines(strip=True, return_chars=True):
        if text := _clean(line["text"]):
            chars = [c for c in line["chars"] if c["text"].strip()]
            sizes = Counter(round(c["size"], 1) for c in chars)
            bold = sum("bold" in c["fontname"].lower() or "black" in c["fontname"].lower() for c in chars)
            first = len(line["text"].split(" ", 1)[0])
            opening = chars[min(first, len(chars)) - 1]["x1"] - line["x0"] if chars else 0
            size = sizes.most_common(1)[0][0] if sizes else 0
            edge = line["bottom"] < head or line["top"] > foot
            yield _Line(text, line["top"], line["bottom"], size, bold > 0.9 * len(chars), edge, line["x0"], line["x1"], opening)


def _unwrapped(lines: list[_Line], right: float) -> list[str]:
    """Lines of the author: a line that its next word would not have fitted on goes on with the next."""
    found: list[str] = []
    for rank, line in enumerate(lines):
        last = lines[rank - 1] if rank else None
        space = 0.3 * line.size
        if last and last.right + space + line.opening > right and not re.match(r"[•▪●○►➢✓✔]|[-–]\s", line.text):
            found[-1] = f"{found[-1]} {line.text}"
        else:
            found.append(line.text)
    return found


def _clean(text: str) -> str:
    """A line whose unknown signs, in a list, are bullets."""
    return clean(re.sub(r"\(cid:\d+\)", "•", text))


def _cell(letters: list[dict[str, Any]], box: tuple[float, float, float, float]) -> tuple[str, ...]:
    """Lines of a cell, from the characters whose middle it holds."""
    lines = list(_lines([c for c in letters if _holds(box, c)], 0, float("inf")))
    # What stands between the text and the left rule stands before the right one too.
    gap = min((line.left for line in lines), default=box[0]) - box[0]
    return tuple(_unwrapped(lines, box[2] - max(gap, 0)))


def _key(text: str) -> str:
    """What two pages' headers have in common: all but the number of the page."""
    return re.sub(r"\d+", "#", text.casefold()) if "page" in text.casefold() else text.casefold()


def _running(pages: list[list[_Line | _Table]]) -> set[str]:
    """Lines found again in the margins of at least half the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(x.text) for x in page if isinstance(x, _Line) and x.edge})
    return {key for key, times in seen.items() if times >= max(2, len(pages) / 2) and len(key) < 150}


def _is_number(line: _Line, page: list[_Line | _Table]) -> bool:
    return bool(_PAGE.match(line.text)) and (line.edge or line in (page[0], page[-1]))


def _level(line: _Line, body: float, larger: list[float]) -> int:
    if len(line.text) > 200:
        return 0
    if line.size in larger:
        return min(larger.index(line.size) + 1, 6)
    return min(len(larger) + 1, 7) if line.bold and line.size >= body * 0.95 else 0


def _groups(page: list[_Line | _Table], body: float, larger: list[float]) -> Iterator[_Table | list[_Line]]:
    """Tables, and lines gathered into paragraphs by the space between them."""
    group: list[_Line] = []
    for thing in page:
        if isinstance(thing, _Line):
            near = bool(group) and thing.top - group[-1].bottom < 0.55 * (thing.bottom - thing.top)
            if group and near and _level(thing, body, larger) == _level(group[-1], body, larger):
                group.append(thing)
                continue
            if group:
                yield group
            group = [thing]
        else:
            if group:
                yield group
            group = []
            yield thing
    if group:
        yield group


def _across_pages(blocks: list[Block]) -> Iterator[Block]:
    """A sentence cut by the end of a page goes on: its two halves are one paragraph."""
    last: Block | None = None
    for block in blocks:
        if (
            isinstance(last, Paragraph) and isinstance(block, Paragraph) and last.place != block.place
            and not last.level and not block.level and block.lines[0][:1].islower() and last.lines[-1][-1:] not in ".;:!?"
        ):  # fmt: skip
            joined = f"{last.lines[-1]} {block.lines[0]}"
            last = Paragraph((*last.lines[:-1], joined, *block.lines[1:]), last.place)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
