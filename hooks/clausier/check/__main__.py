"""``python -m clausier.check``: every problem of the library in a second; ``clausier verifier`` does the same and more."""

from __future__ import annotations

import sys
from pathlib import Path

from clausier.commands.console import CommandError, complain, prepare
from clausier.commands.parser import Parser
from clausier.commands.verifier import rewrite, verify

__all__ = ["main", "rewrite"]


def main(arguments: list[str] | None = None) -> int:
    prepare()
    parser = Parser(prog="clausier.check", description="Vérifie tous les contenus du Clausier.")
    parser.add_argument("racine", nargs="?", default=".", help="dossier du projet (par défaut : le dossier courant)")
    parser.add_argument(
        "--corriger", action="store_true", help="réenregistre les fichiers qui ont un BOM ou des fins de ligne de Windows"
    )
    try:
        options = parser.parse_args(arguments)
    except CommandError as error:
        complain(str(error))
        return error.status
    return verify(Path(options.racine).resolve(), mend=options.corriger)


if __name__ == "__main__":
    sys.exit(main())
