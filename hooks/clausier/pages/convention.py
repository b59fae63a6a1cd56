"""The page of a published text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clausier.library import Bibliotheque, Entry, group
from clausier.links.all import Links
from clausier.links.treatments import Value, part_anchor, part_name
from clausier.model.clause import Clause
from clausier.model.convention import Annexe, Article, Convention, Niveau
from clausier.model.fiche import Fiche, LigneDePlan
from clausier.words import value_in_words


@dataclass(frozen=True)
class Branch:
    """A level of the plan with what stands under it."""

    niveau: Niveau | None
    """None for the actions that stand outside any level."""
    fiches: tuple[Entry[Fiche], ...]
    lignes: tuple[LigneDePlan, ...]
    """Action lines without a fiche."""
    branches: tuple[Branch, ...]

    @property
    def count(self) -> int:
        """Actions in this branch and below."""
        return len(self.fiches) + len(self.lignes) + sum(b.count for b in self.branches)


@dataclass(frozen=True)
class PartView:
    """An article or annexe with the clauses that serve its subjects."""

    part: Article | Annexe
    name: str
    anchor: str
    values: tuple[Value, ...]
    clauses: tuple[Entry[Clause], ...]


def plan_tree(text: Entry[Convention], fiches: Iterable[Entry[Fiche]]) -> list[Branch]:
    """The plan under the text's own levels; what has no level comes first."""
    by_level = group(fiches, lambda f: [f.data.niveau])
    lines = group(text.data.plan, lambda ligne: [ligne.niveau])

    def branch(niveau: Niveau) -> Branch:
        return Branch(
            niveau, tuple(by_level.get(niveau.id, ())), tuple(lines.get(niveau.id, ())), tuple(map(branch, niveau.niveaux))
        )

    loose = Branch(None, tuple(by_level.get(None, ())), tuple(lines.get(None, ())), ())
    return ([loose] if loose.count else []) + [branch(n) for n in text.data.niveaux]


MOST_CLAUSES = 4


def _serving(library: Bibliotheque, text: Entry[Convention], part: Article | Annexe) -> tuple[Entry[Clause], ...]:
    """Clauses to set beside a part: those of an avenant for an avenant, the essential ones first."""
    found = {c.id: c for s in part.sujets for c in library.clauses_of_subject(s)}
    wanted = "avenant" if text.data.type == "avenant" else "convention"
    trame = library.vocabularies.trames.get(wanted)
    own = {name for p in trame.parties for name in p.clauses} if trame else set()
    order = {"socle": 0, "option": 1, "historique": 2}
    return tuple(sorted(found.values(), key=lambda c: (c.id not in own, order[c.data.statut]))[:MOST_CLAUSES])


def _parts(library: Bibliotheque, text: Entry[Convention], parts: Sequence[Article | Annexe]) -> list[PartView]:
    words = library.vocabularies.parametres
    found = []
    for i, part in enumerate(parts):
        values = tuple(Value(words[n], raw, value_in_words(words[n], raw)) for n, raw in part.parametres.items())
        found.append(PartView(part, part_name(part), part_anchor(part, i), values, _serving(library, text, part)))
    return found


def view(library: Bibliotheque, links: Links, text: Entry[Convention]) -> dict[str, Any]:
    """What the template ``convention.html`` shows."""
    fiches = library.fiches_of(text.id)
    tree = plan_tree(text, fiches)
    amended = text.data.modifie
    return {
        "convention": text,
        "fiches": fiches,
        "fiche_of": {f.id: f for f in fiches},
        "tree": tree,
        "action_count": sum(b.count for b in tree),
        "articles": _parts(library, text, text.data.articles),
        "annexes": _parts(library, text, text.data.annexes),
        "amends": library.conventions.get(amended.texte) if amended and amended.texte else None,
        "amended_by": links.amended_by.get(text.id, []),
        "themes": [library.themes[t] for t in library.themes if any(t in f.data.themes for f in fiches)],
        "theme_of": library.themes,
        "sujet_of": library.vocabularies.sujets,
        "model": next((c for c in library.conventions.values() if c.data.type == "modele" and c.id != text.id), None),
    }
