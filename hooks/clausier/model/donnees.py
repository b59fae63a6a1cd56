"""What is said of the open data: ``docs/donnees.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from clausier.model.values import Day, Id, LongTexts, Model, ShortText, Text, as_tuple

Numero = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
Sens = dict[str, Text]
"""What each key of an entry says."""


class Changement(Model):
    """A version of the format."""

    version: Numero
    date: Day
    changements: LongTexts


class Table(Model):
    """One file of the open data."""

    id: Id
    titre: ShortText
    sens: Text
    cles: Sens = Field(default_factory=dict)


class FichierDonnees(Model):
    """The whole file."""

    format: Numero
    """Version of the format; that of the contents is another."""
    journal: Annotated[tuple[Changement, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """Newest first."""
    communes: Sens = Field(default_factory=dict)
    """Senses of keys that several files carry."""
    tables: Annotated[tuple[Table, ...], BeforeValidator(as_tuple)]

    def sense(self, table: str, key: str) -> str | None:
        """What a key says in a file; None when nobody wrote it."""
        own = next((t.cles for t in self.tables if t.id == table), {})
        return own.get(key) or self.communes.get(key)
