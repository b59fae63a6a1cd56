"""The model sheets of CONTRIBUTING are true: each passes the check, among the real documents."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from clausier.check import load
from clausier.read.problems import InvalidContent
from conftest import ROOT, write

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def sheet(heading: str, language: str = "markdown") -> str:
    """The first block of a language under a heading."""
    found = re.search(rf"```{language}\n(.*?)```", TEXT.split(f"\n## {heading}\n")[1], re.DOTALL)
    assert found, heading
    return found[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The real contents, without their pictures and scripts."""
    for folder in ("clauses", "conventions", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("assets"))
    return tmp_path


def sheets() -> dict[str, str | bytes | None]:
    return {
        "mon-territoire/conventions/modele/index.md": sheet("Un texte publié"),
        "mon-territoire/conventions/modele/fiches/guichet-unique.md": sheet("Une fiche-action"),
        "mon-territoire/clauses/modele.md": sheet("Une clause"),
        "mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Durée de la convention, clauses: [modele]}\n",
        "docs/themes/modele.md": sheet("Un thème"),
        "docs/agir/modele.md": sheet("Une page du guide"),
        "mon-territoire/pages/modele.md": sheet("Une page du guide"),
    }


def test_every_model_sheet_passes_the_check(copy: Path) -> None:
    write(copy, sheets())
    library = load(copy)
    assert library.conventions["modele"].data.type == "convention"
    assert ("modele", "guichet-unique") in library.fiches and "modele" in library.clauses and "modele" in library.themes
    assert {"agir/modele", "mon-territoire/modele"} <= set(library.guides)


def test_so_does_that_of_an_avenant(copy: Path) -> None:
    avenant = sheet("Un texte publié").replace("type: convention", "type: avenant")
    head, body = avenant.removeprefix("---\n").split("\n---\n")
    write(
        copy,
        sheets()
        | {"mon-territoire/conventions/modele/index.md": f"---\n{head}\n{sheet('Un texte publié', 'yaml')}---\n{body}"},
    )
    assert load(copy).conventions["modele"].data.modifications[1].fiche == "guichet-unique"


def test_and_the_words_for_what_an_indicator_measures(copy: Path) -> None:
    write(copy, sheets() | {
        "mon-territoire/indicateurs.yml": sheet("Juger un indicateur", "yaml"),
        "mon-territoire/conventions/modele/fiches/indicateurs.md": "---\ntitre: X\nindicateurs: [Nombre de demandes acceptées, Demandes satisfaites]\n---\n",
    })  # fmt: skip
    load(copy)


def test_a_sheet_that_went_wrong_would_be_seen(copy: Path) -> None:
    write(copy, sheets() | {"docs/themes/modele.md": sheet("Un thème").replace("rang: 1", "rangs: 1")})
    with pytest.raises(InvalidContent, match="clé inconnue « rangs »"):
        load(copy)
