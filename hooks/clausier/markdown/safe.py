"""Nothing that an author writes can run, or hold the build up.

Raw HTML stays text, and an address leads to a page or to a mailbox: the check already refuses both with a message; this
holds even if a way around it were found. Python-Markdown looks for the end of each bracket through the whole text, and
calls itself for each level of lists and quotations: both are bounded, and what is beyond stays as it was typed.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

_SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.\-]*)\s*:", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto")
LONGEST_LINK = 1_000
"""Characters between the brackets of a link, and between its parentheses."""
DEEPEST = 12
"""Levels of lists and quotations inside one another."""


def is_safe(address: str) -> bool:
    """Whether an address is relative, or of an allowed scheme, entities and control characters seen through."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", html.unescape(address)))
    return scheme is None or scheme[1].lower() in _ALLOWED


class _Addresses(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if (address := element.get(name)) and not is_safe(address):
                    del element.attrib[name]


class _Sections(Treeprocessor):
    """A section's title stands at the top: inside a list or a quotation it is a lower one, or its section would be cut there."""

    def run(self, root: ET.Element) -> None:
        top = set(root)
        for element in root.iter("h2"):
            if element not in top:
                element.tag = "h3"


class _Deep(BlockProcessor):
    """What is nested too deep, as a paragraph."""

    def test(self, parent: ET.Element, block: str) -> bool:
        return len(self.parser.state) > DEEPEST

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        ET.SubElement(parent, "p").text = blocks.pop(0).strip()


def _near_text(data: str, index: int) -> tuple[str, int, bool]:
    """What stands between the bracket before ``index`` and the one that closes it, and where that ends."""
    depth = 1
    for at in range(index, min(len(data), index + LONGEST_LINK)):
        depth += (data[at] == "[") - (data[at] == "]")
        if depth == 0:
            return data[index:at], at + 1, True
        if depth > DEEPEST:
            break
    return "", index, False


def _bound(links: LinkInlineProcessor) -> None:
    """Make a pattern of links look for their ends close by."""
    address = links.getLink

    def near_address(data: str, index: int) -> tuple[str, str | None, int, bool]:
        near = data[index : index + LONGEST_LINK]
        if ")" not in near:
            return "", None, index, False
        href, title, end, handled = address(near, 0)
        return href, title, index + end, handled

    links.getText, links.getLink = _near_text, near_address  # type: ignore[method-assign]


class _Underlined(Preprocessor):
    """A blank line after each underlined title: the rest of its block would be cut and joined again for each of them."""

    def run(self, lines: list[str]) -> list[str]:
        done = []
        for line in lines:
            done.append(line)
            if line[:1] in ("=", "-") and not line.strip().strip(line[0]):
                done.append("")
        return done


class SafeExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        for pattern in md.inlinePatterns:
            if isinstance(pattern, LinkInlineProcessor):
                _bound(pattern)
        md.preprocessors.register(_Underlined(md), "clausier-underlined", 20)  # After fenced code (25) was set aside.
        md.parser.blockprocessors.register(_Deep(md.parser), "clausier-deep", 200)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Sections(md), "clausier-sections", 7)  # Before the table of contents (5).
        md.treeprocessors.register(_Addresses(md), "clausier-safe", 1)
