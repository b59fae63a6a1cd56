"""French spaces and apostrophes: golden cases (tests/cas/typographie.yml), and what no text may suffer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import golden
from clausier.typography import french, french_html

VISIBLE = str.maketrans({"\u202f": "·", "\u00a0": "⍽"})
PIECES = [
    "a",
    "1",
    "000",
    " ",
    "  ",
    "'",
    "’",
    "«",
    "»",
    ";",
    "!",
    "?",
    ":",
    "%",
    "€",
    "n°",
    "L.",
    "mois",
    "\n",
    "\u00a0",
    "\u202f",
]
TEXT = st.lists(st.sampled_from(PIECES) | st.characters(exclude_characters="<>", exclude_categories=["Cs"]), max_size=25).map(
    "".join
)
TAGS = [
    "<em>",
    "</em>",
    '<a href="x ? y : z" title="n° 2 ; l\'eau">',
    "</a>",
    "<br>",
    "<code>a ? 'b' : c</code>",
    "<!-- a ; b -->",
]
QUICK = settings(deadline=None, derandomize=True, max_examples=200)


@pytest.mark.parametrize("case", golden.listed("typographie.yml", "texte", "entree"))
def test_text(case: dict[str, Any]) -> None:
    assert french(case["entree"]).translate(VISIBLE) == case.get("sortie", case["entree"]).translate(VISIBLE)


@pytest.mark.parametrize("case", golden.listed("typographie.yml", "page", "entree"))
def test_page(case: dict[str, Any]) -> None:
    assert french_html(case["entree"]).translate(VISIBLE) == case.get("sortie", case["entree"]).translate(VISIBLE)


def bare(text: str) -> str:
    """What typography may not change: all but spaces and the shape of apostrophes."""
    return re.sub("[ \u00a0\u202f]", "", text).replace("'", "’")


@QUICK
@given(TEXT)
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


@QUICK
@given(TEXT)
def test_only_spaces_and_apostrophes_change(text: str) -> None:
    done = french(text)
    assert bare(done) == bare(text)
    assert len(done) <= len(text), "une espace a été ajoutée"


@QUICK
@given(st.lists(st.sampled_from(TAGS) | TEXT, max_size=12).map("".join))
def test_tags_code_and_comments_are_untouched(page: str) -> None:
    kept = re.compile(r"<code>.*?</code>|<!--.*?-->|<[^>]*>")
    done = french_html(page)
    assert kept.findall(done) == kept.findall(page)
    assert french_html(done) == done
