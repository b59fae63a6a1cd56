"""Themes: the vocabulary that ties everything together. The folder ``docs/themes`` *is* the list."""

from __future__ import annotations

from clausier.model.values import Day, Document, Liens, Text, Texts


class Theme(Document):
    """A field of action of a CTG (petite enfance, jeunesse…)."""

    rang: int
    """Position in lists, from 1."""
    principal: bool = False
    """One of the four themes that the site puts first."""
    synonymes: Texts = ()
    """Words that people type when they look for this theme."""
    resume: Text
    verifie: Day | None = None
    sources: Liens = ()
