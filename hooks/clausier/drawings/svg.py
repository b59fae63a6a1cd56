"""SVG elements as escaped text, and lines of text that fit in a width."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

CHARACTER = 0.54
"""Width of an average character in a system sans, in em; a little more than measured, so that nothing is cut."""
SMALL, ORDINARY = 13, 16
"""Sizes of ``d-texte--petit`` and ``d-texte``, in px."""


def element(name: str, *children: str, **attributes: object) -> Markup:
    """``<name …>children</name>``; whatever is not markup already is escaped. ``class_`` is written ``class``,
    ``text_anchor`` is written ``text-anchor``; an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_figure(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(map(escape, children))
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def _figure(value: object) -> object:
    """Numbers without needless decimals: the same drawing, the same bytes."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def drawing(name: str, title: str, description: str, width: float, height: float, *children: str) -> Markup:
    """A whole picture; ``name`` is unique in its page and prefixes its ids."""
    return element(
        "svg",
        element("title", title, id=f"{name}-titre"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        class_="dessin",
        # Not an image: an image hides the links inside it.
        role="group",
        aria_labelledby=f"{name}-titre",
        aria_describedby=f"{name}-desc",
    )


def text(x: float, y: float, words: str, kind: str = "petit", anchor: str | None = None, **more: object) -> Markup:
    """One line of text; ``kind`` is a variant of ``d-texte``, empty for none."""
    return element(
        "text", words, x=x, y=y, class_=f"d-texte d-texte--{kind}" if kind else "d-texte", text_anchor=anchor, **more
    )


def lines(x: float, y: float, rows: Iterable[str], kind: str = "petit", anchor: str | None = None, step: float = 16) -> Markup:
    """Several lines of one text, the first at ``y``."""
    cut = list(rows)
    # What is read aloud or copied keeps the space at which the line was cut.
    words = [row if row.endswith("-") or i == len(cut) - 1 else f"{row} " for i, row in enumerate(cut)]
    spans = [element("tspan", row, x=x, y=y + i * step) for i, row in enumerate(words)]
    return element("text", *spans, class_=f"d-texte d-texte--{kind}", text_anchor=anchor)


def rectangle(x: float, y: float, width: float, height: float, class_: str, **more: object) -> Markup:
    return element("rect", x=float(x), y=float(y), width=float(width), height=float(height), class_=class_, **more)


def line(x1: float, y1: float, x2: float, y2: float, class_: str = "d-trait") -> Markup:
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def link(href: str | None, label: str, *children: str) -> Markup:
    """What leads somewhere, with the words that say where; a plain group when it leads nowhere."""
    if href is None:
        return element("g", element("title", label), *children)
    return element("a", element("title", label), *children, href=href, aria_label=label)


def wrap(words: str, width: float, most: int, size: float = SMALL) -> list[str]:
    """``words`` on at most ``most`` lines of ``width`` px; what does not fit ends in «…»."""
    room = max(1, int(width / (CHARACTER * size)))
    rows: list[str] = [""]
    for word in re.findall(r"\s*[^\s-]+-?|-", words):
        joined = (rows[-1] + word).strip()
        if len(joined) <= room or not rows[-1]:
            rows[-1] = joined
        else:
            rows.append(word.strip())
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :]).replace("- ", "-")]
    return [row if len(row) <= room else f"{row[: room - 1].rstrip()}…" for row in rows]
