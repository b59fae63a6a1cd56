"""``python -m clausier.check``: every problem of the library in a second, without building the site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clausier.check import load
from clausier.read.problems import InvalidContent
from clausier.words import plural

FOLDERS = ("clauses", "conventions", "docs")


def rewrite(root: Path) -> list[Path]:
    """Rewrite files saved with a byte-order mark or Windows line ends; returns those changed."""
    changed = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".md", ".yml") and path.is_file():
                raw = path.read_bytes()
                try:
                    raw.decode("utf-8")
                except UnicodeDecodeError:
                    continue  # another encoding: bytes that look like line ends may be halves of letters
                clean = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                if clean != raw:
                    path.write_bytes(clean)
                    changed.append(path)
    return changed


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="clausier.check", description="Vérifie tous les contenus du Clausier.", add_help=False
    )
    parser.add_argument("racine", nargs="?", default=".", help="dossier du projet (par défaut : le dossier courant)")
    parser.add_argument(
        "--corriger", action="store_true", help="réenregistre les fichiers qui ont un BOM ou des fins de ligne de Windows"
    )
    parser.add_argument("-h", "--help", action="help", help="affiche cette aide")
    options = parser.parse_args(arguments)
    root = Path(options.racine).resolve()
    if options.corriger:
        for path in rewrite(root):
            print(f"{path.relative_to(root).as_posix()} : réenregistré")
    try:
        library = load(root)
    except InvalidContent as invalid:
        print(invalid, file=sys.stderr)
        count = len(invalid.problems)
        print(f"{count} problème{'s' if count > 1 else ''} à corriger.", file=sys.stderr)
        return 1
    for warning in library.warnings:
        print(f"avertissement — {warning}", file=sys.stderr)
    print(
        f"Tout est en ordre : {plural(len(library.clauses), 'clause')}, {plural(len(library.conventions), 'texte publié', 'textes publiés')}, "
        f"{plural(len(library.fiches), 'fiche-action', 'fiches-actions')}, {plural(len(library.themes), 'thème')}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
