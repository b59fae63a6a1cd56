"""Close fiches of other territories: what a practitioner expects (tests/cas/proches.yml), and what makes no link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import golden
from clausier.check import load
from clausier.library import Bibliotheque
from clausier.links.close import SHOWN, Close, close_fiches
from conftest import ROOT, SOCLE

Links = dict[str, list[Close]]
PAIRS = golden.read("proches.yml")
OTHER = {"conventions/autre/index.md": SOCLE["conventions/essai/index.md"].replace("CTG d’essai", "CTG d’ailleurs")}


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


@pytest.fixture(scope="module")
def real(library: Bibliotheque) -> Links:
    return close_fiches(library)


def key(name: str) -> str:
    """«texte/fiche» as a fiche's key."""
    return "conventions/{}/fiches/{}.md".format(*name.split("/"))


def shown(links: Links, fiche: str) -> list[str]:
    assert key(fiche) in links, f"fiche inconnue dans tests/cas/proches.yml : {fiche}"
    return [c.fiche.key for c in links[key(fiche)]]


def test_expected_pairs_are_shown(real: Links) -> None:
    missed = [f"{p['fiche']} → {p['proche']}" for p in PAIRS["proches"] if key(p["proche"]) not in shown(real, p["fiche"])]
    assert len(missed) <= PAIRS["manquees_admises"], "\n".join(
        [f"{len(missed)} sur {len(PAIRS['proches'])} manquent :", *missed]
    )


@pytest.mark.parametrize("pair", PAIRS["eloignees"], ids=lambda p: f"{p['fiche']} / {p['loin']}")
def test_distant_pairs_are_not(pair: dict[str, str], real: Links) -> None:
    assert key(pair["loin"]) not in shown(real, pair["fiche"])
    assert key(pair["fiche"]) not in shown(real, pair["loin"])


def test_links_are_few_ranked_and_lead_elsewhere(real: Links) -> None:
    for name, links in real.items():
        assert len(links) <= SHOWN
        assert [c.closeness for c in links] == sorted((c.closeness for c in links), reverse=True)
        assert all(0 < c.closeness <= 1 and c.words for c in links)
        assert not [c for c in links if f"conventions/{c.fiche.convention}/" in name], (
            f"{name} montre une fiche de son propre texte"
        )


def test_same_links_every_time(library: Bibliotheque, real: Links) -> None:
    assert close_fiches(library) == real


def among(project: Callable[..., Path], one: str, other: str, rest: str = "Un projet culturel") -> list[Close]:
    """What a fiche shows, when the library holds it, one of another text, and ten others of its own text."""
    files: dict[str, Any] = OTHER | {
        "conventions/essai/fiches/une.md": f"---\n{one}\nthemes: [petite-enfance]\n---\n",
        "conventions/autre/fiches/autre.md": f"---\n{other}\nthemes: [petite-enfance]\n---\n",
    }
    files |= {f"conventions/essai/fiches/f-{i}.md": f"---\ntitre: {rest}\n---\n" for i in range(10)}
    return close_fiches(load(project(files)))["conventions/essai/fiches/une.md"]


def test_a_theme_alone_makes_no_link(project: Callable[..., Path]) -> None:
    files: dict[str, Any] = OTHER | {
        "conventions/essai/fiches/guichet.md": "---\ntitre: Ouvrir un guichet unique\nthemes: [petite-enfance]\n---\n",
        "conventions/autre/fiches/autre.md": "---\ntitre: Former les assistants maternels\nthemes: [petite-enfance]\n---\n",
    }
    library = load(project(files))
    assert close_fiches(library) == {f.key: [] for f in library.fiches.values()} and len(library.fiches) == 2


def test_one_common_word_makes_no_link(project: Callable[..., Path]) -> None:
    assert not among(project, "titre: Accueillir\nresume: Un relais.", "titre: Former\nresume: Des relais.")


def test_words_that_every_fiche_uses_make_no_link(project: Callable[..., Path]) -> None:
    usual = "Développer une action pour les familles"
    assert not among(project, f"titre: {usual} allophones", f"titre: {usual} nombreuses", usual)


def test_same_action_in_two_territories(project: Callable[..., Path]) -> None:
    (found,) = among(project, "titre: Ouvrir un guichet unique pour les familles", "titre: Un guichet unique des familles")
    assert found.fiche.id == "autre" and found.themes == ("petite-enfance",)
    assert set(found.words) == {"guichet", "unique", "familles"}
