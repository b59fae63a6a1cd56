"""The real site, page by page: every address leads somewhere, every page is one well-formed tree."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from built import addresses, broken_links, pages, running_text
from clausier.check import load

ROOT = Path(__file__).resolve().parent.parent


def test_every_document_has_its_page(real_site: Path) -> None:
    library = load(ROOT)
    found = pages(real_site)
    entries = [
        *library.clauses.values(),
        *library.conventions.values(),
        *library.fiches.values(),
        *library.themes.values(),
        *library.guides.values(),
    ]
    missing = [e.path for e in entries if f"{e.url}index.html" not in found]
    assert not missing, "\n".join(missing)
    assert len({e.url for e in entries}) == len(entries)


def test_every_address_leads_somewhere(real_site: Path, mesurer: Callable[..., None]) -> None:
    assert not (broken := broken_links(real_site)), "\n".join(broken)
    found = pages(real_site)
    n = sum(not urlsplit(href).scheme for page in found.values() for href, _ in addresses(page))
    mesurer(
        "liens", "Liens et ancres internes", f"aucun rompu, sur {n} dans {len(found)} pages",
        "Chaque adresse de chaque page mène à un fichier du site, et à l’ancre qu’elle nomme", "pytest --qualite tests/test_liens.py",
    )  # fmt: skip


def test_every_page_is_three_clicks_from_the_home_page(real_site: Path) -> None:
    """Whatever is published is found by following links, without the search box or the address bar, and soon."""
    found = pages(real_site)
    clicks = {"index.html": 0}
    todo = deque(clicks)
    while todo:
        name = todo.popleft()
        if name == "tout-le-site/index.html":
            continue  # It names every page: through it, anything would be near.
        for link in found[name].root.all("a"):
            href = urlsplit(link.attrs.get("href", ""))
            if href.scheme or not href.path:
                continue
            path = unquote(urljoin(f"/{name}", href.path)).lstrip("/")
            for target in (f"{path}index.html" if path.endswith("/") or not path else path, f"{path}/index.html"):
                if target in found and target not in clicks:
                    clicks[target] = clicks[name] + 1
                    todo.append(target)
    redirections = {n for n, p in found.items() if p.root.all("meta", keep=lambda m: m.attrs.get("http-equiv") == "refresh")}
    assert sorted(set(found) - set(clicks) - redirections - {"404.html"}) == []
    assert [f"{name} : {n} clics" for name, n in clicks.items() if n > 3] == []


def test_every_page_is_well_formed(real_site: Path) -> None:
    faults = [f"{name} : {fault}" for name, page in pages(real_site).items() for fault in page.faults]
    assert not faults, "\n".join(faults)


def test_every_page_has_one_title_and_no_id_twice(real_site: Path) -> None:
    wrong = []
    for name, page in pages(real_site).items():
        if page.root.all("meta", keep=lambda m: m.attrs.get("http-equiv") == "refresh"):
            continue
        titles = [h.text() for h in page.root.all("h1")]
        if len(titles) != 1 or not titles[0]:
            wrong.append(f"{name} : titres {titles}")
        if twice := [i for i, n in Counter(page.ids).items() if n > 1]:
            wrong.append(f"{name} : identifiants en double {twice}")
        if (
            not page.root.one("head").one("title").text()
            or not page.root.one("meta", name="description").attrs["content"].strip()
        ):
            wrong.append(f"{name} : ni titre ni description")
        levels = [int(h.tag[1]) for h in page.root.all(keep=lambda n: n.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))]
        if any(b > a + 1 for a, b in pairwise(levels)):
            wrong.append(f"{name} : un niveau de titre est sauté {levels}")
    assert not wrong, "\n".join(wrong)


def test_page_titles_differ(real_site: Path) -> None:
    """Tabs, bookmarks and search engines show titles alone."""
    count = Counter(page.root.one("head").one("title").text() for page in pages(real_site).values())
    assert [title for title, n in count.items() if n > 1] == []


def test_no_page_holds_what_runs_or_what_was_left_unread(real_site: Path) -> None:
    wrong = []
    for name, page in pages(real_site).items():
        wrong += [f"{name} : {runs}" for runs in running_text(page)]
        text = page.root.one("body").text()
        wrong += [
            f"{name} : « {mark} »"
            for mark in ("{{", "}}", "{%", "&amp;", "&lt;", "](", "None", "Silence(", "<function", "datetime.")
            if mark in text
        ]
        wrong += [
            f"{name} : {a.attrs['href']}" for a in page.root.all("a") if a.attrs.get("href", "").split("#")[0].endswith(".md")
        ]
    assert not wrong, "\n".join(wrong)
