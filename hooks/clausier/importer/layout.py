"""What a layout looks like: ``mises-en-page.yml``, read and ready to compare with what a source says."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from clausier.check.schema import validate
from clausier.importer.plain import fold
from clausier.importer.vocabulary import MisesEnPage, Rubrique
from clausier.read.problems import Problem
from clausier.read.source import read_yaml

OWN = Path(__file__).with_name("mises-en-page.yml")
LONGEST_LABEL = 90
"""Characters; a longer line is never a label."""


@dataclass(frozen=True)
class Label:
    """A field's name, as a source writes it."""

    rubrique: Rubrique
    text: str
    """The label as written."""
    value: str = ""
    """What follows it on its line."""
    inline: bool = False
    """Whether a colon separated label and value."""


def _singular(text: str) -> str:
    return " ".join(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in text.split())


def compared(text: str) -> str:
    """A label reduced to what matters: no case, no accent, no plural, no parenthesis, no slash."""
    return _singular(fold(re.sub(r"\((?!s\)|e\)|es\)|x\))[^)]*\)?", " ", text)))


@dataclass
class Layout:
    """The words of a layout, indexed."""

    words: MisesEnPage
    _found: dict[str, Rubrique | None] = field(default_factory=dict)

    @cached_property
    def _labels(self) -> dict[str, Rubrique]:
        return {compared(text): rubrique for rubrique in reversed(self.words.rubriques) for text in rubrique.libelles}

    def rubrique(self, text: str) -> Rubrique | None:
        """The field that ``text`` names, small reading faults allowed."""
        if len(text) > LONGEST_LABEL or not text.strip():
            return None
        if text not in self._found:
            self._found[text] = self._rubrique(compared(text))
        return self._found[text]

    def _rubrique(self, name: str) -> Rubrique | None:
        if name in self._labels or len(name) < 8 or re.search(r"\d", name):
            return self._labels.get(name)
        # A letter more («Orientation A») is another thing, not a reading fault.
        alike = [k for k in self._labels if abs(len(k) - len(name)) < 5 and not name.startswith(f"{k} ")]
        near = difflib.get_close_matches(name, alike, n=1, cutoff=0.88)
        return self._labels[near[0]] if near else None

    @cached_property
    def _spelt(self) -> dict[str, str]:
        words = [*self.words.niveaux, *(text for rubrique in self.words.rubriques for text in rubrique.libelles)]
        return {fold(word): word for word in reversed(words)}

    def spelt(self, label: str) -> str:
        """A label written in capitals, with the accents and the case that our own list gives it."""
        if not label.isupper():
            return label
        word = self._spelt.get(fold(label), label.lower())
        return word[:1].upper() + word[1:]

    @cached_property
    def _by_name(self) -> dict[str, Rubrique]:
        return {r.name: r for r in reversed(self.words.rubriques) if not r.garder}

    @cached_property
    def _first_words(self) -> dict[str, Rubrique]:
        return {
            _singular(fold(word)): self._by_name[name]
            for name, starts in self.words.premiers_mots.items()
            for word in starts
            if name in self._by_name
        }

    def _by_first_word(self, text: str) -> Rubrique | None:
        """The field of a label we do not know, from its first word: a short label, without a number nor a comma."""
        parts = compared(text).split()
        if not 1 < len(parts) <= 6 or len(text) > 60 or re.search(r"[\d,.;!]", text):
            return None
        return self._first_words.get(parts[0])

    def label(self, text: str, cell: bool = False, heading: bool = False) -> Label | None:
        """The label that a line is, or opens with.

        In a cell, a label may be followed by its value without a colon. Where a label is sure to stand (``heading``: a
        heading, the first cell of a row), one we do not know is filed by its first word.
        """
        line = self.unbulleted(text)
        if line != text.strip():
            return self._opening(line) if cell else None
        bare = line.rstrip(" :.–-?").removesuffix("\u00a0")
        sure = heading or line.endswith(":")
        if rubrique := self.rubrique(bare) or (self._by_first_word(bare) if sure else None):
            return Label(rubrique, bare, inline=line.endswith(":"))
        head, colon, value = (part.strip() for part in line.partition(":"))
        if colon and value and (rubrique := self.rubrique(head) or self._by_first_word(head)):
            return Label(rubrique, head, value, inline=True)
        if cell:
            return self._opening(line)
        return None

    def _opening(self, line: str) -> Label | None:
        """A label of several words at the start of a cell, followed by a year or a capital."""
        parts = line[: LONGEST_LABEL + 40].split(" ")
        for count in range(min(len(parts) - 1, 12), 1, -1):
            head, rest = " ".join(parts[:count]), parts[count]
            if (rest[:1].isdigit() or rest[:1].isupper()) and compared(head) in self._labels:
                return Label(self._labels[compared(head)], head, line[len(head) :].strip())
        return None

    @cached_property
    def _bullet(self) -> re.Pattern[str]:
        signs = "|".join(re.escape(p) for p in sorted(self.words.puces, key=len, reverse=True))
        letters = "|".join(re.escape(p) for p in self.words.puces_lettres)
        return re.compile(
            rf"(?:(?:{signs})\s*(?=[^\s\d])|(?:{signs})\s+|(?:{letters})\s*(?=[A-ZÀ-Þ’«\[])|(?:{letters})\s+(?=[A-ZÀ-Þ]))"
        )

    def unbulleted(self, text: str) -> str:
        """The line without the sign that opens an item; the line itself when it opens none."""
        line = text.strip()
        mark = self._bullet.match(line)
        return line[mark.end() :].lstrip(" •-–\"'’") if mark and not re.match(r"[-–—+*]\d", line) else line

    def bulleted(self, text: str) -> bool:
        return self.unbulleted(text) != text.strip()

    def opens(self, text: str, starts: Iterable[str]) -> bool:
        """Whether a line starts with one of these words."""
        head = fold(text)
        return any(head == s or head.startswith(s + " ") for s in map(fold, starts))

    def is_one(self, text: str, names: Iterable[str]) -> bool:
        """Whether a line is one of these words, and nothing more."""
        return fold(text) in set(map(fold, names))


def load_layout(extra: Path | None = None) -> Layout | Problem:
    """Our own words, and those of ``extra``."""
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in [OWN, *([extra] if extra else [])]:
        source = read_yaml(path, path.parent)
        if isinstance(source, Problem):
            return source
        if validate(source, MisesEnPage, problems.append) is None:
            return problems[0]
        found.append(source.data)
    merged = dict(found[0])
    for more in found[1:]:
        for key, value in more.items():
            merged[key] = _added(merged.get(key), value)
    return Layout(MisesEnPage.model_validate(merged))


def _added(first: Any, more: Any) -> Any:
    if isinstance(first, list):
        return [*more, *first]
    if isinstance(first, dict):
        return first | {k: _added(first.get(k), v) for k, v in more.items()}
    return more
