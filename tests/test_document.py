"""A whole document from chosen clauses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clausier.check import load
from clausier.document import assemble, default_choice
from clausier.library import Bibliotheque
from conftest import SOCLE

TRAMES = """\
trames:
  - id: convention
    titre: Convention
    quand: Pour conclure.
    parties:
      - {titre: Visas, numerote: sans, clauses: [visas]}
      - {titre: Durée, numerote: article, clauses: [duree, option]}
      - {titre: Préavis, numerote: article, clauses: [six-mois, trois-mois]}
      - {titre: Recours, numerote: article, clauses: [recours]}
      - {titre: Plan, numerote: annexe, id: annexe-plan, relatif: au plan, clauses: [plan]}
"""


def clause(titre: str, texte: str, sujet: str = "duree", more: str = "", statut: str = "socle") -> str:
    """A clause of a given text."""
    head = f"---\ntitre: {titre}\nsujet: {sujet}\nstatut: {statut}\nresume: Rien.\n{more}"
    tail = "## Pourquoi cette clause\n\nRien.\n\n## À adapter\n\nRien.\n\n## Points de vigilance\n\nRien.\n"
    return f'{head}versions:\n  - {{numero: "1.0", date: 2026-11-22, motif: Un}}\n---\n\n## Texte\n\n{texte}\n\n{tail}'


def variant(name: str) -> str:
    return f"variante: {{groupe: preavis, libelle: {name}, quand: Jamais.}}\n"


@pytest.fixture
def library(project: Callable[..., Path]) -> Bibliotheque:
    return load(
        project(
            {
                "clauses/trames.yml": TRAMES,
                "clauses/visas.md": clause("Visas", "Vu le code.", "visas"),
                "clauses/sujets.yml": SOCLE["clauses/sujets.yml"]
                + "  - {id: visas, libelle: Visas, relatif: aux visas}\n  - {id: preavis, libelle: Préavis, relatif: au préavis}\n",
                "clauses/option.md": clause("Option", "Une option.", statut="option"),
                "clauses/six-mois.md": clause("Six", "Six mois, selon {{renvoi:recours}}.", "preavis", variant("Six")),
                "clauses/trois-mois.md": clause("Trois", "Trois mois.", "preavis", variant("Trois")),
                "clauses/recours.md": clause("Recours", "Voir {{renvoi:duree}} et {{renvoi:annexe-plan}}.", "recours"),
                "clauses/plan.md": clause("Plan", "Le plan.", "recours"),
            }
        )
    )


def written(library: Bibliotheque, *chosen: str, **values: object) -> str:
    return assemble(
        library, library.vocabularies.trames["convention"], chosen, {k.replace("_", "-"): v for k, v in values.items()}
    ).markdown


def test_the_socle_is_chosen_at_first_with_one_variant(library: Bibliotheque) -> None:
    assert default_choice(library, library.vocabularies.trames["convention"]) == [
        "visas",
        "duree",
        "six-mois",
        "recours",
        "plan",
    ]


def test_parts_left_empty_take_no_number(library: Bibliotheque) -> None:
    text = written(library, "visas", "duree", "recours", "plan")
    headings = [row for row in text.split("\n") if row.startswith("#")]
    assert headings == ["# Convention", "## Visas", "## Article 1 – Durée", "## Article 2 – Recours", "## Annexe 1 – Plan"]


def test_clauses_come_in_the_order_of_the_document(library: Bibliotheque) -> None:
    text = written(library, "plan", "recours", "option", "duree")
    assert text.index("prend effet") < text.index("Une option.") < text.index("Voir ") < text.index("Le plan.")


def test_referrals_become_numbers(library: Bibliotheque) -> None:
    assert "Voir l’article 1 et l’annexe 1." in written(library, "duree", "recours", "plan")
    assert "selon l’article 3." in written(library, "duree", "six-mois", "recours")


def test_a_referral_to_what_was_not_chosen_keeps_its_words_and_is_reported(library: Bibliotheque) -> None:
    done = assemble(library, library.vocabularies.trames["convention"], ["recours"], {})
    assert "Voir l’article relatif à la durée et l’annexe relative au plan." in done.markdown
    assert done.unresolved == ("duree", "annexe-plan")


def test_blanks_are_filled_or_shown(library: Bibliotheque) -> None:
    assert "prend effet le [date d’effet] ;" in written(library, "duree")
    assert "prend effet le 1er janvier 2027 ;" in written(library, "duree", date_effet=date(2027, 1, 1))
    assert "prend effet le [date d’effet] ;" in written(library, "duree", date_effet="")


def test_a_group_is_written_once_for_each_element(library: Bibliotheque) -> None:
    assert "- [nom]" in written(library, "duree")
    text = written(library, "duree", signataires=[{"nom": "Caf de l’Eure"}, {"nom": "Commune d’Essai"}, {}])
    assert "- Caf de l’Eure\n- Commune d’Essai\n- [nom]" in text


def test_no_mark_is_left(library: Bibliotheque) -> None:
    for values in ({}, {"signataires": [{"nom": "Caf"}]}):
        done = assemble(library, library.vocabularies.trames["convention"], list(library.clauses), values)
        assert "{{" not in done.markdown and done.unresolved == ()


def test_a_row_of_a_table_repeats(project: Callable[..., Path]) -> None:
    row = "| {{chaque:signataires}}{{signataires.nom}} | le {{date-effet}} {{fin:signataires}}|"
    text = SOCLE["clauses/duree.md"].replace(
        "{{chaque:signataires}}\n- {{signataires.nom}}\n{{fin:signataires}}", f"| Nom | Jour |\n|---|---|\n{row}"
    )
    assert row in text
    library = load(project({"clauses/duree.md": text}))
    done = written(library, "duree", signataires=[{"nom": "Caf"}, {"nom": "Commune"}], date_effet=date(2027, 1, 2))
    assert "|---|---|\n| Caf | le 2 janvier 2027 |\n| Commune | le 2 janvier 2027 |" in done
