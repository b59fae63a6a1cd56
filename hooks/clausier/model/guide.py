"""Pages written by hand: the guide, the introductions of lists, the page about the site."""

from __future__ import annotations

from clausier.model.values import Day, Document, Ids, Liens, ShortText, Text

FOLDERS = ("comprendre", "agir", "reperes")
"""Folders whose pages each answer one question, for someone, with sources and a date."""
BLOCKS = (
    "accessibilite", "chiffres", "donnees-citation", "donnees-colonnes", "donnees-exemples", "donnees-fichiers",
    "donnees-journal", "gouvernance", "hors-ligne", "indicateurs", "mentions", "obligations", "qualite", "signaler", "sources", "tout-le-site",
)  # fmt: skip
"""Blocks that a page may ask for by ``{{bloc:…}}``; each has its template in ``overrides/blocs``."""


class PageGuide(Document):
    """One page of the guide: one question answered."""

    resume: Text
    question: ShortText | None = None
    public: ShortText | None = None
    """Whom the page is written for."""
    verifie: Day | None = None
    rang: int = 100
    """Position among the pages of its folder."""
    rubrique: ShortText | None = None
    """Heading under which its folder lists it."""
    accueil: bool = False
    """Whether the home page asks its question."""
    themes: Ids = ()
    sujets: Ids = ()
    sources: Liens = ()
