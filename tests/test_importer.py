"""The importer on documents written for it: each layout as .docx, .odt, .pdf and text, from one description."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bureau import FORMATS
from clausier.check.schema import validate
from clausier.commands.importer import read_and_compose
from clausier.importer.files import Imported
from clausier.importer.items import indicators, steps
from clausier.importer.layout import Layout, load_layout
from clausier.importer.people import People
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.values import _years
from clausier.read.problems import Problem
from clausier.read.source import Source, read_markdown
from conftest import ROOT

CASES = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "tests/cas/importer").glob("*.yml"))}
ALL = [(name, form) for name in CASES for form in FORMATS]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The import of a case in a format, made once."""
    folder = tmp_path_factory.mktemp("sources")

    @cache
    def make(name: str, form: str) -> Imported:
        path = folder / f"{name}.{form}"
        FORMATS[form](CASES[name]["blocs"], path)
        return read_and_compose(ROOT, path, None, None)

    return make


@cache
def layout() -> Layout:
    found = load_layout()
    assert isinstance(found, Layout)
    return found


@pytest.mark.parametrize(("name", "form"), ALL)
def test_identity_articles_and_levels(imported: Any, name: str, form: str) -> None:
    made, wanted = imported(name, form).data, CASES[name]["attendu"]
    for key in ("type", "etat", "signature", "periode", "caf"):
        if key in wanted:
            assert made[key] == wanted[key], key
    if "territoire" in wanted:
        assert made["territoire"]["nom"] == wanted["territoire"]
    articles = {a["numero"]: a for a in made.get("articles", []) if "numero" in a}
    assert {n: a["titre"] for n, a in articles.items()} == {n: a["titre"] for n, a in wanted.get("articles", {}).items()}
    for number, article in wanted.get("articles", {}).items():
        assert set(article["sujets"]) <= set(articles[number].get("sujets", []))
    assert [a["titre"] for a in made.get("annexes", [])] == wanted.get("annexes", [])
    assert [n["titre"] for n in made.get("niveaux", [])] == wanted["niveaux"]


@pytest.mark.parametrize(("name", "form"), ALL)
def test_fiches(imported: Any, name: str, form: str) -> None:
    fiches = list(imported(name, form).fiches.values())
    wanted = CASES[name]["attendu"]["fiches"]
    assert [f.data["titre"] for f in fiches] == [w["titre"] for w in wanted]
    for want, fiche in zip(wanted, fiches, strict=True):
        for key in ("numero", "niveau", "pilote", "partenaires", "public", "moyens", "indicateurs"):
            if key in want:
                assert fiche.data.get(key) == want[key], (want["titre"], key)
        if "annees" in want:
            assert [list(_years(e["annees"])) for e in fiche.data["echeances"]] == want["annees"]
        assert [o["libelle"] for o in fiche.data.get("autres", [])] == want.get("autres", [])
        for section in want.get("sections", []):
            assert f"## {section}\n" in fiche.body


@pytest.mark.parametrize(("name", "form"), ALL)
def test_every_word_of_the_source_ends_somewhere(imported: Any, name: str, form: str) -> None:
    made = imported(name, form)
    assert made.total > 100
    assert not made.lost


@pytest.mark.parametrize(("name", "form"), ALL)
def test_persons_are_masked_and_listed_with_their_line(imported: Any, name: str, form: str) -> None:
    made, wanted = imported(name, form), CASES[name]["attendu"]
    text = "\n".join(made.files.values())
    listed = " ".join(masked.text for _, _, masked in made.masked)
    for gone in wanted.get("retires", []):
        assert gone not in text and gone in listed
    for kept in wanted.get("gardes", []):
        assert kept in text
    for path, line, masked in made.masked:
        row = made.files[path].split("\n")[line - 1]
        assert masked.by in row and "⟦" not in row


@pytest.mark.parametrize(("name", "form"), ALL)
def test_what_is_written_is_valid_but_for_the_reading(imported: Any, name: str, form: str, tmp_path: Path) -> None:
    for path, text in imported(name, form).files.items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        source = read_markdown(file, tmp_path)
        assert isinstance(source, Source)
        problems: list[Problem] = []
        assert validate(source, Convention if path == "index.md" else Fiche, problems.append), problems
        assert source.data["a_relire"] is True


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Nombre de lits Taux de remplissage Satisfaction", ["Nombre de lits", "Taux de remplissage", "Satisfaction"]),
        ("Part des habitants qui connaissent France services", ["Part des habitants qui connaissent France services"]),
        ("Nombre d’ateliers (Nombre de séances compris).", ["Nombre d’ateliers (Nombre de séances compris)"]),
        ("nombre de familles ; nombre de prêts", ["nombre de familles", "nombre de prêts"]),
        ("• Création d’un réseau", ["Création d’un réseau"]),
        ("Nombre de lits, Taux de remplissage, d’occupation", ["Nombre de lits", "Taux de remplissage, d’occupation"]),
    ],
)
def test_indicators_on_one_line_are_told_apart(line: str, wanted: list[str]) -> None:
    assert [i.text for i in indicators([line], layout(), {"services", "habitants", "familles"})] == wanted


