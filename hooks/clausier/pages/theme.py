"""The page of a theme."""

from __future__ import annotations

from typing import Any

from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.model.theme import Theme
from clausier.pages.blocks import inserted


def view(library: Bibliotheque, links: Links, theme: Entry[Theme]) -> dict[str, Any]:
    """What the template ``theme.html`` shows."""
    shelf = links.shelves[theme.id]
    return inserted(library, links, theme) | {
        "theme": theme,
        "shelf": shelf,
        "silent_texts": [c for c in library.conventions.values() if c.data.type != "modele" and c not in shelf.conventions],
        "transversal": [c for c in library.clauses.values() if not c.data.themes and c.data.statut == "socle"],
    }
