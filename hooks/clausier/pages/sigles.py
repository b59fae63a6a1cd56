"""Acronyms explained where they first stand on a page, by a button that keyboards and fingers reach.

Nothing is added to texts to sign, to lists to copy, to headings, links or code: what leaves the page stays clean.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from clausier.model.vocabulaires import Sigle
from clausier.pages.elements import closing_tag

_CLOSED_TO = "a button h[1-6] code pre script style textarea select summary dt caption nav thead label svg"
"""Elements in which nothing is explained, as patterns."""
_CLOSED_CLASSES = "feuille indicateurs puces etiquettes carte muet"
"""Classes of others: texts to sign, lists to copy, cards that are links."""
_OPENING = re.compile(r"<(?:!--|[^/][^>]*>)")
_CLOSED = re.compile(
    rf"<(?:({_CLOSED_TO.replace(' ', '|')})\b[^>]*(?<!/)>"
    rf'|(\w+)[^>]*\bclass="[^"]*\b(?:{_CLOSED_CLASSES.replace(" ", "|")})\b[^>]*(?<!/)>)',
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]\w+")
_TOUCHING = re.compile(r"[),.;:]*")
_START = re.compile(r'<div class="corps')


class Explainer:
    """Explains the acronyms of a glossary on the pages of one build."""

    def __init__(self, sigles: Iterable[Sigle]) -> None:
        self._sigles = list(sigles)
        self._known: dict[frozenset[str], tuple[dict[str, Sigle], re.Pattern[str]]] = {}
        """By themes."""

    def explain(self, page: str, themes: Collection[str], glossary: str) -> str:
        """The page with the first occurrence of each acronym made a button.

        Args:
            themes: the page's; they make sure of the sense of some acronyms.
            glossary: address of the glossary from the page.
        """
        one = frozenset(themes)
        if one not in self._known:
            self._known[one] = _sure(self._sigles, one)
        return _explained(page, *self._known[one], glossary)


def _sure(sigles: Iterable[Sigle], themes: frozenset[str]) -> tuple[dict[str, Sigle], re.Pattern[str]]:
    """Acronyms whose sense is sure on a page of these themes, by each of their spellings; what looks for them."""
    found: dict[str, Sigle] = {}
    for sigle in sigles:
        sure = sigle.infobulle or (len(sigle.themes) == 1 and set(sigle.themes) <= themes)
        if isinstance(sigle.developpe, str) and sure:
            for spelling in (sigle.sigle, *sigle.variantes):
                found[spelling] = sigle
    odd = sorted((name for name in found if not _WORD.fullmatch(name)), key=len, reverse=True)
    # The first letter stands alone in front: it is by one that the search goes quickly.
    first = "".join({name[0] for name in odd})
    rest = "|".join([*(f"(?<={re.escape(name[0])}){re.escape(name[1:])}" for name in odd), r"(?<=[A-Z])\w+"])
    return found, re.compile(rf"[A-Z{re.escape(first)}](?:{rest})(?![\w’'-])")


def _explained(page: str, known: dict[str, Sigle], word: re.Pattern[str], glossary: str) -> str:
    start = _START.search(page)
    if not known or start is None:
        return page
    done: dict[str, str] = {}
    pieces, at = [page[: start.start()]], start.start()
    for first, last in _open_to_us(page, at):
        for found in word.finditer(page, first, last):
            sigle = known.get(found[0])
            if sigle is None or sigle.sigle in done or not _stands_alone(page, found.start()):
                continue
            anchor = fragment(sigle)
            done[sigle.sigle] = (
                f'<div class="bulle" id="bulle-{anchor}" popover><p><strong>{html.escape(sigle.sigle)}</strong> : '
                f'{html.escape(str(sigle.developpe))}. {html.escape(sigle.sens)}</p><p><a href="{glossary}#{anchor}">Dans le glossaire</a></p></div>'
            )
            before, end = _touching(page, found.start(), found.end())
            button = f'<button type="button" class="sigle" popovertarget="bulle-{anchor}">{found[0]}</button>'
            whole = f"{page[before : found.start()]}{button}{page[found.end() : end]}"
            # What touches an acronym stays on its line: a button would let it break away.
            touched = before < found.start() or found.end() < end
            pieces += [page[at:before], f'<span class="serre">{whole}</span>' if touched else whole]
            at = end
    if not done:
        return page
    rest = "".join([*pieces[1:], page[at:]])
    return pieces[0] + rest.replace("<footer", "".join(done.values()) + "<footer", 1)


def _open_to_us(page: str, at: int) -> Iterator[tuple[int, int]]:
    """Stretches of the page, from ``at``, that stand in no closed element; each holds texts and tags."""
    for opening in _OPENING.finditer(page, at):
        if (start := opening.start()) < at or (name := _closes(opening[0])) is None:
            continue
        yield at, start
        at = page.find("-->", start) if name == "" else closing_tag(page, name, opening.end())
        if at < 0:
            return
    yield at, len(page)


@lru_cache(maxsize=5_000)
def _closes(tag: str) -> str | None:
    """Name of the element in which nothing is explained, if this tag opens one; empty for a comment."""
    if tag == "<!--":
        return ""
    found = _CLOSED.match(tag)
    return found and (found[1] or found[2])


def _stands_alone(page: str, start: int) -> bool:
    """Whether what was found is not the end of a longer word, nor inside a tag."""
    before = page[start - 2] if page[start - 1] == "(" else page[start - 1]
    if before.isalnum() or before in "_’'-":
        return False
    return page.rfind("<", 0, start) < page.rfind(">", 0, start)


def _touching(page: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch with the bracket before it and the punctuation after it."""
    run = _TOUCHING.match(page, end)
    last = run.end() if run else end
    while last > end and (page[last : last + 1].isalnum() or page[last : last + 1] in ("_", "’", "'", "-")):
        last -= 1
    return start - (page[start - 1] == "("), last


def fragment(sigle: Sigle) -> str:
    """Fragment of an acronym in the glossary."""
    return re.sub(r"[^a-z0-9]+", "-", sigle.sigle.lower()).strip("-")
