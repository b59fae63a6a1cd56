"""Open data, its schemas, and redirections."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator

from clausier.check import load
from clausier.exports.entries import text_to_sign
from clausier.exports.site import redirection, write_exports, write_redirections
from clausier.exports.tables import to_csv
from clausier.links.all import Links
from conftest import ROOT, SOCLE

NAMES = ("themes", "clauses", "fiches", "conventions", "indicateurs")
Export = Callable[..., Path]

FULL = {
    "conventions/essai/fiches/pleine.md": (
        '---\ntitre: "=1+1"\nnumero: "10"\nniveau: axe-1\nthemes: [petite-enfance]\nresume: Une fiche pleine.\npilote: {etat: blanc}\n'
        "partenaires: [La Caf, La commune]\npublic: {etat: sans-objet}\necheances:\n  - {annees: [2026, 2028], jalon: Ouverture}\n"
        "indicateurs:\n  - Nombre d’enfants\n  - {texte: Taux, groupe: Résultat, depart: '40 %', cible: '60 %', source: enquête}\n"
        "moyens: Un poste\nlignes_du_plan:\n  - {titre: Une ligne, annees: {etat: muet}}\nautres:\n  - {libelle: Objectif, texte: Agir}\n"
        "anciennes_adresses: [fiches/ancienne/]\n---\n\n## Diagnostic initial\n\nUn constat.\n"
    ),
    "docs/themes/jeunesse.md": SOCLE["docs/themes/petite-enfance.md"].replace("rang: 1", "rang: 2"),
    "docs/themes/acces-aux-droits.md": SOCLE["docs/themes/petite-enfance.md"].replace("rang: 1", "rang: 3"),
    "conventions/essai/fiches/jeunes.md": "---\ntitre: Aller vers\nthemes: [acces-aux-droits, jeunesse, petite-enfance]\n---\n",
    "conventions/essai/fiches/titre-seul.md": "---\ntitre: Un titre seul\n---\n",
    "conventions/essai/index.md": SOCLE["conventions/essai/index.md"]
    .replace("{preavis: 6}", "{preavis: {etat: muet}, terme: 2030-12-31}")
    .replace("territoire: {nom: Essai}", "territoire: {etat: muet}")
    .replace("niveaux:", "signataires:\n  - {nature: commune, nom: Communes, nombre: 19}\nniveaux:"),
}


@pytest.fixture
def export(project: Callable[..., Path], tmp_path: Path) -> Export:
    """Write every export of a small library; returns the site's folder."""

    def make(files: dict[str, Any] | None = None, folder: str = "site") -> Path:
        library = load(project(files))
        site = tmp_path / folder
        write_exports(library, Links(library), site, "https://exemple.fr/depot/")
        write_redirections(library, site)
        return site

    return make


def entries(site: Path, name: str) -> list[dict[str, Any]]:
    return json.loads((site / f"donnees/{name}.json").read_text(encoding="utf-8"))[name]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("name", NAMES)
