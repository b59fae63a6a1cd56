"""The content policy of pages: on every one of them, silent whatever visitors do, and a real barrier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from built import DATA, pages
from clausier.csp import COPIED_BLANK, NOTHING, policy
from conftest import ROOT, SOCLE, Site, Visit, build_once, build_site
from guet import UNFOLD, watch
from sorts import kind
from usages import USAGES

# --- In the files ---


def test_every_page_carries_the_policy_before_all_else(real_site: Path) -> None:
    for name, page in pages(real_site).items():
        head = page.root.one("head")
        first, second, third = [child for child in head.children if not isinstance(child, str)][:3]
        assert first.attrs == {"charset": "utf-8"}, name
        expected = policy() if kind(page) else NOTHING
        assert second.attrs == {"http-equiv": "Content-Security-Policy", "content": expected}, name
        assert third.attrs == {"name": "referrer", "content": "no-referrer"}, name


def test_no_page_holds_what_the_policy_refuses(real_site: Path) -> None:
    wrong = []
    for name, page in pages(real_site).items():
        for node in page.root.walk():
            if node.tag == "style" or "style" in node.attrs or any(a.startswith("on") for a in node.attrs):
                wrong.append(f"{name} : <{node.tag}> {node.attrs}")
            if node.tag == "script" and "src" not in node.attrs and node.attrs.get("type") not in DATA:
                wrong.append(f"{name} : script dans la page")
    assert not wrong, "\n".join(wrong)


def test_the_policy_is_as_tight_as_it_says() -> None:
    """A word too many here is a hole: it takes a reason in decisions/0007."""
    assert policy() == (
        "default-src 'none'; script-src 'self'; "
        "style-src 'self' 'unsafe-hashes' 'sha256-R0XFbSUQDH61t3FxV8q+k9SULXjsGM83oHnqmnzb6+Y='; "
        "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert f'"style", "{COPIED_BLANK}"' in (ROOT / "docs/assets/clausier.js").read_text(encoding="utf-8")
    assert "'unsafe-inline'" in policy(preview=True) and "'unsafe-eval'" not in policy(preview=True)


# --- In a browser ---


@pytest.mark.navigateur
@pytest.mark.complet
def test_no_page_offends_anything(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    page = visit().page
    refused = watch(page)
    for name in sorted(set(pages(real_site)) - {"404.html"}):  # shown at any depth, it is opened with the kinds of pages
        page.goto(address + name.removesuffix("index.html"))
        page.evaluate(UNFOLD)
    assert refused == []


HOSTILE = {
    "script-src-elem": "<script>document.title = 'passé'</script>",
    "script-src-attr": "<img src='{icone}' alt='' onload=\"document.title = 'passé'\">",
    "style-src-elem": "<style>body {{ display: none }}</style>",
    "style-src-attr": "<p style='position: fixed; inset: 0'>x</p>",
    "img-src": "<img src='https://exemple.fr/x.png' alt=''>",
    "frame-src": "<iframe src='https://exemple.fr/'></iframe>",
    "object-src": "<object data='https://exemple.fr/x.pdf'></object>",
    "base-uri": "<base href='https://exemple.fr/'>",
    "font-src": "<link rel='preload' as='font' href='https://exemple.fr/x.woff2' crossorigin>",
    "connect-src": "<a href='#' ping='https://exemple.fr/'>x</a>",
    "form-action": "<form action='https://exemple.fr/'><input name='x'><button>Envoyer</button></form>",
}
"""What someone could try to slip into a page, by the directive that stops it."""


@pytest.mark.navigateur
@pytest.mark.parametrize("directive", HOSTILE)
def test_what_is_slipped_into_a_page_is_stopped(visit: Callable[..., Visit], address: str, directive: str) -> None:
    """The page comes from the server with it: this is what a fault of escaping would give."""
    visited = visit()
    page = visited.page
    refused = watch(page)

    def spoil(route) -> None:  # type: ignore[no-untyped-def]
        html = route.fetch().text()
        slipped = HOSTILE[directive].format(icone=f"{address}assets/icone.svg")
        route.fulfill(body=html.replace('<div class="page ', f'{slipped}<div class="page ', 1), content_type="text/html")

    page.route(f"{address}a-propos/", spoil)
    page.goto(f"{address}a-propos/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if directive == "form-action":
        page.evaluate("document.querySelector('form[action]').requestSubmit()")
    if directive == "connect-src":
        page.evaluate("document.querySelector('a[ping]').click()")
    page.wait_for_timeout(200)
    assert [line for line in refused if f" {directive} " in line], refused
    assert page.url.startswith(f"{address}a-propos/")
    assert directive == "form-action" or page.title() != "passé"
    assert visited.outside == []


@pytest.mark.navigateur
def test_a_script_cannot_write_code_nor_call_elsewhere(visit: Callable[..., Visit], address: str) -> None:
    """Even one of ours, once misled."""
    visited = visit()
    page = visited.page
    page.route(f"{address}assets/clausier.js", lambda route: route.fulfill(content_type="text/javascript", body=MISLED))
    page.goto(address)
    # Not wait_for_function: it evaluates text in the page, which the policy rightly refuses.
    for _ in range(100):
        if len(page.evaluate("window.bilan || []")) == 4:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("window.bilan") == ["eval", "fetch", "worker", "script"]
    assert visited.outside == []


MISLED = """(async () => {
    window.bilan = [];
    try { eval('1') } catch { window.bilan.push('eval') }
    await fetch('https://exemple.fr/').catch(() => window.bilan.push('fetch'));
    await new Promise(done => {
        const refuse = () => { window.bilan.push('worker'); done(); };
        try { new Worker('data:text/javascript,1').onerror = refuse; } catch { refuse(); }
    });
    const s = document.createElement('script');
    s.src = 'data:text/javascript,1';
    s.onerror = () => window.bilan.push('script');
    document.head.append(s);
})()"""


@pytest.mark.navigateur
def test_the_search_works_without_its_worker(visit: Callable[..., Visit], address: str) -> None:
    """Why the policy lets WebAssembly run: where the worker cannot start, the page itself compiles the engine."""
    page = visit().page
    refused = watch(page)
    page.add_init_script("delete window.Worker")
    USAGES["recherche"](page, address)
    assert refused == []


# --- Former addresses ---


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    clause = SOCLE["clauses/duree.md"].replace("titre: Durée", "titre: Durée\nanciennes_adresses: [clauses/vieux/duree/]")
    built = build_once(tmp_path_factory, "renomme", lambda folder: build_site(folder, {"clauses/duree.md": clause}))
    assert built.status == 0, built.output
    return built


@pytest.mark.navigateur
@pytest.mark.parametrize("scripts", [True, False])
def test_a_former_address_leads_on_with_what_follows_it(
    visit: Callable[..., Visit], renamed: Site, serve: Callable[[Path], str], scripts: bool
) -> None:
    base = serve(renamed.root / "site")
    visited = visit(java_script_enabled=scripts)
    refused = watch(visited.page) if scripts else []
    visited.page.goto(f"{base}clauses/vieux/duree/#texte")
    wanted = f"{base}clauses/duree/" + ("#texte" if scripts else "")
    visited.page.wait_for_url(wanted)
    assert visited.page.url == wanted
    assert (refused, visited.outside) == ([], [])
