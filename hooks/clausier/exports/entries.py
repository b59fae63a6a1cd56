"""The shape of each open-data entry; its JSON Schema is generated from here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from clausier import blanks
from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.theme import Theme
from clausier.model.values import Document, Model
from clausier.read.outline import section


class ArticleRef(Model):
    """An article of a published text."""

    convention: str
    article: str


class ThemeOuvert(Theme):
    id: str
    url: str
    """Path from the site's root."""
    themes: tuple[str, ...]
    """Neighbouring themes, nearest first."""


class ClauseOuverte(Clause):
    id: str
    url: str
    champs: tuple[str, ...]
    """Blanks of the text, in order of first use."""
    texte: str
    """The text to sign, in Markdown, with its marks."""
    conventions: tuple[ArticleRef, ...]
    """Where published texts treat the same subject."""


PourLesAuteurs = Annotated[SkipJsonSchema[bool], Field(exclude=True)]
"""A key for authors: what is published has been reread."""


class FicheOuverte(Fiche):
    a_relire: PourLesAuteurs = False
    id: str
    url: str
    convention: str
    corps: str
    """Sections, in Markdown."""


class ConventionOuverte(Convention):
    a_relire: PourLesAuteurs = False
    id: str
    url: str
    themes: tuple[str, ...]
    """Themes of its fiches."""
    fiches: tuple[str, ...]
    corps: str


class IndicateurOuvert(Model):
    id: str
    titre: str
    texte: str
    fiche: str
    convention: str
    themes: tuple[str, ...]
    url: str
    groupe: str | None = None
    depart: str | None = None
    cible: str | None = None
    source: str | None = None
    nature: Literal["realisation", "resultat", "effet"] | None = None
    """Absent when nobody has judged it."""
    mesure: Literal["quantitative", "qualitative"] | None = None
    famille: str | None = None
    """Id shared by the texts that measure the same thing."""


def _fields(entry: Entry[Document]) -> dict:  # type: ignore[type-arg]
    """The document's own keys as they were validated, with its id and address."""
    data = entry.data
    return {name: getattr(data, name) for name in type(data).model_fields} | {"id": entry.id, "url": entry.url}


def text_to_sign(clause: Entry[Clause]) -> str:
    """The «Texte» section of a clause, in Markdown."""
    return section(clause.body, "Texte")


def themes(library: Bibliotheque, links: Links) -> list[ThemeOuvert]:
    return [
        ThemeOuvert.model_construct(**_fields(s.theme), themes=tuple(t.id for t, _ in s.neighbours))
        for s in links.shelves.values()
    ]


def clauses(library: Bibliotheque, links: Links) -> list[ClauseOuverte]:
    treated = {
        sujet: tuple(ArticleRef.model_construct(convention=t.convention.id, article=t.name) for t in found)
        for sujet, found in links.treatments.items()
    }
    return [
        ClauseOuverte.model_construct(
            **_fields(c),
            champs=tuple(dict.fromkeys(m.name for m in blanks.marks(c.body) if m.kind in ("champ", "chaque"))),
            texte=text_to_sign(c),
            conventions=treated.get(c.data.sujet, ()),
        )
        for c in library.clauses.values()
    ]


def fiches(library: Bibliotheque, links: Links) -> list[FicheOuverte]:
    return [
        FicheOuverte.model_construct(**_fields(f), convention=f.convention, corps=f.body.strip())
        for f in library.fiches.values()
    ]


def conventions(library: Bibliotheque, links: Links) -> list[ConventionOuverte]:
    found = []
    for text in library.conventions.values():
        own = library.fiches_of(text.id)
        carried = tuple(t for t in library.themes if any(t in f.data.themes for f in own))
        found.append(
            ConventionOuverte.model_construct(
                **_fields(text), themes=carried, fiches=tuple(f.id for f in own), corps=text.body.strip()
            )
        )
    return found


def indicateurs(library: Bibliotheque, links: Links) -> list[IndicateurOuvert]:
    return [
        IndicateurOuvert.model_construct(
            id=f"{f.convention}/{f.id}/{rank}",
            titre=i.texte,
            fiche=f.id,
            convention=f.convention,
            themes=f.data.themes,
            url=f"{f.url}#indicateurs",
            nature=judged.nature if (judged := library.vocabularies.jugements.get(i.texte)) else None,
            mesure=judged.mesure if judged else None,
            famille=links.bank.of_text[i.texte].famille,
            **{name: getattr(i, name) for name in type(i).model_fields},
        )
        for f in library.fiches.values()
        for rank, i in enumerate(f.data.indicateurs, 1)
    ]
