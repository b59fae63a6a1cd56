"""``clausier importer``: a .docx, .pdf, .odt or text becomes ``conventions/<id>/``, to be reread."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausier.commands.console import CommandError, Progress
from clausier.commands.root import add_place, add_root, find_root, place_of
from clausier.model.values import ID_PATTERN
from clausier.read.problems import InvalidContent, Problem
from clausier.read.source import Source, read_markdown

if TYPE_CHECKING:
    from clausier.importer.files import Imported


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "importer",
        help="fait d’un .docx, .pdf, .odt ou texte une convention de la bibliothèque",
        description=(
            "Lit une convention et en fait conventions/<id>/, ou mon-territoire/conventions/<id>/ : articles, annexes, fiches-actions.\n"
            "Chaque fichier est marqué « a_relire » : le site ne se construit pas avant votre relecture.\n"
            "Les noms de personnes sont retirés et listés dans un rapport qui ne se publie pas."
        ),
    )
    parser.add_argument("fichier", metavar="FICHIER", help="le document à lire")
    parser.add_argument(
        "--id", metavar="ID", help="nom du dossier, qui devient l’adresse (par défaut : d’après le nom du fichier)"
    )
    parser.add_argument("--titre", metavar="TITRE", help="titre du texte (par défaut : le sien)")
    parser.add_argument("--mise-en-page", metavar="YML", help="vos mots à ajouter à ceux de mises-en-page.yml")
    parser.add_argument("--remplacer", action="store_true", help="remplace le dossier s’il existe déjà")
    parser.add_argument(
        "--essai", action="store_true", help="montre ce qui serait reconnu, sans rien écrire dans la bibliothèque"
    )
    add_place(parser)
    add_root(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    # What reads office files is heavy: only this command loads it.
    from clausier.front import slug
    from clausier.importer.install import WORK, Occupied, install
    from clausier.importer.report import report, summary

    root, path = find_root(options.racine), Path(options.fichier)
    name = options.id or slug(path.stem)
    if not ID_PATTERN.fullmatch(name) or len(name) > 80:
        raise CommandError(f"--id {name} : minuscules sans accents, chiffres et tirets (« pays-de-lorvaux »)", 2)
    place = place_of(root, options.own)
    shown = f"{place}conventions/{name}"
    if place and (root / "conventions" / name / "index.md").is_file():
        raise CommandError(f"conventions/{name} est un texte du fonds commun : donnez un autre nom avec --id")
    if (root / shown).exists() and not (options.remplacer or options.essai):
        raise CommandError(f"{shown} existe déjà : donnez un autre nom avec --id, ou ajoutez --remplacer")
    made = read_and_compose(root, path, options.titre, options.mise_en_page)
    if options.essai:
        print(report(made, shown, path.name, []), end="")
        return 0
    try:
        install(root, name, made.files, options.remplacer, place)
    except Occupied:
        raise CommandError(f"{shown} existe déjà : ajoutez --remplacer") from None
    except OSError as error:
        raise CommandError(f"{shown} : écriture impossible ({error.strerror}) : rien n’a été changé") from None
    problems = _problems(root, f"{shown}/")
    notes = root / WORK / f"{name}.md"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text(report(made, shown, path.name, problems), encoding="utf-8", newline="\n")
    print("\n".join(summary(made, shown)))
    for problem in problems:
        print(f"à corriger aussi — {problem}")
    print(f"Rapport : {WORK}/{name}.md. Relisez chaque fichier, puis retirez-en la ligne « a_relire ».")
    return 0


def read_and_compose(root: Path, path: Path, titre: str | None, words: str | None) -> Imported:
    """The import of a file, in memory."""
    from clausier.check.vocabularies import load_vocabularies
    from clausier.importer.blocks import Unreadable
    from clausier.importer.files import compose
    from clausier.importer.layout import load_layout
    from clausier.importer.readers import read
    from clausier.importer.walk import walk

    layout = load_layout(Path(words) if words else None)
    if isinstance(layout, Problem):
        raise CommandError(str(layout))
    progress = Progress("Lecture, page")
    try:
        reading = read(path, progress)
    except Unreadable as unreadable:
        raise CommandError(str(unreadable)) from None
    finally:
        progress.clear()
    vocabulary = load_vocabularies(root, lambda problem: None)
    labels = {s.id: s.libelle for s in vocabulary.sujets.values()}
    acronyms = [s.sigle for s in vocabulary.sigles]
    return compose(reading, walk(reading, layout), layout, path.name, titre, date.today(), labels, _themes(root), acronyms)


def _themes(root: Path) -> dict[str, list[str]]:
    """Names and synonyms of each theme, by id."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "docs/themes").glob("*.md")):
        if path.name != "index.md" and isinstance(source := read_markdown(path, root), Source):
            synonyms = source.data.get("synonymes") or []
            found[path.stem] = [
                str(source.data.get("titre", path.stem)),
                *map(str, synonyms if isinstance(synonyms, list) else [synonyms]),
            ]
    return found


def _problems(root: Path, under: str) -> list[Problem]:
    """What the check will say of the new files, beside that they are to be reread."""
    from clausier.check import load

    try:
        load(root)
    except InvalidContent as invalid:
        return [p for p in invalid.problems if p.path.startswith(under) and "a_relire" not in p.message]
    return []
