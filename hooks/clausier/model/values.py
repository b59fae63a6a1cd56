"""Values that several kinds of document share: silence, years, dates, short texts."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 80
RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
"""Names that Windows keeps for its devices, whatever follows the dot."""
_YEAR = (1980, 2100)
_DATES = (1790, 2100)
"""Years of dates: from the oldest law that one could cite."""


class Model(BaseModel):
    """Base of every document: no key beyond the declared ones, no change after reading, no silent conversion."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Silence(Model):
    """What a text does *not* say, and in which of three ways: silent, left blank, not applicable."""

    etat: Literal["muet", "blanc", "sans-objet"]


def _plain(text: str) -> str:
    """Refuse what would run, hide or reorder text in a short value: markup and invisible controls."""
    if "<" in text and re.search(r"<[a-zA-Z/!]", text):
        raise ValueError("html")
    if "](" in text and re.search(r"\]\(\s*<?(?!https?://)", text):
        raise ValueError("lien")
    for char in "" if text.isprintable() else text:
        # Cf: zero-width and bidirectional controls; Cc: control characters. U+00AD, the soft hyphen, is Cf too.
        if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs") and char not in "\n\t":
            raise ValueError(f"invisible:U+{ord(char):04X}")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(_plain)]
"""A text without markup, at least one character."""
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(_plain)]
"""A title or an item of a list: at most 400 characters."""


def name_fault(name: str) -> str | None:
    """What keeps the name of a file or folder from becoming an address on every system; None when nothing does."""
    if not ID_PATTERN.fullmatch(name):
        return "minuscules sans accents, chiffres et tirets"
    if len(name) > LONGEST_ID:
        return f"au plus {LONGEST_ID} caractères"
    return "Windows réserve ce nom, prenez-en un autre" if name in RESERVED else None


def _is_id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value) or len(value) > LONGEST_ID:
        raise ValueError("id")
    return value


Id = Annotated[str, AfterValidator(_is_id)]
"""Lower-case words without accents joined by hyphens; becomes an address."""


def _years(value: Any) -> Any:
    """``2026``, ``"2026-2029"`` (both ends included) or ``[2026, 2028]`` as a tuple of years."""
    if isinstance(value, bool):
        raise ValueError("annees")
    if isinstance(value, int):
        value = [value]
    elif isinstance(value, str):
        match = re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", value.strip())
        if not match or int(match[1]) > int(match[2]) or int(match[2]) - int(match[1]) > 30:
            raise ValueError("annees")
        value = list(range(int(match[1]), int(match[2]) + 1))
    if not isinstance(value, list) or not value or not all(type(y) is int and _YEAR[0] <= y <= _YEAR[1] for y in value):
        raise ValueError("annees")
    return tuple(sorted(set(value)))


Years = Annotated[tuple[int, ...], BeforeValidator(_years)]
"""Years in ascending order."""


def _list(value: Any) -> Any:
    """A lone text is a list of one, so that authors need not bracket it."""
    return tuple(value) if isinstance(value, list) else (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[ShortText, ...], BeforeValidator(_list)]
LongTexts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_list)]


def _day(value: Any) -> Any:
    if type(value) is int and _YEAR[0] <= value <= _YEAR[1]:
        return value
    return _full_day(value)


def _full_day(value: Any) -> Any:
    if isinstance(value, date):
        if not _DATES[0] <= value.year <= _DATES[1]:
            raise ValueError("siecle")
        return value
    raise ValueError("date")


Day = Annotated[date, BeforeValidator(_full_day)]
"""A full date."""
DayOrYear = Annotated[date | int, BeforeValidator(_day)]
"""A full date, or a year alone when the text gives no more."""


def as_tuple(value: Any) -> Any:
    """YAML lists become tuples: documents do not change after reading."""
    return tuple(value) if isinstance(value, list) else value


class Autre(Model):
    """A rubric of the source that no key carries: nothing is lost."""

    libelle: ShortText
    texte: Text


class Lien(Model):
    """A source or a text of law: its title, and what is known of where and when."""

    titre: ShortText
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")] | None = None
    date: Day | None = None


Autres = Annotated[tuple[Autre, ...], BeforeValidator(as_tuple)]
Liens = Annotated[tuple[Lien, ...], BeforeValidator(as_tuple)]


class Document(Model):
    """What every document has."""

    titre: ShortText
    anciennes_adresses: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    """Former addresses, from the site's root (``fiches/ancien-nom/``); they redirect here."""
