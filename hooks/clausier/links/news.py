"""What is new in the library, newest first: versions of clauses, texts, themes and pages at their last check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clausier.library import Bibliotheque

KINDS = {"texte": "Texte publié", "guide": "Guide", "theme": "Thème", "clause": "Clause"}
"""Kinds in the order in which news of one day are read."""


@dataclass(frozen=True)
class News:
    """One dated event of the library."""

    day: date
    kind: str
    """A key of ``KINDS``."""
    title: str
    summary: str
    url: str
    """From the site's root."""
    key: str
    """Unique and lasting, from the site's root: an address that says which version."""


def news(library: Bibliotheque) -> list[News]:
    """Every event that has a date in the contents; nothing depends on the day of the build."""
    found = [
        News(v.date, "clause", f"{c.titre}, version {v.numero}", v.motif, f"{c.url}#versions", f"{c.url}#version-{v.numero}")
        for c in library.clauses.values()
        for v in c.data.versions
    ]
    found += [News(t.data.verifie, "texte", t.titre, t.data.resume, t.url, t.url) for t in library.conventions.values()]
    found += [
        News(e.data.verifie, kind, e.titre, e.data.resume, e.url, e.url)
        for kind, entries in (("guide", library.guides.values()), ("theme", library.themes.values()))
        for e in entries
        if e.data.verifie
    ]
    order = list(KINDS)
    return sorted(found, key=lambda n: (-n.day.toordinal(), order.index(n.kind), n.title, n.key))
