"""Pages without a source: the part of a long list that carries one theme."""

from __future__ import annotations

from collections.abc import Iterable

from clausier.catalogues.model import SANS_THEME, Catalogue
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
    """Source names (``fiches/theme/jeunesse.md``, ``fiches/theme/jeunesse/2.md``) of the pages to make for all rows of each theme."""
    return [f"{address[:-1]}.md" for c in catalogues if c.split for v in c.themes for address in c.parts_of(v)]


def split_page(library: Bibliotheque, uri: str) -> Entry[PageGuide] | None:
    """The page of such a source name; None for any other."""
    id = uri.removesuffix(".md")
    match id.split("/"):
        case [name, "theme", theme, *rest] if name in TITLES and theme in library.themes and _is_rest(rest):
            titre, of = f"{TITLES[name]} : {library.themes[theme].titre}", f"du thème « {library.themes[theme].titre} »"
        case [name, place, *rest] if name in TITLES and place == SANS_THEME and _is_rest(rest):
            titre, of = f"{TITLES[name]} sans thème", "sans thème"
        case _:
            return None
    if rest:
        titre += f", page {rest[0]}"
    data = PageGuide(titre=titre, resume=f"La liste complète {of}, page après page d’un catalogue trop long pour une seule.")
    return Entry(id, "", f"{id}/", data, "", 1)


def _is_rest(parts: list[str]) -> bool:
    """Whether these parts of an address say nothing, or a page after the first."""
    return not parts or (len(parts) == 1 and parts[0].isascii() and parts[0].isdecimal() and parts[0] > "1")


def place_of(entry: Entry[PageGuide]) -> tuple[str, str, int]:
    """Catalogue, theme and number, from 1, of such a page."""
    name, *where = entry.id.split("/")
    theme, *rest = where if where[0] == SANS_THEME else where[1:]
    return name, theme, int(rest[0]) if rest else 1
