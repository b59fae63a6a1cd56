"""The page that leads to all that is the territory's own."""

from __future__ import annotations

from typing import Any

from clausier.library import OWN, Bibliotheque, group
from clausier.links.all import Links
from clausier.pages.guide import guides_of


def view(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What ``territoire.html`` shows: pages under their headings, texts with their fiches, clauses."""
    return {
        "groupes": list(group(guides_of(library, OWN), lambda g: [g.data.rubrique or ""]).items()),
        "textes": [(text, library.fiches_of(text.id)) for text in library.conventions.values() if text.own],
        "clauses": [clause for clause in library.clauses.values() if clause.own],
    }
