"""What Material's base page writes outside its blocks and no page of ours uses: gone, so that pages are valid and lighter."""

from __future__ import annotations

import re

_LEFT = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div data-md-component="skip">.*?</div>',
    re.DOTALL,
)
_BLANK = re.compile(r">\s*\n\s*<")
"""Blank lines and indents that templates leave between two tags."""


def bare(page: str) -> str:
    """The page without the switches of Material's own menu and search box, its bars, its own way to the contents, and blank lines."""
    return _BLANK.sub(">\n<", _LEFT.sub("", page))
