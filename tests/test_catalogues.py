"""The four catalogues as they are derived: rows, filters, orders, the bank of indicators, and what the browser loads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausier.catalogues.model import PART, SPLIT_AT, Catalogue
from clausier.catalogues.splits import split_page, split_uris
from clausier.check import load
from clausier.exports.catalogues import index
from clausier.exports.site import write_exports
from clausier.folding import fold, slug
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.pages import theme as theme_page
from clausier.pages.catalogue import part
from conftest import ROOT, SOCLE

JUDGED = {
    "conventions/indicateurs.yml": (
        "indicateurs:\n"
        "  - {texte: Nombre de demandes, nature: realisation, mesure: quantitative}\n"
        "  - {texte: Demandes reçues, nature: realisation, mesure: quantitative}\n"
        "  - {texte: Écoute, nature: resultat, mesure: qualitative}\n"
        "familles:\n  - {id: demandes, libelle: Volume de demandes, textes: [Nombre de demandes, Demandes reçues]}\n"
    ),
    "docs/themes/jeunesse.md": "---\ntitre: Jeunesse\nrang: 2\nresume: Onze ans et plus.\n---\n",
    "conventions/essai/fiches/autre.md": (
        "---\ntitre: Écouter\nthemes: [jeunesse]\netat: abrogee\nindicateurs:\n  - Demandes reçues\n  - Nouveau\n"
        "  - {texte: Écoute, depart: 2 sur 5, source: enquête}\n---\n"
    ),
    "conventions/essai/fiches/seule.md": "---\ntitre: =Sans rien\n---\n",
}
Make = Callable[..., tuple[Bibliotheque, Links]]


@pytest.fixture
def made(project: Callable[..., Path]) -> Make:
    def make(files: dict[str, Any] | None = None) -> tuple[Bibliotheque, Links]:
        library = load(project(files))
        return library, Links(library)

    return make


def offered(catalogue: Catalogue, name: str) -> dict[str, int]:
    return next(({v.libelle: v.count for v in f.values} for f in catalogue.facets if f.id == name), {})


def test_the_bank_holds_each_text_once_and_families_together(made: Make) -> None:
    bank = made(JUDGED)[1].bank
    assert [(i.titre, [w.texte for w in i.wordings]) for i in bank.indicators] == [
        ("Écoute", ["Écoute"]),
        ("Nouveau", ["Nouveau"]),
        ("Volume de demandes", ["Nombre de demandes", "Demandes reçues"]),
    ]
    family = bank.of_text["Demandes reçues"]
    assert [f.id for f in family.fiches] == ["guichet", "autre"]
    assert (family.themes, family.natures, family.famille) == (("petite-enfance", "jeunesse"), ("realisation",), "demandes")
    assert bank.of_text["Nouveau"].natures == ()
    assert bank.of_text["Nouveau"].wordings[0].lacks == ("valeur de départ", "source")
    assert bank.of_text["Écoute"].wordings[0].lacks == ()


def test_two_texts_never_share_an_address(made: Make) -> None:
    bank = made({"conventions/essai/fiches/autre.md": "---\ntitre: A\nindicateurs: [Taux, taux, Taux !, 100 %, '???']\n---\n"})[
        1
    ].bank
    ids = [w.id for w in bank.wording_of.values()]
    assert len(set(ids)) == len(ids) == 6
    assert "nombre-de-demandes" in ids


def test_filters_offer_what_exists_with_its_number(made: Make) -> None:
    links = made(JUDGED)[1]
    fiches = links.catalogues["fiches"]
    assert offered(fiches, "theme") == {"Petite enfance": 1, "Jeunesse": 1, "Sans thème": 1}
    assert offered(fiches, "etat") == {"Prévue": 2, "Abrogée": 1}
    assert offered(fiches, "annee") == {"2026": 1, "2027": 1, "2028": 1}
    # One text, one level: no choice.
    assert offered(fiches, "texte") == offered(fiches, "niveau") == {}
    assert offered(links.catalogues["indicateurs"], "nature") == {"Réalisation": 1, "Résultat": 1, "Non jugée": 1}
    assert links.catalogues["conventions"].facets == ()


def test_a_level_finds_the_fiches_below_it(made: Make) -> None:
    text = SOCLE["conventions/essai/index.md"].replace(
        "titre: Petite enfance}", "titre: Petite enfance, niveaux: [{id: but, libelle: Objectif, titre: Accueillir}]}"
    )
    changed = {
        "conventions/essai/index.md": text,
        "conventions/essai/fiches/dessous.md": "---\ntitre: Dessous\nniveau: but\n---\n",
    }
    fiches = made(changed)[1].catalogues["fiches"]
    assert offered(fiches, "niveau") == {"Axe : Petite enfance": 2, "Objectif : Accueillir": 1}
    (level,) = (f for f in fiches.facets if f.id == "niveau")
    assert [(v.groupe, v.rang) for v in level.values] == [("Essai", 0), ("Essai", 1)]


def test_orders_are_alphabetical_without_accents(made: Make) -> None:
    fiches = made(JUDGED)[1].catalogues["fiches"]
    assert [r.titre for r in sorted(fiches.rows, key=lambda r: r.tris["titre"])] == [
        "=Sans rien",
        "Écouter",
        "Ouvrir un guichet unique",
    ]
    # An order in which nothing moves is not offered.
    assert [name for name, _ in made()[1].catalogues["clauses"].orders] == [""]


def test_values_hold_neither_space_nor_colon() -> None:
    for catalogue in Links(load(ROOT)).catalogues.values():
        values = {v for r in catalogue.rows for listed in r.valeurs.values() for v in listed}
        assert not [v for v in values if " " in v or ":" in v]
        keys = [r.key for r in catalogue.rows]
        assert keys and len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "folded"),
    [("L’Œuvre d'été", "l'oeuvre d'ete"), ("ÉVÈNEMENTS", "evenements"), ("Ça‘va", "ca'va"), ("Lætitia", "laetitia")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_slug_is_cut_at_a_word() -> None:
    assert slug("Nombre d’évènements !") == "nombre-d-evenements"
    assert slug("mot " * 40) == "-".join(["mot"] * 20)


# --- Long lists ---


def many(count: int) -> dict[str, Any]:
    return {
        f"conventions/essai/fiches/f-{i}.md": f"---\ntitre: Action {i}\n{'themes: [petite-enfance]' if i % 2 else ''}\n---\n"
        for i in range(count)
    }


def test_a_list_is_split_once_it_passes_its_size(made: Make) -> None:
    # SOCLE has one fiche.
    assert split_uris(made(many(SPLIT_AT - 1))[1].catalogues.values()) == []
    library, links = made(many(SPLIT_AT))
    uris = split_uris(links.catalogues.values())
    assert uris == ["fiches/theme/petite-enfance.md", "fiches/sans-theme.md"]
    shown = [row for part in ("petite-enfance", "sans-theme") for row in links.catalogues["fiches"].of_theme(part)]
    assert {r.key for r in shown} == {f"essai/{f.id}" for f in library.fiches.values()}
    page = split_page(library, uris[0])
    assert page and (page.url, page.titre) == ("fiches/theme/petite-enfance/", "Fiches-actions : Petite enfance")
    for uri in (
        "theme/inconnu",
        "index",
        "theme/petite-enfance/1",
        "theme/petite-enfance/02/3",
        "theme/petite-enfance/²",
        "sans-theme/x",
    ):
        assert split_page(library, f"fiches/{uri}.md") is None, uri


@pytest.mark.parametrize(("rows", "last"), [(PART, ""), (PART + 1, "2/"), (2 * PART + 1, "3/")])
def test_a_long_part_goes_on_page_after_page(made: Make, rows: int, last: str) -> None:
    library, links = made({
        f"conventions/essai/fiches/f-{i}.md": f"---\ntitre: Action {i}\nindicateurs: [Mesure {i:04}]\nthemes: [petite-enfance]\n---\n"
        for i in range(rows)
    } | {"conventions/essai/fiches/guichet.md": None, "conventions/essai/fiches/autre.md": "---\ntitre: Seule\nindicateurs: [Zéro]\n---\n"})  # fmt: skip
    shown: list[str] = []
    for uri in split_uris(links.catalogues.values()):
        page = split_page(library, uri)
        assert page and f"{page.url[:-1]}.md" == uri
        found = part(library, links, page)
        assert len(found["rows"]) <= PART
        if page.url.startswith("indicateurs/"):
            # Each indicator is on the page that its address says.
            assert {row.entry.page for row in found["rows"]} == {page.url}
            shown += [row.titre for row in found["rows"]]
    assert sorted(shown) == [f"Mesure {i:04}" for i in range(rows)] + ["Zéro"]
    assert links.bank.of_text[f"Mesure {rows - 1:04}"].page == f"indicateurs/theme/petite-enfance/{last}"


def test_the_index_gives_back_every_row(made: Make) -> None:
    catalogue = made(JUDGED)[1].catalogues["fiches"]
    found = index(catalogue)
    for row, (key, titre, url, lieu, _, numbers, places) in zip(catalogue.rows, found["lignes"], strict=True):
        assert (key, url, lieu) == (row.key, row.url, row.lieu) and fold(titre) == fold(row.titre)
        assert " ".join(found["valeurs"][n] for n in numbers) == row.attribut_valeurs
        assert {name: place for name, place in zip(found["tris"], places, strict=True) if place is not None} == row.tris


def test_a_theme_page_stays_bounded(made: Make) -> None:
    library, links = made()
    assert theme_page.view(library, links, library.themes["petite-enfance"])["whole"]
    files: dict[str, Any] = {}
    for t in range(20):
        files[f"conventions/t-{t}/index.md"] = SOCLE["conventions/essai/index.md"].replace(
            "titre_court: Essai", f"titre_court: T{t}"
        )
        files |= {
            f"conventions/t-{t}/fiches/f-{i}.md": f"---\ntitre: Action {i}\nthemes: [petite-enfance]\n---\n" for i in range(5)
        }
    library, links = made(files)
    view = theme_page.view(library, links, library.themes["petite-enfance"])
    assert not view["whole"] and len(view["fiches"]) == theme_page.MOST_TEXTS and view["other_texts"] == 9
    assert all(len(shown) == theme_page.MOST_FICHES and len(every) == 5 for _, every, shown in view["fiches"])


# --- What a selection takes away ---


def script(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text.split("=", 1)[1].rstrip().rstrip(";"))


@pytest.mark.parametrize("name", ["clauses", "fiches", "conventions", "indicateurs"])
def test_the_lines_of_a_selection_are_those_of_the_open_data(made: Make, tmp_path: Path, name: str) -> None:
    library, links = made(JUDGED)
    write_exports(library, links, tmp_path / "site", "https://exemple.fr/")
    loaded = script(tmp_path / f"site/catalogues/{name}-csv.js")
    published = (tmp_path / f"site/donnees/{name}.csv").read_bytes().decode("utf-8-sig")
    assert sorted((loaded["entete"] + "".join(loaded["lignes"].values())).split("\r\n")) == sorted(published.split("\r\n"))
    assert set(loaded["lignes"]) == {r.key for r in links.catalogues[name].rows}


def test_no_line_of_a_selection_runs_as_a_formula(made: Make, tmp_path: Path) -> None:
    library, links = made(JUDGED)
    write_exports(library, links, tmp_path / "site", "https://exemple.fr/")
    assert ";'=Sans rien;" in script(tmp_path / "site/catalogues/fiches-csv.js")["lignes"]["essai/seule"]


def test_indicators_of_the_open_data_say_their_kind(made: Make, tmp_path: Path) -> None:
    library, links = made(JUDGED)
    write_exports(library, links, tmp_path / "site", "https://exemple.fr/")
    found = json.loads((tmp_path / "site/donnees/indicateurs.json").read_text(encoding="utf-8"))["indicateurs"]
    by_text = {i["texte"]: i for i in found}
    assert [by_text["Demandes reçues"][k] for k in ("nature", "mesure", "famille")] == [
        "realisation",
        "quantitative",
        "demandes",
    ]
    assert by_text["Écoute"]["nature"] == "resultat" and "famille" not in by_text["Écoute"]
    assert not {"nature", "mesure", "famille"} & set(by_text["Nouveau"])
