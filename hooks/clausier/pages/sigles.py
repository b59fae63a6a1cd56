"""Acronyms explained where they first stand on a page, by a button that keyboards and fingers reach.

Nothing is added to texts to sign, to lists to copy, to headings, links or code: what leaves the page stays clean.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable

from clausier.model.vocabulaires import Sigle

_TOKEN = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_CLOSED_TO = frozenset(
    [
        "a",
        "button",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "code",
        "pre",
        "script",
        "style",
        "textarea",
        "select",
        "summary",
        "dt",
        "caption",
        "nav",
        "thead",
        "label",
        "svg",
    ]
)
_CLOSED_CLASSES = re.compile(r'class="[^"]*\b(feuille|indicateurs|puces|etiquettes|carte|muet)\b')
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_START = re.compile(r'<div class="corps')


def explained_on(sigles: Iterable[Sigle], themes: Collection[str]) -> dict[str, Sigle]:
    """Acronyms whose sense is sure on a page of these themes, by each of their spellings."""
    found: dict[str, Sigle] = {}
    for sigle in sigles:
        sure = sigle.infobulle or (len(sigle.themes) == 1 and set(sigle.themes) <= set(themes))
        if isinstance(sigle.developpe, str) and sure:
            for spelling in (sigle.sigle, *sigle.variantes):
                found[spelling] = sigle
    return found


def explain(page: str, known: dict[str, Sigle], glossary: str) -> str:
    """The page with the first occurrence of each known acronym made a button; ``glossary`` is the glossary's address."""
    start = _START.search(page)
    if not known or start is None:
        return page
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    # What touches an acronym stays on its line: a button would let it break away.
    pattern = re.compile(rf"(?<![\w’'-])(\(?)({names})([),.;:]*)(?![\w’'-])")
    done: set[str] = set()
    bubbles: list[str] = []

    def mark(match: re.Match[str]) -> str:
        sigle = known[match[2]]
        if sigle.sigle in done:
            return match[0]
        done.add(sigle.sigle)
        anchor = fragment(sigle)
        bubbles.append(
            f'<div class="bulle" id="bulle-{anchor}" popover><p><strong>{html.escape(sigle.sigle)}</strong> : '
            f'{html.escape(str(sigle.developpe))}. {html.escape(sigle.sens)}</p><p><a href="{glossary}#{anchor}">Dans le glossaire</a></p></div>'
        )
        button = f'<button type="button" class="sigle" popovertarget="bulle-{anchor}">{match[2]}</button>'
        return f'<span class="serre">{match[1]}{button}{match[3]}</span>' if match[1] or match[3] else button

    parts = _TOKEN.split(page[start.start() :])
    closed: list[str] = []  # names of the open elements, from the first that is closed to us
    for i, part in enumerate(parts):
        if i % 2:
            name = _NAME.match(part)
            if not name or part.endswith("/>") or name[1].lower() in _VOID:
                continue
            if part.startswith("</"):
                if closed and closed[-1] == name[1].lower():
                    closed.pop()
            elif closed or name[1].lower() in _CLOSED_TO or _CLOSED_CLASSES.search(part):
                closed.append(name[1].lower())
        elif not closed and part.strip():
            parts[i] = pattern.sub(mark, part)
    if not bubbles:
        return page
    body = "".join(parts)
    return page[: start.start()] + body.replace("<footer", "".join(bubbles) + "<footer", 1)


def fragment(sigle: Sigle) -> str:
    """Fragment of an acronym in the glossary."""
    return re.sub(r"[^a-z0-9]+", "-", sigle.sigle.lower()).strip("-")
