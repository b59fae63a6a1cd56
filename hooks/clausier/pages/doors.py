"""The doors of the menu: those of ``socle.yml``, without the ones that lead to nothing, with the territory's."""

from __future__ import annotations

from typing import Any

from clausier.library import OWN_HOME, Bibliotheque


def doors(library: Bibliotheque, nav: list[Any]) -> list[Any]:
    """``nav`` as this copy needs it.

    Args:
        library: checked.
        nav: MkDocs's own setting, one ``{title: file}`` a door.
    """
    empty = set()
    if not library.clauses:
        empty |= {"clauses/index.md"}
    if not library.vocabularies.trames:
        empty |= {"atelier/index.md"}
    if not library.conventions:
        empty |= {"conventions/index.md"}
    if not library.fiches:
        empty |= {"fiches/index.md"}
    kept = [door for door in nav if not (isinstance(door, dict) and empty & set(door.values()))]
    return [*kept, {"Notre territoire": f"{OWN_HOME}.md"}] if library.own_pages else kept
