"""Without a mouse, without movement, without colours of ours: each tool of the site, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from conftest import Visit

pytestmark = pytest.mark.navigateur
HERE = """() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    const drawn = e.closest('svg') && [...e.querySelectorAll('.d-case, .d-barre')].some(x => parseFloat(getComputedStyle(x).strokeWidth) >= 3);
    return {
        tag: e.tagName, id: e.id, text: (e.textContent || '').trim().slice(0, 60),
        seen: drawn || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && s.outlineColor !== 'rgba(0, 0, 0, 0)'),
        onScreen: r.bottom > 0 && r.top < innerHeight && r.width > 0 && r.height > 0,
        after: !window.last || Boolean(window.last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
        inside: window.zone ? document.querySelector(window.zone).contains(e) : true,
        body: (window.last = e) === document.body,
    };
}"""


def stops(page: Page, most: int, key: str = "Tab") -> Iterator[dict[str, Any]]:
    """What has the focus after each press of the key."""
    for _ in range(most):
        page.keyboard.press(key)
        yield page.evaluate(HERE)


def check(stop: dict[str, Any]) -> None:
    """The focus is drawn, and on the screen."""
    assert stop["seen"], f"focus invisible : {stop}"
    assert stop["onScreen"], f"focus hors de l’écran : {stop}"


def go_through(page: Page, zone: str, most: int = 120) -> list[dict[str, Any]]:
    """Tab through a part of the page, from its first stop until it is left; in the order of the page, each stop seen."""
    page.evaluate("zone => { window.zone = zone; window.last = null }", zone)
    first = page.evaluate(HERE)
    assert first["inside"], first
    met = [first]
    for stop in stops(page, most):
        if not stop["inside"]:
            return met
        check(stop)
        assert stop["after"], f"le focus revient en arrière : {stop}"
        met.append(stop)
    raise AssertionError(f"le focus ne sort pas de {zone} : {met[-3:]}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_search_box(visit: Callable[..., Visit], address: str, width: int) -> None:
    page = visit(width=width).page
    page.goto(address)
    button = page.get_by_role("button", name="Rechercher")
    button.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Rechercher dans le site")
    expect(field).to_be_focused()
    page.keyboard.type("durée")
    expect(page.locator(".trouves li a").first).to_be_visible()
    page.evaluate("() => { window.zone = 'dialog.recherche' }")
    met = list(stops(page, 12))
    # Beyond its last stop a dialog gives the focus to the browser itself, then comes back.
    assert all(s["inside"] or s["body"] for s in met), met
    for stop in met:
        if not stop["body"]:
            check(stop)
    field.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(HERE)["tag"] == "A"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.recherche")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_phone_menu(visit: Callable[..., Visit], address: str) -> None:
    page = visit(width=390).page
    page.goto(f"{address}clauses/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    met = go_through(page, "#portes")
    assert [s["tag"] for s in met[-2:]] == ["A", "BUTTON"] and len(met) >= 8
    menu.focus()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


@pytest.mark.parametrize("name", ["clauses", "fiches", "conventions", "indicateurs"])
def test_the_filters_of_a_catalogue(visit: Callable[..., Visit], address: str, name: str) -> None:
    page = visit().page
    page.goto(f"{address}{name}/")
    page.locator("#filtre-q").focus()
    met = go_through(page, "#filtres")
    assert [s["tag"] for s in met[:2]] == ["INPUT", "SELECT"]
    page.locator("#filtres select").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-geste=effacer]")).to_be_visible()
    page.locator("[data-geste=effacer]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filtre-q")).to_be_focused()


def test_the_choice_of_an_action_for_an_indicator(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(f"{address}indicateurs/")
    button = page.locator("[data-ajouter-indicateur]:visible").first
    button.focus()
    page.keyboard.press("Enter")
    if page.locator("dialog[data-choix-action]").is_visible():
        page.evaluate("() => { window.zone = 'dialog[data-choix-action]' }")
        for stop in stops(page, 6):
            assert stop["inside"] or stop["body"], stop
        page.keyboard.press("Escape")
        expect(page.locator("dialog[data-choix-action]")).to_be_hidden()


def test_the_comparison(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(f"{address}comparer/")
    page.locator("[data-role=liste] input").first.wait_for()
    page.locator("[data-role=liste] input").first.focus()
    go_through(page, "[data-role=liste]")
    for box in page.locator("[data-role=liste] input").all():
        if box.is_checked():
            box.focus()
            page.keyboard.press("Space")
    for rank in (0, 1):
        page.locator("[data-role=liste] input").nth(rank).focus()
        page.keyboard.press("Space")
        expect(page.locator("[data-role=liste] input").nth(rank)).to_be_checked()
    expect(page.locator("[data-role=table] thead th:visible")).to_have_count(3)
    page.locator(".comparateur").focus()
    page.evaluate("() => window.scrollTo(0, 0)")
    page.keyboard.press("End")
    check(page.evaluate(HERE) | {"onScreen": True})


def test_the_workshop(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(f"{address}atelier/")
    page.wait_for_selector("[data-role=apercu] h2")
    page.locator("#champ-caf-nom").focus()
    page.keyboard.type("de l’Eure")
    for stop in stops(page, 25):
        check(stop)
    before = page.evaluate("document.activeElement.id || document.activeElement.textContent")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id || document.activeElement.textContent") == before
    page.locator("#champ-signataires > button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement !== document.body"), "le focus s’est perdu en ajoutant une partie"
    with page.expect_download():
        page.locator("[data-action=word]").focus()
        page.keyboard.press("Enter")


def test_an_explained_acronym(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(f"{address}comprendre/la-ctg-en-une-page/")
    button = page.locator("button.sigle").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bulle:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bulle:popover-open")).to_have_count(0)
    expect(button).to_be_focused()


# --- Movement ---

MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
    const s = getComputedStyle(e);
    return s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.animationName !== 'none' || s.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 80))"""


