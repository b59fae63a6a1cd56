"""``clausier nouveau``: asks what it needs, and writes a file that passes the checks."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clausier.check import load
from clausier.commands import new_clause, new_convention, new_fiche, new_theme
from clausier.commands.ask import Asker, Question, add_questions
from clausier.commands.console import CommandError
from clausier.commands.root import add_place, add_root, find_root, place_of
from clausier.library import Bibliotheque
from clausier.read.problems import InvalidContent


@dataclass(frozen=True)
class Kind:
    """One kind of document."""

    help: str
    questions: Callable[[], list[Question]]
    """Every question, for the options; what depends on the library is filled in when asked."""
    make: Callable[[Path, Bibliotheque, Asker, str], Mapping[str, str]]
    """Text of each file to write, by its path from the root; last comes the folder to write in, "" or ``mon-territoire/``."""
    placed: bool = True
    """Whether one may choose between the shared folders and the territory's."""


KINDS = {
    "clause": Kind("une clause modèle, avec sa place dans un document à assembler", new_clause.questions, new_clause.make),
    "fiche": Kind("une fiche-action d’un texte publié", new_fiche.questions, new_fiche.make, placed=False),
    "convention": Kind("un texte publié : convention, avenant ou modèle", new_convention.questions, new_convention.make),
    "theme": Kind("un thème", new_theme.questions, new_theme.make, placed=False),
}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "nouveau",
        help="écrit une clause, une fiche, une convention ou un thème, déjà conforme",
        description="Pose quelques questions et écrit le fichier. Chaque question a son option : sans terminal, donnez-les toutes.",
    )
    kinds = parser.add_subparsers(dest="sorte", metavar="SORTE", title="Sortes", required=True, parser_class=type(parser))
    for name, kind in KINDS.items():
        one = kinds.add_parser(name, help=kind.help, description=f"Écrit {kind.help}.")
        add_questions(one, kind.questions())
        if kind.placed:
            add_place(one)
        add_root(one)
        one.set_defaults(run=run, sorte=name)


def run(options: argparse.Namespace) -> int:
    root = find_root(options.racine)
    try:
        library = load(root)
    except InvalidContent as invalid:
        first = invalid.problems[0]
        raise CommandError(
            f"la bibliothèque a déjà des problèmes, corrigez-les d’abord (« clausier verifier ») : {first}"
        ) from None
    kind = KINDS[options.sorte]
    files = kind.make(root, library, Asker(options), place_of(root, options.own) if kind.placed else "")
    write(root, files)
    for path in files:
        print(f"{path} : écrit")
    print(
        "La vérification passe. Il reste à écrire ce qui est entre crochets."
        if any("[À écrire" in t for t in files.values())
        else "La vérification passe."
    )
    return 0


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write the files, check the library, and undo everything if it does not pass or is interrupted."""
    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in files}
    done = False
    try:
        for path, text in files.items():
            _put(root / path, text.encode())
        load(root)
        done = True
    except InvalidContent as invalid:
        raise CommandError(f"rien n’est écrit, la vérification ne passerait pas : {invalid.problems[0]}") from None
    except OSError as error:
        raise CommandError(f"écriture impossible ({error.strerror}) : rien n’est écrit") from None
    finally:
        if not done:
            for path, old in before.items():
                _restore(root / path, old)


def _put(path: Path, raw: bytes) -> None:
    """Write beside, then rename: a file is never half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.nouveau")
    try:
        beside.write_bytes(raw)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _restore(path: Path, old: bytes | None) -> None:
    if old is not None:
        _put(path, old)
        return
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()  # only when it was made for this file, and is empty
        path.parent.parent.rmdir()
