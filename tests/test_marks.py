"""From the marks of a clause to HTML, and tables (tests/cas/blancs.yml); what no checked body may become."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

import golden
from clausier.check import load
from clausier.check.body import check_markup
from clausier.library import Bibliotheque, Entry
from clausier.markdown.marks import MarksExtension
from clausier.markdown.safe import SafeExtension
from clausier.markdown.tables import TablesExtension
from clausier.model.guide import PageGuide
from clausier.read.problems import Problem

TRAMES = (
    "trames:\n  - id: convention\n    titre: Convention\n    quand: Pour conclure.\n    parties:\n"
    "      - {titre: Durée, numerote: article, clauses: [duree]}\n"
    "      - {titre: Plan, numerote: annexe, id: annexe-plan, relatif: au plan, clauses: [duree]}\n"
)


@pytest.fixture
def library(project: Callable[..., Path]) -> Bibliotheque:
    return load(project({"clauses/trames.yml": TRAMES}))


def to_html(text: str, library: Bibliotheque | None = None, *more: Any) -> str:
    extensions: list[Any] = ["tables", "fenced_code", "footnotes", "sane_lists", TablesExtension(), *more]
    return Markdown(extensions=extensions + ([MarksExtension(library)] if library else [])).convert(text)


@pytest.mark.parametrize("case", golden.listed("blancs.yml"))
def test_case(case: dict[str, Any], library: Bibliotheque) -> None:
    done = to_html(case["texte"], library)
    if "html" in case:
        assert done == case["html"]
    for part in case.get("contient", []):
        assert part in done


class _Page(HTMLParser):
    """Notes whatever could run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Markdown writes none of these, but images, to which it always gives an «alt».
        if tag in ("script", "svg", "b", "iframe") or (tag == "img" and "alt" not in dict(attrs)):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", html.unescape(value or "")).lower()
            if name.startswith("on") or (name in ("href", "src") and address.startswith(("javascript:", "data:"))):
                self.found.append(f"{name}={value}")


HOSTILE = [
    "<script>alert(1)</script>",
    "<b onclick=x>",
    "<img\nsrc=x>",
    "javascript:alert(1)",
    "&#106;avascript:x",
    "javascript&colon;x",
]
PIECES = [
    "`",
    "``",
    "```",
    "\\`",
    "~~~",
    "\n",
    "\n\n",
    " ",
    "    ",
    "- ",
    "> ",
    "a",
    "|",
    "[x](",
    "[x](<",
    ")",
    ">)",
    "[a]: ",
    "[a]:\n",
    "[x][a]",
    "![x](",
]


BODIES = st.lists(st.sampled_from(PIECES) | st.sampled_from(HOSTILE), max_size=8).map("".join)
QUICK = settings(deadline=None, derandomize=True, max_examples=300)


@QUICK
@given(BODIES)
@example("```\n\n<script>alert(1)</script>")
@example("Texte \\`<script>alert(1)</script>\\`.")
@example("[ici](\njavascript:alert(1))")
def test_what_the_check_accepts_never_runs(body: str) -> None:
    """Whatever the author writes, it is either refused or harmless once in the page."""
    data = PageGuide(titre="Essai", resume="Essai.")
    problems: list[Problem] = []
    check_markup(Entry("essai", "docs/essai.md", "essai/", data, body, 1), problems.append)
    if not problems:
        page = _Page()
        page.feed(to_html(body))
        assert not page.found, f"accepté, et dangereux une fois dans la page : {page.found}"


@QUICK
@given(BODIES)
@example("[ici](&#106;avascript:alert(1))")
@example("Voir [a].\n\n[a]: data:text/html,x")
@example("<b onclick=x>gras</b>")
def test_what_the_site_renders_never_runs(body: str) -> None:
    """The same without the check: rendering alone is enough."""
    page = _Page()
    page.feed(to_html(body, None, SafeExtension()))
    assert not page.found, f"dangereux une fois dans la page : {page.found}"
