"""Characters as the library keeps them, and words as they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬆ": "st"})
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """One line of a source: spaces single, apostrophes curly, nothing invisible, nothing that could be read as HTML."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    # Symbol fonts put bullets in the private area; zero-width and control characters would be refused on reading.
    text = "".join("•" if unicodedata.category(c) == "Co" else c for c in text)
    text = "".join(
        " " if c in "\n\t\v\f\r\u2028\u2029" else c
        for c in text
        if c in "\n\t\v\f\r" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    text = re.sub(r"<(?=[A-Za-z/!?])", "‹", text).replace("](", "] (")
    return _SPACES.sub(" ", text.replace("'", "’").replace("\u02bc", "’").replace("‘", "’")).strip()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, without accents nor punctuation: how labels and titles are compared."""
    text = re.sub(r"\((s|e|es|x)\)", "", text.lower().replace("œ", "oe").replace("æ", "ae"))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def words(text: str) -> list[str]:
    """Words for accounting: nothing of a source may be lost. Case and accents are those of the text."""
    return _WORD.findall(unicodedata.normalize("NFC", text).translate(_LIGATURES))
