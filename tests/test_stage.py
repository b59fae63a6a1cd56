"""A build that fails, or a swap that is cut short, leaves a whole site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clausier.stage import NEW, OLD, build, recover, swap

STEPS = [(Path, "touch"), (Path, "rename"), (Path, "unlink"), (shutil, "rmtree")]
"""Whatever a swap can do to files; it is cut after each of them."""


class CutError(BaseException):
    """The machine stops."""


def site(root: Path, name: str, content: str) -> None:
    """A built site of two pages."""
    (root / name / "clauses").mkdir(parents=True)
    for page in ("index.html", "clauses/index.html"):
        (root / name / page).write_text(content, encoding="utf-8")


def state(root: Path) -> dict[str, set[str]]:
    """What stands in the project: for each folder or file, the contents of its pages."""
    return {p.name: {f.read_text(encoding="utf-8") for f in p.rglob("*.html")} for p in root.iterdir()}


@pytest.fixture
def cut_after(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """``cut_after(n)``: let n operations through, then stop at the next one."""

    def arm(left: int) -> None:
        budget = [left]

        def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
            def step(*args: Any, **kwargs: Any) -> Any:
                if budget[0] == 0:
                    raise CutError
                budget[0] -= 1
                return original(*args, **kwargs)

            return step

        for owner, name in STEPS:
            monkeypatch.setattr(owner, name, wrap(getattr(owner, name)))

    yield arm
    monkeypatch.undo()


def test_the_new_site_takes_the_place_of_the_last(tmp_path: Path) -> None:
    site(tmp_path, "site", "ancien")
    site(tmp_path, NEW, "neuf")
    swap(tmp_path)
    assert state(tmp_path) == {"site": {"neuf"}}


def test_the_first_site_needs_no_other(tmp_path: Path) -> None:
    site(tmp_path, NEW, "neuf")
    swap(tmp_path)
    assert state(tmp_path) == {"site": {"neuf"}}


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.parametrize("former", [True, False], ids=["un site avant", "aucun site avant"])
def test_a_swap_cut_short_is_finished_or_undone(
    tmp_path: Path, cut_after: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, steps: int, former: bool
) -> None:
    if former:
        site(tmp_path, "site", "ancien")
    site(tmp_path, NEW, "neuf")
    cut_after(steps)
    try:
        swap(tmp_path)
    except CutError:
        pass
    finally:
        monkeypatch.undo()
    recover(tmp_path)
    # Whole, of one build, and nothing left beside it; without a former site, nothing is also whole.
    assert state(tmp_path) in ([{"site": {"ancien"}}, {"site": {"neuf"}}] if former else [{}, {"site": {"neuf"}}])


@pytest.mark.parametrize("steps", range(8))
def test_a_recovery_cut_short_is_taken_up_again(
    tmp_path: Path, cut_after: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    site(tmp_path, "site", "ancien")
    site(tmp_path, NEW, "neuf")
    for budget, work in ((2, swap), (steps, recover)):
        cut_after(budget)
        try:
            work(tmp_path)
        except CutError:
            pass
        finally:
            monkeypatch.undo()
    recover(tmp_path)
    assert state(tmp_path) == {"site": {"neuf"}}


def test_a_killed_build_leaves_the_last_site(tmp_path: Path) -> None:
    site(tmp_path, "site", "ancien")
    site(tmp_path, NEW, "à moitié")
    recover(tmp_path)
    assert state(tmp_path) == {"site": {"ancien"}}


def test_a_killed_first_build_is_not_taken_for_a_site(tmp_path: Path) -> None:
    site(tmp_path, NEW, "à moitié")
    recover(tmp_path)
    assert state(tmp_path) == {}


def test_the_replaced_site_comes_back_when_it_is_all_that_is_left(tmp_path: Path) -> None:
    site(tmp_path, OLD, "ancien")
    site(tmp_path, NEW, "à moitié")
    recover(tmp_path)
    assert state(tmp_path) == {"site": {"ancien"}}


def test_nothing_to_recover(tmp_path: Path) -> None:
    recover(tmp_path)
    assert state(tmp_path) == {}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The smallest MkDocs project, with its last good site."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Accueil\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\nplugins: []\n", encoding="utf-8")
    site(tmp_path, "site", "ancien")
    return tmp_path


def test_a_good_build_replaces_the_site(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert build(small) == 0
    assert "Accueil" in (small / "site/index.html").read_text(encoding="utf-8")
    assert not (small / "site/clauses").exists(), "une page de l’ancien site est restée"
    assert sorted(p.name for p in small.iterdir()) == [".cache", "docs", "mkdocs.yml", "site"]
    assert "Site construit" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [("docs/index.md", "# Accueil\n\n[perdu](absent.md)\n"), ("mkdocs.yml", "site_name: Essai\ntheme: absent\n")],
    ids=["un lien perdu", "une configuration fausse"],
)
def test_a_failed_build_leaves_the_site_whole(small: Path, capfd: pytest.CaptureFixture[str], name: str, content: str) -> None:
    (small / name).write_text(content, encoding="utf-8")
    assert build(small) != 0
    assert state(small)["site"] == {"ancien"}
    assert sorted(p.name for p in small.iterdir()) == ["docs", "mkdocs.yml", "site"]
    assert "le précédent est resté en place" in capfd.readouterr().err


def test_a_site_that_nothing_has_changed_is_left_as_it_is(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert build(small) == 0
    (page,) = (small / "site").glob("index.html")
    made = page.stat().st_mtime_ns
    assert build(small) == 0
    assert "Rien n’a changé" in capfd.readouterr().out
    assert page.stat().st_mtime_ns == made


INHERITED = "INHERIT: socle.yml\nsite_name: !ENV [NOM_DU_SITE, Essai]\n"
CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "une page": lambda root, _: (root / "docs/index.md").write_text("# Ailleurs\n"),
    "un fichier joint": lambda root, _: (root / "docs/plan.csv").write_text("a;b"),
    "un gabarit": lambda root, _: (root / "overrides").mkdir() or (root / "overrides/main.html").write_text("x"),
    "le réglage": lambda root, _: (root / "mkdocs.yml").write_text(INHERITED + "site_description: Autre\n"),
    "le réglage commun": lambda root, _: (root / "socle.yml").write_text("plugins: []\nuse_directory_urls: false\n"),
    "une variable": lambda _, patch: patch.setenv("NOM_DU_SITE", "Autre"),
    "le site, abîmé": lambda root, _: (root / "site/index.html").write_text(""),
    "le site, un fichier de moins": lambda root, _: (root / "site/404.html").unlink(),
    "le site, un fichier de plus": lambda root, _: (root / "site/reste.html").write_text(""),
    "la note, abîmée": lambda root, _: (root / ".cache/site").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_built_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], change: str
) -> None:
    write = {"mkdocs.yml": INHERITED, "socle.yml": "plugins: []\n"}
    for name, text in write.items():
        (small / name).write_text(text)
    assert build(small) == 0
    CHANGES[change](small, monkeypatch)
    capfd.readouterr()
    assert build(small) == 0
    assert "Site construit" in capfd.readouterr().out
    assert (small / "site/404.html").exists() and not (small / "site/reste.html").exists()
    assert build(small) == 0
    assert "Rien n’a changé" in capfd.readouterr().out