@pytest.mark.parametrize(
    ("line", "years", "text"),
    [
        ("2026", [(2026,)], [""]),
        ("2026-2028 : déploiement", [(2026, 2027, 2028)], ["déploiement"]),
        ("2023/24 : étude", [(2023, 2024)], ["2023/24 : étude"]),
        ("2026 : étude 2027 : travaux", [(2026,), (2027,)], ["étude", "travaux"]),
        ("Janvier à juin 2025 : préparation", [(2025,)], ["Janvier à juin 2025 : préparation"]),
        ("À définir", [()], ["À définir"]),
    ],
)
def test_years_are_drawn_from_a_calendar(line: str, years: list[tuple[int, ...]], text: list[str]) -> None:
    found = steps([line], layout())
    assert [s.years for s in found] == years and [s.text for s in found] == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("représentée par Madame Ida Corvelan, Présidente", "représentée par la Présidente"),
        ("représentée par son Président, M. Noé VALTIER, dûment autorisé", "représentée par son Président, dûment autorisé"),
        ("par Mme Ida CORVELAN, sa directrice", "par sa directrice"),
        ("Atelier animé par Karine VALTIERIN, comédienne", "Atelier animé par [nom retiré], comédienne"),
        ("Signé électroniquement par : Ida Corvelan", "Signé électroniquement par : [nom retiré]"),
        ("appeler le 01 23 45 67 89 ou ida@exemple.fr", "appeler le [téléphone retiré] ou [adresse électronique retirée]"),
        ("8 place Docteur Esquirol et collège Jean MOULIN", "8 place Docteur Esquirol et collège Jean MOULIN"),
        ("Madame la Présidente et Monsieur le Maire", "Madame la Présidente et Monsieur le Maire"),
        (
            "Gestionnaires d’ALSH et Relais PMI de la CUCM. Cette instance",
            "Gestionnaires d’ALSH et Relais PMI de la CUCM. Cette instance",
        ),
        ("Maître d’ouvrage : Centre social", "Maître d’ouvrage : Centre social"),
    ],
)
def test_persons(text: str, wanted: str) -> None:
    people = People(layout(), ["ALSH", "PMI"], text)
    from clausier.importer.people import unmarked

    assert unmarked(people.mask(text), {}) == wanted


def test_a_name_under_a_signature_is_masked() -> None:
    people = People(layout(), [], "")
    from clausier.importer.people import unmarked

    assert unmarked(people.mask("Le Maire\nYves Corvelan", signing=True), {}) == "Le Maire\n[nom retiré]"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Obijectifs partagés :", "Résultats attendus"),
        ("Premiéres étapes de mises en csuvre :", "Modalités de mise en œuvre"),
        ("OBJECTIF(S) OPERATIONNEL(S)", "Objectifs opérationnels"),
        ("Suivi/indicateurs d’évaluation", "indicateurs"),
        ("Indicateurs de performance :", "indicateurs"),
        ("Echéancier : 2026", "echeances"),
    ],
)
def test_labels_are_known_through_reading_faults(text: str, key: str) -> None:
    found = layout().label(text)
    assert found and found.rubrique.name == key


@pytest.mark.parametrize(
    "text", ["Orientation 4", "Les partenaires se réunissent.", "Indicateur 1 : réalisation", "Publics, partenaires et élus"]
)
def test_what_is_no_label(text: str) -> None:
    assert layout().label(text) is None


def test_a_territory_adds_its_words(tmp_path: Path) -> None:
    extra = tmp_path / "mots.yml"
    extra.write_text("rubriques:\n  - {cle: pilote, libelles: [cheffe d’orchestre]}\n", encoding="utf-8")
    found = load_layout(extra)
    assert isinstance(found, Layout)
    label = found.label("Cheffe d’orchestre : le centre social")
    assert label and label.rubrique.name == "pilote" and found.label("Indicateurs :")


def test_a_wrong_layout_is_said_on_one_line(tmp_path: Path) -> None:
    extra = tmp_path / "mots.yml"
    extra.write_text("rubrique: []\n", encoding="utf-8")
    found = load_layout(extra)
    assert isinstance(found, Problem) and "clé inconnue « rubrique »" in str(found)