def test_movement_is_seen_where_nothing_forbids_it(visit: Callable[..., Visit], address: str) -> None:
    """Pages of every kind are looked at in test_pages: here, that the look sees something."""
    page = visit(reduced_motion="reduce").page
    page.goto(address)
    assert page.evaluate(MOVES) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVES), "l’essai ne voit pas les mouvements"


# --- Forced colours ---


@pytest.fixture
def forced(visit: Callable[..., Visit]) -> Page:
    return visit(forced_colors="active").page


def style(page: Page, selector: str, *names: str) -> list[str]:
    found: list[str] = page.locator(selector).first.evaluate(
        "(e, names) => names.map(n => getComputedStyle(e)[n])", list(names)
    )
    return found


def test_forced_colours_keep_the_focus(forced: Page, address: str) -> None:
    for url in ("", "clauses/duree/", "panorama/", "atelier/"):
        forced.goto(address + url)
        forced.evaluate("() => { window.zone = null; window.last = null }")
        for stop in stops(forced, 15):
            assert stop["seen"], f"/{url} : {stop}"


def test_forced_colours_keep_blanks_chips_and_the_current_door(forced: Page, address: str) -> None:
    forced.goto(f"{address}clauses/duree/")
    assert style(forced, ".feuille .blanc", "borderTopStyle", "borderTopWidth") == ["solid", "1px"]
    assert forced.locator(".feuille .blanc").first.inner_text().startswith("["), "un blanc se lit aussi sans couleur"
    assert style(forced, ".portes a[aria-current]", "borderBottomStyle") == ["solid"], "la porte ouverte ne se voit plus"
    forced.goto(f"{address}conventions/val-de-morteau/fiches/guichet-unique/")
    assert style(forced, ".puce", "borderTopStyle") == ["solid"]
    planned, page_back = (
        style(forced, ".annee--prevue", "backgroundColor", "borderTopColor"),
        style(forced, "body", "backgroundColor"),
    )
    assert planned[0] != page_back[0] or planned[1] != page_back[0]
    assert style(forced, ".bouton", "borderTopStyle") == ["solid"]


def test_forced_colours_keep_the_bars_of_the_panorama(forced: Page, address: str) -> None:
    forced.goto(f"{address}panorama/")
    canvas = style(forced, "body", "backgroundColor")[0]
    full = style(forced, ".d-barre:not(.d-barre--creuse):not(.d-barre--inconnue)", "fill", "stroke")
    assert canvas not in full
    for hollow in (".d-barre--creuse", ".d-barre--inconnue"):
        if forced.locator(hollow).count():
            fill, stroke = style(forced, hollow, "fill", "stroke")
            assert (fill, stroke) == (canvas, full[1])
    assert style(forced, ".dessin text", "fill")[0] != canvas
