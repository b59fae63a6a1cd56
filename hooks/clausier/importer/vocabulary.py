"""The shape of ``mises-en-page.yml``: the words by which layouts are recognised."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from clausier.model.convention import Nature
from clausier.model.values import Model, as_tuple

Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


class Rubrique(Model):
    """A field of a fiche, under all the names it goes by."""

    cle: (
        Literal["titre", "numero", "niveau", "pilote", "partenaires", "public", "echeances", "indicateurs", "moyens"] | None
    ) = None
    section: str | None = None
    """Section of the body, for what has no key."""
    garder: bool = False
    """Whether the source's own label says more than the section's title, and stays."""
    libelles: Words

    @property
    def name(self) -> str:
        return self.cle or self.section or ""


class Partie(Model):
    nature: Nature
    debuts: Words


class Debuts(Model):
    forts: Words = ()
    faibles: Words = ()


class MisesEnPage(Model):
    """The file. A second one adds its words to the first's."""

    puces: Words = ()
    puces_lettres: Words = ()
    articles: Words = ()
    annexes: Words = ()
    sommaire: Words = ()
    comparution: Words = ()
    fin_de_comparution: Words = ()
    visas: Words = ()
    preambule: Words = ()
    signature: Words = ()
    titres_de_signature: Words = ()
    fiches: Debuts = Debuts()
    niveaux: Words = ()
    niveau_sans_nom: str = "Axe"
    rubriques: Annotated[tuple[Rubrique, ...], BeforeValidator(as_tuple)] = ()
    premiers_mots: dict[str, Words] = Field(default_factory=dict)
    rubriques_sures: Words = ()
    debuts_d_indicateur: Words = ()
    civilites: Words = ()
    fonctions: Words = ()
    signe_par: Words = ()
    lieux: Words = ()
    sujets: dict[str, Words] = Field(default_factory=dict)
    parties: Annotated[tuple[Partie, ...], BeforeValidator(as_tuple)] = ()
