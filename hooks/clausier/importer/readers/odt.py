"""OpenDocument text, as LibreOffice writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from odfdo import Document

from clausier.importer.blocks import Block, Paragraph, Reading, Row, Unreadable
from clausier.importer.plain import clean

_SKIPPED = {
    "text:tracked-changes",
    "office:annotation",
    "office:annotation-end",
    "text:sequence-decls",
    "office:forms",
    "text:index-title-template",
    "text:table-of-content-source",
}
_BESIDE = {"draw:frame", "draw:custom-shape", "draw:rect", "text:note"}
"""Held by a paragraph without being in its line of text."""
_TEXT = ("text:p", "text:h")


class _Reader:
    def __init__(self) -> None:
        self.table = 0
        self.rank = 0
        self.notes: list[str] = []

    def blocks(self, node: Any, toc: bool = False) -> Iterator[Block]:
        for child in node.children:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag in _TEXT:
                yield from self._paragraph(child, toc)
            elif tag == "text:list":
                yield from self._list(child, toc)
            elif tag == "table:table":
                self.table += 1
                yield from self._table(child, self.table)
            else:
                yield from self.blocks(child, toc or tag == "text:table-of-content")

    def _paragraph(self, node: Any, toc: bool, bullet: str = "") -> Iterator[Block]:
        self.rank += 1
        lines = self.lines(node)
        level = node.get_attribute("text:outline-level") if node.tag == "text:h" else None
        if lines:
            if not level:
                lines[0] = bullet + lines[0]
            yield Paragraph(
                tuple(lines), f"paragraphe {self.rank}", level=int(level) if level and str(level).isdigit() else 0, toc=toc
            )
        for child in self._beside(node):
            yield from self.blocks(child)

    def _beside(self, node: Any) -> Iterator[Any]:
        for child in node.children:
            if child.tag in _BESIDE:
                if child.tag == "text:note":
                    self.notes += [
                        line
                        for part in child.children
                        if part.tag == "text:note-body"
                        for p in part.children
                        for line in self.lines(p)
                    ]
                else:
                    yield child
            elif child.tag not in _SKIPPED:
                yield from self._beside(child)

    def _list(self, node: Any, toc: bool) -> Iterator[Block]:
        for item in node.children:
            for child in item.children:
                if child.tag in _TEXT:
                    yield from self._paragraph(child, toc, "- ")
                elif child.tag == "text:list":
                    yield from self._list(child, toc)
                elif child.tag == "table:table":
                    self.table += 1
                    yield from self._table(child, self.table)

    def lines(self, node: Any) -> list[str]:
        return [text for part in "".join(self._runs(node)).split("\n") if (text := clean(part))]

    def _runs(self, node: Any) -> Iterator[str]:
        yield node.text or ""
        for child in node.children:
            match child.tag:
                case "text:s":
                    yield " "
                case "text:tab":
                    yield "\t"
                case "text:line-break":
                    yield "\n"
                case tag if tag in _BESIDE or tag in _SKIPPED:
                    pass
                case _:
                    yield from self._runs(child)
            yield child.tail or ""

    def _rows(self, node: Any) -> Iterator[Any]:
        for child in node.children:
            if child.tag == "table:table-row":
                yield child
            elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                yield from self._rows(child)

    def _table(self, node: Any, number: int) -> Iterator[Block]:
        for rank, row in enumerate(self._rows(node), 1):
            found = [c for c in row.children if c.tag in ("table:table-cell", "table:covered-table-cell")]
            real = [c for c in found if c.tag == "table:table-cell"]
            if len(real) == 1 and any(c.tag == "table:table" for c in real[0].children):
                yield from self.blocks(real[0])
                continue
            spans_all = (
                len(real) == 1
                and len(found) > 1
                and str(real[0].get_attribute("table:number-columns-spanned") or "1") == str(len(found))
            )
            cells = [tuple(self._cell(c)) for c in (real if spans_all else found)]
            if any(cells):
                yield Row(tuple(cells), f"tableau {number}, ligne {rank}", number)

    def _cell(self, node: Any) -> Iterator[str]:
        for block in self.blocks(node):
            if isinstance(block, Paragraph):
                yield from block.lines
            else:
                yield from (line for cell in block.cells for line in cell)


def read(path: Path) -> Reading:
    reader = _Reader()
    try:
        document = Document(str(path))
        blocks = tuple(reader.blocks(document.body))
        running = tuple(_running(document, reader))
    except Exception:  # any damage: odfdo lets the errors of zip and XML through
        raise Unreadable(
            f"{path.name} : le fichier est abîmé : ouvrez-le dans LibreOffice, puis enregistrez-le de nouveau"
        ) from None
    return Reading(blocks, running, tuple(reader.notes))


def _running(document: Any, reader: _Reader) -> Iterator[str]:
    """Headers and footers, which stand with the styles of pages."""
    for tag in ("style:header", "style:footer", "style:header-first", "style:footer-first"):
        for part in document.get_part("styles.xml").root.get_elements(f"//{tag}"):
            for block in reader.blocks(part):
                if isinstance(block, Paragraph):
                    yield from block.lines
