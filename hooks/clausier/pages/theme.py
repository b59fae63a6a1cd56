"""The page of a theme. It stays readable however much the library holds: beyond some size it shows a part and leads to the rest."""

from __future__ import annotations

from typing import Any

from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.model.theme import Theme
from clausier.pages.blocks import inserted

WHOLE = 60
"""Fiches up to which a theme shows them all."""
MOST_TEXTS = 12
"""Territories shown beyond, those with most fiches first."""
MOST_FICHES = 3
"""Fiches of each shown beyond."""
MOST_NAMES = 40
"""Clauses, and texts, that a page names."""


def view(library: Bibliotheque, links: Links, theme: Entry[Theme]) -> dict[str, Any]:
    """What the template ``theme.html`` shows."""
    shelf = links.shelves[theme.id]
    whole = shelf.fiche_count <= WHOLE
    present = {c.id for c in shelf.conventions}
    silent = [c for c in library.conventions.values() if c.data.type != "modele" and c.id not in present]
    indicators = [i for i in links.bank.indicators if theme.id in i.themes]
    return inserted(library, links, theme) | {
        "theme": theme,
        "shelf": shelf,
        "whole": whole,
        "fiches": [(t, f, f if whole else f[:MOST_FICHES]) for t, f in shelf.fiches[: None if whole else MOST_TEXTS]],
        "other_texts": 0 if whole else max(0, len(shelf.fiches) - MOST_TEXTS),
        "clauses": shelf.clauses[:MOST_NAMES],
        "texts": shelf.conventions[:MOST_NAMES],
        "silent_texts": silent[:MOST_NAMES],
        "silent_more": max(0, len(silent) - MOST_NAMES),
        "indicators": len(indicators),
        "transversal": [c for c in library.clauses.values() if not c.data.themes and c.data.statut == "socle"],
    }
