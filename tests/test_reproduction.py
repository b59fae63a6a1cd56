"""The same contents give the same files: under another umask, with other dates of files, in another folder, by another Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from built import tree_bytes
from conftest import Site

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("clauses", "conventions", "docs", "hooks", "overrides", "mkdocs.yml", "socle.yml")
LATER = """
import datetime, time
now = time.time
time.time = lambda: now() + 400 * 86400
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)
datetime.datetime = Later
"""
"""Another day, for the Python that starts with it."""
OTHER = os.environ.get("AUTRE_PYTHON", "")
"""Another Python that has the same packages; continuous integration names one."""


def manifest(site: Path) -> dict[str, str | dict[str, str]]:
    """Digest of each file of a built site; of a zipped one, digest of each entry."""
    found: dict[str, str | dict[str, str]] = {}
    for name, content in tree_bytes(site).items():
        if name.endswith((".docx", ".xlsx", ".zip")):
            with zipfile.ZipFile(site / name) as package:
                found[name] = {entry: _digest(package.read(entry)) for entry in package.namelist()}
        else:
            found[name] = _digest(content)
    assert len(found) > 30
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def build(root: Path, python: str = sys.executable, umask: int = 0o022, **environment: str) -> dict[str, str | dict[str, str]]:
    """Build the project in ``root`` and give the manifest of its site."""
    done = subprocess.run(
        [python, "-m", "mkdocs", "build", "--strict", "--site-dir", "construit"],
        cwd=root, capture_output=True, text=True, timeout=600, umask=umask,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""} | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return manifest(root / "construit")


def differences(first: dict[str, str | dict[str, str]], second: dict[str, str | dict[str, str]]) -> list[str]:
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def moved(root: Path, target: Path) -> Path:
    """A copy made in another order of files, with other dates."""
    target.mkdir(parents=True)
    for path in sorted(
        (p for p in root.rglob("*") if p.is_file() and "site" not in p.relative_to(root).parts[:1]), reverse=True
    ):
        copy = target / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1_000_000_000, 1_000_000_000))
    return target


@pytest.fixture
def small(site: Callable[..., Site]) -> Path:
    built = site()
    assert built.status == 0, built.output
    return built.root


def test_nothing_shows_of_the_day_the_place_or_the_machine(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    first = manifest(small / "site")
    other = moved(small, tmp_path_factory.mktemp("ailleurs") / "un dossier à accents")
    clock = tmp_path_factory.mktemp("horloge")
    (clock / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    second = build(other, umask=0o077, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C", PYTHONPATH=str(clock))
    assert differences(first, second) == []
    assert {"sitemap.xml", "404.html", "donnees/fiches.json"} <= set(first)


@pytest.mark.skipif(not OTHER, reason="AUTRE_PYTHON ne nomme pas un autre Python qui ait les mêmes bibliothèques")
def test_another_python_gives_the_same_files(small: Path) -> None:
    assert differences(build(small), build(small, python=OTHER)) == []


def real(target: Path) -> Path:
    target.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.mark.complet
def test_the_real_site_is_the_same_twice(tmp_path: Path) -> None:
    """By two Pythons when there are two, else twice by one."""
    first = build(real(tmp_path / "un"), PYTHONHASHSEED="1")
    second = build(moved(tmp_path / "un", tmp_path / "deux"), OTHER or sys.executable, 0o077, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")  # fmt: skip
    assert differences(first, second) == []
