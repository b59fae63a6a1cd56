"""What was judged by hand of the indicators of all fiches: ``conventions/indicateurs.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from clausier.model.values import Id, Model, ShortText, Text, as_tuple


class Jugement(Model):
    """The kind of one indicator, named by its exact text."""

    texte: Text
    nature: Literal["realisation", "resultat", "effet"]
    """realisation: what was done; resultat: what its public gets; effet: what changes for the territory."""
    mesure: Literal["quantitative", "qualitative"]
    """Whether it is counted or appreciated."""


class Famille(Model):
    """Texts that measure the same thing, brought together after a human reading."""

    id: Id
    libelle: ShortText
    textes: Annotated[tuple[Text, ...], BeforeValidator(as_tuple), Field(min_length=2)]


class FichierIndicateurs(Model):
    """The whole file."""

    indicateurs: Annotated[tuple[Jugement, ...], BeforeValidator(as_tuple)]
    familles: Annotated[tuple[Famille, ...], BeforeValidator(as_tuple)] = ()
