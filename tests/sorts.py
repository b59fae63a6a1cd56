"""Which pages of the real site stand for all: of every kind, the heaviest, the lightest, and those with rare components."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import Route

from built import Node, Page, own_path, pages

LOST = "http://127.0.0.1:9"
"""Where the site answers as it is published: at its own path, with 404.html for what it lacks. Nothing listens there."""

RARE: dict[str, Callable[[Page], bool]] = {
    "clause avec tableau": lambda p: bool(sheets(p)) and bool(sheets(p)[0].all("table")),
    "clause avec groupe répété": lambda p: bool(sheets(p)) and bool(sheets(p)[0].all(class_="groupe")),
    "clause avec liste numérotée": lambda p: bool(sheets(p)) and bool(sheets(p)[0].all("ol")),
    "clause en variante": lambda p: (
        bool(sheets(p)) and bool(p.root.all("strong", keep=lambda n: "Quand la choisir" in n.text()))
    ),
    "clause historique": lambda p: bool(p.root.all(class_="etiquette--historique")) and bool(p.root.all(class_="page--clause")),
    "fiche abrogée ou modifiée": lambda p: bool(
        p.root.all(
            keep=lambda n: (
                {"etiquette--modifiee", "etiquette--abrogee", "etiquette--ajoutee"} & set(n.attrs.get("class", "").split())
                != set()
            )
        )
    ),
    "fiche après le terme": lambda p: bool(p.root.all(class_="annee--apres")),
    "guide avec schéma": lambda p: bool(p.root.all(class_="schema")),
    "guide à cocher": lambda p: bool(p.root.all(class_="taches")),
    "guide avec aide": lambda p: bool(p.root.all(class_="obligations")),
    "thème au long mot": lambda p: kind(p) == "theme" and max(map(len, p.root.one("h1").text().split())) >= 14,
    "table des chiffres": lambda p: bool(p.root.all(class_="chiffres")),
}


def sheets(page: Page) -> list[Node]:
    """The text of a clause."""
    return page.root.all(class_="feuille")


def kind(page: Page) -> str:
    """Kind of a page, from its outer grid; empty for a redirection."""
    names = [c for n in page.root.all("div", class_="page") for c in n.attrs["class"].split() if c.startswith("page--")]
    return names[0].removeprefix("page--") if names else ""


@cache
def one_of_each(site: Path) -> dict[str, str]:
    """Address of each page to look at, from the site's root, by what it stands for."""
    found = {name.removesuffix("index.html"): page for name, page in pages(site).items() if name != "404.html" and kind(page)}
    weight = {url: (site / url / "index.html").stat().st_size for url in found}
    chosen: dict[str, str] = {}
    sorts = {url: kind(page) for url, page in found.items()}
    for sort in sorted(set(sorts.values())):
        urls = sorted((u for u in found if sorts[u] == sort), key=lambda u: (weight[u], u))
        chosen[f"{sort}, la plus longue"] = urls[-1]
        chosen[f"{sort}, la plus courte"] = urls[0]
    for name, has in RARE.items():
        if urls := [u for u in found if has(found[u])]:
            chosen[name] = max(urls, key=lambda u: (weight[u], u))
    return {name: url for i, (name, url) in enumerate(chosen.items()) if url not in list(chosen.values())[:i]}


def lose(page: BrowserPage, site: Path) -> None:
    """Open an address that the site lacks, as its host answers it: with 404.html, whatever the depth."""
    base = own_path(site)

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        file = site / path.removeprefix(base)
        if not path.startswith(base) or not file.is_file():
            file = site / "404.html"
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/html")

    page.route(f"{LOST}/**", answer)
    page.goto(f"{LOST}{base}une/adresse/perdue/")
