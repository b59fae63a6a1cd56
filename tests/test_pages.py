"""A page of every kind, opened once: what the network, the content policy, a keyboard, a narrow screen and axe meet there.

All pages and all screens are looked at in the same way by the complete suite: test_reseau, test_politique, test_accessibilite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from conftest import Visit
from guet import UNFOLD, keeps, watch, way_out
from sorts import lose, one_of_each
from test_accessibilite import SCREENS, faults, show, sideways, told
from test_clavier import MOVES

__all__ = ["way_out"]
pytestmark = pytest.mark.navigateur
PARTS = 8
"""Tests among which the pages are shared out, for the processors to share them too."""
LOOKS: list[Literal["light", "dark"]] = ["light", "dark"]
"""One after the other, on a phone; the pages that begin a part are looked at in all four ways, and whole."""
ORDER = "[tabindex]:not([tabindex='0']):not([tabindex='-1'])"


def each_page(page: Page, address: str, site: Path, part: int) -> Iterator[str]:
    """Open each page of this part in turn; gives what it stands for."""
    chosen = [(name, address + url) for name, url in one_of_each(site).items()]
    assert len(chosen) > 2 * PARTS
    for name, url in chosen[part::PARTS]:
        page.goto(url)
        yield f"{name} ({url.removeprefix(address)})"
    if part == PARTS - 1:
        lose(page, site)
        yield "404"


@pytest.mark.parametrize("part", range(PARTS))
def test_a_page_of_every_kind(
    visit: Callable[..., Visit], address: str, real_site: Path, way_out: tuple[dict[str, Any], list[str]], part: int
) -> None:
    options, asked = way_out
    visited = visit(**options)
    page = visited.page
    refused, failed, wrong = watch(page), list[str](), list[str]()
    page.on("response", lambda r: failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    for rank, name in enumerate(each_page(page, address, real_site, part)):
        page.evaluate(UNFOLD)
        page.wait_for_load_state("load")
        wrong += [f"{name} : {found}" for found in (*refused, *visited.outside, *visited.errors, *failed, *asked, *keeps(page))]
        wrong += [f"{name} : ordre du focus changé"] * page.locator(ORDER).count()
        show(page, 1280)
        wrong += [f"{name} bouge : {found}" for found in page.evaluate(MOVES)]
        if "la plus courte" in name:
            # It has fewer components than the longest of its kind, and no other colour or width.
            page.evaluate(AXE_SCRIPT)
            wrong += [f"{name} : {fault}" for fault in told(page, rules={"color-contrast": {"enabled": False}})]
        else:
            show(page, 390)
            wrong += [f"{name} {fault}" for fault in sideways(page)]
            wrong += faults(page, name, *(([(390, LOOKS[rank % 2])], False) if rank else (SCREENS, True)))
        # What the tests themselves do to the page counts for nothing.
        for seen in (refused, visited.outside, visited.errors, failed, asked):
            seen.clear()
    assert not wrong, "\n".join(wrong)
