"""All documents, and the indexes that everything else is derived from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from clausier.model.chiffres import Repere
from clausier.model.clause import Clause
from clausier.model.convention import Convention, Niveau
from clausier.model.dessins import Schema
from clausier.model.donnees import FichierDonnees
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.indicateurs import Famille, Jugement
from clausier.model.publication import Publication
from clausier.model.qualite import Mesure
from clausier.model.theme import Theme
from clausier.model.values import Document
from clausier.model.vocabulaires import Champ, Parametre, Rubrique, Sigle, Sujet, Trame
from clausier.read.problems import Problem

D = TypeVar("D", bound=Document, covariant=True)
OWN = "mon-territoire"
"""Folder of what a territory adds: its clauses, its texts and its pages, apart from what all copies share."""
OWN_HOME = f"{OWN}/index"
"""Id of the page that leads to all that is the territory's own."""


@dataclass(frozen=True)
class Entry(Generic[D]):
    """A document with its place in the library."""

    id: str
    """File or folder name; unique within its kind (a fiche's: within its convention)."""
    path: str
    """From the project's root."""
    url: str
    """From the site's root: ``clauses/duree/``. Permanent."""
    data: D
    body: str
    """Markdown."""
    body_line: int
    """Line of the file on which the body starts, from 1."""
    convention: str = ""
    """Id of the text that a fiche belongs to: the folder that holds it."""

    @property
    def titre(self) -> str:
        return self.data.titre

    @property
    def key(self) -> str:
        """Unique over the whole library."""
        return self.path

    @property
    def own(self) -> bool:
        """Whether the territory wrote it."""
        return self.path.startswith(f"{OWN}/")

    @property
    def uri(self) -> str:
        """How links name it: a document of the territory stands where a shared one would, a page of its own under its name."""
        if self.path.startswith(f"{OWN}/pages/"):
            return f"{self.id}.md"
        return self.path.removeprefix(f"{OWN}/").removeprefix("docs/")


@dataclass(frozen=True)
class Vocabularies:
    """What documents may name, in the order of their files."""

    sujets: dict[str, Sujet]
    champs: dict[str, Champ]
    rubriques: dict[str, Rubrique]
    """Sections of the form of blanks."""
    parametres: dict[str, Parametre]
    trames: dict[str, Trame]
    sigles: tuple[Sigle, ...] = ()
    sigle_lines: tuple[int, ...] = ()
    """Line of each acronym in the glossary's file."""
    chiffres: dict[str, Repere] = field(default_factory=dict)
    """Dated figures that pages quote."""
    chiffres_sections: dict[str, Rubrique] = field(default_factory=dict)
    jugements: dict[str, Jugement] = field(default_factory=dict)
    """Kind of each judged indicator, by its text."""
    familles: tuple[Famille, ...] = ()
    """Near-duplicate indicators brought together."""
    partenaires: dict[str, str] = field(default_factory=dict)
    """Name under which each spelling of a partner is counted."""
    synonymes: tuple[tuple[str, ...], ...] = ()
    """Groups of words that search takes for one another."""
    donnees: FichierDonnees | None = None
    """What is said of the open data."""
    mesures: tuple[Mesure, ...] = ()
    """What the checks measured, the last time that each was run."""
    own_champs: frozenset[str] = frozenset()
    """Blanks that the territory declares."""
    unreadable: frozenset[str] = frozenset()
    """Vocabularies whose file could not be read: naming one of their words is no second problem."""


@dataclass(frozen=True)
class Bibliotheque:
    """The whole library, checked."""

    themes: dict[str, Entry[Theme]]
    """By id, in rank order."""
    clauses: dict[str, Entry[Clause]]
    """In the order of the documents to assemble."""
    conventions: dict[str, Entry[Convention]]
    fiches: dict[tuple[str, str], Entry[Fiche]]
    """By (convention, id), in the plan's order."""
    guides: dict[str, Entry[PageGuide]]
    """By path under ``docs``, without its suffix: ``comprendre/la-ctg-en-une-page``."""
    vocabularies: Vocabularies
    schemas: dict[str, Schema] = field(default_factory=dict)
    """Drawings that pages may show."""
    publication: Publication = field(default_factory=Publication)
    """What the publisher of this copy says of itself."""
    absent: frozenset[str] = frozenset()
    """Shared documents that this copy does not show, as links name them: ``conventions/x/index.md``."""
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def own_pages(self) -> list[Entry[PageGuide]]:
        """Pages of the territory, the one that leads to all included; none while the territory adds nothing."""
        return [g for g in self.guides.values() if g.own]

    def fiches_of(self, convention: str) -> list[Entry[Fiche]]:
        """Fiches of one text, in the plan's order."""
        return self._fiches_by_convention.get(convention, [])

    @cached_property
    def _fiches_by_convention(self) -> dict[str, list[Entry[Fiche]]]:
        """Made once: every page of a fiche asks for its plan."""
        return group(self.fiches.values(), lambda f: [f.convention])

    @cached_property
    def latest_version(self) -> date:
        """Day of the newest version of a clause: when the library as a whole last changed."""
        return max([c.data.versions[-1].date for c in self.clauses.values()], default=date(2026, 1, 1))

    def variants_of(self, clause: Entry[Clause]) -> list[Entry[Clause]]:
        """The clauses that exclude this one."""
        own = clause.data.variante
        return [c for c in self._clauses_by_variant.get(own.groupe, []) if c.id != clause.id] if own else []

    @cached_property
    def _clauses_by_variant(self) -> dict[str, list[Entry[Clause]]]:
        return group(self.clauses.values(), lambda c: [c.data.variante.groupe] if c.data.variante else [])

    def clauses_of_theme(self, theme: str) -> list[Entry[Clause]]:
        return [c for c in self.clauses.values() if theme in c.data.themes]

    def clauses_of_subject(self, sujet: str) -> list[Entry[Clause]]:
        """Those that serve a subject: the socle first, then options, then history."""
        return self._clauses_by_subject.get(sujet, [])

    @cached_property
    def _clauses_by_subject(self) -> dict[str, list[Entry[Clause]]]:
        """Made once: every cross-reference asks for the clauses of its subject."""
        order = {"socle": 0, "option": 1, "historique": 2}
        return group(sorted(self.clauses.values(), key=lambda c: order[c.data.statut]), lambda c: [c.data.sujet])


def group(items: Iterable, keys) -> dict:  # type: ignore[type-arg, no-untyped-def]
    """Items under each of their keys, order kept."""
    found: dict = {}  # type: ignore[type-arg]
    for item in items:
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return found


def niveaux_flat(niveaux: Iterable[Niveau], above: tuple[Niveau, ...] = ()) -> dict[str, tuple[Niveau, ...]]:
    """Each level's id with its path from the top, itself last."""
    found: dict[str, tuple[Niveau, ...]] = {}
    for niveau in niveaux:
        path = (*above, niveau)
        found[niveau.id] = path
        found |= niveaux_flat(niveau.niveaux, path)
    return found


def niveau_ids(niveaux: Iterable[Niveau]) -> list[str]:
    """Every level's id, from the top down, as declared."""
    return [id for niveau in niveaux for id in (niveau.id, *niveau_ids(niveau.niveaux))]
