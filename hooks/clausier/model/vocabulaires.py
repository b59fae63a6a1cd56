"""The vocabularies of ``clauses/``: subjects, blanks, comparable values, documents to assemble."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from clausier.model.values import Id, Ids, Model, ShortText, Text, Texts, as_tuple


class Sujet(Model):
    """What an article is about. Numbers differ from text to text; subjects do not."""

    id: Id
    libelle: ShortText
    relatif: ShortText
    """Completes «l’article relatif …»: «à la durée», «aux recours»."""


class SousChamp(Model):
    """A blank inside a repeated group."""

    id: Id
    libelle: ShortText
    type: Literal["texte", "texte-long", "date", "nombre", "choix", "liste"]
    exemple: Any = None
    aide: Text | None = None
    choix: Texts = ()


class Champ(Model):
    """A blank that clauses leave to fill in."""

    id: Id
    libelle: ShortText
    type: Literal["texte", "texte-long", "date", "nombre", "choix", "liste", "groupe"]
    section: Id
    exemple: Any = None
    aide: Text | None = None
    choix: Texts = ()
    champs: Annotated[tuple[SousChamp, ...], BeforeValidator(as_tuple)] = ()
    """Blanks of one element, for a group."""


class Rubrique(Model):
    """A section of the form in which blanks are filled."""

    id: Id
    titre: ShortText
    aide: Text | None = None


class Parametre(Model):
    """A value that can be compared from text to text."""

    id: Id
    libelle: ShortText
    type: Literal["entier", "intervalle", "date", "choix", "booleen"]
    unite: ShortText | None = None
    sujet: Id
    choix: dict[Id, ShortText] = Field(default_factory=dict)

    def accepts(self, value: Any) -> bool:
        """Whether ``value`` has this parameter's type; a Silence is accepted everywhere (and checked elsewhere)."""
        match self.type:
            case "entier":
                return type(value) is int
            case "booleen":
                return type(value) is bool
            case "date":
                return isinstance(value, date) or (type(value) is int and 1980 <= value <= 2100)
            case "intervalle":
                if type(value) is int:
                    return True
                return (
                    isinstance(value, dict)
                    and bool(value)
                    and set(value) <= {"min", "max"}
                    and all(type(v) is int for v in value.values())
                    and value.get("min", 0) <= value.get("max", value.get("min", 0))
                )
            case "choix":
                values = value if isinstance(value, list | tuple) else [value]
                return bool(values) and all(isinstance(v, str) and v in self.choix for v in values)


class Partie(Model):
    """A part of a document to assemble."""

    titre: ShortText
    numerote: Literal["article", "annexe", "sans"]
    clauses: Ids
    id: Id | None = None
    """Target of ``{{renvoi:<id>}}``, for an annexe."""
    relatif: ShortText | None = None
    """Completes «l’annexe relative …», for an annexe."""


class Trame(Model):
    """A document to assemble: its parts in order."""

    id: Id
    titre: ShortText
    quand: Text
    parties: Annotated[tuple[Partie, ...], BeforeValidator(as_tuple)]


class Ajout(Model):
    """Clauses that a territory puts in a shared document to assemble."""

    trame: Id
    partie: ShortText
    """Title of the part that receives them; of the new part when ``apres`` is given."""
    apres: ShortText | None = None
    """Title of the part that a new one follows."""
    numerote: Literal["article", "sans"] = "article"
    """Of a new part."""
    clauses: Annotated[Ids, Field(min_length=1)]


class FichierAjouts(Model):
    """The file ``mon-territoire/trames.yml``."""

    ajouts: Annotated[tuple[Ajout, ...], BeforeValidator(as_tuple)]


class Partenaire(Model):
    """A partner that fiches spell in several ways."""

    nom: ShortText
    graphies: Texts


class Sigle(Model):
    """An acronym of the field."""

    sigle: ShortText
    developpe: Any
    sens: Text
    variantes: Texts = ()
    infobulle: bool = True
    """Whether its sense is sure wherever it stands."""
    themes: Ids = ()


class Synonymes(Model):
    """Words that visitors type for the same thing."""

    groupes: Annotated[tuple[Annotated[Texts, Field(min_length=2)], ...], BeforeValidator(as_tuple)]
