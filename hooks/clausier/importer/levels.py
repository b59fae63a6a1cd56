"""The plan's own levels, gathered from its fiches: «Axe», then «Objectif stratégique»."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import Any

from clausier.front import slug
from clausier.importer.draft import Draft
from clausier.importer.layout import Layout
from clausier.importer.plain import fold

DEEPEST = 4
"""Levels that a plan may nest; the library shows no more."""
SAME = 0.88
"""How near two titles are that a reading machine has spelt differently."""


@dataclass
class _Node:
    id: str
    libelle: str
    titre: str
    below: list[_Node] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        said: dict[str, Any] = {"id": self.id, "libelle": self.libelle, "titre": self.titre}
        return said | ({"niveaux": [n.data() for n in self.below]} if self.below else {})


def gather(draft: Draft, layout: Layout) -> tuple[list[dict[str, Any]], list[str]]:
    """The tree of levels, and the id of each fiche's own level («» when it has none)."""
    roots: list[_Node] = []
    taken: set[str] = set()
    own: list[str] = []
    for fiche in draft.fiches:
        siblings, last = roots, ""
        for word, titre in fiche.levels[:DEEPEST]:
            node = _find(siblings, layout.spelt(word), titre)
            if node is None:
                node = _Node(free_id(slug(titre, 40), taken), layout.spelt(word)[:400], titre[:400])
                siblings.append(node)
            else:
                draft.consumed.append(titre)
            draft.consumed.append(word)
            siblings, last = node.below, node.id
        own.append(last)
    return [n.data() for n in roots], own


def _find(siblings: list[_Node], word: str, titre: str) -> _Node | None:
    for node in siblings:
        near = difflib.SequenceMatcher(None, fold(node.titre), fold(titre)).ratio()
        if fold(node.libelle) == fold(word) and (near >= SAME):
            return node
    return None


def free_id(name: str, taken: set[str]) -> str:
    """The name, or the name with a number when it is taken."""
    free, rank = name, 2
    while free in taken:
        free, rank = f"{name}-{rank}", rank + 1
    taken.add(free)
    return free
