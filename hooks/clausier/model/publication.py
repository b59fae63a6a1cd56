"""What the publisher of a copy says of itself: legal notice, hosting, accessibility. Written under ``extra`` of ``mkdocs.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from clausier.model.values import Day, Id, LongTexts, Model, ShortText, Texts, as_tuple


def _unfilled(value: Any) -> Any:
    """An empty text is a line still to fill in, not a mistake."""
    return None if isinstance(value, str) and not value.strip() else value


def _mail(value: str | None) -> str | None:
    if value and not re.fullmatch(r"[^@\s<>\"'?&]+@[^@\s<>\"'?&]+\.\w{2,}", value):
        raise ValueError("courriel")
    return value


def _address(value: str | None) -> str | None:
    if value and not re.fullmatch(r"https?://[^\s<>\"']+", value):
        raise ValueError("adresse-web")
    return value


def _rate(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError("taux")
    return value


Line = Annotated[ShortText | None, BeforeValidator(_unfilled)]
"""One line of a notice; None until it is filled in."""
Mail = Annotated[ShortText | None, BeforeValidator(_unfilled), AfterValidator(_mail)]
Address = Annotated[ShortText | None, BeforeValidator(_unfilled), AfterValidator(_address)]
Rate = Annotated[int | float | None, BeforeValidator(_rate), BeforeValidator(_unfilled)]
"""Share of the RGAA's criteria that are met, in per cent."""


@dataclass(frozen=True)
class Manque:
    """A line that the law asks for and that is still empty."""

    cle: tuple[str, ...]
    """Its place under ``extra``."""
    libelle: str
    """What to write there."""


class Hebergeur(Model):
    """Who hosts the site."""

    nom: Line = None
    adresse: Line = None
    telephone: Line = None


class Accessibilite(Model):
    """An audit of accessibility, and what its publisher plans.

    Source: RGAA, « Déclaration d’accessibilité »,
    https://accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite/
    """

    date: Annotated[Day | None, BeforeValidator(_unfilled)] = None
    """Day of the audit; with ``taux`` and ``auditeur``, or none of them."""
    taux: Rate = None
    auditeur: Line = None
    rapport: Address = None
    pages: Texts = ()
    """Pages that the audit looked at."""
    environnement: Texts = ()
    """Browsers, assistive technologies and tools of the audit."""
    non_conformites: LongTexts = ()
    derogations: LongTexts = ()
    exemptions: LongTexts = ()
    declaration: Annotated[Day | None, BeforeValidator(_unfilled)] = None
    """Day on which the publisher established its declaration."""
    schema_pluriannuel: Address = None
    plan_annuel: Address = None

    @property
    def auditee(self) -> bool:
        return self.date is not None and self.taux is not None and self.auditeur is not None

    @property
    def etat(self) -> str:
        """The state that the home page must show: without an audit, « non conforme ».

        Source: RGAA, « Mentions et pages obligatoires »: all criteria met, half of them, or less.
        """
        if not self.auditee or self.taux is None or self.taux < 50:
            return "non conforme"
        return "totalement conforme" if self.taux == 100 else "partiellement conforme"


Beside = Annotated[tuple[Literal["recherche", "bureau", "copie"], ...], BeforeValidator(as_tuple)]


def _corpus(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise ValueError("corpus")


Kept = Annotated[bool | tuple[Id, ...], BeforeValidator(_corpus)]
"""All of a kind, none of it, or the ids of what is kept."""


class CorpusCommun(Model):
    """What a copy shows of the shared corpus, beside what its territory adds."""

    clauses: Kept = True
    conventions: Kept = True


class Publication(Model):
    """Everything under ``extra``.

    Source of what a legal notice holds: réponse ministérielle du 17 mars 2023 (loi du 21 juin 2004),
    https://www.lagazettedescommunes.com/858034/
    """

    editeur: Line = None
    adresse: Line = None
    telephone: Line = None
    directeur_publication: Line = None
    contact: Mail = None
    hebergeur: Hebergeur = Hebergeur()
    accessibilite: Accessibilite = Accessibilite()
    ecrire: Beside = ("recherche", "bureau", "copie")
    """What is written beside the pages: the search index, Word and Excel files, the copy to take away. Pages lead to them:
    something is left out only to measure how long the rest takes."""
    corpus_commun: CorpusCommun = CorpusCommun()
    version_contenus: Line = None
    """Normally in ``socle.yml``; a copy that writes its own contents names its own version."""

    @property
    def manques(self) -> tuple[Manque, ...]:
        """Lines of the legal notice that are still empty, in the order of the file."""
        asked: list[tuple[tuple[str, ...], str, str | None]] = [
            (("editeur",), "qui publie ce site", self.editeur),
            (("adresse",), "l’adresse postale de l’éditeur", self.adresse),
            (("telephone",), "le téléphone de l’éditeur", self.telephone),
            (("directeur_publication",), "le nom du directeur de la publication", self.directeur_publication),
            (("contact",), "l’adresse électronique où écrire à l’éditeur", self.contact),
            (("hebergeur", "nom"), "le nom de l’hébergeur", self.hebergeur.nom),
            (("hebergeur", "adresse"), "l’adresse de l’hébergeur", self.hebergeur.adresse),
            (("hebergeur", "telephone"), "le téléphone de l’hébergeur", self.hebergeur.telephone),
        ]
        return tuple(Manque(key, label) for key, label, value in asked if value is None)

    @property
    def manques_accessibilite(self) -> tuple[Manque, ...]:
        """What the declaration of accessibility should lead to and does not yet."""
        known = self.accessibilite
        asked = [
            ("declaration", "le jour où la déclaration est établie", known.declaration),
            ("schema_pluriannuel", "l’adresse du schéma pluriannuel", known.schema_pluriannuel),
            ("plan_annuel", "l’adresse du plan d’actions de l’année", known.plan_annuel),
        ]
        return tuple(Manque(("accessibilite", key), label) for key, label, value in asked if value is None)
