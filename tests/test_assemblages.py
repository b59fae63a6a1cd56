"""Whole documents, as golden files: ``pytest tests/test_assemblages.py --refaire`` writes them anew, to be read before commit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from clausier.check import load
from clausier.document import assemble, default_choice
from clausier.library import Bibliotheque

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "tests/cas/assemblages").glob("*.yml"))


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


def _choice(library: Bibliotheque, case: dict[str, Any]) -> list[str]:
    """The default choice with the case's variants in place of the first ones, plus its options."""
    trame = library.vocabularies.trames[case["trame"]]
    chosen = default_choice(library, trame)
    for name in case.get("clauses", []):
        variant = library.clauses[name].data.variante
        if variant:
            chosen = [
                c
                for c in chosen
                if not (library.clauses[c].data.variante and library.clauses[c].data.variante.groupe == variant.groupe)
            ]
        chosen.append(name)
    return chosen


def _values(case: dict[str, Any]) -> dict[str, Any]:
    values = dict(case.get("valeurs", {}))
    for group, (count, pattern) in case.get("repeter", {}).items():
        values[group] = values.get(group, []) + [
            {k: v.format(n=n) if isinstance(v, str) else v for k, v in pattern.items()} for n in range(1, count + 1)
        ]
    return values


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_assembled_document_is_the_golden_one(path: Path, library: Bibliotheque, request: pytest.FixtureRequest) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    done = assemble(library, library.vocabularies.trames[case["trame"]], _choice(library, case), _values(case))
    golden = path.with_suffix(".md")
    if request.config.getoption("--refaire"):
        golden.write_text(done.markdown, encoding="utf-8")
    assert done.unresolved == ()
    assert "{{" not in done.markdown
    assert done.markdown == golden.read_text(encoding="utf-8")


def test_articles_number_themselves_and_references_follow(library: Bibliotheque) -> None:
    """Leaving an article out moves the numbers of those after it, in headings and in references alike."""
    trame = library.vocabularies.trames["convention"]
    chosen = default_choice(library, trame)
    whole = assemble(library, trame, chosen, {}).markdown
    without = assemble(library, trame, [c for c in chosen if library.clauses[c].data.sujet != "communication"], {}).markdown
    assert "## Article 9 – Suivi" in whole
    assert "## Article 8 – Suivi" in without
    assert "l’article 14" not in without.split("## Annexe 1")[0].replace("## Article 14", "")


def test_a_reference_to_an_article_left_out_is_reported(library: Bibliotheque) -> None:
    trame = library.vocabularies.trames["convention"]
    chosen = [c for c in default_choice(library, trame) if library.clauses[c].data.sujet != "modification-avenant"]
    done = assemble(library, trame, chosen, {})
    assert "modification-avenant" in done.unresolved
    assert "l’article relatif à la modification par avenant" in done.markdown


def test_values_stand_as_typed(library: Bibliotheque) -> None:
    trame = library.vocabularies.trames["convention"]
    done = assemble(library, trame, ["parties"], {"caf-nom": "de l’Eure {{x}} $& <b>"})
    assert "Caisse d’allocations familiales de l’Eure {{x}} $& <b>" in done.markdown
