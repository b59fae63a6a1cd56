"""What the pages of the catalogues show."""

from __future__ import annotations

from typing import Any

from clausier.catalogues.model import SANS_THEME
from clausier.catalogues.splits import TITLES, name_and_theme
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
    """One theme's part of a long list."""
    name, theme = name_and_theme(entry)
    found = links.catalogues[name]
    return {
        "catalogue": found,
        "rows": found.of_theme(theme),
        "theme": None if theme == SANS_THEME else library.themes[theme],
        "valeur_theme": theme,
        "nom": TITLES[name],
        "theme_of": library.themes,
        "text_of": library.conventions,
    }
