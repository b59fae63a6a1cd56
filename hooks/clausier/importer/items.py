"""A field's lines as the elements of a list: indicators, partners, milestones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from clausier.importer.layout import Layout
from clausier.importer.plain import fold
from clausier.words import MONTHS

_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "un",
        "une",
        "et",
        "ou",
        "a",
        "au",
        "aux",
        "en",
        "par",
        "pour",
        "sur",
        "dans",
        "avec",
        "que",
        "qui",
        "dont",
        "sans",
        "leur",
        "leurs",
        "son",
        "sa",
        "ses",
        "ce",
        "cette",
        "ces",
        "entre",
        "chez",
        "lors",
        "vers",
        "n",
    ]
)
_MONTH = "|".join([*MONTHS, "fevrier", "aout", "decembre", "été", "automne", "hiver", "printemps"])
_STEP = re.compile(
    rf"(?<!\S)(?:(?i:{_MONTH})(?:\s(?:à|et|-)\s(?i:{_MONTH}))?\s)?"
    r"(?:19|20)\d\d(?:\s*[-–/à]\s*(?:(?:19|20)\d\d|\d\d))?\s*:"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*(?:[-–/]|à|au)\s*((?:19|20)\d\d|\d\d)(?!\d))?(?!\d)")


@dataclass(frozen=True)
class Item:
    """An element, under the heading that the source puts above it, if any."""

    text: str
    group: str = ""


def noise(line: str) -> bool:
    """Signs that a reading machine made of bullets: nothing but one or two letters at a time."""
    tokens = re.findall(r"[^\W_]+", line)
    return not tokens or all(len(t) <= 2 and not t.isdigit() for t in tokens)


def apart(line: str, layout: Layout) -> list[str]:
    """The items of a line that starts with a bullet and holds more of them: «- un - Deux - Trois»."""
    if not layout.bulleted(line):
        return [line]
    return [
        part if not rank else f"- {part}" for rank, part in enumerate(re.split(r"(?<=[^\s\d])\s?[-•–▪]\s(?=[A-ZÀ-Þ])", line))
    ]


def plain_items(lines: Iterable[str], layout: Layout) -> list[str]:
    """One element a line, without bullets nor final stops."""
    found = []
    for line in (part for whole in lines for part in apart(whole, layout)):
        text = layout.unbulleted(line)
        if re.search(r"[^\W_]", text):
            found.append(
                text.rstrip(" ;,") if text.endswith((";", ",")) else text.removesuffix(".") if text.count(".") == 1 else text
            )
    return found


def names(lines: Iterable[str], layout: Layout) -> list[str]:
    """Partners, publics: a line of short names between commas is as many elements."""
    found: list[str] = []
    for text in plain_items(lines, layout):
        parts = [p.strip(" .") for p in re.split(r"\s*[,;]\s+(?![^()]*\))", text)]
        short = len(parts) > 1 and all(p and len(p) <= 60 for p in parts) and ". " not in text
        found.extend(parts if short else [text])
    return [part for part in found if part]


def indicators(lines: Iterable[str], layout: Layout, vocabulary: Collection[str]) -> list[Item]:
    """Indicators with the heading above them. Several on one line, without separation, are told apart."""
    found: list[Item] = []
    group = ""
    for line in lines:
        text = layout.unbulleted(line)
        if not re.search(r"[^\W_]", text):
            continue
        if text.endswith(":"):
            group = text.rstrip(" :")
            continue
        parts = [p for piece in re.split(r"\s;\s+(?![^()]*\))", text) for p in _apart(piece, layout, vocabulary)]
        if (
            len(parts) > 2
            and not parts[0].endswith(".")
            and all(p.endswith(".") for p in parts[1:-1])
            and not layout.bulleted(line)
        ):
            group, parts = parts[0], parts[1:]
        found.extend(Item(p.strip().rstrip(".;,").rstrip(), group) for p in parts if re.search(r"[^\W_]", p))
    if group and not any(i.group == group for i in found):
        found.append(Item(group))
    return found


def _apart(text: str, layout: Layout, vocabulary: Collection[str]) -> list[str]:
    """Cut where a capital opens a new element: after a stop, or on a word that is no proper noun."""
    starts = {fold(w) for w in layout.words.debuts_d_indicateur}
    pieces = re.split(r"(?<=[^\s\d])\s?[-•–]\s(?=[A-ZÀ-Þ])", text)
    found: list[str] = []
    for piece in pieces:
        words = piece.split(" ")
        current = [words[0]]
        for i in range(1, len(words)):
            if _starts(words, i, starts, vocabulary):
                found.append(" ".join(current))
                current = []
            current.append(words[i])
        found.append(" ".join(current))
    return found


def _starts(words: list[str], i: int, starts: Collection[str], vocabulary: Collection[str]) -> bool:
    word, before = words[i], words[i - 1]
    if not re.match(r"[A-ZÀ-Þ][a-zà-ÿ]|[A-ZÀ-Þ]’", word) or not before:
        return False
    inside = " ".join(words[:i])
    if inside.count("(") > inside.count(")") or inside.count("«") > inside.count("»"):
        return False
    if before[-1] in ".?!;" and len(before) > 2:
        return True
    if before[-1] == "," and fold(word) in starts:
        return True
    if before[-1] in ",:/-–’'&+" or fold(before.split("’")[-1]) in _SMALL:
        return False
    if fold(word) in starts:
        return True
    following = words[i + 1] if i + 1 < len(words) else ""
    acronym = before.isupper() and len(before) > 2
    # «France Services», «Petite Enfance»: two capitals in a row are a name.
    named = following[:1].isupper() or (before[:1].isupper() and i > 1 and not acronym) or not (before[-1].islower() or acronym)
    return not named and word.lower() in vocabulary


@dataclass(frozen=True)
class Step:
    """A milestone: its years, and what the source says of it."""

    years: tuple[int, ...]
    text: str
    exact: bool
    """Whether the years were all that ``text`` lost."""


def steps(lines: Iterable[str], layout: Layout) -> list[Step]:
    """The calendar, a step an element; years are drawn from the text, which stays."""
    found: list[Step] = []
    for line in lines:
        said = layout.unbulleted(line)
        starts = [0, *(m.start() for m in _STEP.finditer(said) if m.start())]
        for start, end in zip(starts, [*starts[1:], len(said)], strict=True):
            text = said[start:end].strip(" ;")
            if not re.search(r"[^\W_]", text):
                continue
            years = _years(text)
            lone = re.fullmatch(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?\s*(?::\s*(.*))?", text, re.DOTALL)
            # Only «2026» and «2026-2029» are said whole by the key; «2023/24» stays in the text too.
            found.append(Step(years, (lone[3] or "").strip() if lone and years else text, bool(lone)))
    return found


def _years(text: str) -> tuple[int, ...]:
    """Years named by a text, ranges included, within what the library accepts."""
    head = re.split(r"\s:\s", text, maxsplit=1)[0] if re.match(r"[^:]{0,40}(?:19|20)\d\d[^:]{0,12}\s*:", text) else text
    years: set[int] = set()
    for first, last in _YEAR.findall(head):
        start = int(first)
        end = int(last if len(last) == 4 else first[:2] + last) if last else start
        if start <= end <= start + 30:
            years.update(range(start, end + 1))
    return tuple(sorted(y for y in years if 1980 <= y <= 2100))
