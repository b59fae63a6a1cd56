"""Which words lead to which answers, and how strongly.

The browser knows no grammar: it is given every form of a word that the site uses, with the answers that its stem leads to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clausier.folding import fold
from clausier.links.stems import stem

LEVELS = 8
"""How many strengths are told apart."""
_SATURATION, _LENGTH, _USUAL = 2.5, 0.4, 300
"""Of BM25: how soon a repeated word adds nothing; how much a text longer than usual, in words, weakens its own."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(eq=False)
class Group:
    """One word in all its forms."""

    forms: set[str] = field(default_factory=set)
    """As the browser compares them: no case, no accent."""
    ranks: list[list[int]] = field(default_factory=lambda: [[] for _ in range(LEVELS)])
    """Ranks of the answers that use it, by strength, weakest first; each list in rising order."""


class Index:
    """The words of a sequence of answers, ranked from 0 as they are added."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        """By stem."""
        self._stems: dict[str, list[str]] = {}
        """By word as it is written: its own, and those of its parts."""
        self._added = 0

    def add(self, weighed: Mapping[str, float], length: int) -> None:
        """Add an answer: how much it uses each word, as ``weigh`` tells, and how many words its text has."""
        uses: dict[str, float] = {}
        for word, use in weighed.items():
            if (stems := self._stems.get(word)) is None:  # Of a lone letter there are none.
                stems = self._learn(word)
            for key in stems:
                uses[key] = uses.get(key, 0.0) + use
        slack = _SATURATION * (1 - _LENGTH + _LENGTH * length / _USUAL)
        for key, use in uses.items():
            self._groups[key].ranks[int(LEVELS * use / (use + slack))].append(self._added)
        self._added += 1

    def groups(self) -> Iterable[Group]:
        """Each word."""
        return self._groups.values()

    def _learn(self, word: str) -> list[str]:
        parts = dict.fromkeys(p for p in (word, *word.split("-")) if len(p) > 1 or p.isdigit())
        for part in parts:
            self._groups.setdefault(stem(part), Group()).forms.add(fold(part))
        self._stems[word] = [stem(part) for part in parts]
        return self._stems[word]


def weigh(said: Mapping[str, int], names: Iterable[tuple[float, str]]) -> dict[str, float]:
    """How much each word is used by a text, and by names each worth so many times the same words in the text."""
    found: dict[str, float] = dict(said)
    for weight, name in names:
        for word, times in words(name).items():
            found[word] = found.get(word, 0) + weight * times
    return found


def words(text: str) -> Counter[str]:
    """How many times a text uses each word, in lower case; a compound word is one."""
    return Counter(_WORD.findall(text.lower().replace("œ", "oe")))
