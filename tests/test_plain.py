"""Leaving plain texts out of Markdown's patterns changes nothing that a page shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from clausier.check import load
from clausier.library import Bibliotheque
from clausier.markdown.inserts import InsertsExtension
from clausier.markdown.marks import MarksExtension
from clausier.markdown.plain import PlainExtension
from clausier.markdown.safe import SafeExtension
from conftest import ROOT


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


def converter(library: Bibliotheque, *more: Extension) -> Markdown:
    ours = [SafeExtension(), MarksExtension(library), InsertsExtension(library.vocabularies.chiffres)]
    return Markdown(extensions=["toc", "tables", "fenced_code", "footnotes", "sane_lists", *ours, *more])


@pytest.fixture(scope="module")
def two(library: Bibliotheque) -> tuple[Markdown, Markdown]:
    """Without, and with what spares plain texts."""
    return converter(library), converter(library, PlainExtension())


def test_every_body_stays_the_same(library: Bibliotheque, two: tuple[Markdown, Markdown]) -> None:
    bare, spared = two
    entries = [*library.clauses.values(), *library.conventions.values(), *library.fiches.values(), *library.guides.values()]
    assert len(entries) > 250
    assert [e.path for e in entries if bare.reset().convert(e.body) != spared.reset().convert(e.body)] == []


@pytest.mark.parametrize(
    "text",
    [
        "un *mot* et **un autre**", "_un_ mot", "`code`", "une ligne  \net une autre", "un \\* seul", "[lien](x.md)", "![image](x.png)",
        "<https://exemple.fr>", "<a@exemple.fr>", "R&eacute;ponse &amp; suite", "une note[^1]\n\n[^1]: la note", "a [lien][1]\n\n[1]: x.md",
        "{{champ-inconnu}}", "| a *b* | c |\n|---|---|\n| `d` | e |", "- un\n- *deux*", "# *Titre*", "rien",
    ],
)  # fmt: skip
def test_each_sign_is_still_read(text: str, library: Bibliotheque) -> None:
    assert converter(library, PlainExtension()).convert(text) == converter(library).convert(text)


WHOLE = [
    "un mot",
    "",
    "",
    "    ",
    "- ",
    "1. ",
    "---",
    "===",
    "# ",
    "> ",
    "```",
    "a | b",
    "---|---",
    "{{chaque:communes}}",
    "{{fin:communes}}",
    "    mot",
    "mot {{chaque:communes}}",
]
LINE = st.text(st.sampled_from("aé «(*_-+#>=|{}[]!:1. \\`é^~\t"), max_size=9)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.one_of(LINE, st.sampled_from(WHOLE)), max_size=9))
def test_any_lines_make_the_same_page(two: tuple[Markdown, Markdown], lines: list[str]) -> None:
    bare, spared = two
    assert spared.reset().convert("\n".join(lines)) == bare.reset().convert("\n".join(lines))


class _Shouted(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802
        loud = ET.Element("strong")
        loud.text = m[0].upper()
        return loud, m.start(0), m.end(0)


class _Framed(BlockProcessor):
    def test(self, parent: ET.Element, block: str) -> bool:
        return block.startswith("Attention")

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        ET.SubElement(parent, "aside").text = blocks.pop(0)


class _Shout(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(_Shouted(r"attention", md), "crier", 10)


def test_a_pattern_that_is_not_ours_sees_every_text(library: Bibliotheque) -> None:
    assert "<strong>ATTENTION</strong>" in converter(library, PlainExtension(), _Shout()).convert("attention aux dates")


class _Frame(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser.blockprocessors.register(_Framed(md.parser), "encadrer", 35)


def test_a_kind_of_block_that_is_not_ours_sees_every_text(library: Bibliotheque) -> None:
    assert converter(library, PlainExtension(), _Frame()).convert("Attention aux dates") == "<aside>Attention aux dates</aside>"
