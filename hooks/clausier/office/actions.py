"""The actions of a published plan in words: the rows of its tracking table."""

from __future__ import annotations

from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry, niveaux_flat
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche, LigneDePlan
from clausier.model.values import Silence
from clausier.pages.convention import Branch, plan_tree
from clausier.pages.fiche import grouped
from clausier.words import ETATS_FICHE, years

NOT_SAID = "non renseigné dans la source"
NO_LEVEL = "Hors axe"
NO_FICHE = "sans fiche dans le texte lu"
SILENCES = {"muet": NOT_SAID, "blanc": "rubrique laissée en blanc", "sans-objet": "sans objet"}
QUIET = (NOT_SAID, NO_LEVEL, NO_FICHE, *SILENCES.values())
"""What is written where the text gives nothing."""


@dataclass(frozen=True)
class Action:
    """A row of the tracking table; "" is a cell left to fill."""

    numero: str = ""
    axe: str = ""
    """The plan's own levels, one per line, the highest first."""
    titre: str = ""
    themes: str = ""
    pilote: str = ""
    echeances: str = ""
    indicateurs: str = ""
    alertes: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the table's columns."""
        return (self.numero, self.axe, self.titre, self.themes, self.pilote, self.echeances, self.indicateurs)


def actions(library: Bibliotheque, text: Entry[Convention]) -> list[Action]:
    """One row for each fiche and for each plan line without one, in the plan's order. Those without a number are L1, L2…"""
    paths = niveaux_flat(text.data.niveaux)
    found: list[Action] = []

    def add(branch: Branch) -> None:
        path = paths[branch.niveau.id] if branch.niveau else ()
        axe = "\n".join(f"{n.libelle} : {n.titre}" for n in path) or (NO_LEVEL if paths else NOT_SAID)
        for fiche in branch.fiches:
            found.append(_of_fiche(library, fiche, f"L{len(found) + 1}", axe))
        for line in branch.lignes:
            found.append(_of_line(line, f"L{len(found) + 1}", axe))
        for below in branch.branches:
            add(below)

    for branch in plan_tree(text, library.fiches_of(text.id)):
        add(branch)
    return found


def _of_fiche(library: Bibliotheque, fiche: Entry[Fiche], rank: str, axe: str) -> Action:
    data = fiche.data
    steps = [" – ".join(filter(None, (years(e.annees or ()), e.jalon))) for e in data.echeances]
    return Action(
        numero=data.numero or rank,
        axe=axe,
        titre=data.titre if data.etat == "prevue" else f"{data.titre}\n({ETATS_FICHE[data.etat].lower()})",
        themes="\n".join(library.themes[t].titre for t in data.themes),
        pilote=_names(data.pilote),
        echeances="\n".join(filter(None, steps)) or NOT_SAID,
        indicateurs=_indicators(data) or NOT_SAID,
        alertes=data.alertes,
    )


def _of_line(line: LigneDePlan, rank: str, axe: str) -> Action:
    """A plan line cites actors and does not say which one leads."""
    cited = ", ".join(line.acteurs) if isinstance(line.acteurs, tuple) else ""
    planned = years(line.annees) if isinstance(line.annees, tuple) else _names(line.annees)
    return Action(rank, axe, line.titre, "", f"Acteurs cités : {cited}" if cited else _names(None), planned, NO_FICHE)


def _names(value: tuple[str, ...] | Silence | None) -> str:
    """Names one per line, or why there are none."""
    if isinstance(value, Silence):
        return SILENCES[value.etat]
    return "\n".join(value or ()) or NOT_SAID


def _indicators(data: Fiche) -> str:
    """One per line, numbered when there are several, so that a measured value can say which one it is of."""
    lines, rank = [], 0
    for heading, indicators in grouped(data.indicateurs):
        lines += [f"{heading} :"] if heading else []
        for i in indicators:
            rank += 1
            known = ", ".join(f"{n} : {v}" for n, v in (("départ", i.depart), ("cible", i.cible), ("source", i.source)) if v)
            number = f"{rank}. " if len(data.indicateurs) > 1 else ""
            lines.append(f"{number}{i.texte} ({known})" if known else number + i.texte)
    return "\n".join(lines)
