"""French typography, applied once to finished pages and to texts that leave the site.

Only spaces that are there are converted, never inserted: an address, a time or a placeholder stays as typed.
"""

from __future__ import annotations

import re

NARROW, WIDE = "\u202f", "\u00a0"
"""Narrow no-break space (before ; ! ?), no-break space (before : and inside « »)."""

_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"(?<=\w)'(?=[\w«“])"), "’"),
    # «(?<! )»: a run of spaces is looked at once, from its start, however long.
    (re.compile(r"(?<! ) +(?=[;!?]+(?:[\s»)\]’”….]|$))"), NARROW),
    (re.compile(r"(?<! ) +(?=:(?:\s|$))"), WIDE),
    (re.compile(r"« +"), "«" + WIDE),
    (re.compile(r"(?<! ) +»"), WIDE + "»"),
    (re.compile(r"(?<=\d) (?=%|€|‰)"), WIDE),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    (re.compile(r"\b([nN][°º]s?|[aA]rt\.|[pP]\.|[LRD]\.) (?=\d)"), r"\1" + WIDE),
    (
        re.compile(
            r"(?<=\d) (?=(?:mois|ans|habitants|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
        ),
        WIDE,
    ),
]
_VERBATIM = re.compile(r"<(script|style|pre|code|textarea|kbd)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"(<[^>]*>)")


def french(text: str) -> str:
    """``text`` with its spaces and apostrophes as French print sets them."""
    for pattern, replacement in _RULES:
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
    parts = _TAG.split(html)
    for i in range(0, len(parts), 2):
        # Templates write an apostrophe as an entity.
        text = parts[i].replace("&#39;", "'")
        if " " in text or "'" in text:
            parts[i] = french(text)
    return "".join(parts)
