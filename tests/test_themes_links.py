"""What belongs to a theme, and which themes stand near one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clausier.check import load
from clausier.links.themes import ThemeShelf, shelves
from conftest import SOCLE

INDEX = SOCLE["conventions/essai/index.md"]
THEME = SOCLE["docs/themes/petite-enfance.md"]


def fiche(*themes: str) -> str:
    return f"---\ntitre: Une fiche\nthemes: [{', '.join(themes)}]\n---\n"


FILES = {
    "docs/themes/sante.md": THEME.replace("rang: 1", "rang: 3"),
    "docs/themes/jeunesse.md": THEME.replace("rang: 1", "rang: 2"),
    "docs/themes/logement.md": THEME.replace("rang: 1", "rang: 4"),
    "conventions/voisin/index.md": INDEX,
    "conventions/voisin/fiches/une.md": fiche("jeunesse", "sante"),
    "conventions/voisin/fiches/deux.md": fiche("jeunesse", "petite-enfance"),
    "conventions/voisin/fiches/trois.md": fiche("jeunesse", "petite-enfance"),
    "conventions/essai/fiches/quatre.md": fiche("jeunesse"),
    "clauses/duree.md": SOCLE["clauses/duree.md"].replace("statut: socle", "statut: socle\nthemes: [petite-enfance, jeunesse]"),
    "docs/a-propos.md": SOCLE["docs/a-propos.md"].replace("resume: Une page.", "resume: Une page.\nthemes: [sante]"),
}


@pytest.fixture
def found(project: Callable[..., Path]) -> dict[str, ThemeShelf]:
    return shelves(load(project(FILES)))


def test_in_rank_order(found: dict[str, ThemeShelf]) -> None:
    assert list(found) == ["petite-enfance", "jeunesse", "sante", "logement"]


def test_fiches_by_text_the_fullest_first(found: dict[str, ThemeShelf]) -> None:
    shelf = found["jeunesse"]
    assert [(text.id, [f.id for f in fiches]) for text, fiches in shelf.fiches] == [
        ("voisin", ["deux", "trois", "une"]), ("essai", ["quatre"]),
    ]  # fmt: skip
    assert shelf.fiche_count == 4
    assert [c.id for c in shelf.conventions] == ["voisin", "essai"]


def test_clauses_and_guides(found: dict[str, ThemeShelf]) -> None:
    assert [c.id for c in found["jeunesse"].clauses] == ["duree"]
    assert [g.id for g in found["sante"].guides] == ["a-propos"]
    assert found["sante"].clauses == ()


def test_neighbours_are_the_themes_carried_together(found: dict[str, ThemeShelf]) -> None:
    assert [(t.id, n) for t, n in found["jeunesse"].neighbours] == [("petite-enfance", 3), ("sante", 1)]
    assert [(t.id, n) for t, n in found["sante"].neighbours] == [("jeunesse", 1)]


def test_a_theme_that_nothing_carries_is_an_empty_shelf(found: dict[str, ThemeShelf]) -> None:
    shelf = found["logement"]
    assert (shelf.clauses, shelf.fiches, shelf.conventions, shelf.guides, shelf.neighbours, shelf.fiche_count) == (
        (),
        (),
        (),
        (),
        (),
        0,
    )
