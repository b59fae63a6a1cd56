"""Marks of the guide as HTML: a figure where it stands; a block or a drawing as an empty place that its page fills."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from clausier.inserts import INSERT
from clausier.model.chiffres import Repere
from clausier.words import figure, figure_part

_BLOCK = re.compile(r"\{\{\s*(bloc|schema):([a-z0-9-]+)\s*\}\}")


class _Figure(InlineProcessor):
    def __init__(self, figures: Mapping[str, Repere], md: Markdown) -> None:
        super().__init__(INSERT.pattern, md)
        self.figures = figures

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        known = self.figures.get(m[2])
        if m[1] != "chiffre" or known is None:
            return None, None, None
        span = ET.Element("span", {"class": "montant", "data-chiffre": known.id})
        span.text = figure_part(known, m[3]) if m[3] else figure(known)
        if known.fin and m[3] in (None, "nombre"):
            # Whether it still holds depends on the day it is read: the browser decides.
            span.set("data-fin", known.fin.isoformat())
        return span, m.start(0), m.end(0)


class _Place(BlockProcessor):
    def test(self, parent: ET.Element, block: str) -> bool:
        return bool(_BLOCK.fullmatch(block.strip()))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        match = _BLOCK.fullmatch(blocks.pop(0).strip())
        assert match is not None
        ET.SubElement(parent, "div", {"class": "insertion", "data-insertion": f"{match[1]}:{match[2]}"})


class InsertsExtension(Extension):
    """Python-Markdown extension; figures by id."""

    def __init__(self, figures: Mapping[str, Repere]) -> None:
        super().__init__()
        self.figures = figures

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Before the marks of clauses (175), links and emphasis: a mark's inside is never Markdown.
        md.inlinePatterns.register(_Figure(self.figures, md), "clausier-figures", 176)
        md.parser.blockprocessors.register(_Place(md.parser), "clausier-places", 106)
