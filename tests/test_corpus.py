"""What the real library promises: every subject served, every theme alive, no clause without its place or its reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from clausier.check import load
from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque
from clausier.links.themes import shelves

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ("Pourquoi cette clause", "À adapter", "Points de vigilance")


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


def _section(body: str, title: str) -> str:
    return body.split(f"## {title}", 1)[1].split("\n## ", 1)[0]


def test_no_warning(library: Bibliotheque) -> None:
    """Every declared blank is used."""
    assert [str(w) for w in library.warnings] == []


def test_every_subject_has_a_clause(library: Bibliotheque) -> None:
    assert [s for s in library.vocabularies.sujets if not library.clauses_of_subject(s)] == []


def test_every_article_of_the_model_has_a_subject_with_a_clause(library: Bibliotheque) -> None:
    model = library.conventions["modele-national"].data
    for part in (*model.articles, *model.annexes):
        assert part.sujets, part.titre


def test_principal_themes_have_clauses_and_fiches(library: Bibliotheque) -> None:
    for shelf in shelves(library).values():
        if shelf.theme.data.principal:
            assert len(shelf.clauses) >= 3, shelf.theme.id
            assert shelf.fiche_count >= 3, shelf.theme.id


def test_every_clause_has_a_text_to_sign(library: Bibliotheque) -> None:
    assert [c.id for c in library.clauses.values() if len(text_to_sign(c).split()) < 12] == []


def test_every_vigilance_cites_a_law_or_a_text(library: Bibliotheque) -> None:
    law = re.compile(
        r"\]\(\.\./conventions/|[Aa]rticles? [LRD]\. ?\d|\bloi\b|\bdécret\b|\bcode\b|RGPD|règlement|CE,|Conseil d’État|modèle national|\]\(https?://"
    )
    assert [c.id for c in library.clauses.values() if not law.search(_section(c.body, "Points de vigilance"))] == []


def test_no_two_clauses_share_a_sentence_of_advice(library: Bibliotheque) -> None:
    seen: dict[str, str] = {}
    shared = []
    for clause in library.clauses.values():
        own = set()
        for title in EXPLAINED:
            for sentence in re.split(r"(?<=[.!?;:])\s+|\n", _section(clause.body, title)):
                words = " ".join(re.findall(r"\w+", sentence.lower()))
                if len(words.split()) >= 6:
                    own.add(words)
        shared += [(clause.id, seen[s], s) for s in own if s in seen]
        seen |= dict.fromkeys(own, clause.id)
    assert shared == []


def test_variants_of_a_group_stand_together_and_number_two_or_more(library: Bibliotheque) -> None:
    groups = Counter(c.data.variante.groupe for c in library.clauses.values() if c.data.variante)
    assert [g for g, n in groups.items() if n < 2] == []
    for trame in library.vocabularies.trames.values():
        for part in trame.parties:
            names = [(library.clauses[c].data.variante.groupe if library.clauses[c].data.variante else c) for c in part.clauses]
            runs = [n for i, n in enumerate(names) if i == 0 or names[i - 1] != n]
            assert len(runs) == len(set(runs)), f"{trame.id}, {part.titre}"


def test_a_page_names_each_acronym_of_the_glossary_once(library: Bibliotheque) -> None:
    spellings = Counter(s for sigle in library.vocabularies.sigles for s in (sigle.sigle, *sigle.variantes))
    assert [s for s, n in spellings.items() if n > 1] == []
