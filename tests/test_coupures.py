"""``make site`` killed for good at any moment: the site stays whole, of one build, and the next run starts from there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from built import tree_bytes
from clausier.stage import NEW, recover

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ce système ne tue pas ainsi")

ROOT = Path(__file__).resolve().parent.parent
PAGES = 60
SLOW = """
import os, shutil, time
from pathlib import Path
def late(function):
    def done(*args, **kwargs):
        time.sleep(0.02)
        result = function(*args, **kwargs)
        time.sleep(0.02)
        return result
    return done
for owner, name in ((Path, "touch"), (Path, "rename"), (Path, "unlink"), (shutil, "rmtree")):
    setattr(owner, name, late(getattr(owner, name)))
"""
"""Leaves time to kill between two steps of the swap."""


def make(root: Path, word: str) -> None:
    (root / "docs").mkdir(exist_ok=True)
    for i in range(PAGES):
        (root / f"docs/{'index' if i == 0 else f'p{i}'}.md").write_text(f"# {word} {i}\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: Essai\nplugins: []\n", encoding="utf-8")


def start(root: Path, slow: bool) -> subprocess.Popen[bytes]:
    """``python -m clausier.stage`` in a group of its own, so that its build dies with it."""
    code = f"{SLOW if slow else ''}\nfrom clausier.stage import build\nraise SystemExit(build(Path.cwd()))"
    return subprocess.Popen(
        [sys.executable, "-c", f"from pathlib import Path\n{code}"],
        cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def pages(folder: Path) -> dict[str, bytes]:
    """Pages of a site, without what tells the day."""
    found = tree_bytes(folder)
    return {name: re.sub(rb"Build Date UTC : \S+ \S+", b"", found[name]) for name in found if name.endswith(".html")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The pages of each of the two builds."""
    found = {}
    for word in ("ancien", "neuf"):
        root = tmp_path_factory.mktemp(word)
        make(root, word)
        assert start(root, slow=False).wait(60) == 0
        found[word] = pages(root / "site")
        assert len(found[word]) >= PAGES
    return found


def interrupted(root: Path, wait: float, slow: bool) -> None:
    """Start a build and kill it, and all that it started, after ``wait`` seconds."""
    process = start(root, slow)
    time.sleep(wait)
    with contextlib.suppress(ProcessLookupError):  # It had ended.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def check(root: Path, whole: dict[str, dict[str, bytes]]) -> str:
    """What stands after a kill, once recovered: the pages of one build, all of them."""
    site = root / "site"
    if site.exists():  # What visitors get at this very moment.
        assert pages(site) in whole.values()
    recover(root)
    found = pages(site)
    assert not list(root.glob(".site-*"))
    return next(word for word, expected in whole.items() if found == expected)


def kill_many(root: Path, whole: dict[str, dict[str, bytes]], kills: int, seed: int) -> set[str]:
    """Kill many builds at random moments, each from the old site; returns which sites were seen."""
    make(root, "ancien")
    assert start(root, slow=False).wait(60) == 0
    shutil.copytree(root / "site", root / "garde")
    make(root, "neuf")
    began = time.monotonic()
    assert start(root, slow=True).wait(60) == 0
    length = time.monotonic() - began
    rng, seen = Random(seed), set()
    for _ in range(kills):
        shutil.rmtree(root / "site")
        shutil.copytree(root / "garde", root / "site")
        # Half of the kills fall near the end, where the sites are swapped.
        interrupted(root, rng.uniform(0, length) if rng.random() < 0.5 else rng.uniform(0.8, 1.1) * length, slow=True)
        seen.add(check(root, whole))
    assert start(root, slow=False).wait(60) == 0
    assert pages(root / "site") == whole["neuf"]
    return seen


def test_a_build_killed_at_random_leaves_a_whole_site(tmp_path: Path, whole: dict[str, dict[str, bytes]]) -> None:
    kill_many(tmp_path, whole, kills=3, seed=1)


@pytest.mark.complet
def test_many_builds_killed_at_random_leave_a_whole_site(tmp_path: Path, whole: dict[str, dict[str, bytes]]) -> None:
    assert kill_many(tmp_path, whole, kills=80, seed=2) == {"ancien", "neuf"}


def test_the_next_run_finishes_what_a_kill_left(tmp_path: Path, whole: dict[str, dict[str, bytes]]) -> None:
    """Without anyone asking for a recovery: the next build begins with it."""
    make(tmp_path, "neuf")
    (tmp_path / NEW).mkdir()
    (tmp_path / NEW / "index.html").write_text("à moitié", encoding="utf-8")
    interrupted(tmp_path, 0.4, slow=True)
    assert start(tmp_path, slow=False).wait(60) == 0
    assert pages(tmp_path / "site") == whole["neuf"]
    assert not list(tmp_path.glob(".site-*"))
