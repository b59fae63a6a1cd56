"""``python -m clausier.stage``: build the site beside the last good one, and swap them only when it is whole.

Nothing is built when nothing has changed since the site that stands. A build that fails or is killed leaves ``site/`` as it
was; a swap cut short is finished by the next run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from clausier.cache.site import remember, sources, unchanged

NEW, OLD, DONE = ".site-neuf", ".site-ancien", ".site-pret"
"""Being built; being replaced; file that says that ``NEW`` is whole."""


def recover(root: Path) -> None:
    """Finish or undo a swap that was cut short, and clear what a killed build left."""
    new, old, site, done = root / NEW, root / OLD, root / "site", root / DONE
    if not site.exists():
        if done.exists() and new.exists():
            new.rename(site)
        elif old.exists():
            old.rename(site)
    done.unlink(missing_ok=True)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)


def swap(root: Path) -> None:
    """Put the new site in place of the last one."""
    new, old, site, done = root / NEW, root / OLD, root / "site", root / DONE
    done.touch()
    if site.exists():
        site.rename(old)
    new.rename(site)
    done.unlink()
    shutil.rmtree(old, ignore_errors=True)


def build(root: Path) -> int:
    """Build strictly, swap on success. Returns the exit status of the build."""
    recover(root)
    before = sources(root)  # What changes during the build is for the next one.
    if unchanged(root, before):
        print("Rien n’a changé depuis la dernière construction : le site qui est dans site/ est à jour.")
        return 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", NEW]
    status = subprocess.run(command, cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=False).returncode
    if status:
        shutil.rmtree(root / NEW, ignore_errors=True)
        print("Le site n’est pas construit ; le précédent est resté en place.", file=sys.stderr)
        return status
    swap(root)
    remember(root, before)
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(f"Site construit dans site/ : {pages} pages.")
    return 0


if __name__ == "__main__":
    sys.exit(build(Path.cwd()))
