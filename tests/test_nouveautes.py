"""The feed of what is new, and what each page says of itself to machines."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from built import DATA, pages
from clausier.check import load
from clausier.exports.feed import MOST, feed
from clausier.links.news import News, news
from clausier.pages.metadata import in_page
from conftest import ROOT, SOCLE, Site

ATOM = "{http://www.w3.org/2005/Atom}"
TWO_VERSIONS = SOCLE["clauses/duree.md"].replace(
    "motif: Première rédaction}\n",
    'motif: Première rédaction}\n  - {numero: "1.1", date: 2027-02-03, motif: "Le terme & la borne <5 ans>"}\n',
)


def read(content: bytes) -> ET.Element:
    return ET.fromstring(content)


def made(items: list[News], publisher: str = "") -> ET.Element:
    return read(feed(items, "Essai", "https://exemple.fr/depot/", publisher))


def valid(root: ET.Element) -> list[str]:
    """What RFC 4287 requires and this feed lacks."""
    wrong = [] if root.tag == f"{ATOM}feed" else [root.tag]
    for holder in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            found = holder.findall(f"{ATOM}{name}")
            if len(found) != 1 or not (found[0].text or "").strip():
                wrong.append(f"{holder.tag} : {name}")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", holder.findtext(f"{ATOM}updated", "")):
            wrong.append("date")
        if not re.match(r"https?://[^\s]+$", holder.findtext(f"{ATOM}id", "")):
            wrong.append("id")
        if not holder.findall(f"{ATOM}link[@rel='alternate']"):
            wrong.append("lien")
        wrong += [link.get("href", "") for link in holder.findall(f"{ATOM}link") if not link.get("href", "").startswith("http")]
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        wrong.append("auteur")
    ids = [e.findtext(f"{ATOM}id") for e in root.findall(f"{ATOM}entry")]
    return wrong + ([] if len(ids) == len(set(ids)) else ["identifiants en double"])


def test_each_version_is_news_under_a_lasting_name(project: Callable[..., Path]) -> None:
    found = news(load(project({"clauses/duree.md": TWO_VERSIONS})))
    assert [(n.day, n.kind, n.key) for n in found] == [
        (date(2027, 2, 3), "clause", "clauses/duree/#version-1.1"),
        (date(2026, 11, 22), "texte", "conventions/essai/"),
        (date(2026, 11, 22), "guide", "comprendre/la-ctg-en-une-page/"),
        (date(2026, 11, 22), "guide", "reperes/signaler-une-erreur/"),
        (date(2026, 11, 22), "clause", "clauses/duree/#version-1.0"),
    ]


def test_the_feed_holds_what_its_readers_require(project: Callable[..., Path]) -> None:
    root = made(news(load(project({"clauses/duree.md": TWO_VERSIONS}))), "Caf d’essai")
    assert valid(root) == []
    assert root.findtext(f"{ATOM}updated") == "2027-02-03T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Caf d’essai"
    first = root.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}title") == "Clause\u00a0: Durée, version 1.1"
    assert first.findtext(f"{ATOM}summary") == "Le terme & la borne <5\u00a0ans>"


def test_an_empty_feed_is_valid_and_a_long_one_is_cut() -> None:
    assert valid(made([])) == []
    many = [News(date(2026, 1, 1), "clause", f"C{i}", "M", f"clauses/c{i}/", f"clauses/c{i}/") for i in range(MOST + 5)]
    assert len(made(many).findall(f"{ATOM}entry")) == MOST


def test_the_feed_check_sees_what_is_wrong() -> None:
    item = News(date(2026, 1, 1), "clause", "C", "M", "u/", "u/")
    assert valid(made([item, item])) == ["identifiants en double"]
    assert "id" in valid(read(feed([item], "E", "", "")))


def test_the_real_feed(real_site: Path) -> None:
    root = read((real_site / "nouveautes.xml").read_bytes())
    assert valid(root) == []
    home = root.findtext(f"{ATOM}id", "").removesuffix("nouveautes.xml")
    found = pages(real_site)
    for link in root.iterfind(f"{ATOM}entry/{ATOM}link"):
        path, _, fragment = link.get("href", "").removeprefix(home).partition("#")
        assert f"{path}index.html" in found
        assert not fragment or fragment in found[f"{path}index.html"].ids


# --- Metadata ---


def described(site: Path) -> dict[str, list[dict[str, Any]]]:
    """The graph of each page of documents."""
    found = {}
    for name, page in pages(site).items():
        blocks = page.root.all("script", type="application/ld+json")
        if page.root.all("link", rel="canonical") and page.root.all(class_="page"):
            assert len(blocks) == 1, name
            found[name] = json.loads(blocks[0].raw())["@graph"]
    return found


def test_every_page_describes_itself(real_site: Path) -> None:
    graphs = described(real_site)
    assert set(graphs) == {n for n, p in pages(real_site).items() if n != "404.html" and p.root.all(class_="page")}
    for name, (page, *more) in graphs.items():
        root = pages(real_site)[name].root
        (canonical,) = root.all("link", rel="canonical")
        assert page["url"] == canonical.attrs["href"], name
        shown = {m.attrs["property"]: m.attrs["content"] for m in root.all("meta", keep=lambda m: "property" in m.attrs)}
        assert shown["og:url"] == page["url"] and shown["og:title"] == page["name"], name
        assert shown["og:description"] == page["description"] == root.one("meta", name="description").attrs["content"], name
        assert shown["og:locale"] == "fr_FR" and shown["og:site_name"], name
        image = shown["og:image"].removeprefix(graphs["index.html"][0]["url"])
        assert (real_site / image).is_file(), name
        if name == "index.html":
            assert page["@type"] == "WebSite" and not more
            continue
        (trail,) = more
        assert [step["position"] for step in trail["itemListElement"]] == list(range(1, len(trail["itemListElement"]) + 1))
        for step in trail["itemListElement"]:
            path = step["item"].removeprefix(graphs["index.html"][0]["url"])
            assert f"{path}index.html" in pages(real_site), name


def test_each_kind_says_what_only_it_has(real_site: Path) -> None:
    graphs = described(real_site)
    clause = graphs["clauses/duree/index.html"][0]
    assert (clause["@type"], clause["version"], clause["about"][0]["name"]) == ("CreativeWork", "1.0", "Durée")
    text = graphs["conventions/agglomeration-agen/index.html"][0]["about"]
    assert text["temporalCoverage"] == "2022-01-01/2026-12-31" and "dateCreated" not in text
    assert graphs["conventions/roumois-seine-avenant-2/index.html"][0]["about"]["dateCreated"] == "2025-12-15"
    assert "temporalCoverage" not in graphs["conventions/creusot-montceau-bassin-nord/index.html"][0]["about"]
    fiche = graphs["conventions/val-de-morteau/fiches/guichet-unique/index.html"]
    assert fiche[0]["about"]["isPartOf"]["name"].startswith("CTG de la Communauté de communes du Val de Morteau")
    assert len(fiche[1]["itemListElement"]) == 4


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", "& « ’ » \"'\\", "\\u003c"]
)
def test_no_content_can_close_the_block(text: str) -> None:
    written = str(in_page({"name": text}))
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"name": text}


def test_a_site_without_an_address_says_nothing_that_would_need_one(site: Callable[..., Site]) -> None:
    built = site(config="INHERIT: socle.yml\nsite_name: Essai\n")
    assert built.status == 0, built.output
    assert not (built.root / "site/nouveautes.xml").exists()
    for name, page in pages(built.root / "site").items():
        assert not page.root.all("link", type="application/atom+xml"), name
        assert not page.root.all("script", type="application/ld+json"), name
        assert not page.root.all("meta", keep=lambda m: "property" in m.attrs), name
    assert set(DATA) >= {"application/ld+json"}


def test_a_copy_without_a_picture_names_none(site: Callable[..., Site]) -> None:
    built = site()
    (built.root / "docs/assets/apercu.png").unlink()
    built.build()
    assert built.status == 0, built.output
    assert "og:image" not in built.page("") and "og:title" in built.page("")


def test_the_dates_are_those_of_the_contents() -> None:
    """Nothing depends on the day of the build."""
    library = load(ROOT)
    newest = max(
        [v.date for c in library.clauses.values() for v in c.data.versions]
        + [c.data.verifie for c in library.conventions.values()]
    )
    assert news(library)[0].day >= newest
