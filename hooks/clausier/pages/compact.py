"""Finished pages without what templates leave between two tags for those who write them."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r">\n\s++<")


def compact(page: str) -> str:
    """The page without the blank lines and indents that stand between its tags."""
    return _BETWEEN.sub(">\n<", page)
