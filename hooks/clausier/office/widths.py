"""Widths of a table's columns, from what they hold.

Word and LibreOffice would each make their own, and give nothing to a column left empty to be filled in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clausier.office.wordml import BODY_WIDTH

_LETTER = 104
"""A letter of the tables' text, bold at 10 points, in twentieths of a point."""
_PADDING = 225
"""Both inner margins of a cell."""
_LONGEST = 30
"""Letters of a word beyond which it may break: an address, a list without spaces."""
_MOST = 90
"""Letters beyond which a longer text does not ask for a wider column."""
_TO_FILL = 120
"""Letters that a table's columns without text would share, were they all so: one writes in them."""

_BLANK = re.compile(r"\[[^\[\]]*\]")


def widths(rows: Sequence[Sequence[str]], total: int = BODY_WIDTH) -> list[int]:
    """One width a column, ``total`` in all: the longest words fit, the rest goes by the length of the texts."""
    columns = list(zip(*rows, strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    whole = next((n for n in range(_LONGEST, 0, -1) if sum(_least(words, n)) <= total), 1)
    least = _least(words, whole)
    weights = [_weight(column, _TO_FILL // len(columns)) for column in columns]
    spare = total - sum(least)
    found = [width + spare * weight // sum(weights) for width, weight in zip(least, weights, strict=True)]
    found[-1] += total - sum(found)
    return found


def _least(words: Sequence[int], whole: int) -> list[int]:
    """Width of each column's longest word, which breaks beyond ``whole`` letters."""
    return [min(length, whole) * _LETTER + _PADDING for length in words]


def _weight(column: Sequence[str], to_fill: int) -> int:
    """Letters that a column asks for; ``to_fill`` when below its header there are only blanks, unless it is «N°»."""
    longest = sorted((len(text) for text in column), reverse=True)[:3]
    mean = sum(longest) // len(longest)
    blank = all(not text.strip() or _BLANK.fullmatch(text.strip()) for text in column[1:])
    return to_fill if blank and longest[0] > 2 else min(max(mean, 2), _MOST)
