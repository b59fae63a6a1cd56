"""Nothing that an author writes can run: raw HTML stays text, and an address leads to a page or to a mailbox.

The check already refuses both with a message; this holds even if a way around it were found.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.\-]*)\s*:", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto")


def is_safe(address: str) -> bool:
    """Whether an address is relative, or of an allowed scheme, entities and control characters seen through."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", html.unescape(address)))
    return scheme is None or scheme[1].lower() in _ALLOWED


class _Addresses(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if not is_safe(element.get(name, "")):
                    del element.attrib[name]


class SafeExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Addresses(md), "clausier-safe", 1)
