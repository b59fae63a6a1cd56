"""A page's HTML cut where a block or a drawing goes, so that its template can put it there."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r'<div class="insertion" data-insertion="(bloc|schema):([a-z0-9-]+)"></div>')


@dataclass(frozen=True)
class Piece:
    """A run of HTML, or the name of what is put in at this place."""

    kind: str
    """html, bloc or schema."""
    value: str
    """The HTML, or the name."""


def pieces(html: str) -> list[Piece]:
    """The pieces of ``html`` in order; runs of white space alone are dropped."""
    parts = _PLACE.split(html)
    found = []
    for at in range(0, len(parts), 3):
        if parts[at].strip():
            found.append(Piece("html", parts[at].strip()))
        if at + 2 < len(parts):
            found.append(Piece(parts[at + 1], parts[at + 2]))
    return found
