"""The lines of a Markdown body that are prose, and the headings among them, as Python-Markdown reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE = re.compile(r"`[^`]*`")
_HEADING = re.compile(r"^(#{1,6})(.*)$")
_UNDERLINE = re.compile(r"^(=+|-+)[ ]*$")


def prose(body: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) that are not in a fenced block, inline code blanked out."""
    fence = ""
    for number, row in enumerate(body.split("\n")):
        mark = _FENCE.match(row) if "`" in row or "~" in row else None
        if mark and (not fence or row.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, _CODE.sub(lambda m: " " * len(m[0]), row) if "`" in row else row


@lru_cache(maxsize=16)
def headings(body: str) -> tuple[tuple[int, int, str], ...]:
    """Each heading's line (from 0), level and text. Several checks in a row ask it of one body."""
    found: list[tuple[int, int, str]] = []
    above = ""
    for number, row in prose(body):
        if (mark := _HEADING.match(row)) and (title := mark[2].rstrip().rstrip("#").strip()):
            found.append((number, len(mark[1]), title))
        elif (line := _UNDERLINE.match(row)) and above.strip() and not above.lstrip().startswith(("-", "|", ">")):
            found.append((number - 1, 1 if line[1][0] == "=" else 2, above.strip()))
        above = row
    return tuple(found)


def sections(body: str) -> dict[str, str]:
    """Markdown under each level-two title; under "" what stands before the first."""
    rows = body.split("\n")
    marks = [(number, title) for number, level, title in headings(body) if level == 2]
    ends = [number for number, _ in marks][1:] + ([len(rows)] if marks else [])
    found = {"": "\n".join(rows[: marks[0][0] if marks else len(rows)]).strip()}
    for (number, title), end in zip(marks, ends, strict=True):
        first = number + (1 if rows[number].startswith("#") else 2)
        found[title] = "\n".join(rows[first:end]).strip()
    return found


def section(body: str, title: str) -> str:
    """What stands under a level-two heading, up to the next one; empty when there is none."""
    return sections(body).get(title, "")
