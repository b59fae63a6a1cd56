"""Reads the finished pages for the index: their texts, and how much each uses its words."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clausier.cache import prints
from clausier.cache.apart import shared
from clausier.cache.store import Store
from clausier.library import Bibliotheque
from clausier.search.answers import Searched, acronyms, pages
from clausier.search.names import OtherNames
from clausier.search.texts import Section, Text, read
from clausier.search.words import weigh, words

_TITLE, _KNOWN, _PLACE, _QUESTION, _HEADING, _ABOUT = 8, 5, 5, 4, 3, 3
"""What a word in a name is worth, in words of the text. Set on tests/cas/recherche.yml."""


@dataclass(frozen=True)
class Weighed:
    """A text and its words."""

    text: Text
    uses: Mapping[str, float]
    """How much the answer uses each word, in its names and in its text."""
    length: int
    """Words of its text."""


class Reader:
    """Reads the answers of one site.

    Args:
        site: folder of the finished pages.
        store: keeps what a page says: one that has not changed is not read again.
    """

    def __init__(self, library: Bibliotheque, site: Path, store: Store) -> None:
        known = library.vocabularies
        self._other = OtherNames(known.sigles, known.synonymes)
        self._print = prints.of(repr(known.sigles), repr(known.synonymes))
        self._bodies = {e.url: e.body for e in library.guides.values()}
        self._acronyms, self._pages = acronyms(library), pages(library, self._other)
        self._site, self._store = site, store

    def read_ahead(self) -> None:
        """Read the pages in as many processes as may, for the store to keep what they say."""
        shared(self._store, self._pages, self._read)

    def answers(self) -> Iterator[Weighed]:
        """Each answer that search can give, as the pages say it."""
        for answer in self._acronyms:
            yield _weighed(Text(answer, (Section(" ".join(answer.lead)),)), self._other)
        for answer in self._pages:
            yield from self._read(answer)

    def _read(self, answer: Searched) -> list[Weighed]:
        source = self._site / answer.url / "index.html"
        if not source.is_file():
            return []
        page, body = source.read_text(encoding="utf-8"), self._bodies.get(answer.url, "")

        def make() -> bytes:
            return pickle.dumps([_weighed(text, self._other) for text in read(page, answer, body, self._other)])

        key = prints.of(page, body, repr(answer), self._print)
        found: list[Weighed] = pickle.loads(self._store.made(f"texte {answer.url}", key, make))
        return found


def _weighed(text: Text, other: OtherNames) -> Weighed:
    answer, whole = text.answer, " ".join(s.text for s in text.sections)
    said = words(whole)
    names: list[tuple[float, str]] = [
        (_TITLE, answer.title), (_KNOWN, " ".join(answer.otherwise)), (_KNOWN, " ".join(answer.known_as)),
        (_QUESTION, answer.question), (_PLACE, answer.place), (_ABOUT, " ".join(answer.words)),
        *((_HEADING, section.title) for section in text.sections),
        (1, " ".join((answer.kind, *answer.themes, *other.in_text(whole, said.keys())))),
    ]  # fmt: skip
    return Weighed(text, weigh(said, names), said.total())
