"""Comparing in a real browser: choose, keep what differs, send the link, take the table away; by keyboard, and without scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from built import Node, pages
from conftest import ROOT, SOCLE, Site, Visit
from test_accessibilite import told, too_wide

pytestmark = pytest.mark.navigateur
AGEN, CREUSOT, MODELE = "agglomeration-agen", "creusot-montceau-bassin-nord", "modele-national"


def heads(page: Page) -> list[str]:
    return page.locator("[data-role=table] thead th > a").all_text_contents()


def row(page: Page, name: str) -> list[str]:
    """All that the cells of a row say, to eyes or not."""
    return page.locator("tr[data-rang]", has=page.locator("th", has_text=name)).first.locator("td").all_text_contents()


def start(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}comparer/{query}")
    expect(page.locator("[data-role=outils]")).to_be_visible()


def test_all_texts_are_there_while_they_are_few(visit: Callable[..., Visit], address: str) -> None:
    visited = visit()
    start(visited.page, address)
    expect(visited.page.locator("thead th > a")).to_have_count(5)
    assert (
        row(visited.page, "Préavis de dénonciation")[2]
        == "3\u00a0mois≠ s’écarte du modèle\u00a0: 6\u00a0moisarticle 9, Creusot-Montceau, bassin nord"
    )
    assert (visited.outside, visited.errors) == ([], [])


def test_the_choice_goes_to_the_address_and_comes_back(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    start(page, address)
    for name in ("Modèle national", "Val de Morteau", "Roumois Seine, avenant n° 2"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_label("seulement ce qui diffère").check()
    expect(page.locator("thead th > a")).to_have_count(2)
    assert parse_qs(urlsplit(page.url).query) == {"textes": [f"{AGEN},{CREUSOT}"], "diff": ["1"]}
    seen = page.locator("[data-role=table]").inner_text()
    other = visit().page
    other.goto(page.url)
    expect(other.locator("thead th > a")).to_have_count(2)
    assert other.locator("[data-role=table]").inner_text() == seen
    assert other.get_by_label("seulement ce qui diffère").is_checked()


def test_texts_stand_in_the_order_of_the_address(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    start(page, address, f"?textes={CREUSOT},{MODELE}")
    expect(page.locator("thead th > a")).to_have_count(2)
    assert heads(page) == ["Creusot-Montceau, bassin nord", "Modèle national"]


def test_only_what_differs_hides_the_rest(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    start(page, address, f"?textes={MODELE},{AGEN}")
    expect(page.locator("thead th > a")).to_have_count(2)
    whole = page.locator("tr[data-rang]:visible").count()
    page.get_by_label("seulement ce qui diffère").check()
    expect(page.locator("[data-role=etat]")).to_contain_text("qui diffèrent")
    rows = page.locator("tr[data-rang]:visible")
    assert 0 < rows.count() < whole
    for i in range(rows.count()):
        said = [cell.locator(".case").inner_text() for cell in rows.nth(i).locator("td").all()]
        assert len(set(said)) == 2, said
    assert page.locator("tbody:visible").count() == page.locator("tbody:has(tr[data-rang]:visible)").count()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?textes=inconnu,../../../etc,<img src=x onerror=alert(1)>", 5),
        (f"?textes={AGEN},{AGEN},{CREUSOT}", 2),
        ("?textes=", 5),
        ("?textes=a,b&diff=x", 5),
    ],
)
def test_an_address_that_asks_for_anything_else_is_harmless(
    visit: Callable[..., Visit], address: str, query: str, shown: int
) -> None:
    visited = visit()
    start(visited.page, address, query)
    expect(visited.page.locator("thead th > a")).to_have_count(shown)
    assert visited.errors == []


def test_by_keyboard_alone(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    start(page, address)
    expect(page.locator("thead th > a")).to_have_count(5)
    page.get_by_role("checkbox", name="Modèle national").focus()
    page.keyboard.press("Space")
    expect(page.locator("thead th > a")).to_have_count(4)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Retirer"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("thead th > a")).to_have_count(3)
    assert page.evaluate("document.activeElement.textContent") == "Retirer Creusot-Montceau, bassin nord"
    for left in (2, 1):
        page.keyboard.press("Enter")
        expect(page.locator("thead th > a")).to_have_count(left)
    page.keyboard.press("Enter")
    expect(page.locator("[data-role=resultat]")).to_be_hidden()
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_the_table_is_taken_away(visit: Callable[..., Visit], address: str) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).page
    start(page, address, f"?textes={MODELE},{CREUSOT}&diff=1")
    expect(page.locator("thead th > a")).to_have_count(2)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Télécharger en CSV").click()
    content = Path(waited.value.path()).read_text(encoding="utf-8")
    assert content.startswith("\ufeff")
    table = list(csv.reader(io.StringIO(content[1:]), delimiter=";"))
    assert table[0] == ["Ce que l’on compare", "Modèle national", "Creusot-Montceau, bassin nord"]
    assert [
        "Préavis de dénonciation",
        "6\u00a0mois (article 12)",
        "3\u00a0mois (article 9) ≠ modèle\u00a0: 6\u00a0mois",
    ] in table
    assert len(table) == page.locator("tr[data-rang]:visible").count() + 1
    page.get_by_role("button", name="Copier pour Word").click()
    expect(page.locator("[data-role=etat]")).to_contain_text("Collez dans Word")
    rich = page.evaluate("navigator.clipboard.read().then(i => i[0].getType('text/html')).then(b => b.text())")
    assert rich.count("<tr>") == len(table) and "Source" in rich
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("[data-role=etat]")).to_have_text("Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_scripts_the_whole_table_is_there(visit: Callable[..., Visit], address: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{address}comparer/")
    assert len(heads(page)) == 5
    assert "≠" in row(page, "Préavis de dénonciation")[2]
    assert page.get_by_role("checkbox").count() == 0
    assert page.get_by_text("Sans les scripts du navigateur").is_visible()


def test_the_browser_writes_what_the_page_holds(visit: Callable[..., Visit], address: str) -> None:
    """Two hands write the same table: the template's, and the script's, which leaves it as it is while the texts are the same."""
    pages_of = []
    for scripts in (False, True):
        page = visit(java_script_enabled=scripts).page
        page.goto(f"{address}comparer/")
        expect(page.locator("thead th > a")).to_have_count(5)
        if scripts:
            expect(page.locator("thead th button")).to_have_count(5)
            page.locator("[data-role=table] tr[data-rang] td").evaluate_all(
                "cells => cells.forEach(cell => (cell.dataset.first = ''))"
            )
            same = page.locator("td[data-first]").count()
            page.get_by_label("seulement ce qui diffère").click()
            page.get_by_label("seulement ce qui diffère").click()
            expect(page.locator("[data-role=etat]")).to_contain_text("5 textes")
            assert page.locator("td[data-first]").count() == same > 100
            boxes = page.locator("[data-role=liste] input")
            for box in (*boxes.all()[1:], *boxes.all()[1:]):  # All but the first are left, then chosen again in their order.
                box.click()
            expect(page.locator("thead th > a")).to_have_count(5)
            expect(page.locator("td[data-first]")).to_have_count(0)
        pages_of.append(page.locator("[data-role=table] tr[data-rang] td").all_text_contents())
    assert pages_of[0] == pages_of[1]


def test_from_a_folder_without_a_server(chromium: Any, real_site: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{(real_site / 'comparer/index.html').as_uri()}?textes={AGEN},{CREUSOT}")
    expect(page.locator("thead th > a")).to_have_count(2)
    page.close()


def test_many_texts_are_found_and_chosen(site: Callable[..., Site], chromium: Any) -> None:
    """Past eight texts the page holds the list alone; a sixth text is refused; what is filtered out stays chosen."""
    index = SOCLE["conventions/essai/index.md"]
    built = site(
        {
            f"conventions/t{i}/index.md": index.replace("titre_court: Essai", f"titre_court: Éssai {i:02d}").replace(
                "titre: CTG d’essai", f"titre: CTG {i}"
            )
            for i in range(12)
        }
    )
    assert built.status == 0, built.output
    page = chromium.new_page()
    page.goto((built.root / "site/comparer/index.html").as_uri())
    assert page.locator("tr[data-rang] td").count() == 0
    expect(page.locator("[data-role=resultat]")).to_be_hidden()
    page.get_by_label("Trouver un texte").fill("essai 07")
    expect(page.locator("[data-texte]:visible")).to_have_count(1)
    assert page.locator("[data-role=filtre-compte]").inner_text() == "1 sur 13"
    page.get_by_role("checkbox", name="Éssai 07").check()
    expect(page.locator("[data-role=etat]")).to_contain_text("choisissez-en un second")
    page.get_by_label("Trouver un texte").fill("")
    for i in range(4):
        page.get_by_role("checkbox", name=f"Éssai {i:02d}").check()
    expect(page.locator("thead th > a")).to_have_count(5)
    page.get_by_role("checkbox", name="Éssai 09").click()
    expect(page.locator("[data-role=etat]")).to_contain_text("Cinq textes au plus")
    assert not page.get_by_role("checkbox", name="Éssai 09").is_checked()
    expect(page.locator("thead th > a")).to_have_count(5)
    page.close()


# --- The panorama ---


def text_links(node: Node) -> list[str]:
    return [a.attrs["href"] for a in node.all("a", keep=lambda n: "href" in n.attrs)]


def test_every_cell_of_the_panorama_leads_to_what_it_counts(real_site: Path) -> None:
    """To an existing page, with filters that name an existing theme, text and year."""
    from clausier.check import load

    library = load(ROOT)
    (content,) = pages(real_site)["panorama/index.html"].root.all(class_="page")
    filtered = 0
    for href in text_links(content):
        where = urlsplit(urljoin("/panorama/", href))
        if not where.path.startswith("/") or not href.startswith(".."):
            continue
        assert f"{unquote(where.path).lstrip('/')}index.html" in pages(real_site), href
        query = parse_qs(where.query)
        filtered += bool(query)
        assert set(query) <= {"theme", "texte", "annee"}, href
        assert set(query.get("theme", [])) <= set(library.themes) and set(query.get("texte", [])) <= set(library.conventions)
    assert filtered > 80


def test_a_cell_opens_the_catalogue_on_what_it_counts(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    for name, shown in (
        ("Petite enfance, Agglomération d’Agen : 5 fiches", "5 fiches-actions"),
        ("Val de Morteau, 2027 : 21 fiches", "21 fiches-actions"),
    ):
        page.goto(f"{address}panorama/")
        page.locator(f'svg a[aria-label="{name}"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(".filtres__compte")).to_contain_text(shown)


def test_what_a_phone_shows(visit: Callable[..., Visit], address: str) -> None:
    page = visit(width=390).page
    for url in ("comparer/", "comparer/pilotage/", "panorama/", "nouveautes/"):
        page.goto(address + url)
        page.wait_for_timeout(200)
        assert too_wide(page) == [], url
        sizes = page.evaluate(
            "[...document.querySelectorAll('svg.dessin text')].map(t => parseFloat(getComputedStyle(t).fontSize))"
        )
        assert all(size >= 13 for size in sizes), url


def test_axe_on_the_table_that_the_browser_wrote(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    start(page, address, f"?textes={MODELE},{CREUSOT}")
    expect(page.locator("thead th > a")).to_have_count(2)
    page.evaluate(AXE_SCRIPT)
    assert told(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert told(page, runOnly=["color-contrast"]) == []
