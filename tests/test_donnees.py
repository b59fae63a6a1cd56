"""The page of the open data: it describes what the files hold, and its examples run."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from built import Node, pages
from clausier.check import load
from clausier.exports.described import files, type_of
from clausier.exports.site import KINDS, schema
from clausier.model.donnees import FichierDonnees
from conftest import ROOT, Visit

NAMES = tuple(KINDS)


@pytest.fixture(scope="module")
def said() -> FichierDonnees:
    return FichierDonnees.model_validate(yaml.safe_load((ROOT / "docs/donnees.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def page(real_site: Path) -> Node:
    return pages(real_site)["donnees/index.html"].root


def data(site: Path, name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((site / f"donnees/{name}.json").read_text(encoding="utf-8"))[name]
    return found


def table(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / f"donnees/{name}.csv").read_text(encoding="utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_has_a_sense_and_every_sense_a_key(said: FichierDonnees, name: str) -> None:
    keys = set(schema(name, KINDS[name][0])["properties"][name]["items"]["properties"])
    assert not {k for k in keys if not said.sense(name, k)}, "clés sans sens : écrivez-le dans docs/donnees.yml"
    own = next(t.cles for t in said.tables if t.id == name)
    assert set(own) <= keys, "sens de clés qui n’existent plus : retirez-les de docs/donnees.yml"
    assert set(KINDS[name][2]) <= keys


def test_common_senses_serve_and_files_are_those_of_the_site(said: FichierDonnees) -> None:
    keys = [set(schema(n, KINDS[n][0])["properties"][n]["items"]["properties"]) for n in NAMES]
    assert not {k for k in said.communes if not any(k in of for of in keys)}
    assert {t.id for t in said.tables} == set(NAMES)
    assert said.journal[0].version == said.format and len({c.version for c in said.journal}) == len(said.journal)


@pytest.mark.parametrize("name", NAMES)
def test_the_real_files_follow_their_schemas(real_site: Path, name: str) -> None:
    rules = json.loads((real_site / f"donnees/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    content = json.loads((real_site / f"donnees/{name}.json").read_text(encoding="utf-8"))
    checker = Draft202012Validator(rules, format_checker=FormatChecker())
    assert [f"{list(e.path)} {e.message}" for e in checker.iter_errors(content)] == []


def test_every_file_of_the_folder_is_described(real_site: Path, page: Node) -> None:
    given = {p.relative_to(real_site / "donnees").as_posix() for p in (real_site / "donnees").rglob("*") if p.is_file()}
    described = {a.attrs["href"] for a in page.all("a") if a.attrs["href"].endswith((".json", ".csv"))}
    assert given - {"index.html"} == described


@pytest.mark.parametrize("name", NAMES)
def test_tables_hold_what_the_json_holds(real_site: Path, page: Node, name: str) -> None:
    rows, entries = table(real_site, name), data(real_site, name)
    assert len(rows) == len(entries) and [r["url"] for r in rows] == [e["url"] for e in entries]
    assert tuple(rows[0]) == KINDS[name][2]
    listed = page.all("table", class_="cles")[NAMES.index(name)]
    shown = {r.all("th")[0].text(): r.all("td")[2].text() for r in listed.all("tr")[1:]}
    assert {k for k, in_csv in shown.items() if in_csv == "oui"} == set(KINDS[name][2])
    assert {k for e in entries for k in e} <= set(shown)


def test_addresses_of_the_data_lead_to_pages(real_site: Path) -> None:
    for name in NAMES:
        for entry in data(real_site, name):
            target, _, fragment = str(entry["url"]).partition("#")
            text = (real_site / target / "index.html").read_text(encoding="utf-8")
            assert not fragment or f'id="{fragment}"' in text, entry["url"]


def examples(site: Path, language: str, address: str) -> list[str]:
    """The examples as a visitor copies them, led to the site under test."""
    text = (site / "donnees/index.html").read_text(encoding="utf-8")
    found = [html.unescape(c) for c in re.findall(rf'<code class="exemple-{language}">(.*?)</code>', text, re.DOTALL)]
    assert found and all("<" not in re.sub(r"[<>=]=?|=>", "", c) for c in found)
    return [re.sub(r'site = "[^"]*"', f'site = "{address}"', c) for c in found]


@pytest.mark.navigateur
def test_the_python_examples_run(real_site: Path, address: str) -> None:
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout
        for code in examples(real_site, "python", address)
    )
    measured = data(real_site, "indicateurs")
    young = [i for i in measured if "jeunesse" in i["themes"]]  # type: ignore[operator]
    assert first.startswith(f"{len(young)} indicateurs sur {len(measured)}\n- {young[0]['texte']} → {address}conventions/")
    fiches = data(real_site, "fiches")
    blank = sum(f.get("pilote") == {"etat": "blanc"} for f in fiches)
    assert f"Pilote laissé en blanc : {blank}\n" in second
    assert sum(int(line.rsplit(" : ", 1)[1]) for line in second.splitlines()[:-1]) == len(fiches)


@pytest.mark.navigateur
def test_the_javascript_example_runs(visit: Callable[..., Visit], real_site: Path, address: str) -> None:
    page = visit().page
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}donnees/")
    (code,) = examples(real_site, "javascript", address)
    page.evaluate(f"(async () => {{ {code} }})()")
    assert any(line.startswith("Dénonciation avec préavis de six mois") and address in line for line in said)


def test_spreadsheets_read_the_tables_as_the_page_says(real_site: Path, page: Node) -> None:
    """UTF-8 with its mark, semicolons alone, quotes around what needs them: no cell is cut, no accent lost."""
    steps = " ".join(li.text() for li in page.all("li"))
    assert "Unicode (UTF-8)" in steps and "Point-virgule" in steps
    for name in NAMES:
        raw = (real_site / f"donnees/{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", quotechar='"', strict=True))
        assert {len(row) for row in rows} == {len(KINDS[name][2])}
        assert not [c for row in rows for c in row if c[:1] in ("=", "+", "-", "@")]


def test_a_library_that_says_nothing_of_its_data_still_builds(project: Callable[..., Path]) -> None:
    library = load(project({}))
    assert library.vocabularies.donnees is None
    described = files(library)
    assert [f.id for f in described] == list(NAMES) and all(k.type for f in described for k in f.keys)


def test_a_fault_in_the_description_is_told_to_its_author(project: Callable[..., Path]) -> None:
    from clausier.read.problems import InvalidContent

    with pytest.raises(InvalidContent) as told:
        load(project({"docs/donnees.yml": 'format: "1"\njournal: []\ntables: []\n'}))
    assert {p.path for p in told.value.problems} == {"docs/donnees.yml"}


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ({"type": "string"}, "texte"),
        ({"type": "string", "format": "date"}, "date (AAAA-MM-JJ)"),
        ({"enum": ["a", "b"]}, "un de : a, b"),
        ({"anyOf": [{"$ref": "#/$defs/Silence"}, {"type": "integer"}, {"type": "null"}]}, "nombre entier, ou silence"),
        ({"type": "array", "items": {"$ref": "#/$defs/X"}}, "liste : objet (a, b)"),
        ({}, "valeur"),
    ],
)
def test_types_are_told_in_french(shape: dict[str, object], words: str) -> None:
    assert type_of(shape, {"X": {"properties": {"a": {}, "b": {}}}, "Silence": {}}) == words
