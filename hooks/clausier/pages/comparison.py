"""The pages that set published texts side by side: all values of a few texts, or all texts on one subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markdown import Markdown

from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.links.cells import Cell, Row, parts_of
from clausier.links.comparison import Column
from clausier.links.panorama import fraction
from clausier.links.treatments import Treatment
from clausier.markdown.marks import MarksExtension
from clausier.markdown.tables import TablesExtension
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.guide import PageGuide

FOLDER = "comparer"
MOST_WITHOUT_SCRIPT = 8
"""Texts up to which the whole table stands in the page; beyond, the browser asks for the chosen ones."""
MOST_IN_FULL = 24
"""Texts whose treatment of a subject is shown in full; beyond, the most recent are, and the others by their link."""
_CLAUSE_LINK = re.compile(r'href="([a-z0-9-]+)\.md"')


@dataclass(frozen=True)
class Drafting:
    """A clause of the library with its text as HTML."""

    clause: Entry[Clause]
    html: str


@dataclass(frozen=True)
class Treated:
    """One text on one subject."""

    text: Entry[Convention]
    parts: tuple[Treatment, ...]
    cells: tuple[tuple[Row, Cell], ...]


def treated_subjects(library: Bibliotheque) -> list[str]:
    """Subjects with a page of their own: those that at least one published text treats, in their usual order."""
    treated = {s for c in library.conventions.values() for part, _ in parts_of(c) for s in part.sujets}
    return [s for s in library.vocabularies.sujets if s in treated]


def subject_entry(library: Bibliotheque, sujet: str) -> Entry[PageGuide]:
    """The page of a subject, which no file describes."""
    name = library.vocabularies.sujets[sujet].libelle
    data = PageGuide(
        titre=f"{name} : comparer les textes",
        resume="La rédaction du Clausier et ce que chaque texte publié prévoit sur ce sujet, côte à côte.",
    )
    return Entry(f"{FOLDER}/{sujet}", f"{FOLDER}/{sujet}.md", f"{FOLDER}/{sujet}/", data, "", 1)


def groups(rows: Iterable[Row]) -> list[tuple[str, str | None, list[tuple[int, Row]]]]:
    """Rows under their group, each with its rank in the whole table."""
    runs = groupby(enumerate(rows), key=lambda item: (item[1].group, item[1].sujet))
    return [(name, sujet, list(run)) for (name, sujet), run in runs]


def view(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What ``comparer.html`` shows."""
    table = links.comparison
    return {
        "groupes": groups(table.rows),
        "textes": table.columns,
        "colonnes": table.columns if len(table.columns) <= MOST_WITHOUT_SCRIPT else (),
        "modele": table.model,
        "sujets": [library.vocabularies.sujets[s] for s in treated_subjects(library)],
    }


def subject_view(library: Bibliotheque, links: Links, sujet: str) -> dict[str, Any]:
    """What ``comparaison.html`` shows: the clauses of a subject, and each text's treatment of it."""
    subjects, table = treated_subjects(library), links.comparison
    ranks = [i for i, row in enumerate(table.rows) if row.sujet == sujet]
    parts: dict[str, list[Treatment]] = {}
    for treatment in links.treatments.get(sujet, []):
        parts.setdefault(treatment.convention.id, []).append(treatment)
    treated = [
        Treated(c.text, tuple(parts[c.text.id]), tuple((table.rows[i], c.cells[i]) for i in ranks if c.cells[i].places))
        for c in table.columns
        if c.text.id in parts
    ]
    shown = most_recent(treated)
    at = subjects.index(sujet)
    return {
        "sujet": library.vocabularies.sujets[sujet],
        "redactions": _draftings(library, sujet),
        "traites": [t for t in treated if t.text.id in shown],
        "reste": [t for t in treated if t.text.id not in shown],
        "autres": [c.text for c in table.columns if c.text.id not in parts],
        "valeurs": [(table.rows[i], _gathered(table.columns, i)) for i in ranks],
        "modele": table.model,
        "rang_de": {row.id: i for i, row in enumerate(table.rows)},
        "avant": library.vocabularies.sujets[subjects[at - 1]] if at else None,
        "apres": library.vocabularies.sujets[subjects[at + 1]] if at + 1 < len(subjects) else None,
    }


def most_recent(treated: list[Treated]) -> set[str]:
    """Ids of the texts to show in full: all while they are few; else the model and those that start last."""

    def order(item: Treated) -> tuple[bool, float, str]:
        data = item.text.data
        return data.type != "modele", -(fraction(data.periode.debut) or 0), item.text.id

    return {item.text.id for item in sorted(treated, key=order)[:MOST_IN_FULL]}


def _draftings(library: Bibliotheque, sujet: str) -> list[Drafting]:
    """The clauses of a subject that may be signed, then those kept to be understood."""
    renderer = Markdown(extensions=["sane_lists", "tables", MarksExtension(library), TablesExtension()])

    def html(clause: Entry[Clause]) -> str:
        return _CLAUSE_LINK.sub(r'href="../../clauses/\1/"', renderer.reset().convert(text_to_sign(clause)))

    return [Drafting(clause, html(clause)) for clause in library.clauses_of_subject(sujet)]


def _gathered(columns: Iterable[Column], rank: int) -> list[tuple[str, str, list[tuple[Column, Cell]]]]:
    """The texts under each value of a row: its words, its kind, and who says so; silences last."""
    found: dict[tuple[str, str], list[tuple[Column, Cell]]] = {}
    for column in columns:
        cell = column.cells[rank]
        found.setdefault((" ; ".join(cell.words), cell.kind), []).append((column, cell))
    return sorted(((words, kind, who) for (words, kind), who in found.items()), key=lambda item: item[1] != "valeur")
