"""What stands inside a paragraph of parsed Markdown, as runs of WordprocessingML.

Marks stay marks. A blank is exactly one run, in the style «Blanc», and a cross-reference exactly one run: whoever fills
them replaces a whole run and never looks inside text, where braces are written as references.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Literal, NamedTuple

from markdown.util import AMP_SUBSTITUTE

from clausier.blanks import MARK, to_mark
from clausier.office.wordml import blank, run
from clausier.typography import french

_BRACKETS = re.compile(r"(\[[^\[\]]{2,120}\])")


class Piece(NamedTuple):
    """A stretch of one format, or a mark."""

    kind: Literal["text", "break", "mark", "blank"]
    text: str
    """Of a mark: what stands between its braces, ``renvoi:`` included."""
    bold: bool = False
    italic: bool = False

    @property
    def format(self) -> str:
        return ("<w:b/>" if self.bold else "") + ("<w:i/>" if self.italic else "")

    def xml(self) -> str:
        if self.kind == "break":
            return "<w:r><w:br/></w:r>"
        if self.kind == "blank":
            return blank(french(self.text), self.format)
        if self.kind == "text":
            return run(self.text, self.format)
        style = "" if self.text.startswith("renvoi:") else '<w:rStyle w:val="Blanc"/>'
        properties = f"<w:rPr>{style}{self.format}</w:rPr>" if style or self.format else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{{{{{self.text}}}}}</w:t></w:r>'


def pieces(nodes: list[ET.Element | str], marks: bool, brackets: bool) -> list[Piece]:
    """Pieces of a paragraph, without space at its ends; ``marks`` and ``brackets`` as in ``fragments.Converter``."""
    found = [piece for node in nodes for piece in _of(node, Piece("text", ""), marks, brackets)]
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else Piece("break", "")
        if piece.kind == "text":
            words = re.sub(r"[ \t\r\n]+", " ", piece.text)
            words = words.lstrip(" ") if last.kind == "break" or (last.kind == "text" and last.text.endswith(" ")) else words
            if not words:
                continue
            piece = piece._replace(text=words)
            if last.kind == "text" and last.format == piece.format:
                joined[-1] = last._replace(text=last.text + words)
                continue
        joined.append(piece)
    while joined and (joined[-1].kind == "break" or not joined[-1].text.strip(" ")):
        joined.pop()
    if joined and joined[-1].kind == "text":
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip(" "))
    return [p._replace(text=french(p.text)) if p.kind == "text" else p for p in joined]


def _of(node: ET.Element | str, around: Piece, marks: bool, brackets: bool) -> Iterator[Piece]:
    if isinstance(node, str):
        yield from _words(node, around, marks, brackets)
        return
    if node.tag == "br":
        yield around._replace(kind="break")
        return
    if node.tag == "img":
        yield from _words(node.get("alt", ""), around, marks, brackets)
        return
    if node.get("class") == "groupe__note":
        return
    if "data-champ" in node.attrib or "data-renvoi" in node.attrib:
        target = node.get("data-champ") or f"renvoi:{node.get('data-renvoi')}"
        yield around._replace(kind="mark", text=target)
        return
    inside = around
    if node.tag in ("strong", "b"):
        inside = around._replace(bold=True)
    elif node.tag in ("em", "i"):
        inside = around._replace(italic=True)
    for child in content(node):
        yield from _of(child, inside, marks, brackets)


def _words(words: str, around: Piece, marks: bool, brackets: bool) -> Iterator[Piece]:
    # The parser leaves entities as typed, and code escaped: one unescaping serves both.
    words = html.unescape(words.replace(AMP_SUBSTITUTE, "&"))
    at = 0
    for match in MARK.finditer(words) if marks else ():
        yield from _plain(words[at : match.start()], around, brackets)
        mark = to_mark(match)
        if mark.kind in ("champ", "renvoi"):
            name = mark.name + (f".{mark.part}" if mark.part else "")
            yield around._replace(kind="mark", text=f"renvoi:{name}" if mark.kind == "renvoi" else name)
        at = match.end()
    yield from _plain(words[at:], around, brackets)


def _plain(words: str, around: Piece, brackets: bool) -> Iterator[Piece]:
    for part in _BRACKETS.split(words) if brackets else [words]:
        if part:
            yield around._replace(kind="blank" if brackets and _BRACKETS.fullmatch(part) else "text", text=part)


def content(node: ET.Element) -> Iterator[ET.Element | str]:
    """Texts and elements of a node, in order; what follows the node itself is not its own."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail
