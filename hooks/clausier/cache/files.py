"""Files written beside the pages, written again as they were when they come from the same thing; templates once compiled."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from clausier.cache.store import FILE, Store


def again(store: Store, name: str, key: str, site: Path, write: Callable[[Path], object]) -> None:
    """Have ``write`` put its files under ``site``, or put there those that it wrote from the same ``key``.

    Args:
        write: given a folder, writes files in it; what it reads of the site must belong to the key.
    """
    kept = store.take(f"fichiers {name}", key)
    if kept is None:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder))
            made = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}
        kept = pickle.dumps(made)
        store.keep(f"fichiers {name}", key, kept)
    for uri, content in pickle.loads(kept).items():
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
