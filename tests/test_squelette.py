"""The skeleton that all pages share is ours: what each begins with, the order of its parts, nothing of the theme's own."""

from __future__ import annotations

from pathlib import Path

from built import Node, pages
from clausier.pages.compact import compact

FIRST = '<!doctype html>\n<html lang="fr" class="no-js">\n<head>\n<meta charset="utf-8">\n'
"""The encoding is told within the first thousand bytes, before any text."""


def own(page: Node, *tags: str) -> list[str]:
    """The elements that stand directly in the body, those of ``tags`` alone."""
    return [n.tag for n in page.one("body").children if isinstance(n, Node) and n.tag in tags]


def test_every_page_has_the_same_frame(real_site: Path) -> None:
    for name, page in pages(real_site).items():
        if not page.root.all("main"):  # An old address that leads to a new one.
            assert page.root.all("meta", **{"http-equiv": "refresh"}), name
            continue
        html = (real_site / name).read_text(encoding="utf-8")
        assert html.startswith(FIRST), name
        assert "md-" not in html[: html.index("<body")] and 'class="md-' not in html and "data-md-" not in html, name
        assert own(page.root, "header", "main", "footer") == ["header", "main", "footer"], name
        first = next(n for n in page.root.one("body").children if isinstance(n, Node))
        assert first.attrs == {"class": "evitement", "href": "#contenu"}, name
        assert page.root.one("main").one(id="contenu").attrs["tabindex"] == "-1", name


def test_blank_lines_go_from_between_tags_and_from_nowhere_else() -> None:
    page = "<p>un\n   deux</p>\n\n     <pre>trois\n\n   quatre</pre>\n  cinq\n  <b>six</b>"
    assert compact(page) == "<p>un\n   deux</p>\n<pre>trois\n\n   quatre</pre>\n  cinq\n  <b>six</b>"
