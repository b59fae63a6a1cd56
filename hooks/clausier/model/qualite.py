"""What the checks of the site measured: ``docs/qualite.yml``. No figure of it is typed: a check that passed wrote it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from clausier.model.values import Day, Id, Model, ShortText, Text, as_tuple


class Mesure(Model):
    """One thing measured, on the day of its last measure."""

    id: Id
    mesure: ShortText
    """What was counted or looked for."""
    valeur: ShortText
    """What was found, with its unit: «0 message sur 324 pages»."""
    date: Day
    comment: Text
    """How it is measured."""
    commande: ShortText
    """What to type to measure again."""


class FichierQualite(Model):
    """The whole file."""

    mesures: Annotated[tuple[Mesure, ...], BeforeValidator(as_tuple), Field(min_length=1)]
