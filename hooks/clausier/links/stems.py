"""French words reduced to what they have in common: «familles» and «familiale» stay apart, «crèche» and «crèches» meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

_STEMMER = Stemmer("french")
_WORD = re.compile(r"[a-zà-öø-ÿœæ0-9]+(?:-[a-zà-öø-ÿœæ0-9]+)*")
_STOP = frozenset(
    [
        "a",
        "afin",
        "ainsi",
        "alors",
        "apres",
        "au",
        "aucun",
        "aussi",
        "autour",
        "autre",
        "autres",
        "aux",
        "avec",
        "avoir",
        "avant",
        "bien",
        "car",
        "ce",
        "ceci",
        "cela",
        "celle",
        "celles",
        "celui",
        "ces",
        "cet",
        "cette",
        "chacun",
        "chacune",
        "chaque",
        "ci",
        "comme",
        "comment",
        "dans",
        "de",
        "des",
        "deux",
        "depuis",
        "donc",
        "dont",
        "du",
        "elle",
        "elles",
        "en",
        "encore",
        "entre",
        "est",
        "et",
        "etc",
        "etre",
        "eux",
        "fait",
        "faire",
        "fois",
        "font",
        "hors",
        "il",
        "ils",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lors",
        "lorsque",
        "lui",
        "mais",
        "meme",
        "memes",
        "mettre",
        "mise",
        "moins",
        "mois",
        "ne",
        "ni",
        "non",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "ou",
        "par",
        "parmi",
        "pas",
        "pendant",
        "peu",
        "peut",
        "plus",
        "plusieurs",
        "pour",
        "pres",
        "quand",
        "que",
        "quel",
        "quelle",
        "quelles",
        "quels",
        "qui",
        "quoi",
        "sa",
        "sans",
        "se",
        "selon",
        "ses",
        "si",
        "soit",
        "son",
        "sont",
        "sous",
        "sur",
        "tous",
        "tout",
        "toute",
        "toutes",
        "tres",
        "trois",
        "un",
        "une",
        "vers",
        "voire",
        "vos",
        "votre",
        "vous",
    ]
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, without accents."""
    return _fold(_STEMMER.stemWord(word))


@lru_cache(maxsize=100_000)
def _reduced(word: str) -> str:
    """The stem of a word; empty for one that carries no sense of its own."""
    return "" if len(word) <= 2 or word.isdigit() or _fold(word) in _STOP else stem(word)


def _fold(word: str) -> str:
    return word if word.isascii() else "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def stems(text: str) -> list[tuple[str, str]]:
    """Each meaningful word as (stem, word as written in lower case), in order."""
    words = _WORD.findall(text.lower().replace("’", " ").replace("'", " ").replace("œ", "oe"))
    return [(reduced, word) for word in words if (reduced := _reduced(word))]
