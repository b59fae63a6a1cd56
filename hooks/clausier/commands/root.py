"""Where the library is: the nearest folder, from here up, that holds ``clauses`` and ``conventions``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clausier.commands.console import CommandError
from clausier.library import OWN


def find_root(given: str | None = None) -> Path:
    """The library's folder.

    Raises:
        CommandError: (2) when there is none.
    """
    if given is not None:
        root = Path(given).resolve()
        if not root.is_dir():
            raise CommandError(f"{given} : ce dossier n’existe pas", 2)
        return root
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "clauses").is_dir() and (folder / "conventions").is_dir():
            return folder
    raise CommandError(
        "aucune bibliothèque ici : placez-vous dans le dossier du Clausier, celui qui contient « clauses » et « conventions »",
        2,
    )


def add_place(parser: Any) -> None:
    """The two options that say where to write."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--mon-territoire", dest="own", action="store_const", const=True,
        help="écrit sous mon-territoire/ (par défaut dès que ce dossier existe)",
    )  # fmt: skip
    where.add_argument(
        "--commun", dest="own", action="store_const", const=False, help="écrit dans les dossiers communs à toutes les copies"
    )


def place_of(root: Path, own: bool | None) -> str:
    """Where to write, from the root: ``mon-territoire/`` or "". A copy has that folder, the shared library has not."""
    return f"{OWN}/" if ((root / OWN).is_dir() if own is None else own) else ""


def add_root(parser: object) -> None:
    parser.add_argument("--racine", metavar="DOSSIER", help="dossier du Clausier (par défaut : celui où l’on est)")  # type: ignore[attr-defined]
