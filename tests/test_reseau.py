"""A page asks nothing of anyone but its own site: no other host, no missing file, no error."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from built import outside_resources
from conftest import Visit
from sorts import lose, one_of_each
from test_parcours import copy, walk

ROOT = Path(__file__).resolve().parent.parent
UNFOLD = """async () => {
    document.querySelectorAll('details').forEach(d => d.open = true);
    window.scrollTo(0, document.body.scrollHeight);
    await new Promise(done => requestIdleCallback(done, {timeout: 200}));
}"""


def test_no_page_names_a_resource_of_another_host(real_site: Path) -> None:
    assert not (outside := outside_resources(real_site)), "\n".join(outside)


def test_the_scripts_of_the_site_call_no_server() -> None:
    """They hold no whole address, leave no cookie and open no lasting connection."""
    scripts = sorted((ROOT / "docs/assets").glob("*.js"))
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
def test_every_kind_of_page_stays_at_home(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    visited = visit()
    failed: list[str] = []
    visited.page.on("response", lambda r: failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    for name, url in one_of_each(real_site).items():
        visited.page.goto(address + url)
        # What unfolding or scrolling would fetch later is fetched now.
        visited.page.evaluate(UNFOLD)
        visited.page.wait_for_load_state("load")
        assert (visited.outside, visited.errors, failed) == ([], [], []), name
    lose(visited.page, real_site)
    assert (visited.outside, visited.errors, failed) == ([], [], []), "404"
    assert visited.page.context.cookies() == []


@pytest.mark.navigateur
def test_the_walk_stays_at_home(visit: Callable[..., Visit], address: str) -> None:
    """With what visitors press on their way: copy, dark look, menu."""
    visited = visit(width=390, permissions=["clipboard-read", "clipboard-write"])
    page = visited.page
    walk(page, address)
    copy(page, with_source=True)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Affichage sombre").click()
    page.reload(wait_until="networkidle")
    assert (visited.outside, visited.errors) == ([], [])
    assert page.context.cookies() == []


@pytest.mark.navigateur
def test_a_request_to_another_host_would_be_seen(visit: Callable[..., Visit], address: str) -> None:
    """The watch itself works."""
    visited = visit()
    visited.page.goto(address)
    visited.page.evaluate(
        "new Promise(done => { const i = new Image(); i.onerror = i.onload = done; i.src = 'https://exemple.fr/x.png'; })"
    )
    assert visited.outside == ["https://exemple.fr/x.png"]
    assert visited.errors
