"""What a copy says of its publisher: how it is read, what it shows while unfinished, and what forbids to publish it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from built import pages, plain
from clausier.check import load
from clausier.model.publication import Accessibilite
from clausier.publication import main, problems
from clausier.read.problems import InvalidContent
from conftest import ROOT, Site

TODAY = datetime.date(2026, 11, 25)
FILLED = """\
INHERIT: socle.yml
site_name: Essai
site_url: https://clausier.exemple.fr/depot/
extra:
  editeur: Communauté de communes d’Essai
  adresse: 1 place de la Mairie, 00000 Essai
  telephone: "01 02 03 04 05"
  contact: ctg@exemple.fr
  directeur_publication: La présidence de la communauté de communes
  hebergeur:
    nom: Hébergeur d’Essai
    adresse: 2 rue du Port, 00000 Essai
    telephone: "01 02 03 04 06"
  accessibilite:
    declaration: 2026-11-20
    schema_pluriannuel: https://exemple.fr/schema
    plan_annuel: https://exemple.fr/plan
"""
AUDIT = "    date: 2026-10-01\n    taux: 62.5\n    auditeur: Cabinet d’Essai\n"
Project = Callable[..., Path]


def said(root: Path, level: str = "erreur") -> list[str]:
    return [str(p) for p in problems(root, TODAY) if p.level == level]


def settings_faults(project: Project, text: str) -> list[str]:
    """Problems of the settings, as a build says them."""
    root = project({"mkdocs.yml": text})
    try:
        load(root)
    except InvalidContent as invalid:
        return [str(p) for p in invalid.problems]
    return []


# --- Reading ---


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("editteur: X", "mkdocs.yml:2 : clé inconnue « editteur » (vouliez-vous dire « editeur » ?)"),
        ("hebergeur: {non: X}", "mkdocs.yml:2 : clé inconnue « non » (vouliez-vous dire « nom » ?)"),
        ("hebergeur: GitHub", "mkdocs.yml:2 : « hebergeur » : attendu : des lignes « clé: valeur »"),
        ("telephone: 102030405", "mkdocs.yml:2 : « telephone » : attendu : un texte"),
        ("contact: ctg(a)exemple.fr", "mkdocs.yml:2 : « contact » : adresse électronique attendue"),
        ("contact: 'a@exemple.fr?bcc=b@exemple.fr'", "mkdocs.yml:2 : « contact » : adresse électronique attendue"),
        ("editeur: 'Ville <script>alert(1)</script>'", "mkdocs.yml:2 : « editeur » : le HTML n’est pas admis"),
        ("accessibilite: {schema_pluriannuel: 'javascript:alert(1)'}", "« schema_pluriannuel » : adresse complète attendue"),
        ("accessibilite: {date: 2026, taux: 50, auditeur: X}", "mkdocs.yml:2 : « date » : date attendue : AAAA-MM-JJ"),
        ("accessibilite: {date: 2026-10-01, taux: '62 %', auditeur: X}", "« taux » : taux attendu : un nombre de 0 à 100"),
        ("accessibilite: {date: 2026-10-01, taux: 101, auditeur: X}", "« taux » : taux attendu"),
        ("accessibilite: {date: 2026-10-01, taux: true, auditeur: X}", "« taux » : taux attendu"),
        ("accessibilite: {taux: 62}", "« date », « taux » et « auditeur » : ajoutez « date », « auditeur »"),
        ("[x]: y", "mkdocs.yml:2"),
    ],
)
def test_a_wrong_setting_is_said_with_its_line(project: Project, extra: str, told: str) -> None:
    (fault,) = settings_faults(project, f"extra:\n  {extra}\n")
    assert told in fault


@pytest.mark.parametrize(
    "text", ["extra:\n", "site_name: x\n", "extra: {editeur: '', hebergeur: , accessibilite: }\n", FILLED, FILLED + AUDIT]
)
def test_empty_lines_are_no_mistake(project: Project, text: str) -> None:
    assert settings_faults(project, text) == []


def test_every_wrong_setting_is_said_at_once(project: Project) -> None:
    faults = settings_faults(project, "extra:\n  editteur: X\n  contact: x\n  telephone: 1\n")
    assert [f.split(" : ")[0] for f in faults] == ["mkdocs.yml:2", "mkdocs.yml:3", "mkdocs.yml:4"]


@pytest.mark.parametrize(
    ("rate", "state"),
    [(None, "non conforme"), (0, "non conforme"), (49.99, "non conforme"), (50, "partiellement conforme"), (99.9, "partiellement conforme"), (100, "totalement conforme")],
)  # fmt: skip
def test_the_state_comes_from_the_audit_alone(rate: float | None, state: str) -> None:
    """Source: RGAA, « Mentions et pages obligatoires »."""
    audit = Accessibilite(date=TODAY, taux=rate, auditeur="X") if rate is not None else Accessibilite()
    assert audit.etat == state
    assert Accessibilite(taux=rate, auditeur="X").etat == "non conforme"


# --- Publishing ---


def test_an_unfinished_copy_is_not_published(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = FILLED.replace("contact: ctg@exemple.fr", 'contact: ""').replace('telephone: "01 02 03 04 06"', "telephone:")
    root = project({"mkdocs.yml": text.replace("https://clausier.exemple.fr/depot/", "http://127.0.0.1:8000/")})
    assert said(root) == [
        "mkdocs.yml:3 : « site_url » : écrivez l’adresse publique du site (https://…)",
        "mkdocs.yml:8 : mention légale à remplir : « contact », l’adresse électronique où écrire à l’éditeur",
        "mkdocs.yml:13 : mention légale à remplir : « hebergeur.telephone », le téléphone de l’hébergeur",
    ]
    assert main(root, TODAY) == 1
    assert "3 points à régler" in capsys.readouterr().err


def test_a_finished_copy_is_published(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({"mkdocs.yml": FILLED})
    assert problems(root, TODAY) == []
    assert main(root, TODAY) == 0
    assert "peut être publié" in capsys.readouterr().out


def test_each_legal_line_is_asked_for(project: Project) -> None:
    root = project({"mkdocs.yml": "site_url: https://clausier.exemple.fr/\nextra:\n"})
    assert len(said(root)) == 8
    assert all(line.startswith("mkdocs.yml:2 : mention légale à remplir") for line in said(root))
    assert len(said(root, "avertissement")) == 3


def test_a_missing_block_is_said_where_it_should_be(project: Project) -> None:
    root = project({"mkdocs.yml": FILLED.split("  hebergeur:")[0]})
    assert [line.split(" : ")[0] for line in said(root)] == ["mkdocs.yml:4"] * 3


@pytest.mark.parametrize(
    "address", ["", "x", "http://localhost:8000/", "http://127.0.0.1/", "http://[::1]/", "ftp://exemple.fr/", "https:///x/"]
)
def test_a_private_address_is_not_published(project: Project, address: str) -> None:
    root = project({"mkdocs.yml": FILLED.replace("https://clausier.exemple.fr/depot/", f"'{address}'")})
    assert [line for line in said(root) if "site_url" in line]


def test_what_cannot_be_read_is_not_published(project: Project) -> None:
    root = project({"mkdocs.yml": FILLED.replace("editeur:", "editteur:")})
    (line,) = said(root)
    assert "vouliez-vous dire « editeur »" in line
    (root / "mkdocs.yml").unlink()
    assert "fichier absent" in said(root)[0]


def test_an_old_audit_must_be_renewed(project: Project) -> None:
    old = AUDIT.replace("2026-10-01", "2023-11-24")
    assert [line for line in said(project({"mkdocs.yml": FILLED + old})) if "plus de 3 ans" in line and ":18 " in line]
    assert said(project({"mkdocs.yml": FILLED + AUDIT.replace("2026-10-01", "2023-11-25")})) == []
    assert "avenir" in said(project({"mkdocs.yml": FILLED + AUDIT.replace("2026-10-01", "2026-11-26")}))[0]
    leap = FILLED.replace("declaration: 2026-11-20", "declaration: 2020-02-29")
    assert "datez-la à nouveau" in said(project({"mkdocs.yml": leap}))[0]


def test_the_pages_that_every_page_leads_to_must_be_there(project: Project) -> None:
    root = project({"mkdocs.yml": FILLED, "docs/mentions-legales.md": None})
    assert said(root) == ["docs/mentions-legales.md:1 : page absente : le pied de chaque page y mène, rétablissez-la"]


def test_this_repository_is_a_copy_to_fill_in() -> None:
    """What is published here as a model names nobody; its settings are whole, in the order of the file."""
    lines = said(ROOT)
    assert len(lines) == 9 and all(line.startswith("mkdocs.yml:") for line in lines)


# --- On the pages ---

TWO = {name: (ROOT / name).read_text(encoding="utf-8").replace("(a-propos.md#reprendre-ce-contenu)", "(a-propos.md)") for name in ("docs/mentions-legales.md", "docs/accessibilite.md")}  # fmt: skip


def text_of(built: Site, url: str) -> str:
    return pages(built.root / "site")[f"{url}index.html"].root.one("body").text()


def test_an_unfinished_copy_says_so_on_every_page(site: Callable[..., Site]) -> None:
    built = site(TWO)
    assert built.status == 0, built.output
    for name, page in pages(built.root / "site").items():
        footer = page.root.one("footer").text()
        assert "Site en préparation : mentions légales incomplètes" in footer, name
        assert "Accessibilité : non conforme" in footer, name
    for url in ("mentions-legales/", "accessibilite/"):
        assert pages(built.root / "site")[f"{url}index.html"].root.all("div", class_="note--garde"), url
    assert "qui publie ce site (editeur)" in text_of(built, "mentions-legales/")
    assert "à renseigner" in text_of(built, "mentions-legales/")
    assert "Aucun audit n'a été mené" in text_of(built, "accessibilite/")


def test_a_finished_copy_shows_what_it_was_told(site: Callable[..., Site]) -> None:
    more = "    non_conformites: ['Le **plan** de la page Agir.']\n    pages: [Accueil, Clauses]\n    rapport: https://exemple.fr/rapport\n"
    built = site(TWO, config=FILLED + AUDIT + more)
    assert built.status == 0, built.output
    found = pages(built.root / "site")
    for name, page in found.items():
        footer = page.root.one("footer").text()
        assert "en préparation" not in footer and "Publié par Communauté de communes d'Essai" in footer, name
        assert "Accessibilité : partiellement conforme" in footer, name
    notice = found["mentions-legales/index.html"].root
    assert not notice.all("div", class_="note--garde") and "à renseigner" not in notice.text()
    for words in (
        "1 place de la Mairie",
        "01 02 03 04 05",
        "La présidence",
        "Hébergeur d'Essai",
        "2 rue du Port",
        "01 02 03 04 06",
    ):
        assert words in plain(notice.text())
    assert notice.all("a", href="mailto:ctg@exemple.fr")
    declared = found["accessibilite/index.html"].root
    assert not declared.all("div", class_="note--garde")
    for words in (
        "1er octobre 2026",
        "mené par Cabinet d'Essai",
        "62,5 % des critères",
        "Le plan de la page Agir.",
        "Pages auditées",
        "20 novembre 2026",
    ):
        assert words in plain(declared.text()), words
    for href in ("https://exemple.fr/rapport", "https://exemple.fr/schema", "https://exemple.fr/plan"):
        assert declared.all("a", href=href)


def test_a_wrong_setting_stops_the_build_and_leaves_the_last_site(site: Callable[..., Site]) -> None:
    built = site()
    before = (built.root / "site/index.html").read_bytes()
    config = built.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "extra:\n  editteur: X\n", encoding="utf-8")
    built.build()
    assert built.status != 0 and "mkdocs.yml:5 : clé inconnue « editteur »" in built.output, built.output
    assert (built.root / "site/index.html").read_bytes() == before
