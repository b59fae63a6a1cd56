"""Where an element of a page ends, and how a page writes an address of the site."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from mkdocs.utils.templates import url_filter

from clausier.pages.elements import closing_tag
from clausier.pages.templates import set_up


@pytest.mark.parametrize(
    ("html", "name", "inside"),
    [
        ("<a>un</a><a>deux</a>", "a", "un"),
        ("<a>un<aside>à côté</aside></a>", "a", "un<aside>à côté</aside>"),
        ("<div>un<div>deux</div>trois</div><div>", "div", "un<div>deux</div>trois"),
        ("<p>un<pre>deux</pre>trois</p>", "p", "un<pre>deux</pre>trois"),
        ('<div>un<div class="x">deux</div></div></div>', "div", 'un<div class="x">deux</div>'),
    ],
)
def test_an_element_ends_where_its_own_tag_closes(html: str, name: str, inside: str) -> None:
    start = html.index(">") + 1
    assert html[start : closing_tag(html, name, start)] == inside


@pytest.mark.parametrize("html", ["<a>un", "<div>un<div>deux</div>"])
def test_an_element_that_is_never_closed_has_no_end(html: str) -> None:
    assert closing_tag(html, html[1 : html.index(">")], html.index(">") + 1) == -1


@pytest.mark.parametrize("here", ["", "themes/", "themes/avs/", "conventions/duree/fiches/une/", "404"])
@pytest.mark.parametrize(
    "address",
    [
        "", ".", "themes/", "themes/avs/", "themes", "conventions/duree/", "conventions/duree/fiches/une/#texte", "a-propos/",
        "assets/clausier.css", "#haut", "../voisin/", "https://exemple.fr/themes/", "mailto:a@exemple.fr", "/racine/", "404.html",
        "themes-voisins/", "donnees/fiches.json?x=1#y",
    ],
)  # fmt: skip
def test_a_page_writes_an_address_as_mkdocs_would(address: str, here: str, tmp_path: Path) -> None:
    env = Environment()
    env.filters["url"] = url_filter
    (tmp_path / "overrides").mkdir()
    set_up(env, [str(tmp_path / "overrides")], tmp_path)
    # MkDocs gives a template the page and its way to the root; 404.html has no page, and the root's own address.
    depth = here.count("/")
    context = {
        "page": None if here == "404" else SimpleNamespace(url=here),
        "base_url": "/depot" if here == "404" else "/".join([".."] * depth) or ".",
    }
    assert env.filters["url"](context, address) == url_filter(context, address)
