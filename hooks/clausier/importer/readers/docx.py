"""Word files. The structure comes from styles and tables; numbers that Word counts by itself are counted here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from clausier.importer.blocks import Block, Paragraph, Reading, Row, Unreadable
from clausier.importer.plain import clean

_HIDDEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:txbxContent"),
    qn("w:instrText"),
}
_BREAKS = {qn("w:br"), qn("w:cr")}


def _runs(node: Any) -> Iterator[str]:
    """Text of a paragraph: what was deleted, or is said twice for old versions of Word, is left out."""
    for child in node:
        if child.tag in _HIDDEN:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            # Tab stops are declared in properties under the same name.
            yield "" if node.tag == qn("w:tabs") else "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag != qn("w:pPr"):
            yield from _runs(child)


def _lines(paragraph: Any) -> list[str]:
    return [text for part in "".join(_runs(paragraph)).split("\n") if (text := clean(part))]


class _Numbers:
    """What Word writes before a paragraph without it being in the text: «Article 3 :», or a bullet."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[str, Counter[int]] = defaultdict(Counter)
        self.levels: dict[str, tuple[str, dict[int, tuple[str, str, int]]]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            kind = abstract.get(link.get(qn("w:val"))) if link is not None else None
            if kind is not None:
                self.levels[num.get(qn("w:numId"))] = (
                    link.get(qn("w:val")),
                    {int(v.get(qn("w:ilvl"), 0)): self._level(v) for v in kind.findall(qn("w:lvl"))},
                )

    @staticmethod
    def _level(level: Any) -> tuple[str, str, int]:
        def value(name: str, default: str) -> str:
            found = level.find(qn(name))
            return default if found is None else found.get(qn("w:val"), default)

        start = value("w:start", "1")
        return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(start) if start.isdigit() else 1

    def before(self, properties: list[Any], heading: bool) -> str:
        """Text of the number of one paragraph, from its own properties or its style's."""
        for props in properties:
            number = props.find(qn("w:numPr")) if props is not None else None
            if number is None:
                continue
            ident, depth = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
            key = ident.get(qn("w:val")) if ident is not None else "0"
            level = int(depth.get(qn("w:val"), 0)) if depth is not None else 0
            if key == "0" or key not in self.levels:
                return ""
            abstract, levels = self.levels[key]
            form, text, _ = levels.get(level, ("bullet", "", 1))
            counts = self.counts[abstract]
            counts[level] += 1
            for below in [d for d in counts if d > level]:
                del counts[below]
            if form != "bullet" and len(re.findall(r"[^\W\d_]", text)) >= 3:
                return self._written(text, counts, levels) + " "
            return "" if heading else "- "
        return ""

    @staticmethod
    def _written(text: str, counts: Counter[int], levels: dict[int, tuple[str, str, int]]) -> str:
        """«Article %1» with its number."""
        for level in range(9):
            start = levels.get(level, ("", "", 1))[2]
            text = text.replace(f"%{level + 1}", str(counts[level] + start - 1))
        return text


class _Reader:
    def __init__(self, path: Path) -> None:
        try:
            self.document = Document(str(path))
        except Exception:  # any damage: python-docx lets the errors of zip, XML and its own model through
            raise Unreadable(
                f"{path.name} : le fichier Word est abîmé : ouvrez-le dans Word, puis enregistrez-le de nouveau"
            ) from None
        self.numbers = _Numbers(self.document)
        self.styles = {s.style_id: s for s in self.document.styles}
        self.table = 0
        self.rank = 0

    def blocks(self, body: Any) -> Iterator[Block]:
        for child in body:
            if child.tag == qn("w:p"):
                self.rank += 1
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self.table += 1
                yield from self._table(child, self.table)
            elif child.tag not in _HIDDEN and len(child):
                # Content controls and their kind hold paragraphs: a table of contents, a form.
                yield from self.blocks(child)

    def _styles(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and those that it is based on."""
        name = paragraph.pPr.pStyle.val if paragraph.pPr is not None and paragraph.pPr.pStyle is not None else None
        found: list[Any] = []
        style = self.styles.get(name) if name else None
        while style is not None and len(found) < 10:
            found.append(style)
            style = style.base_style
        return found

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        styles = self._styles(paragraph)
        level = self._level(paragraph, styles)
        number = self.numbers.before([paragraph.pPr, *(s.element.pPr for s in styles)], bool(level))
        lines = _lines(paragraph)
        toc = any(re.match(r"(toc|tm|table of contents)\b", (s.name or "").lower()) for s in styles[:1])
        if lines:
            lines[0] = number + lines[0]
            yield Paragraph(tuple(lines), f"paragraphe {self.rank}", level=level, toc=toc)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(up.tag.endswith("}Fallback") for up in box.iterancestors()):
                yield from self.blocks(box)

    @staticmethod
    def _level(paragraph: Any, styles: list[Any]) -> int:
        for style in styles:
            if found := re.match(r"(?:heading|titre|title)\s*(\d)?", (style.name or "").lower()):
                return int(found[1] or 1)
        for props in [paragraph.pPr, *(s.element.pPr for s in styles)]:
            outline = props.find(qn("w:outlineLvl")) if props is not None else None
            if outline is not None and (value := outline.get(qn("w:val"), "9")).isdigit() and int(value) < 9:
                return int(value) + 1
        return 0

    def _table(self, table: Any, number: int) -> Iterator[Block]:
        rows = list(table.iterchildren(qn("w:tr")))
        for rank, row in enumerate(rows, 1):
            cells: list[tuple[str, ...]] = []
            found = [c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row]
            if len(found) == 1 and found[0].find(qn("w:tbl")) is not None:
                # A table that only frames another one.
                yield from self.blocks(found[0])
                continue
            for cell in found:
                props = cell.find(qn("w:tcPr"))
                merge = props.find(qn("w:vMerge")) if props is not None else None
                span = props.find(qn("w:gridSpan")) if props is not None else None
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                cells.append(() if goes_on else tuple(self._cell(cell)))
                width = span.get(qn("w:val"), "1") if span is not None else "1"
                if len(found) > 1:
                    cells.extend([()] * (min(int(width), 60) - 1 if width.isdigit() else 0))
            if any(cells):
                yield Row(tuple(cells), f"tableau {number}, ligne {rank}", number)

    def _cell(self, cell: Any) -> Iterator[str]:
        for paragraph in cell.iter(qn("w:p")):
            if any(up.tag in _HIDDEN and up.tag != qn("w:txbxContent") for up in paragraph.iterancestors()):
                continue
            lines = _lines(paragraph)
            if lines:
                styles = self._styles(paragraph)
                lines[0] = self.numbers.before([paragraph.pPr, *(s.element.pPr for s in styles)], False) + lines[0]
            yield from lines

    def notes(self) -> Iterator[str]:
        for relation in self.document.part.rels.values():
            if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in ("footnotes", "endnotes"):
                from lxml import etree

                root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
                for paragraph in root.iter(qn("w:p")):
                    yield from _lines(paragraph)

    def running(self) -> Iterator[str]:
        for section in self.document.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if not part.is_linked_to_previous:
                    for paragraph in part._element.iter(qn("w:p")):
                        yield from _lines(paragraph)


def read(path: Path) -> Reading:
    reader = _Reader(path)
    blocks = tuple(reader.blocks(reader.document.element.body))
    return Reading(blocks, tuple(reader.running()), tuple(reader.notes()))
