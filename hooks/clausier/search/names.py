"""The other words for a thing: what an acronym stands for, the acronym of a name, the synonyms of a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass

from clausier.model.vocabulaires import Sigle
from clausier.search.words import words

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class _Acronym:
    sigle: str
    name: str
    sure: bool
    """Whether it has this sense wherever it stands."""
    spellings: frozenset[str]
    in_title: re.Pattern[str]
    named: re.Pattern[str]


class OtherNames:
    """The acronyms of a glossary with their names, and groups of words that say the same.

    A text is compared only with those of which it holds the first word.
    """

    def __init__(self, sigles: Iterable[Sigle], groups: Iterable[Collection[str]]) -> None:
        known = [(s, s.developpe) for s in sigles if isinstance(s.developpe, str)]
        self._acronyms = [_acronym(sigle, name) for sigle, name in known]
        self._begin_acronyms = _begin((s.sigle, *s.variantes, name) for s, name in known)
        self._groups = [{w: re.compile(rf"\b{re.escape(_folded(w))}s?\b") for w in group} for group in groups]
        self._begin_groups = _begin((*group, *(f"{w}s" for w in group)) for group in self._groups)

    def in_text(self, text: str, said: Set[str]) -> list[str]:
        """Names of the acronyms that a text uses, and acronyms of the names that it spells out; ``said`` is its words."""
        folded, as_written, found = _folded(text), set(_WORD.findall(text)), []
        for rank in _near(self._begin_acronyms, said):
            acronym = self._acronyms[rank]
            written = not acronym.spellings.isdisjoint(as_written)
            if acronym.sure and written != (_folded(acronym.name) in folded):
                found.append(acronym.name if written else acronym.sigle)
        return found

    def of_title(self, title: str) -> list[str]:
        """The title with an acronym in place of each name that it spells out, and the reverse."""
        found = []
        for rank in _near(self._begin_acronyms, words(title).keys()):
            acronym = self._acronyms[rank]
            for old, new in ((acronym.named, acronym.sigle), (acronym.in_title, acronym.name)):
                start, *rest = old.split(title)
                found += [new.join((start, *rest))] if rest else []
        return found

    def of_subject(self, text: str) -> list[str]:
        """The other words of each group of which a text uses one."""
        folded, found = _folded(text), []
        for rank in _near(self._begin_groups, words(text).keys()):
            used = [word for word, written in self._groups[rank].items() if written.search(folded)]
            found += [word for word in self._groups[rank] if used and word not in used]
        return found


def _acronym(sigle: Sigle, name: str) -> _Acronym:
    return _Acronym(
        sigle.sigle,
        name,
        sigle.infobulle,
        frozenset((sigle.sigle, *sigle.variantes)),
        re.compile(rf"(?<!\w){re.escape(sigle.sigle)}(?!\w)"),
        # An acronym is written as such; a name may start with a capital.
        re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE),
    )


def _begin(named: Iterable[Iterable[str]]) -> dict[str, set[int]]:
    """Ranks of the things of which a name begins with each word."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for rank, names in enumerate(named):
        for name in names:
            found[next(iter(words(name)), "")].add(rank)
    return found


def _near(begin: dict[str, set[int]], said: Set[str]) -> Iterator[int]:
    yield from sorted({rank for word in begin.keys() & said for rank in begin[word]})


def _folded(text: str) -> str:
    return text.lower().replace("'", "’")
