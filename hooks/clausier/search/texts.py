"""The text of each answer, as search reads and quotes it: cut out of the finished pages, section by section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausier.pages.elements import closing_tag
from clausier.search.answers import Searched
from clausier.search.names import OtherNames

_CONTENT = re.compile(r'<div class="page page--(\w[\w-]*)[^>]*>(.*)</div>\s*</main>', re.DOTALL)
_WHOLE = ("clause", "fiche", "convention", "theme", "guide")
"""Kinds of page read word for word. Any other is a list: what it lists has its own page, which is the better answer."""
_ASIDE = re.compile(r"<(\w+)\b[^>]* data-hors-recherche\b[^>]*>")
"""Start of an element that speaks of other pages."""
_LEFT_OUT = re.compile(
    r"<(nav|button(?! type=\"button\" class=\"sigle\")|svg|script|style|h1)\b.*?</\1>|<div class=\"outils\".*?</div>"
    r"|<h2 id=\"sources\".*?</ul>|<p class=\"(?:avis|etiquettes|titre__sorte)\">.*?</p>|<ul class=\"puces\".*?</ul>|<a class=\"headerlink\".*?</a>",
    re.DOTALL,
)
_HEADING = re.compile(r'<h[2-6]\b(?:[^>]* id="([^"]+)")?[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_QUESTION = re.compile(r'<h3 id="([^"]+)">([^<]*\?)\s*</h3>(.*?)(?=<h[23]\b|</section>)', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_GAP = re.compile(r"(?<=[’'(]) | (?=[,.)])")
"""A space that a mark has left where French has none."""
_MARKS = re.compile(r"\{\{[^}]*\}\}|\[([^\]]*)\]\([^)]*\)|[*_#`]")


@dataclass(frozen=True)
class Section:
    """A piece of a page, up to its next heading."""

    text: str
    anchor: str = ""
    """Its place in the page; empty before the first heading, and under a heading that has none."""
    title: str = ""


@dataclass(frozen=True)
class Text:
    """An answer and what it says."""

    answer: Searched
    sections: tuple[Section, ...]


def read(page: str, answer: Searched, body: str, other: OtherNames) -> list[Text]:
    """What a finished page says, apart from each question that it answers; nothing when no content is ours."""
    found = _CONTENT.search(page)
    if found is None:
        return []
    kind, content = found[1], found[2]
    if kind not in _WHOLE:
        said = _tidy(_MARKS.sub(lambda m: m[1] or " ", body))
        return [Text(answer, (Section(" ".join((*answer.lead, said))),))]
    content = _LEFT_OUT.sub(" ", _without(content))
    inside = []
    for where, asked, reply in _QUESTION.findall(content):
        title = _text(asked)
        about, names = tuple(other.of_subject(title)), tuple(other.of_title(title))
        one = Searched(f"{answer.url}#{where}", answer.kind, title, answer.title, answer.themes, words=about, otherwise=names)
        inside.append(Text(one, (Section(_text(reply)),)))
    return [Text(answer, tuple(_sections(_QUESTION.sub(" ", content)))), *inside]


def _without(content: str) -> str:
    """The content without the elements that speak of other pages."""
    kept, at = [], 0
    while aside := _ASIDE.search(content, at):
        kept.append(content[at : aside.start()])
        closing = closing_tag(content, aside[1], aside.end())
        at = content.index(">", closing) + 1 if closing >= 0 else len(content)
    return " ".join([*kept, content[at:]])


def _sections(content: str) -> Iterator[Section]:
    lead, *rest = _HEADING.split(content)
    yield Section(_text(lead))
    for anchor, title, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield Section(_text(text), anchor or "", _text(title))


def _text(content: str) -> str:
    return _tidy(html.unescape(_TAG.sub(" ", content)))


def _tidy(text: str) -> str:
    return _GAP.sub("", " ".join(text.split()))
