"""``pytest --qualite``: what the checks that passed have counted, written in ``docs/qualite.yml`` for the page «Qualité».

A test counts by ``mesurer(…)``, called last: reached only when nothing before it failed. Figures of checks that were not run stay,
with their own date.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).resolve().parent.parent / "docs/qualite.yml"
HEAD = "# Les derniers chiffres des essais, que montre la page « Qualité ». « make qualite » les écrit : ne les changez pas à la main.\n"
ORDER = (
    "essais", "axe", "zoom", "clavier", "liens", "html", "copie", "reseau", "hostiles", "injections", "mutants", "typographie",
)  # fmt: skip
"""Order of the page; what it does not name comes last."""
GROUPS: dict[str, tuple[tuple[str, ...], str, str, str, str]] = {
    "essais": ((), "Essais automatiques", "essais réussis, aucun échec", "Nombre d’essais lancés par la commande, un par cas", "make qualite"),
    "hostiles": (
        ("test_hostiles", "test_corpus", "test_contenus", "test_files", "test_yaml_lines"),
        "Fichiers faux ou hostiles",
        "cas : une page correcte ou un message français avec fichier et ligne",
        "Encodages, structures, bombes YAML, emboîtements, fichiers énormes, liens symboliques : un essai par cas",
        "pytest --qualite tests/test_hostiles.py tests/test_corpus.py tests/test_contenus.py tests/test_files.py tests/test_yaml_lines.py",
    ),
    "injections": (
        ("test_injections",),
        "Tentatives d’exécuter un script par un contenu",
        "essais, aucun script exécuté",
        "Chaque valeur d’un petit site porte une attaque ; pages, fichiers et navigateur sont examinés",
        "pytest --qualite tests/test_injections.py",
    ),
    "clavier": (
        ("test_clavier",),
        "Parcours au clavier, contraste forcé, mouvement réduit",
        "essais réussis",
        "Menu, recherche, filtres, comparaison, atelier : ordre, focus visible, aucun piège, Échap ferme",
        "pytest --qualite tests/test_clavier.py",
    ),
    "copie": (
        ("test_hors_ligne",),
        "Copie hors ligne, ouverte depuis un disque, sans réseau",
        "essais réussis, aucune erreur dans la console",
        "La copie est décompressée puis parcourue dans un navigateur",
        "pytest --qualite tests/test_hors_ligne.py",
    ),
}  # fmt: skip
"""Measures that are a number of tests: their modules (none: the whole suite), what they look for, what the number means, how, the command."""

_passed: Counter[str] = Counter()
_failed: Counter[str] = Counter()
_measures: dict[str, dict[str, Any]] = {}
_module: dict[str, str] = {}
"""Module in which each figure was found."""


@pytest.fixture
def mesurer(request: pytest.FixtureRequest) -> Callable[[str, str, str, str, str], None]:
    """Note a figure: id, what is measured, what was found, how, and the command. Call it last in a test."""

    def note(*figure: str) -> None:
        # A report carries it from the process that runs the test to the one that counts them all.
        request.node.user_properties.append(("mesure", figure))

    return note


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    module = Path(report.nodeid.split("::")[0]).stem
    if report.failed:
        _failed[module] += 1
    elif report.when == "call" and report.passed:
        _passed[module] += 1
        for id, *said in (figure for name, figure in report.user_properties if name == "mesure"):
            _note(str(id), *map(str, said))
            _module[str(id)] = module


def _note(id: str, mesure: str, valeur: str, comment: str, commande: str) -> None:
    _measures[id] = {"id": id, "mesure": mesure, "valeur": valeur, "date": datetime.date.today(), "comment": comment, "commande": commande}  # fmt: skip


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not session.config.getoption("--qualite") or hasattr(session.config, "workerinput"):
        return
    for id in [id for id, module in _module.items() if _failed[module]]:
        del _measures[id]
    chosen = bool(session.config.option.keyword or session.config.option.lf)
    whole = not chosen and session.config.args_source == pytest.Config.ArgsSource.TESTPATHS
    for id, (modules, mesure, mots, comment, commande) in GROUPS.items():
        counted = modules or tuple(_passed)
        if chosen or any(_failed[m] for m in counted) or not all(_passed[m] for m in counted) or not (modules or whole):
            continue
        _note(id, mesure, f"{sum(_passed[m] for m in counted)} {mots}", comment, commande)
    write(FILE, _measures)


def write(file: Path, measures: dict[str, dict[str, Any]]) -> None:
    """Put new measures in the file; the others stay."""
    kept = yaml.safe_load(file.read_text(encoding="utf-8"))["mesures"] if file.is_file() else []
    every = {m["id"]: m for m in kept} | measures
    ranked = sorted(every.values(), key=lambda m: (ORDER.index(m["id"]) if m["id"] in ORDER else len(ORDER), m["id"]))
    if ranked:
        text = yaml.safe_dump({"mesures": ranked}, allow_unicode=True, sort_keys=False, width=1000)
        file.write_text(HEAD + text, encoding="utf-8", newline="\n")
