"""Blocks that pages of the guide ask for by ``{{bloc:…}}``: what the library knows, computed for the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from clausier.drawings import frise
from clausier.exports.described import files
from clausier.folding import fold
from clausier.inserts import inserts
from clausier.library import OWN, Bibliotheque, Entry, group
from clausier.links.all import Links
from clausier.model.convention import Convention
from clausier.model.dessins import Schema
from clausier.model.fiche import Fiche, Indicateur
from clausier.model.theme import Theme
from clausier.model.values import Lien, Silence
from clausier.pages.sigles import fragment

_TASK = re.compile(r"^\s*[-*] \[ \] ", re.MULTILINE)
MOST_INDICATORS = 8
"""Indicators shown under a theme: enough to see the kinds; the rest is on its fiches."""


@dataclass(frozen=True)
class Cited:
    """A source with the pages that cite it."""

    titre: str
    url: str | None
    date: date | None
    pages: tuple[Entry[Any], ...]


def _gathered(cited: list[tuple[Lien, Entry[Any]]]) -> list[Cited]:
    """Each source once, by title; the same address under two titles is one source."""
    by_address = group(cited, lambda item: [item[0].url or item[0].titre])
    found = []
    for same in by_address.values():
        links = [link for link, _ in same]
        days = [link.date for link in links if link.date]
        pages = tuple({page.key: page for _, page in same}.values())
        found.append(Cited(min((link.titre for link in links), key=len), links[0].url, max(days, default=None), pages))
    return sorted(found, key=lambda c: c.titre.casefold())


def sources(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Sources of the guide and the themes; texts of law on which clauses rest."""
    read: list[Entry[Any]] = [*library.guides.values(), *library.themes.values()]
    return {
        "lues": _gathered([(source, page) for page in read for source in page.data.sources]),
        "droit": _gathered([(text, clause) for clause in library.clauses.values() for text in clause.data.textes]),
    }


def figures(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Dated figures under their sections, with the pages that quote each."""
    words = library.vocabularies
    pages: list[Entry[Any]] = [*library.guides.values(), *library.themes.values()]
    quoted = group(pages, lambda page: {m.name for m in inserts(page.body) if m.kind == "chiffre"})
    by_section = group(words.chiffres.values(), lambda c: [c.section])
    return {
        "sections": [
            (s, [(c, quoted.get(c.id, [])) for c in by_section.get(s.id, [])]) for s in words.chiffres_sections.values()
        ]
    }


def governance(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Bodies of each text, and what can be compared of them."""
    texts = [c for c in library.conventions.values() if not isinstance(c.data.gouvernance, Silence) and c.data.gouvernance]
    return {
        "textes": sorted(texts, key=lambda c: (c.data.type != "modele", c.data.titre_court)),
        "traitements": links.treatments.get("pilotage", []),
    }


def indicators(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """A few real indicators for each principal theme, taken from each fiche in turn."""
    found: list[tuple[Entry[Theme], list[tuple[Indicateur, Entry[Fiche], Entry[Convention]]]]] = []
    for shelf in links.shelves.values():
        if not shelf.theme.data.principal:
            continue
        columns = [
            [(indicator, fiche, text) for indicator in fiche.data.indicateurs]
            for text, fiches in shelf.fiches
            for fiche in fiches
        ]
        turns = [item for row in zip_longest(*columns) for item in row if item is not None]
        found.append((shelf.theme, turns[:MOST_INDICATORS]))
    return {"themes": found}


def obligations(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Thresholds of the aid, in inhabitants, from the file of dated figures.

    Source: code de l’action sociale et des familles, article L. 214-1-3.
    """
    known = library.vocabularies.chiffres
    return {
        "seuils": {name: known[f"seuil-{name}"].valeur for name in ("planifier", "schema", "rpe") if f"seuil-{name}" in known}
    }


def publisher(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What the publisher of this copy says of itself, filled in or not."""
    return {"publication": library.publication}


def open_data(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """The files of the open data, key by key, and what is said of their format."""
    return {"fichiers": files(library), "donnees": library.vocabularies.donnees}


def quality(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What the checks of the site measured, the last time that each was run."""
    return {"mesures": library.vocabularies.mesures}


def everything(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Every page by its title, under its kind: what the search box would find."""
    guides = [g for g in library.guides.values() if g.id != "index"]
    texts = list(library.conventions.values())
    return {
        "guides": [
            (folder, sorted(group(guides, lambda g: [g.id.partition("/")[0] if "/" in g.id else ""])[folder], key=_order))
            for folder in sorted({g.id.partition("/")[0] if "/" in g.id else "" for g in guides}, key=_rank)
        ],
        "themes": list(library.themes.values()),
        "clauses": sorted(library.clauses.values(), key=lambda c: fold(c.titre)),
        "textes": [(text, library.fiches_of(text.id)) for text in sorted(texts, key=lambda t: fold(t.titre))],
        "sigles": [(s, fragment(s)) for s in sorted(library.vocabularies.sigles, key=lambda s: fold(s.sigle))],
    }


_FOLDERS = (OWN, "comprendre", "agir", "reperes", "modeles")
"""Folders of pages written by hand, in the order in which a newcomer reads them; the site's own pages come last."""


def _rank(folder: str) -> tuple[int, str]:
    return (_FOLDERS.index(folder) if folder in _FOLDERS else len(_FOLDERS) + (folder == ""), folder)


def _order(page: Entry[Any]) -> tuple[bool, int, str]:
    """The introduction of a folder, then its pages by rank."""
    return (not page.id.endswith("/index"), page.data.rang, fold(page.titre))


def nothing(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """For a block whose template needs the configuration alone."""
    return {}


BLOCKS: dict[str, Callable[[Bibliotheque, Links], dict[str, Any]]] = {
    "accessibilite": publisher,
    "chiffres": figures,
    "donnees-citation": open_data,
    "donnees-colonnes": open_data,
    "donnees-exemples": nothing,
    "donnees-fichiers": open_data,
    "donnees-journal": open_data,
    "gouvernance": governance,
    "hors-ligne": nothing,
    "indicateurs": indicators,
    "mentions": publisher,
    "obligations": obligations,
    "qualite": quality,
    "signaler": nothing,
    "sources": sources,
    "tout-le-site": everything,
}
"""What each block’s template shows, under the block's own name."""


def inserted(library: Bibliotheque, links: Links, page: Entry[Any]) -> dict[str, Any]:
    """What the marks of a page put in it: blocks computed for it alone, drawings, figures in order of first use."""
    marks = list(inserts(page.body))
    known = library.vocabularies.chiffres
    return {
        "blocs": {m.name: BLOCKS[m.name](library, links) for m in marks if m.kind == "bloc"},
        "schemas": {m.name: drawn(library.schemas[m.name]) for m in marks if m.kind == "schema"},
        "chiffres": [known[name] for name in dict.fromkeys(m.name for m in marks if m.kind == "chiffre")],
        "taches": bool(_TASK.search(page.body)),
    }


def drawn(schema: Schema) -> Schema:
    """The drawing with its markup: a frieze is drawn here."""
    return replace(schema, svg=frise.draw(schema.frise, schema.id)) if schema.frise else schema
