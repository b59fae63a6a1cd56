"""From lines to units: each with what it is (an article, a label, a fiche's title…) before anything is put anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from clausier.importer.blocks import Block, Row
from clausier.importer.layout import Label, Layout
from clausier.importer.plain import fold

Kind = Literal["", "article", "annexe", "fiche", "niveau", "sommaire", "entree"]


@dataclass(frozen=True)
class Unit:
    """A paragraph made whole, an item of a list, or a row of a table."""

    place: str
    text: str = ""
    """The whole line; empty for a row."""
    cells: tuple[tuple[str, ...], ...] = ()
    table: int = 0
    level: int = 0
    item: bool = False
    kind: Kind = ""
    numero: str = ""
    titre: str = ""
    word: str = ""
    """The word that opened it: «Action», «Axe»."""
    sure: bool = True
    """Whether the word alone is enough, for a fiche."""
    label: Label | None = None
    labels: tuple[Label | None, ...] = ()
    """One a cell."""

    @property
    def row(self) -> bool:
        return bool(self.cells)

    @property
    def said(self) -> str:
        """All its text."""
        return self.text or "\n".join(line for cell in self.cells for line in cell)

    @property
    def labelled(self) -> list[Label]:
        return [self.label] if self.label else [found for found in self.labels if found]

    @property
    def title_like(self) -> bool:
        """Whether it may be a title: one short line, not a sentence, not an item."""
        text = self.text.strip()
        return (
            bool(text)
            and not self.row
            and not self.item
            and len(text) < 260
            and not text.endswith((".", ";", ":", ","))
            and bool(re.search(r"[^\W\d_]{3}", text))
        )


_NUMBER = r"(?:n\s*[°ºo]\s*)?(?P<n>\d+(?:[.\-]\d+)*|premier|1er|1ère|unique|préliminaire|preliminaire|[IVX]{1,5}|[A-Z]\d{0,2})(?:er|ère)?\b"
_CUT = re.compile(r"^[\s:.–—\-)]+")
_ENTRY = re.compile(r"(?:[.…\s]{3,}|\s)\d{1,3}\s*$")


def _mark(text: str, words: Iterable[str], numbered: bool, prefix: int = 0) -> tuple[str, str, str] | None:
    """(word, number, title) when a line opens with one of ``words``; up to ``prefix`` stray signs may stand before."""
    for word in sorted(words, key=len, reverse=True):
        body = re.escape(word).replace(r"\-", "[-‐ ]?").replace(r"\ ", r"[\s-]+")
        if word.endswith("."):
            body = re.escape(word)
        stray = rf"(?:\S{{1,{prefix}}}\s+)?" if prefix else ""
        found = re.match(rf"{stray}(?P<w>{body}s?)(?P<sep>[\s:.–—\-]*)", text, re.IGNORECASE)
        if not found or not found["w"][0].isupper():
            continue
        rest = text[found.end() :]
        if number := re.match(_NUMBER + r"(?P<after>\s*[:.–—\-)]|\s|$)", rest, re.IGNORECASE):
            titre = _CUT.sub("", rest[number.end("n") :].removeprefix("er")).strip()
            # «Article 9 de la CTG» is spoken of, not opened; «Action A vers…» holds a letter that is no number.
            loose = number["after"].strip() == ""
            if not (loose and titre and not titre[:1].isupper() and not titre.startswith(("«", "L", "l’"))) and not (
                loose and len(number["n"]) == 1 and number["n"].isalpha()
            ):
                return found["w"], number["n"], titre
        if not numbered and (re.search(r"[:–—\-]", found["sep"]) or not rest):
            return found["w"], "", _CUT.sub("", rest).strip()
    return None


def units(blocks: Iterable[Block], layout: Layout) -> list[Unit]:
    """Every line of the stream, made whole and recognised."""
    found = [recognised(unit, layout) for block in blocks for unit in _whole(block, layout)]
    return _without_contents(found, layout)


def _whole(block: Block, layout: Layout) -> Iterator[Unit]:
    if isinstance(block, Row):
        cells = tuple(tuple(_joined(cell, layout)) if block.wrapped else cell for cell in block.cells)
        if len(cells) == 1:
            yield from (Unit(block.place, text=line, item=layout.bulleted(line), table=block.table) for line in cells[0])
        elif any(cells):
            yield Unit(block.place, cells=cells, table=block.table)
        return
    lines = list(block.lines)
    if block.wrapped:
        # A heading that wraps is one heading, unless a part opens on its second line.
        lines = _joined(block.lines, layout, paragraph=True) if not block.level else _heading(block.lines, layout)
    for line in lines:
        unit = Unit(block.place, text=line, level=block.level, item=layout.bulleted(line) and not block.level)
        yield replace(unit, kind="entree") if block.toc else unit


def _joined(lines: Iterable[str], layout: Layout, paragraph: bool = False) -> list[str]:
    """Lines of a page put back together: what wrapped is joined, what was separate stays so."""
    lines = [line for line in lines if line.strip()]
    widest = max(map(len, lines), default=0)
    if not paragraph and (label := layout.label(" ".join(lines))) and not label.value:
        return [" ".join(lines)]
    found: list[str] = []
    last = ""
    for line in lines:
        if not found or _opens(line, last, found[-1], widest, layout):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
        last = line
    return found


def _heading(lines: Iterable[str], layout: Layout) -> list[str]:
    found: list[str] = []
    for line in lines:
        new = recognised(Unit("", text=line), layout)
        if found and not new.kind and not new.label and not layout.label(found[-1]):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _opens(line: str, last: str, whole: str, widest: int, layout: Layout) -> bool:
    """Whether a line starts something new rather than going on with the one above."""
    if layout.bulleted(line) or layout.label(line) or recognised(Unit("", text=line), layout).kind:
        return True
    label = layout.label(whole)
    if label and not label.value and label.inline:
        return True
    if re.match(r"\d{1,2}\s*[).]\s", line):
        return True
    if line[:1].islower() or line[:1] in "’(,;:":
        return False
    if line.isupper() != last.isupper() and len(line) > 6 and len(last) > 6:
        return True
    return len(last) < 0.72 * widest


def recognised(unit: Unit, layout: Layout) -> Unit:
    """The unit with what its words say it is."""
    words = layout.words
    if unit.row:
        labels = tuple(layout.label(" ".join(c), cell=True, heading=not i) if c else None for i, c in enumerate(unit.cells))
        return replace(unit, labels=labels)
    text = unit.text.strip()
    if unit.kind == "entree":
        return unit
    if layout.is_one(text, words.sommaire):
        return replace(unit, kind="sommaire")
    if unit.item or len(text) > 400:
        return unit
    if found := _mark(text, words.articles, numbered=True, prefix=2):
        return replace(unit, kind="article", word=found[0], numero=found[1], titre=found[2])
    if found := _mark(text, words.annexes, numbered=False, prefix=2):
        return replace(unit, kind="annexe", word=found[0], numero=found[1], titre=found[2])
    if label := layout.label(text, heading=unit.level > 0):
        unit = replace(unit, label=label)
    if found := _mark(text, words.fiches.forts, numbered=False):
        return replace(unit, kind="fiche", word=found[0], numero=found[1], titre=found[2])
    if (found := _mark(text, words.fiches.faibles, numbered=False)) and (found[1] or found[2]):
        return replace(unit, kind="fiche", word=found[0], numero=found[1], titre=found[2], sure=False)
    if unit.label is None and (found := _mark(text, words.niveaux, numbered=False)) and (found[1] or found[2]):
        return replace(unit, kind="niveau", word=found[0], numero=found[1], titre=found[2])
    return unit


def entry_text(text: str) -> str:
    """An entry of a table of contents, without its dots and page, as titles are compared."""
    return fold(_ENTRY.sub("", text))


def _without_contents(found: list[Unit], layout: Layout) -> list[Unit]:
    """Units with those of a table of contents marked: a title there is not the part itself."""
    marked = list(found)
    for start, unit in enumerate(found):
        if unit.kind != "sommaire":
            continue
        seen: set[str] = set()
        for place in range(start + 1, len(found)):
            line = found[place]
            said = " ".join(" ".join(cell) for cell in line.cells) if line.row else line.text
            name = entry_text(said)
            paged = bool(_ENTRY.search(said))
            if (
                (name in seen and not paged)
                or len(said) > 300
                or layout.opens(said, layout.words.visas)
                or not (paged or line.row or line.kind in ("article", "annexe", "entree", "niveau", "fiche"))
            ):
                break
            seen.add(name)
            marked[place] = replace(line, kind="entree", label=None)
    return marked
