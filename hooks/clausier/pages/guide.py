"""Pages written by hand: one page of the guide, and the introduction of a folder."""

from __future__ import annotations

from typing import Any

from clausier.inserts import INSERT
from clausier.library import Bibliotheque, Entry, group
from clausier.links.all import Links
from clausier.links.themes import fiches_in_turn
from clausier.model.guide import PageGuide
from clausier.pages.blocks import inserted

WORDS_A_MINUTE = 200
"""Reading speed of a text of this kind, in words."""
FIGURES_TABLE = "reperes/chiffres"
"""The page that lists every dated figure."""


def guides_of(library: Bibliotheque, folder: str) -> list[Entry[PageGuide]]:
    """Pages of one folder of the guide, its introduction left out, in rank order."""
    found = [g for name, g in library.guides.items() if name.startswith(f"{folder}/") and not name.endswith("/index")]
    return sorted(found, key=lambda g: (g.data.rang, g.titre))


def folder(library: Bibliotheque, links: Links, name: str) -> dict[str, Any]:
    """The introduction of a folder of the guide: its pages in order, under their headings."""
    return {"groupes": list(group(guides_of(library, name), lambda g: [g.data.rubrique or ""]).items())}


def view(library: Bibliotheque, links: Links, guide: Entry[PageGuide]) -> dict[str, Any]:
    """What the template ``guide.html`` shows: the page, with what its front matter ties it to."""
    siblings = guides_of(library, guide.id.split("/")[0]) if "/" in guide.id else []
    at = siblings.index(guide) if guide in siblings else -1
    clauses = {c.id: c for s in guide.data.sujets for c in library.clauses_of_subject(s) if c.data.statut == "socle"}
    return {
        "guide": guide,
        "previous": siblings[at - 1] if at > 0 else None,
        "following": siblings[at + 1] if 0 <= at < len(siblings) - 1 else None,
        "themes": [library.themes[t] for t in guide.data.themes],
        "clauses": list(clauses.values()),
        "fiches": fiches_in_turn(links.shelves, guide.data.themes),
        "text_of": library.conventions,
        "minutes": max(1, round(len(INSERT.sub("", guide.body).split()) / WORDS_A_MINUTE)),
        "table_des_chiffres": library.guides.get(FIGURES_TABLE),
    } | inserted(library, links, guide)
