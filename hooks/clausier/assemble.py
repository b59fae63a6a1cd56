"""Documents to assemble: which clauses, in what order, under which article number."""

from __future__ import annotations

from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry
from clausier.model.clause import Clause
from clausier.model.vocabulaires import Partie, Trame


@dataclass(frozen=True)
class Place:
    """A clause's place in a document."""

    trame: Trame
    partie: Partie
    number: str
    """«article 9», «annexe 2», or the part's title when it has no number."""
    previous: Entry[Clause] | None
    """The clause before it in the document; the other clauses of its variant group are passed over."""
    following: Entry[Clause] | None


def numbers(trame: Trame) -> list[str]:
    """How each part is cited: articles and annexes count apart, from 1."""
    count = {"article": 0, "annexe": 0}
    cited = []
    for part in trame.parties:
        if part.numerote == "sans":
            cited.append(part.titre)
        else:
            count[part.numerote] += 1
            cited.append(f"{part.numerote} {count[part.numerote]}")
    return cited


def places(library: Bibliotheque) -> dict[str, list[Place]]:
    """Each clause's places, document by document."""
    found: dict[str, list[Place]] = {}
    for trame in library.vocabularies.trames.values():
        flow = [
            (library.clauses[name], part, number)
            for part, number in zip(trame.parties, numbers(trame), strict=True)
            for name in part.clauses
        ]
        for i, (clause, part, number) in enumerate(flow):
            found.setdefault(clause.id, []).append(
                Place(trame, part, number, _neighbour(clause, flow[:i][::-1]), _neighbour(clause, flow[i + 1 :]))
            )
    return found


def _neighbour(clause: Entry[Clause], flow: list[tuple[Entry[Clause], Partie, str]]) -> Entry[Clause] | None:
    group = clause.data.variante.groupe if clause.data.variante else None
    for other, _, _ in flow:
        if group is None or not other.data.variante or other.data.variante.groupe != group:
            return other
    return None
