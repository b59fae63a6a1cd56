"""The home page and the lists of each kind."""

from __future__ import annotations

from typing import Any

from clausier.assemble import numbers
from clausier.library import OWN, OWN_HOME, Bibliotheque, group
from clausier.links.all import Links
from clausier.links.news import news
from clausier.pages.guide import guides_of
from clausier.pages.sigles import fragment

MOST_COLUMNS = 12
"""Texts that stand side by side in the table of themes."""
MOST_TEXTS = 12
"""Texts named on the home page."""


def figures(library: Bibliotheque) -> dict[str, int]:
    """Counts shown to visitors; computed, never typed."""
    return {
        "clauses": len(library.clauses),
        "fiches": len(library.fiches),
        "textes": len(library.conventions),
        "indicateurs": sum(len(f.data.indicateurs) for f in library.fiches.values()),
        "themes": len(library.themes),
    }


def home(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """What ``accueil.html`` shows."""
    shelves = list(links.shelves.values())
    return {
        "figures": figures(library),
        "territoire": library.guides.get(OWN_HOME),
        "principaux": [s for s in shelves if s.theme.data.principal],
        "autres_themes": [s for s in shelves if not s.theme.data.principal],
        "textes": [r.entry for r in links.catalogues["conventions"].rows[:MOST_TEXTS]],
        "autres_textes": max(0, len(library.conventions) - MOST_TEXTS),
        "guides": [g for folder in (OWN, "agir", "comprendre") for g in guides_of(library, folder) if g.data.accueil],
    }


def clauses(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Clauses in the order of the documents that they make up; each once, then the historical ones."""
    documents: list[Any] = []
    seen: set[str] = set()
    for trame in library.vocabularies.trames.values():
        parts = []
        for part, number in zip(trame.parties, numbers(trame), strict=True):
            own = [library.clauses[c] for c in part.clauses if c not in seen]
            seen.update(part.clauses)
            if own:
                parts.append((part, number, own))
        documents.append((trame, parts))
    return {
        "documents": documents,
        "historiques": [c for c in library.clauses.values() if c.id not in seen],
        "theme_of": library.themes,
        "catalogue": links.catalogues["clauses"],
        "count": len(library.clauses),
    }


def fiches(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Fiches text by text, and how many each theme has in each text."""
    texts = [(c, library.fiches_of(c.id)) for c in library.conventions.values() if library.fiches_of(c.id)]
    texts.sort(key=lambda item: item[0].data.titre_court)
    rows = []
    for shelf in links.shelves.values():
        count = {c.id: len(f) for c, f in shelf.fiches}
        if count:
            rows.append((shelf.theme, [count.get(c.id, 0) for c, _ in texts], sum(count.values())))
    # Beyond, a column a text would make a table that nobody reads.
    columns = texts if len(texts) <= MOST_COLUMNS else []
    return {
        "texts": texts,
        "columns": columns,
        "rows": rows,
        "theme_of": library.themes,
        "catalogue": links.catalogues["fiches"],
        "count": len(library.fiches),
    }


def conventions(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Published texts, the model last: people look for a territory first."""
    return {
        "catalogue": links.catalogues["conventions"],
        "theme_of": library.themes,
        "fiches_of": {c: len(library.fiches_of(c)) for c in library.conventions},
    }


def themes(library: Bibliotheque, links: Links) -> dict[str, Any]:
    return {"shelves": list(links.shelves.values())}


NEWS = {"texte": "Textes publiés", "guide": "Pages du guide", "theme": "Thèmes", "clause": "Clauses"}
MOST_NEWS = 250
"""News on their page: past that, a document's own page tells its date."""


def latest(library: Bibliotheque) -> dict[str, Any]:
    """News by day, then by kind."""
    found = news(library)
    days = group(found[:MOST_NEWS], lambda n: [n.day])
    return {
        "jours": [(day, list(group(own, lambda n: [NEWS[n.kind]]).items())) for day, own in days.items()],
        "plus_anciennes": len(found[MOST_NEWS:]),
    }


def glossary(library: Bibliotheque) -> dict[str, Any]:
    """Acronyms under their first letter, each with its fragment."""
    order = sorted(library.vocabularies.sigles, key=lambda s: s.sigle.lower())
    letters = group(order, lambda s: [s.sigle[0].upper()])
    return {
        "lettres": [(letter, [(s, fragment(s)) for s in sigles]) for letter, sigles in letters.items()],
        "theme_of": library.themes,
    }
