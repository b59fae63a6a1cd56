"""Lists: the part ``word/numbering.xml``, and a fresh number for each numbered list.

Numbered lists that share a ``w:num`` are one list for Word, whatever stands between them: each has its own, which starts anew.
"""

from __future__ import annotations

from clausier.office.wordml import W

_BULLET_SIGNS = ("•", "–", "▪")
_NUMBER_SIGNS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
FIRST = 10
"""First ``w:numId`` that a document may allot; those below belong to the styles."""


def _levels(signs: list[tuple[str, str]], indent: int, style: str = "") -> str:
    """Nested levels, each ``indent`` twentieths of a point further."""
    done = []
    for level, (kind, sign) in enumerate(signs):
        named = f'<w:pStyle w:val="{style}"/>' if style and level == 0 else ""
        font = (
            '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:hint="default"/></w:rPr>'
            if kind == "bullet"
            else ""
        )
        done.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent * (level + 1)}" w:hanging="{min(indent, 340)}"/></w:pPr>{font}</w:lvl>'
        )
    return "".join(done)


def _abstract() -> str:
    bullets = [("bullet", sign) for sign in _BULLET_SIGNS]
    kinds = [
        _levels(bullets, 425, "ListBullet"),
        _levels(bullets, 227, "CellulePuce"),
        _levels(list(_NUMBER_SIGNS), 425, "ListNumber"),
    ]
    return "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        for at, levels in enumerate(kinds, 1)
    )


BULLETS, CELL_BULLETS, NUMBERS = 1, 2, 3
"""``w:numId`` and ``w:abstractNumId`` of bullets in the text, of bullets in cells, of numbers."""
PREFIX = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{W}">{_abstract()}' + "".join(
    f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (BULLETS, CELL_BULLETS, NUMBERS)
)
SUFFIX = "</w:numbering>"
_LEVEL = '<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{{debut}}"/></w:lvlOverride>'
NUM = (
    f'<w:num w:numId="{{id}}"><w:abstractNumId w:val="{NUMBERS}"/>'
    + "".join(_LEVEL.format(level=level) for level in range(len(_NUMBER_SIGNS)))
    + "</w:num>"
)
"""A fresh ``w:num``: ``{id}`` is its number, ``{debut}`` the first number of its list."""


class Numbering:
    """Allots the numbers of one document."""

    def __init__(self) -> None:
        self._starts: list[int] = []

    def fresh(self, start: int) -> int:
        """The ``w:numId`` of a new list that counts from ``start``."""
        self._starts.append(start)
        return FIRST + len(self._starts) - 1

    def xml(self) -> str:
        """The whole part."""
        nums = (NUM.replace("{id}", str(FIRST + at)).replace("{debut}", str(start)) for at, start in enumerate(self._starts))
        return f"{PREFIX}{''.join(nums)}{SUFFIX}"
