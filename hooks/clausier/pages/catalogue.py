"""What the pages of the catalogues show."""

from __future__ import annotations

from typing import Any

from clausier.catalogues.model import PART, SANS_THEME
from clausier.catalogues.splits import TITLES, place_of
from clausier.library import Bibliotheque, Entry
from clausier.links.all import Links
from clausier.model.guide import PageGuide


def indicators(library: Bibliotheque, links: Links) -> dict[str, Any]:
    """The bank: how many texts lack a starting value or a source, which its advice is about."""
    wordings = list(links.bank.wording_of.values())
    return {
        "catalogue": links.catalogues["indicateurs"],
        "theme_of": library.themes,
        "text_of": library.conventions,
        "textes": len(wordings),
        "sans_depart": sum("valeur de départ" in w.lacks for w in wordings),
        "sans_source": sum("source" in w.lacks for w in wordings),
        "familles": sum(i.famille is not None for i in links.bank.indicators),
    }


def part(library: Bibliotheque, links: Links, entry: Entry[PageGuide]) -> dict[str, Any]:
    """One page of a theme's part of a long list."""
    name, theme, number = place_of(entry)
    found = links.catalogues[name]
    (value,) = (v for v in found.themes if v.id == theme)
    return {
        "catalogue": found,
        "rows": found.of_theme(theme)[(number - 1) * PART : number * PART],
        "total": value.count,
        "pages": found.parts_of(value),
        "numero": number,
        "theme": None if theme == SANS_THEME else library.themes[theme],
        "valeur_theme": theme,
        "nom": TITLES[name],
        "theme_of": library.themes,
        "text_of": library.conventions,
    }
