"""Small pieces of SVG that several drawings use. Colours and type are classes of ``schemas.css``."""

from __future__ import annotations

import html
import textwrap

LETTER = 0.54
"""Mean width of a letter in a system sans serif, in em: wide enough for the widest of them."""


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    """One line of text; ``kind`` ends the class ``d-texte--…``."""
    classes = f"d-texte d-texte--{kind}" if kind else "d-texte"
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{classes}" x="{x:g}" y="{y:g}"{where}>{html.escape(words)}</text>'


def wrap(words: str, width: float, size: float) -> list[str]:
    """``words`` in lines that hold in ``width`` pixels at ``size`` pixels."""
    return textwrap.wrap(words, max(8, int(width / (size * LETTER)))) or [""]


def picture(width: float, height: float, title: str, description: str, name: str, parts: list[str]) -> str:
    """The whole drawing; ``name`` makes the ids of its title and description its own on the page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-labelledby="{name}-titre {name}-desc"><title id="{name}-titre">{html.escape(title)}</title>'
        f'<desc id="{name}-desc">{html.escape(description)}</desc>{"".join(parts)}</svg>'
    )
