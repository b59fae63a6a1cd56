"""Model clauses: the smallest texts that one may choose."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from clausier.model.values import Day, Document, Id, Ids, Liens, LongTexts, Model, ShortText, Text, as_tuple

SECTIONS = ("Texte", "Pourquoi cette clause", "À adapter", "Points de vigilance")
"""Sections of a clause, all required, in this order."""


class Variante(Model):
    """The clauses of one group exclude each other: each is a different legal effect."""

    groupe: Id
    libelle: ShortText
    quand: Text
    """When to choose this one."""


class Version(Model):
    """A dated state of the text, with the reason for the change."""

    numero: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
    date: Day
    motif: Text


class Clause(Document):
    """A text to copy or to assemble into a convention."""

    sujet: Id
    statut: Literal["socle", "option", "historique"]
    """socle: in every convention; option: to be chosen; historique: kept to be understood, not to be copied."""
    resume: Text
    themes: Ids = ()
    """Only those of which the text itself speaks."""
    variante: Variante | None = None
    textes: Liens = ()
    """The law on which it rests."""
    ecart_modele: LongTexts = ()
    """Every intended change of effect from the national model."""
    versions: Annotated[tuple[Version, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """Oldest first."""
