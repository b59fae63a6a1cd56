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
_AS_TYPED = re.compile(r"(<(script|style|pre|code|textarea|kbd)\b.*?</\2(?=>)|<!--.*?--(?=>))", re.DOTALL | re.IGNORECASE)
"""What a page shows as it was typed: comments, and some elements."""
_SIGNS = "&" + "".join(signs for signs, _, _ in _RULES)
"""And the sign of an entity: an apostrophe may be one."""
_TEXT = re.compile(rf">[^<{_SIGNS}]*+[{_SIGNS}][^<]*")
"""The end of a tag and the text after it, when a rule may change it: most texts of a page hold none of these signs."""


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
    parts = _AS_TYPED.split(f">{html}")
    parts[::3] = [_TEXT.sub(_set, part) for part in parts[::3]]
    del parts[2::3]  # Names of the elements that are left as they are.
    return "".join(parts)[1:]


def _set(text: re.Match[str]) -> str:
    return french(text[0].replace("&#39;", "'"))  # Templates write an apostrophe as an entity.
