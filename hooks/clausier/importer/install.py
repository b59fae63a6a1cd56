"""From text to disk, all or nothing: the folder is written beside, then put in place by one renaming."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

WORK = ".importations"
"""Folder of the library where imports are prepared and reported; git ignores it."""


class Occupied(Exception):
    """The convention is there already, and nobody said to replace it."""


def install(root: Path, name: str, files: Mapping[str, str], replace: bool, place: str = "") -> None:
    """Write ``conventions/<name>/``, under ``place`` (``mon-territoire/``) when it is given.

    Raises:
        Occupied: when the folder exists and ``replace`` is false; nothing was written.
        OSError: when the disk refuses; nothing is left half-written, and what was there is there.
    """
    target = root / f"{place}conventions" / name
    new, old = root / WORK / name, root / WORK / f"{name}.ancien"
    if target.exists() and not replace:
        raise Occupied(name)
    with _cleared(new, old, target):
        for path, text in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_text(text, encoding="utf-8", newline="\n")
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rename(old)
        new.rename(target)


@contextlib.contextmanager
def _cleared(new: Path, old: Path, target: Path) -> Iterator[None]:
    """Whatever happens, Ctrl-C included: nothing half-written stays, and nothing that was there is lost."""
    _recover(new, old, target)
    try:
        yield
    finally:
        _recover(new, old, target)


def _recover(new: Path, old: Path, target: Path) -> None:
    """Finish or undo what was cut short: also what a killed run left."""
    if old.exists() and not target.exists():
        old.rename(target)
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        new.parent.rmdir()
