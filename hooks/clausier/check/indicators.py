"""``conventions/indicateurs.yml`` against the fiches: every judged text exists, every family holds together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from clausier.check.schema import validate
from clausier.check.suggest import hint
from clausier.library import OWN, Entry
from clausier.model.fiche import Fiche
from clausier.model.indicateurs import FichierIndicateurs
from clausier.read.problems import Problem
from clausier.read.source import Source, read_yaml

FILE = "conventions/indicateurs.yml"
OWN_FILE = f"{OWN}/indicateurs.yml"
"""What a territory judges of its own fiches."""
MOST_WARNINGS = 10
"""Fiches named one by one; beyond, they are counted: a large import must not bury what else is said."""


@dataclass(frozen=True)
class Judgements:
    """The file's content with its lines; empty when there is no such file."""

    content: FichierIndicateurs
    source: Source | None = None
    file: str = FILE


def read_judgements(root: Path, report: Callable[[Problem], None], file: str = FILE) -> Judgements | None:
    """Read a file of judgements; None when it cannot be read, after its problems were reported.

    A library may do without it: its indicators are then listed without a kind.
    """
    path = root / file
    if not path.is_file():
        return Judgements(FichierIndicateurs(indicateurs=()), file=file)
    source = read_yaml(path, root)
    if isinstance(source, Problem):
        report(source)
        return None
    content = validate(source, FichierIndicateurs, report)
    return Judgements(content, source, file) if content else None


def check_judgements(judgements: Judgements, fiches: Iterable[Entry[Fiche]], report: Callable[[Problem], None]) -> None:
    """Report texts that no fiche has, texts judged twice, families that overlap or share an id."""
    if judgements.source is None:
        return
    lines = judgements.source.lines
    known = {i.texte for f in fiches for i in f.data.indicateurs}

    def say(path: tuple[str | int, ...], message: str) -> None:
        report(Problem(judgements.file, lines.of(path), message))

    judged: set[str] = set()
    for i, one in enumerate(judgements.content.indicateurs):
        where = ("indicateurs", i, "texte")
        if one.texte in judged:
            say(where, f"indicateur jugé deux fois : {_quoted(one.texte)} : n’en gardez qu’un")
        elif one.texte not in known:
            say(
                where,
                f"aucune fiche n’a cet indicateur : {_quoted(one.texte)}{hint(one.texte, known)} : reprenez ses mots exacts",
            )
        judged.add(one.texte)
    kinds = {one.texte: (one.nature, one.mesure) for one in judgements.content.indicateurs}
    ids: set[str] = set()
    held: dict[str, str] = {}
    for i, family in enumerate(judgements.content.familles):
        if family.id in ids:
            say(("familles", i, "id"), f"famille « {family.id} » déclarée deux fois : n’en gardez qu’une")
        ids.add(family.id)
        for j, text in enumerate(family.textes):
            inside = ("familles", i, "textes", j)
            if text in held:
                say(inside, f"{_quoted(text)} est déjà dans la famille « {held[text]} » : n’en gardez qu’une")
            elif text not in known:
                say(inside, f"aucune fiche n’a cet indicateur : {_quoted(text)}{hint(text, known)} : reprenez ses mots exacts")
            held.setdefault(text, family.id)
        if len({kinds[t] for t in family.textes if t in kinds}) > 1:
            say(
                ("familles", i),
                f"famille « {family.id} » : ses textes n’ont pas tous la même nature et la même mesure : séparez-les",
            )


def unjudged(
    judgements: Iterable[Judgements], fiches: Iterable[Entry[Fiche]], line_of: Callable[[Entry[Fiche], int], int]
) -> list[Problem]:
    """A warning for each fiche with indicators that nobody has judged; ``line_of`` gives the line of one of its indicators."""
    files = [one for one in judgements if one.source]
    if not files:
        return []
    judged = {one.texte for file in files for one in file.content.indicateurs}
    found: list[Problem] = []
    more = 0
    for fiche in fiches:
        missing = [i for i, one in enumerate(fiche.data.indicateurs) if one.texte not in judged]
        if not missing:
            continue
        if len(found) == MOST_WARNINGS:
            more += 1
            continue
        others = f" (et {len(missing) - 1} autre{'s' if len(missing) > 2 else ''})" if len(missing) > 1 else ""
        message = f"nature non jugée : {_quoted(fiche.data.indicateurs[missing[0]].texte)}{others} : ajoutez à {OWN_FILE if fiche.own else FILE}"
        found.append(Problem(fiche.path, line_of(fiche, missing[0]), message, "avertissement"))
    if more:
        fiches_more = f"{more} autre{'s fiches ont' if more > 1 else ' fiche a'} des indicateurs"
        found.append(Problem(FILE, 1, f"{fiches_more} de nature non jugée : ajoutez-les ici", "avertissement"))
    return found


def _quoted(text: str) -> str:
    return f"« {text if len(text) <= 60 else text[:59] + '…'} »"
