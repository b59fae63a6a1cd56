"""``clausier verifier``: every problem of the library, or of what lies under a path, without building the site."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from clausier.check import load
from clausier.check.files import FOLDERS
from clausier.commands.console import CommandError
from clausier.commands.root import add_root, find_root
from clausier.read.problems import InvalidContent, Problem
from clausier.words import plural


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "verifier",
        help="vérifie tous les contenus, ou un dossier, ou un fichier",
        description="Vérifie les contenus comme le fait la construction du site, et dit comment corriger.",
    )
    parser.add_argument("chemin", nargs="?", metavar="CHEMIN", help="ne dit que ce qui est sous ce dossier ou dans ce fichier")
    parser.add_argument(
        "--corriger", action="store_true", help="réenregistre d’abord les fichiers que Windows a marqués (BOM, CRLF)"
    )
    parser.add_argument(
        "--format",
        choices=("texte", "annotations"),
        default="texte",
        help="annotations : pour une demande de fusion sur GitHub",
    )
    add_root(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    root = find_root(options.racine)
    under = _under(root, options.chemin) if options.chemin else ""
    return verify(root, under, options.corriger, options.format)


def _under(root: Path, given: str) -> str:
    """The path, from the root, with forward slashes; "" for the root itself."""
    path = Path(os.path.abspath(given))  # noqa: PTH100 (links are kept: the check speaks of them)
    if not path.exists() and not path.is_symlink() and (root / given).exists():
        path = root / given
    if not path.exists() and not path.is_symlink():
        raise CommandError(f"{given} : ce chemin n’existe pas", 2)
    for base in (root, Path(os.path.abspath(root))):  # noqa: PTH100
        for found in (path, path.resolve()):
            if found.is_relative_to(base):
                inside = found.relative_to(base).as_posix()
                return "" if inside == "." else inside
    raise CommandError(f"{given} : ce chemin n’est pas dans la bibliothèque ({root})", 2)


def rewrite(root: Path, under: str = "") -> list[Path]:
    """Rewrite files saved with a byte-order mark or Windows line ends; returns those changed."""
    changed = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".md", ".yml") and path.is_file() and is_under(path.relative_to(root).as_posix(), under):
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


def is_under(path: str, under: str) -> bool:
    return not under or PurePosixPath(path).is_relative_to(under)


def verify(root: Path, under: str = "", mend: bool = False, form: str = "texte") -> int:
    """Check the library and say what is wrong under ``under``; returns the exit status."""
    if mend:
        for path in rewrite(root, under):
            print(f"{path.relative_to(root).as_posix()} : réenregistré")
    try:
        library = load(root)
    except InvalidContent as invalid:
        problems = [p for p in invalid.problems if is_under(p.path, under)]
        for problem in problems:
            print(
                annotation(problem) if form == "annotations" else problem,
                file=sys.stdout if form == "annotations" else sys.stderr,
            )
        elsewhere = len(invalid.problems) - len(problems)
        if problems:
            print(f"{plural(len(problems), 'problème')} à corriger{_elsewhere(elsewhere)}.", file=sys.stderr)
            return 1
        print(f"Rien à corriger sous {under}{_elsewhere(elsewhere)}.")
        return 0
    for warning in library.warnings:
        if is_under(warning.path, under):
            print(
                annotation(warning) if form == "annotations" else f"avertissement — {warning}",
                file=sys.stdout if form == "annotations" else sys.stderr,
            )
    if under:
        print(f"Tout est en ordre sous {under}.")
        return 0
    print(
        f"Tout est en ordre : {plural(len(library.clauses), 'clause')}, {plural(len(library.conventions), 'texte publié', 'textes publiés')}, "
        f"{plural(len(library.fiches), 'fiche-action', 'fiches-actions')}, {plural(len(library.themes), 'thème')}."
    )
    return 0


def _elsewhere(count: int) -> str:
    return f" ; {plural(count, 'autre')} ailleurs dans la bibliothèque" if count else ""


def annotation(problem: Problem) -> str:
    """A problem as GitHub's workflow command: it shows on the line, in the pull request."""

    def escaped(text: str, more: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if more else text

    kind = "error" if problem.level == "erreur" else "warning"
    return f"::{kind} file={escaped(problem.path, True)},line={problem.line},title=Clausier::{escaped(problem.message)}"
