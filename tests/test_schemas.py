"""The JSON Schemas that editors use: up to date, true of every real document, and blind to no ordinary mistake."""

from __future__ import annotations

import json
import re
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from clausier.read.problems import Problem
from clausier.read.source import Source, read_markdown, read_yaml
from clausier.schemas import FOLDER, SAID, schemas
from conftest import ROOT

WRITTEN = schemas(ROOT)


def commented(name: str) -> Any:
    """JSON with comments, each on its own line."""
    rows = (ROOT / ".vscode" / name).read_text(encoding="utf-8").split("\n")
    return json.loads("\n".join(row for row in rows if not row.lstrip().startswith("//")))


SETTINGS = commented("settings.json")
LINKED: list[tuple[str, str]] = [
    (pattern, Path(name).name)
    for name, patterns in [
        *SETTINGS["yaml.schemas"].items(),
        *((one["schema"], one["fichiers"]) for one in SETTINGS["clausier.schemas"]),
    ]
    for pattern in ([patterns] if isinstance(patterns, str) else patterns)
]
"""Pattern of files, name of their schema, as VS Code is told."""


def plain(value: Any) -> Any:
    """What an editor sees: YAML 1.2 has no dates."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def faults(schema: str, value: Any) -> list[str]:
    whole = json.loads(WRITTEN[schema])
    return [e.message for e in jsonschema.Draft7Validator(whole).iter_errors(plain(value))]


def schema_of(path: str) -> str | None:
    """The first that matches, as in the editor: patterns go from the particular to the general."""
    parts = path.split("/")
    for pattern, name in LINKED:
        wanted = pattern.split("/")
        if len(parts) == len(wanted) and all(map(fnmatch, parts, wanted)):
            return name
    return None


def contents() -> list[str]:
    found = [
        p for folder in ("clauses", "conventions", "docs") for p in (ROOT / folder).rglob("*") if p.suffix in (".md", ".yml")
    ]
    return sorted(p.relative_to(ROOT).as_posix() for p in found)


def test_they_are_up_to_date() -> None:
    on_disk = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / FOLDER).glob("*.json")}
    assert on_disk == WRITTEN, "lancez « make schemas »"
    for text in WRITTEN.values():
        jsonschema.Draft7Validator.check_schema(json.loads(text))


def test_each_key_says_what_it_is() -> None:
    said = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    models = {}
    for text in WRITTEN.values():
        whole = json.loads(text)
        models |= whole["$defs"]
        for key, shape in whole["properties"].items():
            assert shape.get("description"), (whole["title"], key)
    for name, model in models.items():
        for key, shape in model["properties"].items():
            assert shape.get("description"), (name, key)
        assert set(said[name]) == set(model["properties"]), name


def test_every_real_document_is_admitted_by_the_schema_that_the_editor_uses() -> None:
    unlinked = []
    for path in contents():
        read = read_markdown if path.endswith(".md") else read_yaml
        source = read(ROOT / path, ROOT)
        assert isinstance(source, Source), source
        if schema := schema_of(path):
            assert not (said := faults(schema, source.data)), f"{path} ({schema}) : {said[:3]}"
        else:
            unlinked.append(path)
    # Nobody types these: tests and the pages of the open data write or mirror them.
    assert unlinked == ["docs/donnees.yml", "docs/qualite.yml"]


CLAUSE: dict[str, Any] = {
    "titre": "Durée", "sujet": "duree", "statut": "socle", "resume": "Une phrase.",
    "versions": [{"numero": "1.0", "date": "2026-11-22", "motif": "Première rédaction"}],
}  # fmt: skip
TEXT: dict[str, Any] = {
    "titre": "CTG", "titre_court": "CTG", "type": "convention", "etat": "signee", "resume": "Une phrase.", "verifie": "2026-11-22",
    "territoire": {"nom": "Lorvaux"}, "caf": {"etat": "muet"}, "signature": "2025-12-15", "periode": {"debut": 2026, "fin": "2030-12-31"},
    "source": {"titre": "CTG", "nature": "acte signé"},
}  # fmt: skip
GUIDE = {
    "titre": "T",
    "resume": "R",
    "question": "Quoi ?",
    "public": "élus",
    "verifie": "2026-11-22",
    "sources": [{"titre": "S"}],
}


def test_right_ones_are_admitted() -> None:
    assert not faults("clause.schema.json", CLAUSE | {"themes": "petite-enfance", "variante": None})
    assert not faults(
        "convention.schema.json",
        TEXT | {"articles": [{"titre": "Durée", "resume": "R", "parametres": {"reconduction": {"etat": "blanc"}}}]},
    )
    assert not faults(
        "fiche.schema.json",
        {"titre": "T", "indicateurs": ["Un texte", {"texte": "Autre"}], "echeances": [{"annees": "2026-2028"}]},
    )
    assert not faults("page-du-guide.schema.json", GUIDE)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("clause.schema.json", CLAUSE | {"titres": "x"}),
        ("clause.schema.json", {k: v for k, v in CLAUSE.items() if k != "sujet"}),
        ("clause.schema.json", CLAUSE | {"statut": "socles"}),
        ("clause.schema.json", CLAUSE | {"themes": ["jeunnesse"]}),
        ("clause.schema.json", CLAUSE | {"themes": "jeunnesse"}),
        ("clause.schema.json", CLAUSE | {"sujet": "durée"}),
        ("clause.schema.json", CLAUSE | {"versions": []}),
        ("clause.schema.json", CLAUSE | {"versions": [{"numero": 1.0, "date": "2026-11-22", "motif": "M"}]}),
        ("clause.schema.json", CLAUSE | {"versions": [{"numero": "1.0", "date": "22/11/2026", "motif": "M"}]}),
        ("clause.schema.json", CLAUSE | {"variante": {"groupe": "a", "libelle": "b", "qand": "c"}}),
        ("convention.schema.json", TEXT | {"caf": {"etat": "muette"}}),
        ("convention.schema.json", TEXT | {"type": "ctg"}),
        ("convention.schema.json", TEXT | {"articles": [{"numero": 1, "titre": "T", "resume": "R"}]}),
        ("convention.schema.json", TEXT | {"articles": [{"titre": "T", "resume": "R", "parametres": {"reconductions": "expresse"}}]}),
        ("convention.schema.json", TEXT | {"articles": [{"titre": "T", "resume": "R", "parametres": {"reconduction": "expres"}}]}),
        ("convention.schema.json", TEXT | {"signataires": [{"nature": "mairie", "nom": "X"}]}),
        ("fiche.schema.json", {"titre": "T", "pilotes": ["X"]}),
        ("fiche.schema.json", {"titre": ["T"]}),
        ("fiche.schema.json", {"titre": ""}),
        ("fiche.schema.json", {"titre": "T", "echeances": [{"annees": "2026/2028"}]}),
        ("fiche.schema.json", {"titre": "T", "indicateurs": [{"text": "X"}]}),
        ("theme.schema.json", {"titre": "T", "rang": "1", "resume": "R"}),
        ("page-du-guide.schema.json", {k: v for k, v in GUIDE.items() if k != "sources"}),
        ("champs.schema.json", {"sections": [], "champs": [{"id": "a", "libelle": "b", "type": "text", "section": "c"}]}),
        ("trames-du-territoire.schema.json", {"ajouts": [{"trame": "conventions", "partie": "P", "clauses": ["a"]}]}),
    ],
)  # fmt: skip
def test_ordinary_mistakes_are_not(schema: str, value: Any) -> None:
    assert faults(schema, value)


# --- VS Code ---


def test_what_the_editor_is_told_exists() -> None:
    assert {name for _, name in LINKED} <= set(WRITTEN)
    assert set(WRITTEN) == {name for _, name in LINKED}
    extension = json.loads((ROOT / ".vscode/extensions/clausier/package.json").read_text(encoding="utf-8"))
    assert "clausier.schemas" in extension["contributes"]["configuration"]["properties"]
    assert (ROOT / ".vscode/extensions/clausier" / extension["main"]).is_file()
    assert commented("extensions.json")["recommendations"] == ["redhat.vscode-yaml"]


def test_the_task_reads_what_the_check_says() -> None:
    pattern = commented("tasks.json")["tasks"][0]["problemMatcher"]["pattern"]["regexp"]
    problem = Problem("clauses/duree.md", 7, "thème inconnu « jeunnesse » (vouliez-vous dire « jeunesse » ?)")
    for line in (str(problem), f"avertissement — {problem}"):
        found = re.match(pattern, line)
        assert found and found.groups() == ("clauses/duree.md", "7", problem.message)
    assert not re.match(pattern, "Tout est en ordre : 163 clauses, 5 textes publiés.")
