"""Fiches-action: one action of a published plan."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from clausier.model.values import (
    Autres,
    Document,
    Id,
    Ids,
    LongTexts,
    Model,
    ShortText,
    Silence,
    Text,
    Texts,
    Years,
    as_tuple,
)

SECTIONS = (
    "Diagnostic initial",
    "Objectifs opérationnels",
    "Modalités de mise en œuvre",
    "Résultats attendus",
    "Points de vigilance",
)
"""Sections of a fiche, in the order of the national model's sheet; those that the source lacks are not written."""


class Echeance(Model):
    """A step of the calendar. ``annees`` is absent when the source gives no year."""

    annees: Years | None = None
    jalon: Text | None = None


class Indicateur(Model):
    """A measure of the action, in the source's own words."""

    texte: Text
    groupe: ShortText | None = None
    """Heading under which the source files it (a result, an axis); not an indicator by itself."""
    depart: ShortText | None = None
    cible: ShortText | None = None
    source: ShortText | None = None


class LigneDePlan(Model):
    """A line of the plan d'actions."""

    titre: ShortText
    niveau: Id | None = None
    acteurs: Texts | Silence | None = None
    annees: Years | Silence | None = None


def _indicateurs(value: Any) -> Any:
    """A lone text is an indicator whose other properties are unknown."""
    return tuple({"texte": v} if isinstance(v, str) else v for v in value) if isinstance(value, list) else value


class Fiche(Document):
    """A fiche-action. A title alone is a valid one: an absent key reads «non renseigné dans la source»."""

    numero: ShortText | None = None
    niveau: Id | None = None
    """The level of the plan that it belongs to, declared by its convention."""
    themes: Ids = ()
    """Main one first."""
    resume: Text | None = None
    pilote: Texts | Silence | None = None
    partenaires: Texts | Silence | None = None
    public: Texts | Silence | None = None
    echeances: Annotated[tuple[Echeance, ...], BeforeValidator(as_tuple)] = ()
    indicateurs: Annotated[tuple[Indicateur, ...], BeforeValidator(_indicateurs)] = ()
    moyens: Texts | Silence | None = None
    etat: Literal["prevue", "modifiee", "ajoutee", "abrogee"] = "prevue"
    alertes: LongTexts = ()
    """What a reader of the original text should know: error, contradiction, doubt."""
    lignes_du_plan: Annotated[tuple[LigneDePlan, ...], BeforeValidator(as_tuple)] = ()
    """The plan's own lines for this action, when they exist beside the fiche."""
    autres: Autres = ()
    a_relire: bool = False
    """Whether an import wrote it and nobody has reread it: the library refuses it until the line is taken out."""
