"""Text reduced to what a reader types: no case, no accent, one apostrophe. The browser does the same (assets/catalogue/mots.js)."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """«L’Œuvre d’été» gives «l'oeuvre d'ete»."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.sub("[’ʼ‘´`]", "'", bare.replace("œ", "oe").replace("æ", "ae"))


def slug(text: str, longest: int = 80) -> str:
    """Lower-case words without accents, joined by hyphens; cut at a word. Empty when no letter or digit is left."""
    found = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return found if len(found) <= longest else found[:longest].rsplit("-", 1)[0]
