"""How long an author waits for the preview: from saving a fiche to the page served."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

LONGEST = 300.0
"""Seconds after which the preview is taken for dead."""
_PAUSE = 0.02


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def _wait(address: str, words: str) -> float:
    """Seconds until the page holds ``words``.

    Raises:
        TimeoutError: after ``LONGEST``.
    """
    start = time.perf_counter()
    while time.perf_counter() - start < LONGEST:
        if words in _read(address):
            return time.perf_counter() - start
        time.sleep(_PAUSE)
    raise TimeoutError(f"{address} : « {words} » n’apparaît pas")


def after_an_edit(root: Path, turn: int) -> float:
    """Start the preview of a project, edit one fiche, and wait for it."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        fiche = sorted(root.glob("conventions/*/fiches/*.md"))[turn]
        address = f"http://127.0.0.1:{port}/depot/{fiche.relative_to(root).with_suffix('').as_posix()}/"
        _wait(address, "</html>")
        time.sleep(2)  # The first build is over, and its files are watched.
        marker = f"Retouche {turn} du banc"
        with fiche.open("a", encoding="utf-8") as text:
            text.write(f"\n{marker}\n")
        return _wait(address, marker)
    finally:
        process.terminate()
        process.wait(timeout=30)
