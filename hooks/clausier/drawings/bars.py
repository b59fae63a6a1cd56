"""Names with a bar under each, as long as their count: narrow enough for a phone, set side by side on a wide screen."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from clausier.drawings.svg import drawing, lines, rectangle, text, wrap

WIDTH, GAP, LINE = 330, 30, 16
"""Width of a picture, height that a bar takes with its margin, height of a line of a name, in px."""
BAR, ROOM = 14, 290
"""Height of a bar, length of the longest."""


def draw(name: str, title: str, description: str, bars: Sequence[tuple[str, int]], most: int) -> Markup:
    """``most`` is the count of the longest bar of all the pictures that are read together."""
    parts: list[str] = []
    top = 4
    for label, count in bars:
        words = wrap(label, WIDTH, 2)
        length = ROOM * count / max(most, 1)
        below = top + LINE * len(words)
        parts.append(lines(0, top + 12, words))
        parts.append(rectangle(0, below + 2, length, BAR, "d-barre"))
        parts.append(text(length + 6, below + 14, str(count), "compte"))
        top = below + GAP
    return drawing(name, title, description, WIDTH, top, *parts)
