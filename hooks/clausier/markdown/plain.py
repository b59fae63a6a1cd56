"""Texts in which nothing can be Markdown: most of a page. The parser would try each of its patterns on them.

Blocks are told by how their lines begin, words by the signs among them. Wherever another extension brings patterns of its own,
all is tried.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection
from functools import cached_property
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

_SIGN = re.compile(r"[\\`*_\[\]<>&!{}\x02\x03]|  \n")
"""What every pattern below needs one of."""
_PATTERNS = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink",
    "automail", "linebreak", "html", "entity", "not_strong", "em_strong", "em_strong2", "footnote", "clausier-marks", "clausier-figures",
)  # fmt: skip
"""Patterns of Python-Markdown, of its footnotes, and ours."""

_LINES = re.compile(r"(?:(?:[^\W\d_]|[«“(]|\*\*\w).*+(?:\n|$))++")
"""Lines that begin as words do: together they can only be a paragraph. Every other block begins one of its lines by a sign."""
_BLOCKS = (
    "empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference", "paragraph", "footnote",
    "table", "clausier-deep", "clausier-group", "clausier-places", "clausier-paragraph",
)  # fmt: skip
"""Kinds of block of Python-Markdown, of its footnotes and tables, and ours."""


def _no_other(registry: Registry[Any], known: Collection[str]) -> bool:
    """Whether a registry holds nothing but what is known: a copy of the project may add to it."""
    return len(registry) == sum(name in registry for name in known)


class _Paragraph(ParagraphProcessor):
    @cached_property
    def _sure(self) -> bool:
        return _no_other(self.parser.blockprocessors, _BLOCKS)

    def test(self, parent: ET.Element, block: str) -> bool:
        return self._sure and _LINES.fullmatch(block) is not None


class _Plain(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns = md.inlinePatterns

    def run(self, root: ET.Element) -> None:
        if not _no_other(self._patterns, _PATTERNS):
            return
        for element in root.iter():
            if element.text and not _SIGN.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _SIGN.search(element.tail):
                element.tail = AtomicString(element.tail)


class PlainExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Plain(md), "clausier-plain", 21)  # Before inline patterns (20).
        md.parser.blockprocessors.register(_Paragraph(md.parser), "clausier-paragraph", 190)  # After how deep it stands (200).
