"""Nothing of the published texts is lost: what was counted in each source is in the library, and each rubric has its place.

``tests/completude/<id>.yml`` was written from the source, rubric by rubric, apart from the library's own files.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from built import plain
from clausier.check import load
from clausier.library import Bibliotheque, niveaux_flat
from clausier.model.fiche import SECTIONS, Fiche
from clausier.model.values import Silence

ROOT = Path(__file__).resolve().parent.parent
GOLDEN: dict[str, dict[str, Any]] = {
    p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted((Path(__file__).parent / "completude").glob("*.yml"))
}
RUBRICS = [(text, r["rubrique"], r["cle"]) for text, golden in GOLDEN.items() for r in golden["rubriques"]]
FICHE_RUBRICS = [(text, name, key) for text, golden in GOLDEN.items() for name, key in golden["rubriques_de_fiche"].items()]
TERRITORIES = [text for text in GOLDEN if text != "modele-national"]


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


def same(label: str, wanted: str) -> bool:
    """Whether a label is the wanted one, with or without a suffix in parentheses."""
    label, wanted = plain(label), plain(wanted)
    return label == wanted or re.sub(r" \([^()]*\)$", "", label) == wanted


def filled(value: Any) -> bool:
    """Whether a value says something: «left blank» and «not applicable» do, «the text is silent» does not."""
    if isinstance(value, Silence):
        return value.etat != "muet"
    return bool(value.strip() if isinstance(value, str) else value)


def found_at(library: Bibliotheque, text: str, key: str) -> list[Any]:
    """Values of the library to which a key of the golden files leads."""
    entry = library.conventions[text]
    data = entry.data
    kind, _, name = key.partition("/")
    if not name:
        return [entry.body if key == "corps" else getattr(data, key, None)]
    match kind:
        case "articles" | "annexes":
            return [p.resume for p in getattr(data, kind) if p.numero == name or same(p.titre, name)]
        case "autres":
            return [a.texte for a in data.autres if same(a.libelle, name)]
        case "niveaux":
            return [path[-1].titre for level, path in niveaux_flat(data.niveaux).items() if level == name]
        case "fiches":
            return [f.body.strip() or f.data.indicateurs for f in library.fiches_of(text) if f.id == name]
    raise AssertionError(f"clé « {key} » : « {kind} » n’est pas une partie d’un texte")


def test_every_published_text_was_counted(library: Bibliotheque) -> None:
    assert set(GOLDEN) <= set(library.conventions)
    assert {
        "agglomeration-agen",
        "creusot-montceau-bassin-nord",
        "modele-national",
        "roumois-seine-avenant-2",
        "val-de-morteau",
    } <= set(GOLDEN)


@pytest.mark.parametrize("text", GOLDEN)
def test_counts_are_those_of_the_source(library: Bibliotheque, text: str) -> None:
    data, fiches = library.conventions[text].data, library.fiches_of(text)
    assert {
        "articles": sum(a.numero is not None for a in data.articles),
        "annexes": len(data.annexes),
        "fiches": len(fiches),
        "indicateurs": sum(len(f.data.indicateurs) for f in fiches),
        "plan": len(data.plan) + sum(len(f.data.lignes_du_plan) for f in fiches),
    } == GOLDEN[text]["comptes"]


@pytest.mark.parametrize("text", [t for t, golden in GOLDEN.items() if "indicateurs_par_fiche" in golden])
def test_each_fiche_has_its_indicators(library: Bibliotheque, text: str) -> None:
    assert {f.id: len(f.data.indicateurs) for f in library.fiches_of(text)} == GOLDEN[text]["indicateurs_par_fiche"]


@pytest.mark.parametrize(("text", "rubric", "key"), RUBRICS, ids=[f"{t}: {r}" for t, r, _ in RUBRICS])
def test_each_rubric_leads_to_something(library: Bibliotheque, text: str, rubric: str, key: str) -> None:
    values = found_at(library, text, key)
    assert len(values) == 1, f"« {rubric} » : {len(values)} réponses à « {key} »"
    assert filled(values[0]), f"« {rubric} » : « {key} » est vide"


@pytest.mark.parametrize(("text", "rubric", "key"), FICHE_RUBRICS, ids=[f"{t}: {r}" for t, r, _ in FICHE_RUBRICS])
def test_each_rubric_of_the_fiches_has_a_place_that_serves(library: Bibliotheque, text: str, rubric: str, key: str) -> None:
    """The place exists in the model of a fiche, and at least one fiche of the text fills it."""
    fiches = library.fiches_of(text)
    kind, _, label = key.partition("/")
    if key in SECTIONS:
        uses = [f.id for f in fiches if re.search(rf"^## {re.escape(key)}\s*$", f.body, re.MULTILINE)]
    else:
        assert kind in Fiche.model_fields, f"« {rubric} » : « {key} » n’est ni une clé ni une section de fiche"
        assert not label or kind == "autres"
        uses = [
            f.id
            for f in fiches
            if (any(same(a.libelle, label) for a in f.data.autres) if label else filled(getattr(f.data, kind)))
        ]
    assert uses or not fiches, f"« {rubric} » : aucune fiche de {text} ne remplit « {key} »"


@pytest.mark.parametrize("text", GOLDEN)
def test_each_rubric_is_said_once(text: str) -> None:
    names = [r["rubrique"] for r in GOLDEN[text]["rubriques"]]
    assert len(names) == len(set(names))


def test_totals_of_the_four_territories(library: Bibliotheque) -> None:
    fiches = [f for text in TERRITORIES for f in library.fiches_of(text)]
    indicators = [plain(i.texte).casefold() for f in fiches for i in f.data.indicateurs]
    assert len(TERRITORIES) == 4
    assert (len(fiches), len(indicators), len(set(indicators))) == (48, 161, 147)
