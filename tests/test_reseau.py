"""A page asks nothing of anyone but its own site: no other host, no missing file, no error.

The content policy is set aside here: pages must be discreet by themselves, not because the browser holds them back.
In the ordinary suite, test_pages and test_usages look at the same with the policy, which tells what it holds back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from built import outside_resources, pages
from conftest import Visit
from guet import UNFOLD, keeps, way_out
from test_parcours import copy, walk
from usages import ALLOWED, USAGES

__all__ = ["way_out"]
ROOT = Path(__file__).resolve().parent.parent


def test_no_page_names_a_resource_of_another_host(real_site: Path) -> None:
    assert not (outside := outside_resources(real_site)), "\n".join(outside)


def test_the_scripts_of_the_site_call_no_server() -> None:
    """They hold no whole address, leave no cookie and open no lasting connection."""
    scripts = sorted((ROOT / "docs/assets").rglob("*.js"))
    assert scripts
    wrong = []
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        wrong += [
            f"{path.name} : {u}" for u in re.findall(r"https?://[^\s\"'`)]+", text) if not u.startswith("http://www.w3.org/")
        ]
        wrong += [f"{path.name} : {m}" for m in re.findall(r"sendBeacon|WebSocket|EventSource|document\.cookie", text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.navigateur
@pytest.mark.complet
def test_every_page_stays_at_home(
    visit: Callable[..., Visit],
    address: str,
    real_site: Path,
    way_out: tuple[dict[str, Any], list[str]],
    mesurer: Callable[..., None],
) -> None:
    options, asked = way_out
    visited = visit(bypass_csp=True, **options)
    wrong: dict[str, list[str]] = {}
    visited.page.on("response", lambda r: visited.errors.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    for name in sorted(set(pages(real_site)) - {"404.html"}):  # shown at any depth, it is opened with the kinds of pages
        visited.page.goto(address + name.removesuffix("index.html"))
        visited.page.evaluate(UNFOLD)
        if found := [*visited.outside, *visited.errors, *asked, *keeps(visited.page)]:
            wrong[name] = found
            for seen in (visited.outside, visited.errors, asked):
                seen.clear()
    assert wrong == {}
    mesurer(
        "reseau", "Demandes à un autre site", f"aucune, sur {len(pages(real_site))} pages ouvertes",
        "Chaque page ouverte dans un navigateur qui note et refuse toute sortie ; ni cookie, ni erreur en console",
        "pytest --qualite tests/test_reseau.py",
    )  # fmt: skip


@pytest.mark.navigateur
@pytest.mark.complet
@pytest.mark.parametrize("usage", USAGES)
def test_every_feature_stays_at_home(
    visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]], usage: str
) -> None:
    options, asked = way_out
    visited = visit(bypass_csp=True, **ALLOWED, **options)
    USAGES[usage](visited.page, address)
    assert (visited.outside, visited.errors, asked, keeps(visited.page)) == ([], [], [], [])


@pytest.mark.navigateur
def test_the_walk_stays_at_home(visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]]) -> None:
    """With what visitors press on their way: copy, dark look, menu."""
    options, asked = way_out
    visited = visit(bypass_csp=True, width=390, **ALLOWED, **options)
    page = visited.page
    walk(page, address)
    copy(page, with_source=True)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Affichage sombre").click()
    page.reload(wait_until="networkidle")
    assert (visited.outside, visited.errors, asked, keeps(page)) == ([], [], [], [])


@pytest.mark.navigateur
def test_a_request_to_another_host_would_be_seen(
    visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]]
) -> None:
    """The watch itself works: a picture, then a socket, which nothing routes, then a cookie."""
    options, asked = way_out
    visited = visit(bypass_csp=True, **options)
    page = visited.page
    page.goto(address)
    page.evaluate(
        "new Promise(done => { const i = new Image(); i.onerror = i.onload = done; i.src = 'https://exemple.fr/x.png'; })"
    )
    assert visited.outside == ["https://exemple.fr/x.png"]
    assert visited.errors and asked == []
    page.evaluate("new Promise(done => { new WebSocket('wss://prise.exemple.fr/').onerror = done; })")
    assert {line.split()[1] for line in asked} == {"prise.exemple.fr:443"}
    page.evaluate("document.cookie = 'trace=1'; localStorage.autre = '1'")
    assert keeps(page) == ["cookie trace", "autre"]
