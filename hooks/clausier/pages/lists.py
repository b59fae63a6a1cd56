"""The home page and the lists of each kind."""

from __future__ import annotations

from typing import Any

from clausier.assemble import numbers
from clausier.library import Bibliotheque, group
from clausier.links.all import Links
from clausier.links.news import news
from clausier.pages.sigles import fragment


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
        "principaux": [s for s in shelves if s.theme.data.principal],
        "autres_themes": [s for s in shelves if not s.theme.data.principal],
        "textes": sorted(library.conventions.values(), key=lambda c: (c.data.type == "modele", c.data.titre_court)),
        "guides": guides_of(library, "comprendre")[:3] + guides_of(library, "agir")[:3],
    }


def guides_of(library: Bibliotheque, folder: str) -> list[Any]:
    """Pages of one folder of the guide, its introduction left out, in rank order."""
    found = [g for name, g in library.guides.items() if name.startswith(f"{folder}/") and not name.endswith("/index")]
    return sorted(found, key=lambda g: (g.data.rang, g.titre))


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
    return {"texts": texts, "rows": rows, "theme_of": library.themes, "count": len(library.fiches)}


def conventions(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """Published texts, the model last: people look for a territory first."""
    texts = sorted(library.conventions.values(), key=lambda c: (c.data.type == "modele", c.data.titre_court))
    return {"texts": [(c, len(library.fiches_of(c.id))) for c in texts], "count": len(texts)}


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


def folder(library: Bibliotheque, links: Links, name: str) -> dict[str, Any]:
    """The introduction of a folder of the guide: its pages in order."""
    return {"pages": guides_of(library, name)}


def guide(library: Bibliotheque, links: Links, name: str) -> dict[str, Any]:
    """An ordinary page of the guide with what its front matter ties it to."""
    entry = library.guides[name]
    siblings = guides_of(library, name.split("/")[0]) if "/" in name else []
    at = siblings.index(entry) if entry in siblings else -1
    clauses = {c.id: c for s in entry.data.sujets for c in library.clauses_of_subject(s) if c.data.statut == "socle"}
    return {
        "guide": entry,
        "previous": siblings[at - 1] if at > 0 else None,
        "following": siblings[at + 1] if 0 <= at < len(siblings) - 1 else None,
        "themes": [library.themes[t] for t in entry.data.themes],
        "clauses": list(clauses.values()),
        "minutes": max(1, round(len(entry.body.split()) / 200)),
    }
