"""Files written beside the pages, written again as they were when they come from the same thing; templates once compiled."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from clausier.cache.store import FILE, Store


def made(store: Store, name: str, key: str, write: Callable[[Path], object]) -> bytes:
    """The files that ``write`` puts in the folder that it is given, or those that it put there from the same ``key``, packed."""

    def pack() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder))
            return pickle.dumps(
                {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}
            )

    return store.made(f"fichiers {name}", key, pack)


def unpack(packed: bytes, site: Path) -> None:
    """Put files under ``site``."""
    for uri, content in pickle.loads(packed).items():
        target = site / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def bytecode(root: Path) -> BytecodeCache | None:
    """Where Jinja keeps compiled templates, beside the store; it tells by itself those that have changed. None when nothing can be written."""
    folder = (root / FILE).parent / "gabarits"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))
