"""How each published text treats a subject."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clausier.check import load
from clausier.links.treatments import Treatment, by_subject, part_anchor, part_name
from clausier.model.convention import Annexe, Article
from conftest import SOCLE

INDEX = SOCLE["conventions/essai/index.md"]


def text(name: str, kind: str, part: str = "") -> str:
    """A published text of a given short title and type, with one more article or annexe."""
    amends = "modifie: {titre: CTG}\n" if kind == "avenant" else ""
    changed = INDEX.replace("titre_court: Essai", f"titre_court: {name}").replace("type: convention", f"{amends}type: {kind}")
    return changed.replace("niveaux:\n  - {id: axe-1, libelle: Axe, titre: Petite enfance}\n", "").replace(
        "source:", f"{part}source:"
    )


@pytest.fixture
def treatments(project: Callable[..., Path]) -> Callable[..., dict[str, list[Treatment]]]:
    def make(**texts: str) -> dict[str, list[Treatment]]:
        return by_subject(load(project({f"conventions/{n}/index.md": t for n, t in texts.items()})))

    return make


def test_model_first_then_conventions_then_avenants_by_title(treatments: Callable[..., dict[str, list[Treatment]]]) -> None:
    found = treatments(
        a=text("Zone", "avenant"), b=text("Agen", "avenant"), c=text("Val", "modele"), d=text("Abbaye", "convention")
    )
    assert [t.convention.data.titre_court for t in found["duree"]] == ["Val", "Abbaye", "Essai", "Agen", "Zone"]


def test_a_subject_that_nothing_treats_is_absent(treatments: Callable[..., dict[str, list[Treatment]]]) -> None:
    assert set(treatments()) == {"duree"}


def test_a_part_of_two_subjects_is_under_both_with_the_values_of_each(
    treatments: Callable[..., dict[str, list[Treatment]]],
) -> None:
    found = treatments(a=text("A", "convention").replace("sujets: [duree]", "sujets: [recours, duree]"))
    (recours,) = found["recours"]
    assert recours.values == () and recours.name == "article 1"
    assert [(v.parametre.id, v.words) for v in found["duree"][0].values] == [("preavis", "6 mois")]


def test_silences_are_said(treatments: Callable[..., dict[str, list[Treatment]]]) -> None:
    found = treatments(a=text("A", "convention").replace("{preavis: 6}", "{preavis: {etat: blanc}, terme: 2030-12-31}"))
    assert [v.words for v in found["duree"][0].values] == ["laissé en blanc", "31 décembre 2030"]


def test_annexes_come_after_articles(treatments: Callable[..., dict[str, list[Treatment]]]) -> None:
    annexe = 'annexes:\n  - {numero: "2", titre: Calendrier, etat: vide, sujets: [duree], resume: Rien.}\n'
    found = treatments(a=text("A", "convention", annexe))
    assert [t.name for t in found["duree"] if t.convention.id == "a"] == ["article 1", "annexe 2"]


@pytest.mark.parametrize(
    ("numero", "index", "name", "anchor"),
    [
        ("10", 9, "article 10", "article-10"),
        ("4.2", 5, "article 4.2", "article-4-2"),
        ("2-1", 0, "article 2-1", "article-2-1"),
        ("IV", 3, "article IV", "article-iv"),
        ("10 bis", 3, "article 10 bis", "article-rang-4"),
        (None, 0, "Visas", "article-rang-1"),
    ],
)
def test_how_an_article_is_cited(numero: str | None, index: int, name: str, anchor: str) -> None:
    part = Article(numero=numero, titre="Visas", resume="Rien.")
    assert (part_name(part), part_anchor(part, index)) == (name, anchor)


def test_how_an_annexe_is_cited() -> None:
    part = Annexe(numero="1", titre="Diagnostic", etat="vide", resume="Rien.")
    assert (part_name(part), part_anchor(part, 0)) == ("annexe 1", "annexe-1")