def test_each_file_follows_its_own_schema(export: Export, name: str) -> None:
    donnees = export(FULL) / "donnees"
    schema = json.loads((donnees / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    content = json.loads((donnees / f"{name}.json").read_text(encoding="utf-8"))
    assert content[name], "rien à vérifier"
    assert [e.message for e in Draft202012Validator(schema).iter_errors(content)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_refuses_what_is_wrong(export: Export, name: str) -> None:
    donnees = export(FULL) / "donnees"
    validator = Draft202012Validator(json.loads((donnees / f"schemas/{name}.schema.json").read_text(encoding="utf-8")))
    content = json.loads((donnees / f"{name}.json").read_text(encoding="utf-8"))
    for change in ({"inconnue": 1}, {"titre": 3}, {"url": None}):
        assert not validator.is_valid({name: [content[name][0] | change]}), f"{change} n’est pas refusé"
    assert not validator.is_valid({name: [{k: v for k, v in content[name][0].items() if k != "titre"}]})


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_says_what_and_where(export: Export, name: str) -> None:
    for entry in entries(export(FULL), name):
        assert {"id", "titre", "themes", "url"} <= set(entry)
        assert entry["id"] and entry["titre"] and not entry["url"].startswith("/")


def test_ids_are_unique(export: Export) -> None:
    site = export(FULL)
    for name in ("themes", "clauses", "conventions", "indicateurs"):
        ids = [e["id"] for e in entries(site, name)]
        assert len(ids) == len(set(ids))
    fiches = [(e["convention"], e["id"]) for e in entries(site, "fiches")]
    assert len(fiches) == len(set(fiches))


def test_a_fiche_carries_its_own_keys(export: Export) -> None:
    fiche = next(f for f in entries(export(FULL), "fiches") if f["id"] == "pleine")
    assert fiche["convention"] == "essai" and fiche["url"] == "conventions/essai/fiches/pleine/"
    assert fiche["pilote"] == {"etat": "blanc"} and fiche["public"] == {"etat": "sans-objet"}
    assert fiche["echeances"] == [{"annees": [2026, 2028], "jalon": "Ouverture"}]
    assert fiche["indicateurs"][1] == {
        "texte": "Taux",
        "groupe": "Résultat",
        "depart": "40 %",
        "cible": "60 %",
        "source": "enquête",
    }
    assert fiche["corps"] == "## Diagnostic initial\n\nUn constat."


def test_an_absent_key_stays_absent(export: Export) -> None:
    fiche = next(f for f in entries(export(FULL), "fiches") if f["id"] == "titre-seul")
    assert not {"pilote", "partenaires", "public", "resume", "numero", "niveau"} & set(fiche)


def test_a_clause_says_where_published_texts_treat_its_subject(export: Export) -> None:
    (clause,) = entries(export(), "clauses")
    assert clause["conventions"] == [{"convention": "essai", "article": "article 1"}]
    assert clause["champs"] == ["date-effet", "signataires"]
    assert clause["texte"].startswith("La convention prend effet le {{date-effet}}") and "Pour savoir" not in clause["texte"]


def test_a_convention_lists_its_fiches_and_their_themes(export: Export) -> None:
    (text,) = entries(export(FULL), "conventions")
    assert set(text["fiches"]) == {"guichet", "jeunes", "pleine", "titre-seul"}
    assert text["themes"] == ["petite-enfance", "jeunesse", "acces-aux-droits"], "les thèmes viennent dans leur ordre"
    assert text["articles"][0]["parametres"] == {"preavis": {"etat": "muet"}, "terme": "2030-12-31"}
    assert text["verifie"] == "2026-11-22" and text["signature"] == {"etat": "blanc"}


def test_an_indicator_leads_to_its_fiche(export: Export) -> None:
    found = next(i for i in entries(export(FULL), "indicateurs") if i["texte"] == "Taux")
    assert (found["fiche"], found["convention"], found["themes"]) == ("pleine", "essai", ["petite-enfance"])
    assert found["url"].startswith("conventions/essai/fiches/pleine/") and found["cible"] == "60 %"


@pytest.mark.parametrize("heading", ["## Texte", "##  Texte", "## Texte ##", "##\tTexte"])
def test_the_text_to_sign_is_found_however_its_heading_is_spaced(project: Callable[..., Path], heading: str) -> None:
    library = load(project({"clauses/duree.md": SOCLE["clauses/duree.md"].replace("## Texte\n", f"{heading}\n")}))
    text = text_to_sign(library.clauses["duree"])
    assert text.startswith("La convention prend effet") and text.endswith("{{fin:signataires}}")


def test_a_heading_inside_the_text_to_sign_stays(project: Callable[..., Path]) -> None:
    changed = SOCLE["clauses/duree.md"].replace("## Texte\n\n", "## Texte\n\n### Article premier\n\n")
    assert text_to_sign(load(project({"clauses/duree.md": changed})).clauses["duree"]).startswith("### Article premier")


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_a_row_for_each_entry(export: Export, name: str) -> None:
    site = export(FULL)
    raw = (site / f"donnees/{name}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "sans cette marque, un tableur français lit mal les accents"
    found = rows(raw.decode("utf-8-sig"))
    assert len(found) == len(entries(site, name)) + 1
    assert all(len(row) == len(found[0]) for row in found)


@pytest.mark.parametrize("start", ["=1+1", "+33", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    for value in (start, [start, "autre"]):
        (_, (cell,)) = rows(to_csv([{"titre": value}], ("titre",)))
        assert cell.startswith("'") and start in cell


def test_cells_keep_separators_quotes_and_lines() -> None:
    text = 'un ; deux, « trois »\n"quatre" | cinq'
    assert rows(to_csv([{"titre": text, "n": 2}], ("titre", "n")))[1] == [text, "2"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "oui"),
        (False, "non"),
        (0, "0"),
        (["a", "b"], "a | b"),
        ([], ""),
        ({"etat": "blanc"}, "(blanc)"),
        ("a", "a"),
    ],
)
def test_cells(value: Any, cell: str) -> None:
    assert rows(to_csv([{"x": value, "y": "fin"}], ("x", "y")))[1] == [cell, "fin"]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "refresh":
            self.found.append(str(given["content"]).split("url=")[1])
        elif tag in ("a", "link"):
            self.found.append(str(given["href"]))


@pytest.mark.parametrize("old", ["ancienne/", "fiches/ancienne/", "a/b/c/ancienne/"])
def test_a_former_address_leads_to_the_page_even_under_a_sub_path(export: Export, old: str) -> None:
    site = export({"docs/a-propos.md": SOCLE["docs/a-propos.md"].replace("resume:", f"anciennes_adresses: [{old}]\nresume:")})
    page = _Links()
    page.feed((site / old / "index.html").read_text(encoding="utf-8"))
    addresses = {urljoin(f"https://exemple.fr/depot/{old}", link) for link in page.found}
    assert addresses == {"https://exemple.fr/depot/a-propos/"} and len(page.found) == 3


def test_the_home_page_can_have_a_former_address(export: Export) -> None:
    site = export({"docs/index.md": SOCLE["docs/index.md"].replace("resume:", "anciennes_adresses: [accueil/]\nresume:")})
    page = _Links()
    page.feed((site / "accueil/index.html").read_text(encoding="utf-8"))
    assert {urljoin("https://exemple.fr/depot/accueil/", link) for link in page.found} == {"https://exemple.fr/depot/"}


def test_a_redirection_escapes_what_it_shows() -> None:
    page = redirection("../", 'x/"><script>', "Titre <i> & co")
    assert "x/&quot;&gt;&lt;script&gt;" in page and "<i>" not in page and "Titre &lt;i&gt; &amp; co" in page


def test_a_page_is_never_replaced_by_a_redirection(export: Export, tmp_path: Path) -> None:
    page = tmp_path / "site/fiches/ancienne/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("une vraie page", encoding="utf-8")
    export(FULL)
    assert page.read_text(encoding="utf-8") == "une vraie page"


def test_same_library_same_bytes(project: Callable[..., Path], tmp_path: Path) -> None:
    root = project(FULL)
    script = (
        "import sys; from pathlib import Path; from clausier.check import load; from clausier.links.all import Links;"
        "from clausier.exports.site import write_exports, write_redirections; lib = load(Path(sys.argv[1]));"
        "write_exports(lib, Links(lib), Path(sys.argv[2]), 'https://exemple.fr/');"
        "write_redirections(lib, Path(sys.argv[2]))"
    )
    written = []
    for seed in ("1", "2"):
        site = tmp_path / f"site-{seed}"
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "hooks")}
        subprocess.run([sys.executable, "-c", script, str(root), str(site)], check=True, env=environment, timeout=60)
        written.append({p.relative_to(site): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()})
    assert len(written[0]) == 20
    assert written[0] == written[1]
