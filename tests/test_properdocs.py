"""The engine can be left: ProperDocs builds the same site with the same hooks, byte for byte."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from built import tree_bytes
from conftest import ROOT


@pytest.mark.complet
@pytest.mark.skipif(
    not importlib.util.find_spec("properdocs"), reason="ProperDocs n’est pas installé : « make properdocs » l’installe"
)
def test_properdocs_builds_the_same_site(real_site: Path, tmp_path: Path) -> None:
    target = tmp_path / "depot"
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = tree_bytes(real_site), tree_bytes(target)
    assert sorted(ours) == sorted(theirs)
    assert not [name for name, raw in ours.items() if theirs[name] != raw]
