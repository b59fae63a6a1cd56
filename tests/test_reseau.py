"""A page asks nothing of anyone but its own site: no other host, no missing file, no error.

The content policy is set aside here: pages must be discreet by themselves, not because the browser holds them back.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from built import outside_resources, pages
from conftest import Visit
from sorts import lose, one_of_each
from test_parcours import copy, walk
from usages import ALLOWED, USAGES

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


BROWSERS_OWN = ("CONNECT content-autofill.googleapis.com:443",)
"""What Chromium asks by itself, of its maker, wherever it meets fields to fill in: no page can forbid it."""


class _Refusal(socketserver.StreamRequestHandler):
    """A way out that leads nowhere: notes where the browser wanted to go."""

    def handle(self) -> None:
        line = self.rfile.readline(2000).decode(errors="replace").strip()
        if line and not line.startswith(BROWSERS_OWN):
            self.server.asked.append(line)  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 502 Refus\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def way_out() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Options of a browser whose only way out is watched, and what it asked, sockets included."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refusal) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        proxy = {"server": f"http://127.0.0.1:{server.server_address[1]}", "bypass": "127.0.0.1"}
        yield {"proxy": proxy, "bypass_csp": True}, server.asked  # type: ignore[attr-defined]
        server.shutdown()


def keeps(page: Page) -> list[str]:
    """What the browser keeps of the visit, other than the site's own values."""
    stored: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return [f"cookie {c['name']}" for c in page.context.cookies()] + [k for k in stored if not k.startswith("clausier.")]


@pytest.mark.navigateur
def test_every_kind_of_page_stays_at_home(
    visit: Callable[..., Visit], address: str, real_site: Path, way_out: tuple[dict[str, Any], list[str]]
) -> None:
    options, asked = way_out
    visited = visit(**options)
    failed: list[str] = []
    visited.page.on("response", lambda r: failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    for name, url in one_of_each(real_site).items():
        visited.page.goto(address + url)
        # What unfolding or scrolling would fetch later is fetched now.
        visited.page.evaluate(UNFOLD)
        visited.page.wait_for_load_state("load")
        assert (visited.outside, visited.errors, failed, asked, keeps(visited.page)) == ([], [], [], [], []), name
    lose(visited.page, real_site)
    assert (visited.outside, visited.errors, failed, asked) == ([], [], [], []), "404"


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
    visited = visit(**options)
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
@pytest.mark.parametrize("usage", USAGES)
def test_every_feature_stays_at_home(
    visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]], usage: str
) -> None:
    options, asked = way_out
    visited = visit(**ALLOWED, **options)
    USAGES[usage](visited.page, address)
    assert (visited.outside, visited.errors, asked, keeps(visited.page)) == ([], [], [], [])


@pytest.mark.navigateur
def test_the_walk_stays_at_home(visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]]) -> None:
    """With what visitors press on their way: copy, dark look, menu."""
    options, asked = way_out
    visited = visit(width=390, permissions=["clipboard-read", "clipboard-write"], **options)
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
    visited = visit(**options)
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
