"""Good and bad contents (tests/cas/contenus): every problem at its place, and nothing but the problems expected.

A case: ``nom``; ``fichiers`` (path: text, null to remove, ``{octets: <base64>}``) and ``remplace`` (path: {before: after})
change the smallest library of conftest.py; then ``erreurs`` («path:line : part of the message»), or ``accepte: true``
with, perhaps, the ``avertissements`` expected.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import golden
from clausier.check import load
from clausier.read.problems import InvalidContent, Problem
from conftest import SOCLE

KEYS = {"nom", "fichiers", "remplace", "erreurs", "accepte", "avertissements"}
CASES = [case for file in sorted((golden.CASES / "contenus").glob("*.yml")) for case in golden.listed(f"contenus/{file.name}")]


def changes(case: dict[str, Any]) -> dict[str, str | bytes | None]:
    """The files that a case adds, changes or removes; a replacement that would replace nothing is a mistake of the case."""
    files = {n: base64.b64decode(c["octets"]) if isinstance(c, dict) else c for n, c in case.get("fichiers", {}).items()}
    for name, pairs in case.get("remplace", {}).items():
        text = SOCLE[name]
        for before, after in pairs.items():
            assert text.count(before) == 1, f"« {before} » doit être une fois et une seule dans {name}"
            text = text.replace(before, after)
        files[name] = text
    return files


def same(expected: list[str], found: Sequence[Problem]) -> bool:
    """Whether each expected line has its own problem, and each problem its expected line."""
    left = list(found)
    for line in expected:
        place, fragment = line.split(" : ", 1)
        match = next((p for p in left if f"{p.path}:{p.line}" == place and fragment in p.message), None)
        if match is None:
            return False
        left.remove(match)
    return not left


@pytest.mark.parametrize("case", CASES)
def test_content(case: dict[str, Any], project: Callable[..., Path]) -> None:
    assert set(case) <= KEYS and ("erreurs" in case) != (case.get("accepte") is True), (
        "un cas a « erreurs » ou « accepte: true »"
    )
    root = project(changes(case))
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    try:
        warnings = load(root).warnings
    except InvalidContent as invalid:
        problems = invalid.problems
    for key, found in (("erreurs", problems), ("avertissements", warnings)):
        if not same(case.get(key, []), found):
            shown = "\n".join(f"  {p}" for p in found) or "  (rien)"
            expected = "\n".join(f"  {e}" for e in case.get(key, [])) or "  (rien)"
            pytest.fail(f"« {case['nom']} » : {key} attendues :\n{expected}\ntrouvées :\n{shown}", pytrace=False)
