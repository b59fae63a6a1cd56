"""Dated figures: the amounts and thresholds that pages quote, each written once in ``docs/chiffres.yml``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from clausier.model.values import Day, DayOrYear, Id, Lien, Model, ShortText, Text, as_tuple
from clausier.model.vocabulaires import Rubrique


class Repere(Model):
    """An amount or a threshold with its source and the time for which it holds."""

    id: Id
    section: Id
    libelle: ShortText
    valeur: int | float
    unite: ShortText | None = None
    """«€», «habitants», «%»; written after the value."""
    date: DayOrYear
    """From when it holds, or the day (or year) of which it speaks."""
    fin: Day | None = None
    """Last day on which it holds; None when no end is known."""
    note: Text | None = None
    source: Lien

    @property
    def annee(self) -> int:
        """Year of the figure."""
        return self.date if isinstance(self.date, int) else self.date.year

    @model_validator(mode="after")
    def _in_order(self) -> Repere:
        if self.fin and self.fin < (date(self.date, 1, 1) if isinstance(self.date, int) else self.date):
            raise ValueError("fin-avant-debut")
        return self


class FichierChiffres(Model):
    """The file ``docs/chiffres.yml``."""

    sections: Annotated[tuple[Rubrique, ...], BeforeValidator(as_tuple)]
    chiffres: Annotated[tuple[Repere, ...], BeforeValidator(as_tuple)]
