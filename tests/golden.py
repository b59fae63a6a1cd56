"""Golden cases: the YAML files of ``tests/cas``, to which anyone can add a case without programming."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).parent / "cas"


def read(name: str) -> dict[str, Any]:
    """One file of ``tests/cas``."""
    content = yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(content, dict), f"tests/cas/{name} doit être une suite de lignes « clé: valeur »"
    return content


def listed(name: str, key: str = "cas", label: str = "nom") -> list[Any]:
    """The cases under ``key`` as pytest parameters, each under its ``label``; two cases never share one."""
    cases = read(name)[key]
    names = [str(case[label]) for case in cases]
    twice = {n for n in names if names.count(n) > 1}
    assert not twice, f"tests/cas/{name} : plusieurs cas portent le même nom : {', '.join(sorted(twice))}"
    return [pytest.param(case, id=f"{Path(name).stem}: {case_name}") for case, case_name in zip(cases, names, strict=True)]
