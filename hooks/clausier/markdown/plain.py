"""Texts in which nothing can be Markdown: most of a page. The parser would try each of its patterns on them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_SIGN = re.compile(r"[\\`*_\[\]<>&!{}\x02\x03]|  \n")
"""What every pattern below needs one of."""
_PATTERNS = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink",
    "automail", "linebreak", "html", "entity", "not_strong", "em_strong", "em_strong2", "footnote", "clausier-marks", "clausier-figures",
)  # fmt: skip
"""Patterns of Python-Markdown, of its footnotes, and ours."""


class _Plain(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns = md.inlinePatterns

    def run(self, root: ET.Element) -> None:
        if len(self._patterns) != sum(name in self._patterns for name in _PATTERNS):
            return  # A copy of the project may add others.
        for element in root.iter():
            if element.text and not _SIGN.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _SIGN.search(element.tail):
                element.tail = AtomicString(element.tail)


class PlainExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Plain(md), "clausier-plain", 21)  # Before inline patterns (20).
