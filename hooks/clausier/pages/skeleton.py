"""What Material's base page writes outside its blocks and no page of ours uses: gone, so that pages are valid and lighter."""

from __future__ import annotations

import re

_LEFT = re.compile(
    r'<input class="md-toggle"[^>]*>\s*|<label class="md-overlay"[^>]*></label>\s*'
    r'|<div data-md-component="(?:skip|announce)">\s*</div>\s*'
)


def bare(page: str) -> str:
    """The page without the switches of Material's own menu and search box, and its empty bars."""
    return _LEFT.sub("", page)
