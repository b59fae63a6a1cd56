"""What the comparison of texts says: values where they are, silences told apart, departures from the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import golden
from clausier.check import load
from clausier.exports.comparison import column_data
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.links.cells import Cell, Row
from clausier.links.comparison import Comparison, comparison, departure
from clausier.model.vocabulaires import Parametre
from clausier.pages.comparison import groups, subject_view, treated_subjects
from conftest import ROOT, SOCLE

INDEX = SOCLE["conventions/essai/index.md"]
ARTICLES = INDEX[INDEX.index("articles:") : INDEX.index("source:")]


def text(short: str, kind: str = "convention", articles: str = "", more: str = "", **changed: str) -> str:
    """A published text; ``changed`` replaces keys of its front matter."""
    made = INDEX.replace("titre_court: Essai", f"titre_court: {short}").replace("type: convention", f"type: {kind}")
    made = made.replace(ARTICLES, f"articles:\n{articles}" if articles else "")
    made = made.replace("niveaux:\n  - {id: axe-1, libelle: Axe, titre: Petite enfance}\n", more)
    for key, value in changed.items():
        start = made.index(f"\n{key}: ") + 1
        made = made[:start] + f"{key}: {value}" + made[made.index("\n", start) :]
    return made


def article(values: str, numero: str = "1", sujets: str = "[duree]") -> str:
    return f'  - {{numero: "{numero}", titre: Durée, sujets: {sujets}, resume: Dit., parametres: {{{values}}}}}\n'


@pytest.fixture
def library(project: Callable[..., Path]) -> Callable[..., Bibliotheque]:
    def make(**texts: str) -> Bibliotheque:
        return load(project({f"conventions/{name.replace('_', '-')}/index.md": t for name, t in texts.items()}))

    return make


def cell(table: Comparison, text_id: str, row: str) -> Cell:
    rank = [r.id for r in table.rows].index(row)
    return next(c for c in table.columns if c.text.id == text_id).cells[rank]


@pytest.mark.parametrize("case", golden.listed("ecarts.yml"))
def test_departures(case: dict[str, Any], library: Callable[..., Bibliotheque]) -> None:
    parametre = Parametre(
        id="p", libelle="P", type=case["parametre"], sujet="duree", choix=dict.fromkeys("abc", "X") if case["parametre"] == "choix" else {}
    )  # fmt: skip
    kind = case.get("type", "convention")
    own = text(
        "Essai", kind, article("") if case.get("articles", True) else "", "modifie: {titre: CTG}\n" if kind == "avenant" else ""
    )
    found = library(a=own)
    stated = ([(raw, "article 1", "article-1") for raw in case[side]] for side in ("texte", "modele"))
    assert departure(parametre, found.conventions["a"], *stated) == case["ecart"]


def test_each_value_comes_with_every_place_that_says_it(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(
        library(
            a=text("A", articles=article("preavis: 3") + article("preavis: 6", "2") + article("preavis: {etat: muet}", "3"))
        )
    )
    found = cell(table, "a", "preavis")
    assert found.words == ("3 mois", "6 mois")
    assert found.places == (("article 1", "article-1"), ("article 2", "article-2"))


def test_silences_are_told_apart(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(
        library(
            a=text("A", articles=article("preavis: {etat: muet}")),
            b=text("B", articles=article("preavis: {etat: blanc}")),
            c=text("C", articles=article("preavis: {etat: sans-objet}")),
            d=text("D", "avenant", article("terme: 2030"), "modifie: {titre: CTG}\n"),
            e=text("E"),
            f=text("F", articles=article("terme: 2030")),
        )
    )
    found = {name: cell(table, name, "preavis") for name in "abcdef"}
    assert [(found[n].kind, bool(found[n].places)) for n in "abcdef"] == [
        ("muet", True), ("blanc", True), ("sans-objet", True), ("muet", False), ("muet", False), ("muet", False),
    ]  # fmt: skip
    words = [found[n].words[0] for n in "abcdef"]
    assert words[0] == words[5] == "le texte n’en parle pas"
    assert len(set(words)) == 5


def test_rows_that_no_text_fills_are_left_out(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(library())
    assert [r.id for r in table.rows if r.sujet] == ["preavis"]
    assert all(len(c.cells) == len(table.rows) for c in table.columns)


def test_without_a_model_nothing_departs(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(library())
    assert table.model is None
    assert {c.departure for column in table.columns for c in column.cells} == {""}


def test_the_model_departs_from_nothing_and_others_from_it(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(library(a=text("A", articles=article("preavis: 3")), m=text("M", "modele", article("preavis: 6"))))
    assert table.model and table.model.text.id == "m"
    assert (cell(table, "m", "preavis").departure, cell(table, "a", "preavis").departure) == ("", "autre")


@pytest.mark.parametrize(
    ("row", "changed", "more", "words", "kind"),
    [
        ("signature", {"signature": "2025-12-15"}, "", ("15 décembre 2025",), "valeur"),
        ("signature", {"signature": "{etat: blanc}"}, "", ("laissé en blanc",), "blanc"),
        ("periode", {"periode": "{debut: 2026, fin: 2030}"}, "", ("2026-2030",), "valeur"),
        ("periode", {"periode": "{debut: 2026-01-01, fin: 2030-12-31}"}, "", ("du 1er janvier 2026 au 31 décembre 2030",), "valeur"),
        ("periode", {"periode": "{debut: {etat: blanc}, fin: 2030-12-31}"}, "", ("début : laissé en blanc", "au 31 décembre 2030"), "valeur"),
        ("periode", {"periode": "{debut: {etat: blanc}, fin: {etat: blanc}}"}, "", ("laissé en blanc",), "blanc"),
        ("periode", {"periode": "{debut: {etat: blanc}, fin: {etat: muet}}"}, "", ("début : laissé en blanc", "fin : le texte n’en parle pas"), "valeur"),
        ("population", {"territoire": "{nom: T, population: {valeur: 42161, annee: 2018, source: Article 1}}"}, "", ("42 161 habitants en 2018",), "valeur"),
        ("population", {"territoire": "{nom: T}"}, "", ("le texte n’en parle pas",), "muet"),
        ("territoire", {"territoire": "{etat: sans-objet}"}, "", ("sans objet",), "sans-objet"),
        ("territoire", {"territoire": "{nom: T, departement: {code: '25', nom: Doubs}}"}, "", ("T (Doubs)",), "valeur"),
        ("signataires", {}, "signataires:\n  - {nature: caf, nom: Caf}\n  - {nature: commune, nom: C, nombre: 19}\n", ("20 parties", "Caf", "Commune : 19"), "valeur"),
        ("signataires", {}, "signataires: {etat: blanc}\n", ("laissé en blanc",), "blanc"),
        ("signataires", {}, "", ("le texte n’en parle pas",), "muet"),
        ("modifie", {}, "", ("sans objet",), "sans-objet"),
        ("lignes", {}, "plan:\n  - {titre: Une}\n  - {titre: Deux}\n", ("2 actions",), "valeur"),
        ("lignes", {}, "", ("aucune",), "valeur"),
        ("articles", {}, "", ("1 article numéroté",), "valeur"),
        ("annexes", {}, "annexes:\n  - {titre: A, etat: presente, resume: R.}\n  - {titre: B, etat: vide, resume: R.}\n", ("2 annexes", "1 : le titre seul"), "valeur"),
    ],
)  # fmt: skip
def test_rows_of_the_whole_text(
    library: Callable[..., Bibliotheque], row: str, changed: dict[str, str], more: str, words: tuple[str, ...], kind: str
) -> None:
    found = cell(comparison(library(a=text("A", articles=article("preavis: 6"), more=more, **changed))), "a", row)
    assert (tuple(w.replace("\u202f", " ") for w in found.words), found.kind) == (words, kind)
    if row == "population" and kind == "valeur":
        assert found.places == (("Article 1", "article-1"),)


def test_rows_are_grouped_without_losing_their_rank() -> None:
    rows = [Row("a", "A", "G"), Row("b", "B", "G"), Row("c", "C", "H", "s")]
    assert [(name, sujet, [i for i, _ in run]) for name, sujet, run in groups(rows)] == [("G", None, [0, 1]), ("H", "s", [2])]


def test_what_the_browser_asks_for_is_the_column(library: Callable[..., Bibliotheque]) -> None:
    table = comparison(library(m=text("M", "modele", article("preavis: 1"))))
    data = column_data(next(c for c in table.columns if c.text.id == "essai"))
    assert data["cases"][-1] == {"mots": ["6\u00a0mois"], "lieux": [["article 1", "article-1"]], "ecart": "autre"}
    assert [c.get("sorte") for c in data["cases"][:2]] == [None, "blanc"]


def test_a_subject_shows_its_clauses_and_every_text(library: Callable[..., Bibliotheque]) -> None:
    found = library(
        b=text("B", articles=article("", sujets="[recours]")),
        m=text("M", "modele", article("preavis: 3")),
        n=text("N", articles=article("preavis: 3")),
    )
    assert treated_subjects(found) == ["duree", "recours"]
    seen = subject_view(found, Links(found), "duree")
    assert [r.clause.id for r in seen["redactions"]] == ["duree"]
    assert 'href="../../clauses/duree/"' in seen["redactions"][0].html
    assert [t.text.id for t in seen["traites"]] == ["m", "essai", "n"]
    assert [t.id for t in seen["autres"]] == ["b"]
    ((_, values),) = seen["valeurs"]
    assert [(words, [c.text.id for c, _ in who]) for words, _, who in values] == [
        ("3 mois", ["m", "n"]), ("6 mois", ["essai"]), ("le texte n’en parle pas", ["b"]),
    ]  # fmt: skip


def test_the_real_texts_where_a_practitioner_expects_them() -> None:
    table = comparison(load(ROOT))
    expected = {
        ("creusot-montceau-bassin-nord", "preavis"): (("3 mois",), "autre"),
        ("agglomeration-agen", "preavis"): (("6 mois",), ""),
        ("agglomeration-agen", "presidence"): (("Copilotage Caf et collectivité",), ""),
        ("agglomeration-agen", "composition"): (("Tous les signataires",), "autre"),
        ("creusot-montceau-bassin-nord", "effets-resiliation"): (("Engagements pris tenus jusqu’à leur terme",), "autre"),
        ("roumois-seine-avenant-2", "echeance-schema"): (("30 juin 2026",), "ajoute"),
        ("roumois-seine-avenant-2", "preavis"): (("l’avenant n’en parle pas",), ""),
        ("val-de-morteau", "preavis"): (("le texte lu n’a pas d’articles",), ""),
        ("creusot-montceau-bassin-nord", "mise-en-demeure"): (("le texte n’en parle pas",), "retire"),
    }
    assert {key: (cell(table, *key).words, cell(table, *key).departure) for key in expected} == expected
