"""Documents to assemble: numbers of their parts, places of clauses, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clausier.assemble import Place, numbers, places
from clausier.check import load
from clausier.library import Bibliotheque
from conftest import SOCLE

TRAMES = """\
trames:
  - id: convention
    titre: Convention
    quand: Pour conclure.
    parties:
      - {titre: Visas, numerote: sans, clauses: [un]}
      - {titre: Durée, numerote: article, clauses: [deux, six-mois, trois-mois, trois]}
      - {titre: Plan, numerote: annexe, id: annexe-plan, relatif: au plan, clauses: [duree]}
      - {titre: Recours, numerote: article, clauses: [recours]}
      - {titre: Bilan, numerote: annexe, id: annexe-bilan, relatif: au bilan, clauses: [bilan]}
      - {titre: Signatures, numerote: sans, clauses: [fin]}
  - id: avenant
    titre: Avenant
    quand: Pour changer.
    parties:
      - {titre: Objet, numerote: article, clauses: [un]}
"""


def clause(name: str, group: str = "") -> str:
    """The smallest clause of a given name, perhaps a variant of ``group``."""
    variant = f"variante: {{groupe: {group}, libelle: {name}, quand: Jamais.}}\n" if group else ""
    return SOCLE["clauses/duree.md"].replace("titre: Durée\n", f"titre: {name}\n{variant}")


@pytest.fixture
def library(project: Callable[..., Path]) -> Bibliotheque:
    files = {f"clauses/{n}.md": clause(n) for n in ("un", "deux", "trois", "recours", "bilan", "fin")}
    files |= {f"clauses/{n}.md": clause(n, "preavis") for n in ("six-mois", "trois-mois")}
    return load(project(files | {"clauses/trames.yml": TRAMES}))


def place(library: Bibliotheque, name: str) -> Place:
    return places(library)[name][0]


def around(library: Bibliotheque, name: str) -> tuple[str | None, str | None]:
    """Ids of the clauses before and after."""
    found = place(library, name)
    return (found.previous.id if found.previous else None, found.following.id if found.following else None)


def test_articles_and_annexes_count_apart(library: Bibliotheque) -> None:
    assert numbers(library.vocabularies.trames["convention"]) == [
        "Visas",
        "article 1",
        "annexe 1",
        "article 2",
        "annexe 2",
        "Signatures",
    ]


def test_a_clause_knows_its_number(library: Bibliotheque) -> None:
    assert {n: place(library, n).number for n in ("un", "trois", "duree", "recours")} == {
        "un": "Visas", "trois": "article 1", "duree": "annexe 1", "recours": "article 2",
    }  # fmt: skip


def test_a_clause_of_two_documents_has_two_places(library: Bibliotheque) -> None:
    assert [(p.trame.id, p.number) for p in places(library)["un"]] == [("convention", "Visas"), ("avenant", "article 1")]


def test_neighbours_cross_parts(library: Bibliotheque) -> None:
    assert around(library, "duree") == ("trois", "recours")


def test_ends_have_no_neighbour(library: Bibliotheque) -> None:
    assert around(library, "un") == (None, "deux")
    assert around(library, "fin") == ("bilan", None)


def test_variants_pass_over_their_siblings(library: Bibliotheque) -> None:
    assert around(library, "six-mois") == ("deux", "trois")
    assert around(library, "trois-mois") == ("deux", "trois")


def test_others_see_the_nearest_variant(library: Bibliotheque) -> None:
    assert around(library, "deux") == ("un", "six-mois")
    assert around(library, "trois") == ("trois-mois", "duree")


def test_a_historic_clause_has_no_place(project: Callable[..., Path]) -> None:
    library = load(project({"clauses/ancienne.md": SOCLE["clauses/duree.md"].replace("statut: socle", "statut: historique")}))
    assert set(places(library)) == {"duree"}
