"""Tables in a box that scrolls by itself, reachable by keyboard, so that a page never scrolls sideways."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class _Wrap(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        self._walk(root, "")

    def _walk(self, parent: ET.Element, heading: str) -> str:
        """Wrap the tables below ``parent``; returns the last heading met, which names the tables after it."""
        for i, child in enumerate(list(parent)):
            if child.tag in ("h2", "h3", "h4"):
                heading = "".join(child.itertext())
            elif child.tag == "table":
                box = ET.Element("div", {"class": "tableau", "role": "group", "tabindex": "0"})
                box.set("aria-label", f"Tableau : {heading}" if heading else "Tableau")
                parent.remove(child)
                box.append(child)
                box.tail, child.tail = child.tail, None
                parent.insert(i, box)
            else:
                heading = self._walk(child, heading)
        return heading


class TablesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After inline processing (20), so that headings have their final text.
        md.treeprocessors.register(_Wrap(md), "clausier-tables", 12)
