"""Our Markdown as WordprocessingML: paragraphs, lists, titles and tables, parsed by the same parser as the site's pages.

A fragment is what goes in a document's body. What is left in it to resolve, and nothing else, is written in braces:

- ``{{champ}}``, ``{{groupe.champ}}``   a blank, alone in a run of the style «Blanc», which may also hold ``<w:b/>``, ``<w:i/>``;
- ``{{renvoi:sujet}}``                  a cross-reference, alone in a run;
- ``{{num:1}}``                         the ``w:numId`` of the fragment's first numbered list, a fresh one in each copy of a group;
- ``{{suite:1}}``                       the same for a group that is one numbered list: copies go on counting;
- ``<!--chaque:x-->…<!--fin:x-->``      blocks, or a table's row, to write once for each element of a group.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from clausier.library import Bibliotheque
from clausier.markdown.marks import MarksExtension
from clausier.markdown.plain import PlainExtension
from clausier.markdown.safe import SafeExtension
from clausier.office import wordml
from clausier.office.inline import content, pieces
from clausier.office.numbering import BULLETS, CELL_BULLETS
from clausier.office.widths import widths

_BLOCKS = frozenset(["p", "ul", "ol", "table", "div", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"])
_DEEPEST = 2
"""Deepest level that ``numbering.xml`` declares, from 0."""
_TO_FILL = 420
"""Least height of a row with an empty cell, in twentieths of a point: one writes in it."""


@dataclass(frozen=True)
class Fragment:
    """Body content, blanks still to fill."""

    xml: str
    starts: tuple[int, ...] = ()
    """First number of each numbered list, in the order of ``{{num:1}}``, ``{{num:2}}``…"""


@dataclass(frozen=True)
class _Place:
    """Where blocks are written."""

    width: int
    cell: bool = False
    depth: int = -1
    """Of the list around; -1 outside any."""
    alone: bool = False
    """Whether a numbered list here is all that its group repeats."""


class Converter:
    """Turns Markdown into fragments.

    With ``library``, marks are those of its vocabularies; without, braces are text. With ``brackets``, words in square
    brackets are blanks that nothing fills (the model papers). HTML is text.
    """

    def __init__(self, library: Bibliotheque | None = None, brackets: bool = False) -> None:
        self._marks, self._brackets = library is not None, brackets
        extensions: list[Extension] = [
            SaneListExtension(),
            TableExtension(use_align_attribute=True),
            SafeExtension(),
            PlainExtension(),
        ]
        self._markdown = Markdown(extensions=extensions + ([MarksExtension(library)] if library else []))
        self._markdown.inlinePatterns.deregister("entity")  # It would set entities aside for a serialiser.
        self._starts: list[int] = []

    def convert(self, markdown: str, cell_width: int | None = None) -> Fragment:
        """The fragment of a text; for a table's cell of this width when one is given (it then ends with a paragraph)."""
        self._starts = []
        place = _Place(cell_width or wordml.BODY_WIDTH, cell=cell_width is not None)
        xml = "".join(self._blocks(self._parsed(markdown), place))
        return Fragment(xml or (wordml.paragraph("", "Cellule") if place.cell else ""), tuple(self._starts))

    def _parsed(self, markdown: str) -> ET.Element:
        """The tree that Python-Markdown would serialise."""
        self._markdown.reset()
        lines = markdown.split("\n")
        for preprocessor in self._markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = self._markdown.parser.parseDocument(lines).getroot()
        assert root is not None
        for processor in self._markdown.treeprocessors:
            replaced = processor.run(root)
            root = root if replaced is None else replaced
        return root

    def _inline(self, nodes: list[ET.Element | str]) -> str:
        return "".join(p.xml() for p in pieces(nodes, self._marks, self._brackets))

    def _blocks(self, parent: ET.Element | list[ET.Element], place: _Place) -> Iterator[str]:
        blocks = list(flow(parent)) if isinstance(parent, ET.Element) else parent
        for block, following in zip_longest(blocks, blocks[1:]):
            # What announces a list or a table stays on its page.
            announces = isinstance(following, ET.Element) and following.tag in ("ul", "ol", "table")
            if isinstance(block, list):
                yield from self._paragraph(block, place, announces)
            elif block is not None:
                yield from self._block(block, place, announces)

    def _paragraph(self, nodes: list[ET.Element | str], place: _Place, announces: bool = False) -> Iterator[str]:
        if runs := self._inline(nodes):
            keep = "<w:keepNext/>" if announces else ""
            yield wordml.paragraph(runs, _continued(place), keep + _indent(place))

    def _block(self, block: ET.Element, place: _Place, announces: bool = False) -> Iterator[str]:
        match block.tag:
            case "p":
                yield from self._paragraph(list(content(block)), place, announces)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                style = "CelluleTitre" if place.cell else f"Heading{min(max(int(block.tag[1]) - 1, 1), 3)}"
                yield wordml.paragraph(self._inline(list(content(block))), style, "<w:keepNext/>" if place.cell else "")
            case "ul" | "ol":
                yield from self._list(block, place)
            case "table":
                yield self._table(block, place)
            case "pre":
                yield wordml.paragraph(wordml.run("".join(block.itertext()).rstrip("\n")), _continued(place), _indent(place))
            case "div" if "data-groupe" in block.attrib:
                yield from self._group(block, place)
            case "hr":
                return
            case _:
                yield from self._blocks(block, place)

    def _group(self, block: ET.Element, place: _Place) -> Iterator[str]:
        inside = [child for child in block if child.get("class") != "groupe__note"]
        alone = len(inside) == 1 and inside[0].tag == "ol"
        yield f"<!--chaque:{block.get('data-groupe')}-->"
        yield from self._blocks(inside, replace(place, alone=alone))
        yield f"<!--fin:{block.get('data-groupe')}-->"

    def _list(self, block: ET.Element, place: _Place) -> Iterator[str]:
        inside = replace(place, depth=place.depth + 1, alone=False)
        number = str(CELL_BULLETS if place.cell else BULLETS)
        style = "CellulePuce" if place.cell else "ListBullet"
        if block.tag == "ol":
            self._starts.append(int(block.get("start", "1")))
            number = f"{{{{{'suite' if place.alone else 'num'}:{len(self._starts)}}}}}"
            style = "Cellule" if place.cell else "ListNumber"
        level = min(inside.depth, _DEEPEST)
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block:
            first = True
            for part in flow(item):
                if isinstance(part, list) or (part.tag == "p" and first):
                    runs = self._inline(part if isinstance(part, list) else list(content(part)))
                    if runs and first:
                        yield wordml.paragraph(runs, style, numbered)
                    elif runs:
                        yield from self._paragraph(part if isinstance(part, list) else list(content(part)), inside)
                    first = first and not runs
                else:
                    yield from self._block(part, inside)

    def _table(self, block: ET.Element, place: _Place) -> str:
        rows = [list(row) for row in block.iter("tr")]
        texts = [["".join(_without_notes(cell)) for cell in row] for row in rows]
        width = place.width if not place.cell else place.width - 2 * 115
        sizes = widths(texts, width)
        headless = not any(text.strip() for text in texts[0])  # A table of names and values.
        written = []
        for at, (row, words) in enumerate(zip(rows, texts, strict=True)):
            if headless and at == 0:
                continue
            header = row[0].tag == "th"
            cells = ""
            for rank, (cell, size) in enumerate(zip(row, sizes, strict=True)):
                title = header or (headless and rank == 0)
                cells += wordml.cell(self._cell(cell, title, header), size, title)
            height = 0 if header or all(text.strip() for text in words) else _TO_FILL
            done = wordml.row(cells, header, height=height)
            group = next((n.get("data-groupe") for cell in row for n in cell.iter("span") if n.get("data-groupe")), None)
            written.append(f"<!--chaque:{group}-->{done}<!--fin:{group}-->" if group else done)
        return wordml.table("".join(written), sizes, headless) + wordml.AFTER_TABLE

    def _cell(self, cell: ET.Element, title: bool, header: bool) -> str:
        align = cell.get("align", "")
        properties = "<w:keepNext/>" if header else ""
        properties += f'<w:jc w:val="{align}"/>' if align in ("center", "right") else ""
        return wordml.paragraph(self._inline(list(content(cell))), "CelluleTitre" if title else "Cellule", properties)


def flow(parent: ET.Element) -> Iterator[ET.Element | list[ET.Element | str]]:
    """Block elements of a node, and what stands between them as paragraphs of their own."""
    loose: list[ET.Element | str] = []
    for node in content(parent):
        if isinstance(node, str) and not node.strip() and not loose:
            continue  # Line ends between blocks.
        if isinstance(node, str) or node.tag not in _BLOCKS:
            loose.append(node)
            continue
        if loose:
            yield loose
            loose = []
        yield node
    if loose:
        yield loose


def _without_notes(cell: ET.Element) -> Iterator[str]:
    for node in content(cell):
        if isinstance(node, str):
            yield node
        elif node.get("class") != "groupe__note":
            yield from node.itertext()


def _continued(place: _Place) -> str:
    """Style of a paragraph that no number opens."""
    return "Cellule" if place.cell else "ListContinue" if place.depth >= 0 else ""


def _indent(place: _Place) -> str:
    return f'<w:ind w:left="{425 * (place.depth + 1)}"/>' if place.depth >= 0 else ""
