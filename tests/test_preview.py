"""What keeps the preview alive: errors shown in the browser, and gone after the next good build."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError

from clausier.preview import changed_since_start, guard, one_line


def good(site: Path) -> Callable[[], None]:
    """A builder that succeeds, as MkDocs does: it writes every page again."""

    def build() -> None:
        (site / "clauses").mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "404.html", "clauses/index.html"):
            (site / name).write_text("<p>bonne page</p>", encoding="utf-8")

    return build


def failing(error: BaseException) -> Callable[[], None]:
    def build() -> None:
        raise error

    return build


def pages(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in site.rglob("*.html")}


@pytest.mark.parametrize("error", [ValueError("titre <absent>"), SystemExit("configuration refusée"), KeyError("thème")])
def test_a_failure_shows_at_every_address(tmp_path: Path, error: BaseException) -> None:
    guard(good(tmp_path), tmp_path)()
    guard(failing(error), tmp_path)()
    shown = pages(tmp_path)
    assert list(shown) == ["404.html"], "une ancienne page cacherait l’erreur"
    assert "Le site ne se construit pas" in shown["404.html"]
    assert 'http-equiv="refresh"' in shown["404.html"], "la page doit se recharger toute seule"


def test_the_message_is_shown_and_escaped(tmp_path: Path) -> None:
    guard(failing(ValueError("titre <script> absent")), tmp_path)()
    assert "titre &lt;script&gt; absent" in pages(tmp_path)["404.html"]


def test_the_first_build_may_fail(tmp_path: Path) -> None:
    guard(failing(ValueError("rien")), tmp_path / "site")()
    assert list(pages(tmp_path / "site")) == ["404.html"]


def test_the_next_good_build_recovers(tmp_path: Path) -> None:
    guard(failing(ValueError("rien")), tmp_path)()
    guard(good(tmp_path), tmp_path)()
    assert set(pages(tmp_path).values()) == {"<p>bonne page</p>"}


def test_files_that_are_not_pages_stay(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a {}", encoding="utf-8")
    guard(failing(ValueError("rien")), tmp_path)()
    assert (tmp_path / "style.css").is_file()


def test_the_author_can_still_stop_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        guard(failing(KeyboardInterrupt()), tmp_path)()


def test_arguments_reach_the_builder(tmp_path: Path) -> None:
    seen: list[object] = []
    guard(lambda *a, **k: seen.append((a, k)), tmp_path)("x", clean=True)
    assert seen == [(("x",), {"clean": True})]


def test_a_template_error_says_where() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Environment().from_string("bon\n{% fin %}")
    caught.value.filename = "/site/overrides/fiche.html"
    assert one_line(caught.value).startswith("fiche.html:2 : ")


def test_an_error_without_words_has_its_name() -> None:
    assert one_line(ValueError()) == "ValueError"


def test_changed_code_is_noticed(tmp_path: Path) -> None:
    code = tmp_path / "clausier" / "x.py"
    code.parent.mkdir()
    code.write_text("", encoding="utf-8")
    os.utime(code, (time.time() - 86400,) * 2)
    assert not changed_since_start(tmp_path)
    os.utime(code, (time.time() + 60,) * 2)
    assert changed_since_start(tmp_path)
