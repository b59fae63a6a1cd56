"""Every page, as an assistive technology and a narrow screen meet it; test_pages looks at one of every kind in the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from built import pages
from conftest import Visit
from sorts import kind

pytestmark = pytest.mark.navigateur
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
"""What is folded away must be as good as the rest."""
THIN = """() => document.querySelectorAll('main *').forEach(parent => {
    const seen = {};
    [...parent.children].forEach(e => {
        const kind = e.tagName + e.className;
        seen[kind] = (seen[kind] || 0) + 1;
        if (seen[kind] > 4) e.remove();
    });
})"""
"""Keeps four of each run of like elements: their colours are the same, and measuring colours is what takes time."""
SCREENS: list[tuple[int, Literal["light", "dark"]]] = [(1280, "light"), (1280, "dark"), (390, "dark"), (390, "light")]
COLOURS = ["color-contrast", "link-in-text-block"]


def show(page: Page, width: int, look: Literal["light", "dark"] = "light") -> None:
    """The page at this width, the phone's menu open, in this look."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=look, reduced_motion="reduce")
    if width < 600:
        page.evaluate("document.querySelector('button[aria-controls=portes][aria-expanded=false]')?.click()")


def told(page: Page, **options: Any) -> list[str]:
    """What axe finds wrong on a page in which it was put."""
    found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
    return [
        f"{v['id']} ({len(v['nodes'])}) : {v['help']} : {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in found["violations"]
    ]


def faults(page: Page, name: str, screens: list[tuple[int, Literal["light", "dark"]]], whole: bool = True) -> list[str]:
    """The open page whole on a wide screen; then, thinned, its colours on these screens, and on a phone all the rules, once."""
    show(page, 1280)
    page.evaluate(AXE_SCRIPT)
    wrong = []
    if whole:
        wrong += [f"{name} : {fault}" for fault in told(page, rules={"color-contrast": {"enabled": False}})]
    page.evaluate(THIN)
    phone = next((screen for screen in screens if screen[0] == 390), None)
    for width, look in screens:
        show(page, width, look)
        options = {"rules": {"target-size": {"enabled": True}}} if (width, look) == phone else {"runOnly": COLOURS}
        wrong += [f"{name}, {width} px, {look} : {fault}" for fault in told(page, **options)]
    return wrong


@pytest.mark.complet
def test_axe_finds_nothing_on_any_page(
    visit: Callable[..., Visit], address: str, real_site: Path, mesurer: Callable[..., None]
) -> None:
    page, wrong = visit().page, []
    # 404.html has addresses for one place only, and is looked at there by test_pages.
    names = [name for name, read in pages(real_site).items() if kind(read) and name != "404.html"]
    for name in names:
        page.goto(address + name.removesuffix("index.html"))
        page.evaluate(OPEN_ALL)
        wrong += faults(page, f"/{name}", SCREENS)
    assert not wrong, "\n".join(wrong[:60])
    mesurer(
        "axe", "Défauts d’accessibilité qu’une machine voit", f"aucun sur {len(names)} pages",
        "axe-core sur chaque page, en 1 280 et 390 pixels, affichage clair et sombre, replis ouverts",
        "pytest --qualite tests/test_accessibilite.py",
    )  # fmt: skip


def test_axe_sees_what_is_wrong(visit: Callable[..., Visit], address: str) -> None:
    """It runs for real: a page made worse is told, in the look that makes it so."""
    page = visit().page
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    assert told(page) == []
    page.evaluate(THIN)
    page.evaluate("document.querySelector('#contenu').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [fault.split()[0] for fault in told(page)] == ["button-name"]
    page.evaluate("document.querySelector('h1').style.color = '#e8e6e1'")
    assert [fault.split()[0] for fault in told(page, runOnly=COLOURS)] == ["color-contrast"]
    show(page, 390, "dark")
    assert told(page, runOnly=COLOURS) == []


def too_wide(page: Page) -> list[str]:
    """What stands out of the window to the right, innermost last; empty when the page does not scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const clipped = e => { for (let a = e.parentElement; a; a = a.parentElement) if (getComputedStyle(a).overflowX !== 'visible') return true; };
            const over = [...document.querySelectorAll('body *')]
                .filter(e => (e.getBoundingClientRect().right > innerWidth + .5 || e.scrollWidth > e.clientWidth && e.getBoundingClientRect().left + e.scrollWidth > innerWidth + .5
                    && getComputedStyle(e).overflowX === 'visible' && getComputedStyle(e).display !== 'inline') && !clipped(e));
            return document.documentElement.scrollWidth <= innerWidth ? [] : [`largeur ${document.documentElement.scrollWidth}`,
                ...over.slice(-4).map(e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 160))];
        }"""
    )
    return found


def sideways(page: Page) -> list[str]:
    """A phone; a window of 1280 px at 400 %, which is one of 320 px; and, at twice the width, letters of twice the size."""
    wrong = []
    for width, size in ((390, "100%"), (320, "100%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("size => document.documentElement.style.fontSize = size", size)
        if found := too_wide(page):
            wrong.append(f"à {width} px, lettres à {size} : {found}")
    page.evaluate("document.documentElement.removeAttribute('style')")
    return wrong


@pytest.mark.complet
def test_nothing_scrolls_sideways_on_any_page(
    visit: Callable[..., Visit], address: str, real_site: Path, mesurer: Callable[..., None]
) -> None:
    page = visit(width=390).page
    names = [name for name, read in pages(real_site).items() if kind(read)]
    wrong = []
    for name in names:
        page.goto(address + name.removesuffix("index.html"))
        page.evaluate(OPEN_ALL)
        show(page, 390)
        wrong += [f"/{name} {fault}" for fault in sideways(page)]
    assert not wrong, "\n".join(wrong[:60])
    mesurer(
        "zoom", "Zoom à 200 et à 400 %", f"aucun défilement de côté sur {len(names)} pages",
        "Fenêtres de 390 et 320 pixels ; lettres deux fois plus grandes dans 640", "pytest --qualite tests/test_accessibilite.py",
    )  # fmt: skip
