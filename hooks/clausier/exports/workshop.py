"""What the workshop needs in the browser: fields, documents to assemble, and each clause's text as HTML.

Written as a script (``window.CLAUSIER_DONNEES = …``) rather than fetched, so that the workshop also works on a copy of the
site opened without a server.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from markdown import Markdown

from clausier import blanks
from clausier.exports.entries import text_to_sign
from clausier.exports.scripts import write_script
from clausier.library import Bibliotheque
from clausier.links.references import referral
from clausier.markdown.marks import MarksExtension
from clausier.markdown.plain import PlainExtension
from clausier.markdown.safe import SafeExtension
from clausier.markdown.tables import TablesExtension
from clausier.office import tracking
from clausier.office.package import browser_pieces
from clausier.office.ready import clause_fragments
from clausier.typography import french_html


def workshop_data(library: Bibliotheque) -> dict[str, Any]:
    """Everything but the visitor's values."""
    words = library.vocabularies
    renderer = Markdown(
        extensions=["sane_lists", "tables", SafeExtension(), PlainExtension(), MarksExtension(library), TablesExtension()]
    )
    kept = {name for trame in words.trames.values() for part in trame.parties for name in part.clauses}
    referrals = {
        name: referral(library, name)
        for name in [*words.sujets, *(p.id for t in words.trames.values() for p in t.parties if p.id)]
    }
    return {
        "renvois": {name: found.words for name, found in referrals.items() if found},
        "sections": [s.model_dump(mode="json", exclude_none=True) for s in words.rubriques.values()],
        "champs": [c.model_dump(mode="json", exclude_none=True) for c in words.champs.values()],
        "trames": [t.model_dump(mode="json", exclude_none=True) for t in words.trames.values()],
        "clauses": {
            c.id: {
                "titre": c.titre,
                "resume": c.data.resume,
                "statut": c.data.statut,
                "sujet": c.data.sujet,
                "variante": c.data.variante.model_dump(mode="json") if c.data.variante else None,
                "url": c.url,
                "version": c.data.versions[-1].numero,
                "champs": list(dict.fromkeys(m.name for m in blanks.marks(c.body) if m.kind in ("champ", "chaque"))),
                "html": french_html(renderer.reset().convert(text_to_sign(c))),
            }
            for c in library.clauses.values()
            if c.id in kept
        },
    }


def write_workshop(library: Bibliotheque, site: Path) -> None:
    """Write ``atelier/donnees.js``, and ``atelier/word.js``, which is loaded only when a Word file is asked for."""
    write_script(site / "atelier/donnees.js", "CLAUSIER_DONNEES", workshop_data(library))
    fragments = {name: {"xml": f.xml, "debuts": list(f.starts)} for name, f in clause_fragments(library).items()}
    write_script(site / "atelier/word.js", "CLAUSIER_WORD", {"pieces": browser_pieces(), "morceaux": fragments})


def write_tracking_parts(site: Path) -> None:
    """``atelier/suivi.js``: the blank tracking table in pieces, for the browser to write a visitor's plan into it."""
    with zipfile.ZipFile(site / "fichiers/suivi/vierge.xlsx") as book:
        parts = [[name, book.read(name).decode()] for name in book.namelist()]
    pieces = {"parties": parts, "feuille": "xl/worksheets/sheet1.xml", "premiere": tracking.FIRST + 1}
    write_script(site / "atelier/suivi.js", "CLAUSIER_SUIVI", pieces)
