"""What comes out of the printer: A4 pages, few of them, without what is only good on a screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Visit

pytestmark = pytest.mark.navigateur
A4 = (595, 842)
SHOWN = "() => document.body.innerText"
NAVIGATION = (
    "Aller au contenu",
    "Rechercher",
    "Affichage sombre",
    "Glossaire des sigles",
    "Copier",
    "Autour de cette clause",
    "Fiches proches",
    "Avant\n",
)
PRINTED = {
    "clause": ("clauses/duree/", 2, "Points de vigilance"),
    "fiche": ("conventions/val-de-morteau/fiches/guichet-unique/", 2, "Indicateurs d’évaluation"),
    "liste à cocher": ("agir/premiere-semaine/", 2, "Jour 5"),
    "comparaison": ("comparer/", 9, "Ce que l’on compare"),
}
"""Address, most sheets, and what must be on them."""


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page of a PDF that Chromium wrote, in points."""
    boxes = re.findall(rb"/Type\s*/Page\b(?!s).*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf, re.DOTALL)
    return [(round(float(w)), round(float(h))) for w, h in boxes]


@pytest.mark.parametrize("name", PRINTED)
def test_a_page_prints_on_few_sheets(visit: Callable[..., Visit], address: str, name: str) -> None:
    url, most, needed = PRINTED[name]
    page = visit().page
    page.goto(address + url)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    text = page.evaluate(SHOWN)
    assert needed in text
    assert [n for n in NAVIGATION if n in text] == []
    assert url in text, "l’adresse de la page manque au pied"
    found = sheets(page.pdf(prefer_css_page_size=True))
    assert {tuple(sorted(size)) for size in found} == {A4}
    assert 1 <= len(found) <= most


def test_a_clause_holds_on_one_sheet_before_what_others_wrote(
    visit: Callable[..., Visit], address: str, real_site: Path
) -> None:
    """The sheet that one brings to a meeting: the text, its blanks, why, what to adapt, what to mind."""
    page = visit().page
    page.goto(f"{address}clauses/duree/")
    page.evaluate("document.querySelectorAll('.feuillet, .feuillet ~ *').forEach(e => e.remove())")
    page.evaluate("document.querySelector('.pied').remove()")
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == 1


def test_nothing_is_cut_on_paper(visit: Callable[..., Visit], address: str) -> None:
    page = visit(width=660).page  # The width between the margins of an A4 sheet.
    for url, _, _ in list(PRINTED.values())[:3]:
        page.goto(address + url)
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
