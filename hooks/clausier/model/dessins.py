"""Drawings of ``docs/schemas``: an SVG drawn by hand, or a dated frieze drawn at build."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from clausier.model.values import Model, ShortText, Text, as_tuple


def _moment(value: Any) -> Any:
    """A year, a full date, or «2022-10» for a month."""
    if isinstance(value, date) or (type(value) is int and 1900 <= value <= 2100):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise ValueError("moment")


Moment = Annotated[date | int | str, BeforeValidator(_moment)]


class Evenement(Model):
    """Something that happened, at a moment or over a period."""

    debut: Moment
    fin: Moment | None = None
    titre: ShortText
    detail: Text | None = None


class Frise(Model):
    """Events in the order in which they are told."""

    titre: ShortText
    evenements: Annotated[tuple[Evenement, ...], BeforeValidator(as_tuple)]


@dataclass(frozen=True)
class Schema:
    """A drawing that pages may show."""

    id: str
    titre: str
    svg: str
    """Checked markup to put in a page as it is; empty for a frieze, which is drawn for its page."""
    frise: Frise | None = None
