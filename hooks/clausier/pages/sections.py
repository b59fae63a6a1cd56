"""A body's HTML cut at its level-two headings, so that a template can place each section."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A level-two section."""

    id: str
    """Fragment of its heading."""
    title: str
    """Plain text."""
    html: str
    """What follows the heading."""


def lead_and_sections(content: str) -> tuple[str, list[Section]]:
    """What stands before the first heading, then each section in order."""
    parts = _HEADING.split(content)
    sections = []
    for at in range(1, len(parts), 3):
        title = re.sub(r"<[^>]+>", "", _PERMALINK.sub("", parts[at + 1]))
        sections.append(Section(parts[at], html.unescape(title).strip(), parts[at + 2].strip()))
    return parts[0].strip(), sections
