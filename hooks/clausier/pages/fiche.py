"""The page of a fiche-action."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from clausier.library import Bibliotheque, Entry, group, niveaux_flat
from clausier.links.all import Links
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche, Indicateur
from clausier.model.values import Silence
from clausier.read.outline import sections
from clausier.words import years


@dataclass(frozen=True)
class Year:
    """A square of the year strip."""

    year: int
    planned: bool
    beyond: bool
    """After the text's own term."""


def year_strip(fiche: Entry[Fiche], first: date | int | Silence, last: date | int | Silence) -> list[Year]:
    """Years of the text's period and of the action, planned ones marked; empty when the action names no year."""
    planned = {y for e in fiche.data.echeances for y in e.annees or ()}
    if not planned:
        return []
    bounds = [b.year if isinstance(b, date) else b for b in (first, last) if not isinstance(b, Silence)]
    term = bounds[-1] if not isinstance(last, Silence) else None
    span = range(min([*bounds, *planned]), max([*bounds, *planned]) + 1)
    return [Year(y, y in planned, term is not None and y > term) for y in span]


def grouped(indicators: tuple[Indicateur, ...]) -> list[tuple[str, list[Indicateur]]]:
    """Indicators under the heading that the source files them under ("" for none), in order."""
    return list(group(indicators, lambda i: [i.groupe or ""]).items())


def to_reuse(library: Bibliotheque, text: Entry[Convention], fiche: Entry[Fiche]) -> dict[str, str]:
    """The fiche as an action of the visitor's own plan: fields of the group ``actions``, and where it comes from."""
    data, parts = fiche.data, sections(fiche.body)

    def listed(value: tuple[str, ...] | Silence | None) -> str:
        return "\n".join(value) if isinstance(value, tuple) else ""

    def plain(title: str) -> str:
        return re.sub(r"\*\*|(?<=\])\([^)]*\)|[\[\]]", "", parts.get(title, ""))

    steps = [
        f"{years(e.annees)} : {e.jalon}" if e.annees and e.jalon else e.jalon or years(e.annees or ()) for e in data.echeances
    ]
    taken = {
        "titre": fiche.titre,
        "diagnostic": plain("Diagnostic initial"),
        "public": listed(data.public),
        "objectifs": plain("Objectifs opérationnels"),
        "modalites": plain("Modalités de mise en œuvre"),
        "echeances": "\n".join(steps),
        "responsables": listed(data.pilote),
        "resultats": plain("Résultats attendus"),
        "partenaires": listed(data.partenaires),
        "indicateurs": "\n".join(i.texte for i in data.indicateurs),
        "themes": ", ".join(library.themes[t].titre for t in data.themes),
        "origine": f"{fiche.titre}, {text.data.titre_court}",
        "adresse": fiche.url,
    }
    return {name: value for name, value in taken.items() if value}


def view(library: Bibliotheque, links: Links, fiche: Entry[Fiche]) -> dict[str, Any]:
    """What the template ``fiche.html`` shows."""
    text = library.conventions[fiche.convention]
    plan = library.fiches_of(fiche.convention)
    at = next(i for i, other in enumerate(plan) if other is fiche)  # Comparing documents would read them whole.
    levels = niveaux_flat(text.data.niveaux)
    return {
        "fiche": fiche,
        "reprise": to_reuse(library, text, fiche),
        "convention": text,
        "niveaux": levels[fiche.data.niveau] if fiche.data.niveau else (),
        "themes": [library.themes[t] for t in fiche.data.themes],
        "previous": plan[at - 1] if at else None,
        "following": plan[at + 1] if at + 1 < len(plan) else None,
        "rank": (at + 1, len(plan)),
        "years": year_strip(fiche, text.data.periode.debut, text.data.periode.fin),
        "banque": {
            i.texte: f"{links.bank.of_text[i.texte].page}#{links.bank.wording_of[i.texte].id}" for i in fiche.data.indicateurs
        },
        "indicateurs": grouped(fiche.data.indicateurs),
        "close": links.close.get(fiche.key, []),
        "theme_of": library.themes,
        "text_of": library.conventions,
        "clauses": [c for t in fiche.data.themes for c in links.shelves[t].clauses][:6],
    }
