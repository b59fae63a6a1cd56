"""French typography, applied once to finished pages and to texts that leave the site.

Only spaces that are there are converted, never inserted: an address, a time or a placeholder stays as typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

NARROW, WIDE = "\u202f", "\u00a0"
"""Narrow no-break space (before ; ! ?), no-break space (before : and inside « »)."""

_RULES: list[tuple[str, re.Pattern[str], str]] = [
    ("'", re.compile(r"(?<=\w)'(?=[\w«“])"), "’"),
    # «(?<! )»: a run of spaces is looked at once, from its start, however long.
    (";!?", re.compile(r"(?<! ) +(?=[;!?]+(?:[\s»)\]’”….]|$))"), NARROW),
    (":", re.compile(r"(?<! ) +(?=:(?:\s|$))"), WIDE),
    ("«", re.compile(r"« +"), "«" + WIDE),
    ("»", re.compile(r"(?<! ) +»"), WIDE + "»"),
    ("%€‰", re.compile(r"(?<=\d) (?=%|€|‰)"), WIDE),
    ("0123456789", re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    ("0123456789", re.compile(r"\b([nN][°º]s?|[aA]rt\.|[pP]\.|[LRD]\.) (?=\d)"), r"\1" + WIDE),
    (
        "0123456789",
        re.compile(
            r"(?<=\d) (?=(?:mois|ans|habitants|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
        ),
        WIDE,
    ),
]
"""Each rule: the signs without which it changes nothing, what it looks for, what it puts there."""
_TOUCHED = re.compile(r"['«]| [;!?:»%€‰\d]|\d [adfhjmnos]")
"""Found in every text that some rule changes: most texts of a page hold none of it, and one look is enough for them."""
_VERBATIM = re.compile(r"<(script|style|pre|code|textarea|kbd)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TOUCHED_HTML = re.compile(f"&#39;|{_TOUCHED.pattern}")
"""Templates write an apostrophe as an entity."""


@lru_cache(maxsize=20_000)
def french(text: str) -> str:
    """``text`` with its spaces and apostrophes as French print sets them."""
    if not _TOUCHED.search(text):
        return text
    held = set(text)
    for signs, pattern, replacement in _RULES:
        if not held.isdisjoint(signs):
            text = pattern.sub(replacement, text)
    return text


def french_html(html: str) -> str:
    """The same in the text of an HTML page; tags, scripts, styles and code stay as they are.

    A rule does not see across a tag: in ``<em>Qui</em> ?`` the space opens its own text and is converted there.
    """
    done, at = [], 0
    for block in _VERBATIM.finditer(html):
        done += [_text_nodes(html[at : block.start()]), block[0]]
        at = block.end()
    done.append(_text_nodes(html[at:]))
    return "".join(done)


def _text_nodes(html: str) -> str:
    """Only the texts that some rule may change are cut out: a page holds a thousand of them, a tenth is concerned."""
    done, at, look = [], 0, 0
    while found := _TOUCHED_HTML.search(html, look):
        start = html.rfind(">", at, found.start()) + 1 or at
        if html.find("<", start, found.start()) >= 0:  # Inside a tag.
            look = html.find(">", found.start())
            if look < 0:
                break
            continue
        end = html.find("<", found.start())
        end = len(html) if end < 0 else end
        done += [html[at:start], french(html[start:end].replace("&#39;", "'"))]
        at = look = end
    done.append(html[at:])
    return "".join(done)
