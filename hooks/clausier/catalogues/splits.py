"""Pages without a source: the part of a long list that carries one theme."""

from __future__ import annotations

from collections.abc import Iterable

from clausier.catalogues.model import SANS_THEME, Catalogue, theme_address
from clausier.library import Bibliotheque, Entry
from clausier.model.guide import PageGuide

TITLES = {
    "clauses": "Clauses",
    "fiches": "Fiches-actions",
    "conventions": "Textes publiés",
    "indicateurs": "Indicateurs",
}
"""The four catalogues, as the titles of their parts name them."""


def split_uris(catalogues: Iterable[Catalogue]) -> list[str]:
    """Source names (``fiches/theme/jeunesse.md``) of the pages to make: one for each theme that some row carries."""
    return [f"{theme_address(c.name, v.id)[:-1]}.md" for c in catalogues if c.split for v in c.themes]


def split_page(library: Bibliotheque, uri: str) -> Entry[PageGuide] | None:
    """The page of such a source name; None for any other."""
    match uri.removesuffix(".md").split("/"):
        case [name, "theme", theme] if name in TITLES and theme in library.themes:
            titre, of = f"{TITLES[name]} : {library.themes[theme].titre}", f"du thème « {library.themes[theme].titre} »"
        case [name, "sans-theme"] if name in TITLES:
            theme, titre, of = SANS_THEME, f"{TITLES[name]} sans thème", "sans thème"
        case _:
            return None
    data = PageGuide(titre=titre, resume=f"La liste complète {of}, page après page d’un catalogue trop long pour une seule.")
    return Entry(uri.removesuffix(".md"), "", theme_address(name, theme), data, "", 1)


def name_and_theme(entry: Entry[PageGuide]) -> tuple[str, str]:
    """Catalogue and theme of such a page."""
    parts = entry.id.split("/")
    return parts[0], parts[-1]
