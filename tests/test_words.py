"""Values in French words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clausier import words
from clausier.model.values import Silence
from clausier.model.vocabulaires import Parametre


def parameter(kind: str, unite: str | None = None) -> Parametre:
    choix = {"expresse": "Expresse", "exclue": "Exclue"} if kind == "choix" else {}
    return Parametre.model_validate({"id": "p", "libelle": "P", "type": kind, "unite": unite, "sujet": "s", "choix": choix})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2025, 12, 15), "15 décembre 2025"),
        (date(2022, 1, 1), "1er janvier 2022"),
        (date(2022, 8, 11), "11 août 2022"),
        (2026, "2026"),
    ],
)
def test_days(value: Any, said: str) -> None:
    assert words.day(value) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((2026,), "2026"),
        ((2026, 2027), "2026-2027"),
        ((2026, 2027, 2028, 2029), "2026-2029"),
        ((2026, 2028), "2026, 2028"),
        ((2026, 2027, 2029), "2026, 2027, 2029"),
    ],
)
def test_years(values: tuple[int, ...], said: str) -> None:
    assert words.years(values) == said


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (999, "999"), (42161, "42·161"), (1234567, "1·234·567")])
def test_numbers(value: int, said: str) -> None:
    assert words.number(value).replace("\u202f", "·") == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 clause"), (1, "1 clause"), (2, "2 clauses"), (1500, "1·500 clauses")])
def test_plurals(count: int, said: str) -> None:
    assert words.plural(count, "clause").replace("\u202f", "·") == said


def test_irregular_plural() -> None:
    assert words.plural(2, "aval", "avals") == "2 avals"


def test_three_silences_are_told_apart() -> None:
    for kind in ("entier", "intervalle", "date", "choix", "booleen"):
        said = {words.value_in_words(parameter(kind, "mois"), {"etat": e}) for e in ("muet", "blanc", "sans-objet")}
        assert said == {"le texte n’en parle pas", "laissé en blanc", "sans objet"}
    assert words.silence(Silence(etat="blanc")) == "laissé en blanc"
    assert words.silence("un texte") is None


@pytest.mark.parametrize(
    ("kind", "unit", "raw", "said"),
    [
        ("entier", "mois", 6, "6 mois"),
        ("entier", None, 49, "49"),
        ("entier", "mois", 0, "0 mois"),
        ("entier", "habitants", 42161, "42·161 habitants"),
        ("booleen", None, True, "oui"),
        ("booleen", None, False, "non"),
        ("date", None, date(2030, 12, 31), "31 décembre 2030"),
        ("date", None, 2030, "2030"),
        ("choix", None, "expresse", "Expresse"),
        ("choix", None, ["expresse", "exclue"], "Expresse ; ou : Exclue"),
        ("intervalle", "ans", 4, "4 ans"),
        ("intervalle", "ans", {"min": 3, "max": 5}, "3 à 5 ans"),
        ("intervalle", "ans", {"min": 5, "max": 5}, "5 ans"),
        ("intervalle", "ans", {"min": 3}, "au moins 3 ans"),
        ("intervalle", "ans", {"max": 5}, "au plus 5 ans"),
        ("intervalle", "ans", {"min": 0, "max": 5}, "0 à 5 ans"),
        ("intervalle", "habitants", {"min": 1000, "max": 5000}, "1·000 à 5·000 habitants"),
    ],
)
def test_parameters(kind: str, unit: str | None, raw: Any, said: str) -> None:
    assert words.value_in_words(parameter(kind, unit), raw).replace("\u202f", "·") == said
