"""Where an element of a finished page ends."""

from __future__ import annotations

import re


def closing_tag(page: str, name: str, at: int) -> int:
    """Start of the tag that closes an element open at ``at``, others of its name inside it closed first; -1 without one."""
    end = page.find(f"</{name}>", at)
    if end >= 0 and page.find(f"<{name}", at, end) < 0:
        return end  # Nothing of its name is inside it: most often.
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b").finditer(page, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return -1
