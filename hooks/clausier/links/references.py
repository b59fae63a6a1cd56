"""Where a ``{{renvoi:…}}`` leads, and how it reads out of an assembled document."""

from __future__ import annotations

from dataclasses import dataclass

from clausier.library import Bibliotheque


@dataclass(frozen=True)
class Referral:
    """A cross-reference resolved."""

    words: str
    """«l’article relatif à la durée», «l’annexe relative au diagnostic partagé»."""
    clause: str
    """Id of the clause whose page it opens; empty when the settings switched it off."""


def referral(library: Bibliotheque, name: str) -> Referral | None:
    """The referral to a subject or an annexe; None when nothing serves it."""
    subject = library.vocabularies.sujets.get(name)
    if subject:
        serving = library.clauses_of_subject(name)
        if not serving and not library.absent:
            return None
        return Referral(f"l’article relatif {subject.relatif}", serving[0].id if serving else "")
    for frame in library.vocabularies.trames.values():
        for part in frame.parties:
            if part.id == name:
                return Referral(f"l’annexe relative {part.relatif}", part.clauses[0])
    return None
