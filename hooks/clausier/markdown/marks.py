"""Blanks, cross-references and repeated groups (whole blocks, or rows of a table), as HTML.

A blank reads ``[libellé]`` even without style, so that it survives copying, printing and a plain-text export.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from clausier.blanks import MARK, to_mark
from clausier.library import Bibliotheque
from clausier.links.references import Referral, referral

_OPEN = re.compile(r"^\{\{\s*chaque:([a-z0-9-]+)\s*\}\}[ \t]*(?:\n|$)", re.MULTILINE)
_CLOSE = re.compile(r"(?:^|\n)\{\{\s*fin:[a-z0-9-]+\s*\}\}[ \t]*(?:\n|$)")


class _MarkInline(InlineProcessor):
    def __init__(self, library: Bibliotheque, md: Markdown) -> None:
        super().__init__(MARK.pattern, md)
        self.library = library

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        mark = to_mark(m)
        if mark.kind == "renvoi" and (found := referral(self.library, mark.name)):
            return _link(found, mark.name), m.start(0), m.end(0)
        field = self.library.vocabularies.champs.get(mark.name)
        if field is None:
            return None, None, None
        if mark.kind != "champ":
            # Group marks inside a line: a table's row that repeats.
            note = ET.Element("span", {"class": "groupe__note", "data-groupe": mark.name})
            note.text = f"[à répéter : {field.libelle}] " if mark.kind == "chaque" else ""
            return note, m.start(0), m.end(0)
        label = field.libelle
        if mark.part:
            label = next((c.libelle for c in field.champs if c.id == mark.part), mark.part)
        span = ET.Element("span", {"class": "blanc", "data-champ": mark.name + (f".{mark.part}" if mark.part else "")})
        span.text = f"[{label}]"
        return span, m.start(0), m.end(0)


def _link(found: Referral, name: str) -> ET.Element:
    leads = {"href": f"{found.clause}.md"} if found.clause else {}
    link = ET.Element("a" if leads else "span", {"class": "renvoi", "data-renvoi": name, **leads})
    link.text = found.words
    return link


class _GroupBlock(BlockProcessor):
    """``{{chaque:x}}`` … ``{{fin:x}}`` becomes a ``div`` that says what it repeats for."""

    def __init__(self, library: Bibliotheque, md: Markdown) -> None:
        super().__init__(md.parser)
        self.library = library

    def test(self, parent: ET.Element, block: str) -> bool:
        return bool(_OPEN.search(block))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        opening = _OPEN.search(blocks[0])
        assert opening is not None
        if before := blocks[0][: opening.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        name = opening[1]
        inside, rest = [blocks.pop(0)[opening.end() :]], ""
        while not (closing := _CLOSE.search(inside[-1])) and blocks:
            inside.append(blocks.pop(0))
        if closing:
            rest = inside[-1][closing.end() :]
            inside[-1] = inside[-1][: closing.start()]
        field = self.library.vocabularies.champs.get(name)
        div = ET.SubElement(parent, "div", {"class": "groupe", "data-groupe": name})
        note = ET.SubElement(div, "p", {"class": "groupe__note"})
        note.text = f"[à répéter : {field.libelle if field else name}]"
        self.parser.state.set("groupe")  # One level more, for whoever counts them.
        self.parser.parseBlocks(div, [b for b in inside if b.strip()])
        self.parser.state.reset()
        if rest.strip():
            blocks.insert(0, rest)


class MarksExtension(Extension):
    """Python-Markdown extension; ``library`` must be checked, unknown marks are left as typed."""

    def __init__(self, library: Bibliotheque) -> None:
        super().__init__()
        self.library = library

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Before links (160) and emphasis: a mark's inside is never Markdown.
        md.inlinePatterns.register(_MarkInline(self.library, md), "clausier-marks", 175)
        md.parser.blockprocessors.register(_GroupBlock(self.library, md), "clausier-group", 105)
