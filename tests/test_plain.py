"""Leaving plain texts out of Markdown's patterns changes nothing that a page shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from markdown import Markdown
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


def test_every_body_stays_the_same(library: Bibliotheque) -> None:
    bare, spared = converter(library), converter(library, PlainExtension())
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


class _Shouted(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802
        loud = ET.Element("strong")
        loud.text = m[0].upper()
        return loud, m.start(0), m.end(0)


class _Shout(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(_Shouted(r"attention", md), "crier", 10)


def test_a_pattern_that_is_not_ours_sees_every_text(library: Bibliotheque) -> None:
    assert "<strong>ATTENTION</strong>" in converter(library, PlainExtension(), _Shout()).convert("attention aux dates")
