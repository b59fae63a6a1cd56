"""``- [ ] what to do`` as a check box whose whole line is its label; the browser keeps the ticks."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_OPEN = "[ ] "


class _Boxes(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for items in root.iter("ul"):
            for item in items.findall("li"):
                # A loose list wraps its lines in paragraphs.
                holder = item.find("p") if not (item.text or "").strip() and item.find("p") is not None else item
                assert holder is not None
                if (holder.text or "").lstrip().startswith(_OPEN):
                    items.set("class", "taches")
                    _tick(item, holder)


def _tick(item: ET.Element, holder: ET.Element) -> None:
    """Put a box and the item's words in a label; nested lists stay outside of it."""
    words = (holder.text or "").lstrip().removeprefix(_OPEN)
    label = ET.Element("label")
    inner = [child for child in holder if child.tag not in ("ul", "ol", "p")]
    # The tick belongs to what is asked: it survives a change of order, not a change of words.
    text = words + "".join("".join(child.itertext()) + (child.tail or "") for child in inner)
    key = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]
    box = ET.SubElement(label, "input", {"type": "checkbox", "data-tache": key})
    box.tail = " "
    span = ET.SubElement(label, "span")
    span.text = words
    for child in inner:
        holder.remove(child)
        span.append(child)
    holder.text = ""
    holder.insert(0, label)


class TasksExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After inline processing (20): links inside an item are then elements.
        md.treeprocessors.register(_Boxes(md), "clausier-tasks", 13)
