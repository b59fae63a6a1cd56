"""Published texts: national model, conventions, avenants."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from clausier.model.fiche import LigneDePlan
from clausier.model.values import (
    Autres,
    Day,
    DayOrYear,
    Document,
    Id,
    Ids,
    LongTexts,
    Model,
    ShortText,
    Silence,
    Text,
    Texts,
    as_tuple,
)

Nature = Literal[
    "caf", "msa", "epci", "commune", "syndicat", "departement", "region", "etat", "education-nationale", "cpam", "autre"
]


class Departement(Model):
    """``code`` is a text: «2A» and «01» are codes too."""

    code: ShortText
    nom: ShortText


class Population(Model):
    """Inhabitants, with the year and the place in the text that gives the figure."""

    valeur: int
    annee: int | None = None
    source: ShortText


class Territoire(Model):
    """What the text covers."""

    nom: ShortText | Silence
    nature: ShortText | Silence | None = None
    departement: Departement | Silence | None = None
    region: ShortText | Silence | None = None
    communes: Texts | Silence | None = None
    population: Population | Silence | None = None


class Periode(Model):
    """First and last day (or year) in force."""

    debut: DayOrYear | Silence
    fin: DayOrYear | Silence
    note: Text | None = None


class Modifie(Model):
    """The text that an avenant changes. ``texte`` is its id when it is in the library."""

    titre: ShortText
    date: Day | Silence | None = None
    texte: Id | None = None
    connu: bool = False
    """Whether the amended text was read."""


class Modification(Model):
    """One operation of an avenant."""

    operation: Literal["ajoute", "modifie", "abroge", "complete"]
    objet: ShortText
    fiche: Id | None = None
    detail: Text | None = None


class Signataire(Model):
    """A party, or a group of like parties (``nombre``). Never a natural person."""

    nature: Nature
    nom: ShortText
    nombre: Annotated[int, Field(ge=1)] = 1


class Niveau(Model):
    """A level of the plan's own hierarchy, under its own name (axe, enjeu, objectif stratégique…)."""

    id: Id
    libelle: ShortText
    titre: ShortText
    niveaux: Annotated[tuple[Niveau, ...], BeforeValidator(as_tuple)] = ()


Valeur = Any
"""A parameter's value; its type is declared in ``clauses/parametres.yml`` and checked against it."""


class Article(Model):
    """An article, or an unnumbered part (visas, preamble): what it says, in our words."""

    numero: ShortText | None = None
    titre: ShortText
    sujets: Ids = ()
    resume: Text
    parametres: dict[Id, Valeur] = Field(default_factory=dict)
    ecart: Text | None = None
    """How it departs from the national model; absent when it does not, or when the text is the model."""


class Annexe(Model):
    """An annexe and what was found of it."""

    numero: ShortText | None = None
    titre: ShortText
    etat: Literal["presente", "absente", "vide", "separee"]
    sujets: Ids = ()
    resume: Text
    parametres: dict[Id, Valeur] = Field(default_factory=dict)
    ecart: Text | None = None


class Instance(Model):
    """A body of governance."""

    instance: ShortText
    role: Text | Silence | None = None
    composition: Text | Silence | None = None
    frequence: Text | Silence | None = None


class Chiffre(Model):
    """A figure of the territory, as the text gives it."""

    libelle: ShortText
    valeur: ShortText
    annee: int | ShortText | None = None
    source: ShortText
    note: Text | None = None


class Provenance(Model):
    """The text that was read, and what is wrong with it."""

    titre: ShortText
    nature: Text
    adresse: ShortText | Silence = Silence(etat="muet")
    defauts: LongTexts = ()


class Convention(Document):
    """A published text: a convention, an avenant or the national model."""

    titre_court: ShortText
    type: Literal["modele", "convention", "avenant"]
    etat: Literal["signee", "projet", "non-datee", "presentation", "trame"]
    resume: Text
    verifie: Day
    territoire: Territoire | Silence
    caf: ShortText | Silence
    signature: Day | Silence
    periode: Periode
    modifie: Modifie | None = None
    modifications: Annotated[tuple[Modification, ...], BeforeValidator(as_tuple)] = ()
    signataires: Annotated[tuple[Signataire, ...], BeforeValidator(as_tuple)] | Silence = ()
    niveaux: Annotated[tuple[Niveau, ...], BeforeValidator(as_tuple)] = ()
    plan: Annotated[tuple[LigneDePlan, ...], BeforeValidator(as_tuple)] = ()
    """Action lines that have **no** fiche."""
    articles: Annotated[tuple[Article, ...], BeforeValidator(as_tuple)] = ()
    annexes: Annotated[tuple[Annexe, ...], BeforeValidator(as_tuple)] = ()
    gouvernance: Annotated[tuple[Instance, ...], BeforeValidator(as_tuple)] | Silence = ()
    chiffres: Annotated[tuple[Chiffre, ...], BeforeValidator(as_tuple)] = ()
    source: Provenance
    autres: Autres = ()
    a_relire: bool = False
    """Whether an import wrote it and nobody has reread it: the library refuses it until the line is taken out."""

    @property
    def parties(self) -> int | None:
        """Number of parties, or None when the text names none."""
        return None if isinstance(self.signataires, Silence) else sum(s.nombre for s in self.signataires) or None
