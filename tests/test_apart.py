"""Work given to other processes gives the same site, the same messages, and is done all the same when they fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from built import tree_bytes
from clausier.cache import apart
from clausier.cache.apart import FEW
from clausier.cache.store import Store
from conftest import build_site
from test_reserve import FICHE

MANY = {
    f"conventions/essai/fiches/f-{n}.md": FICHE.format(f"Ouvrir le guichet {n}", f"Le besoin numéro {n} : la Caf en parle.")
    for n in range(FEW + 20)
}
CONFIG = (
    "INHERIT: socle.yml\nsite_name: Essai\nsite_url: https://exemple.fr/depot/\nextra: {ecrire: [recherche, bureau, copie]}\n"
)
LAST = f"f-{FEW + 19}"
"""Neither the first page nor one that this process makes."""
RUN = """
import os, runpy, sys
sys.path.insert(0, "hooks")
import clausier.cache.apart as apart
apart.processes = lambda: {processes}
{more}
sys.argv = ["mkdocs", "build", "--strict", "--site-dir", "{site}"]
runpy.run_module("mkdocs", run_name="__main__")
"""
DIE = """
import multiprocessing, making
here = making.Maker.make
making.Maker.make = lambda *given: os._exit(9) if multiprocessing.parent_process() else here(*given)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ailleurs, rien n’est confié à un autre processus")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nombreuses")
    assert build_site(root, dict(MANY), CONFIG).status == 0
    shutil.rmtree(root / ".cache")
    return root


@pytest.fixture
def build(start: Path, tmp_path: Path) -> Callable[..., tuple[int, str, dict[str, bytes]]]:
    """Build a copy of the site from nothing, by so many processes; gives status, what is said without dates, and files."""

    def run(processes: int, files: dict[str, str] | None = None, more: str = "") -> tuple[int, str, dict[str, bytes]]:
        root = tmp_path / "projet"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root)
        for name, content in (files or {}).items():
            (root / name).write_text(content, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", RUN.format(processes=processes, more=more, site="neuf")],
            cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        site = tree_bytes(root / "neuf") if (root / "neuf").is_dir() else {}
        said = re.sub(r"in [\d.]+ seconds", "", done.stdout + done.stderr)
        return done.returncode, said, {name: content for name, content in site.items() if not name.endswith(".gz")}

    return run


def test_several_processes_make_the_same_site(build: Callable[..., tuple[int, str, dict[str, bytes]]]) -> None:
    (status, said, alone), (other_status, other_said, shared) = build(1), build(3)
    assert (status, other_status) == (0, 0), other_said
    assert said == other_said
    assert len(alone) > 200
    assert [name for name in alone.keys() | shared.keys() if alone.get(name) != shared.get(name)] == []


def test_they_say_what_one_process_says(build: Callable[..., tuple[int, str, dict[str, bytes]]], start: Path) -> None:
    name = f"conventions/essai/fiches/{LAST}.md"
    warned = {name: (start / name).read_text(encoding="utf-8") + "\nVoir [la suite](#nulle-part) et [ici](absent.odt).\n"}
    alone, shared = build(1, warned), build(3, warned)
    assert alone[:2] == shared[:2]
    assert shared[0] and "absent.odt" in shared[1]


def test_an_error_names_its_page(build: Callable[..., tuple[int, str, dict[str, bytes]]], start: Path) -> None:
    text = (start / "overrides/fiche.html").read_text(encoding="utf-8")
    broken = text.replace(
        "{% block content %}", f"{{% block content %}}{{% if entry.id == '{LAST}' %}}{{{{ entry.a.b }}}}{{% endif %}}"
    )
    for processes in (1, 3):
        status, said, _ = build(processes, {"overrides/fiche.html": broken})
        assert status
        assert f"La page conventions/essai/fiches/{LAST}.md ne se construit pas" in said


def test_what_another_process_failed_to_make_is_made_here(build: Callable[..., tuple[int, str, dict[str, bytes]]]) -> None:
    (_, _, alone), (status, said, shared) = build(1), build(3, more=DIE)
    assert status == 0, said
    assert alone == shared


def test_a_copy_knows_what_was_made_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "processes", lambda: 2)
    store = Store()
    store.keep("avant", "clef", b"un")
    apart.apart(store, lambda: store.keep("après", "clef", (store.take("avant", "clef") or b"rien") + b", deux"))()
    assert store.take("après", "clef") == b"un, deux"
