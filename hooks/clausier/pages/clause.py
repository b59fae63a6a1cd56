"""The page of a clause."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from clausier import blanks
from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.links.themes import fiches_in_turn
from clausier.model.clause import Clause
from clausier.model.vocabulaires import Champ

NOTICE = (
    "Rédaction du Clausier, distincte de celle du modèle national ; à faire valider par votre Caf et votre service juridique."
)
OWN_NOTICE = "Rédaction de notre territoire, distincte de celles du Clausier et du modèle national ; à faire valider par votre Caf et votre service juridique."


MOST_TEXTS = 12
"""Articles of published texts shown beside a clause, the model's first; the comparison of its subject holds all of them."""
MOST_CLAUSES = 8
"""Clauses of the same themes that a page names."""


@dataclass(frozen=True)
class UsedField:
    """A blank of a clause; for a group, the labels of the parts that the text uses."""

    champ: Champ
    parts: tuple[str, ...]


def fields_used(library: Bibliotheque, clause: Entry[Clause]) -> list[UsedField]:
    """Blanks of the clause's text, in order of first use."""
    parts: dict[str, list[str]] = {}
    for mark in blanks.marks(clause.body):
        if mark.kind in ("champ", "chaque"):
            used = parts.setdefault(mark.name, [])
            if mark.part and mark.part not in used:
                used.append(mark.part)
    fields = library.vocabularies.champs
    return [
        UsedField(fields[name], tuple(c.libelle for c in fields[name].champs if c.id in used)) for name, used in parts.items()
    ]


def view(library: Bibliotheque, links: Links, clause: Entry[Clause]) -> dict[str, Any]:
    """What the template ``clause.html`` shows."""
    data = clause.data
    treatments, themes = links.treatments.get(data.sujet, []), set(data.themes)
    names = {v.parametre.id for t in treatments[:MOST_TEXTS] for v in t.values}
    variants = library.variants_of(clause)
    guides = list(links.guides_of_subject.get(data.sujet, []))
    guides += [g for t in data.themes for g in links.shelves[t].guides if g not in guides]
    return {
        "clause": clause,
        "notice": OWN_NOTICE if clause.own else NOTICE,
        "sujet": library.vocabularies.sujets[data.sujet],
        "places": links.places.get(clause.id, []),
        "variants": variants,
        "treatments": treatments[:MOST_TEXTS],
        "treatments_count": len(treatments),
        "parametres": [p for p in library.vocabularies.parametres.values() if p.id in names],
        "champs": fields_used(library, clause),
        "themes": [library.themes[t] for t in data.themes],
        "same_subject": [c for c in library.clauses_of_subject(data.sujet) if c.id != clause.id and c not in variants],
        "same_theme": list(
            islice((c for c in library.clauses.values() if c.id != clause.id and themes & set(c.data.themes)), MOST_CLAUSES)
        ),
        "fiches": fiches_in_turn(links.shelves, data.themes),
        "text_of": library.conventions,
        "guides": guides[:4],
    }
