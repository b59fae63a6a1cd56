"""Word files made ready at build, under ``fichiers/``: whoever has no scripts, or no time, takes these."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clausier.cache.prints import Values, of
from clausier.cache.store import Store
from clausier.document import default_choice, outline, targets
from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque, Entry
from clausier.model.clause import Clause
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.vocabulaires import Trame
from clausier.office import fiches, wordml
from clausier.office.fill import Filler
from clausier.office.fragments import Converter, Fragment
from clausier.office.package import docx_bytes
from clausier.office.papers import model_text
from clausier.words import day

FOLDER = "fichiers"
"""Folder of the office files in the site."""
PAPERS = "modeles/"
"""Pages of the guide that are papers to fill in, by the start of their name."""
_VALIDATE = "distincte de celle du modèle national ; à faire valider par votre Caf et votre service juridique."
_BLANKS = "Les blancs à remplir sont entre crochets et surlignés."


def clause_fragments(library: Bibliotheque) -> dict[str, Fragment]:
    """Each clause that one may choose, as a fragment."""
    converter = Converter(library)
    return {c.id: converter.convert(text_to_sign(c)) for c in library.clauses.values() if c.data.statut != "historique"}


def clause_file(library: Bibliotheque, clause: Entry[Clause], fragment: Fragment) -> bytes:
    """One clause out of any document: its references stay in words."""
    filler = Filler(library, {}, {}, hints=True)
    version = clause.data.versions[-1]
    body = (
        wordml.heading(clause.titre, 0)
        + filler.fill(fragment)
        + wordml.text(
            f"Le Clausier CTG, version {version.numero} du {day(version.date)}. Rédaction du Clausier, {_VALIDATE} {_BLANKS}",
            "Mention",
        )
    )
    return docx_bytes(clause.titre, body, filler.numbering)


def document_file(library: Bibliotheque, trame: Trame, fragments: dict[str, Fragment]) -> bytes:
    """A whole document of the default choice, blanks to fill."""
    kept = outline(library, trame, default_choice(library, trame))
    filler = Filler(library, {}, targets(library, kept), hints=True)
    latest = max(library.clauses[name].data.versions[-1].date for part in kept for name in part.clauses)
    body = [
        wordml.heading(trame.titre, 0),
        wordml.text(
            f"Le Clausier CTG, clauses en vigueur au {day(latest)}. Rédaction du Clausier, {_VALIDATE} {_BLANKS}", "Mention"
        ),
    ]
    for part in kept:
        body.append(wordml.heading(part.heading, 1, new_page=part.part.numerote == "annexe"))
        body += [filler.fill(fragments[name]) for name in part.clauses]
    return docx_bytes(trame.titre, "".join(body), filler.numbering)


def paper_file(library: Bibliotheque, page: Entry[PageGuide], converter: Converter) -> bytes:
    """One of the papers of the year."""
    filler = Filler(library, {}, {})
    body = wordml.heading(page.titre, 0) + filler.fill(converter.convert(model_text(page.body)))
    dated = f", relu le {day(page.data.verifie)}" if page.data.verifie else ""
    note = f"Modèle du Clausier CTG{dated}, à adapter à votre territoire et à faire relire. {_BLANKS}"
    return docx_bytes(page.titre, body + wordml.text(note, "Mention"), filler.numbering)


def _fiche_file(library: Bibliotheque, fiche: Entry[Fiche], converter: Converter) -> bytes:
    filler = Filler(library, {}, {})
    body = fiches.body(library, fiche, converter, filler)
    return docx_bytes(fiche.titre, body, filler.numbering)


def office_files(library: Bibliotheque, store: Store) -> Iterator[tuple[str, bytes]]:
    """Path under ``fichiers/`` and content of each file."""
    fragments = clause_fragments(library)
    for name, fragment in fragments.items():
        yield f"clauses/{name}.docx", clause_file(library, library.clauses[name], fragment)
    for trame in library.vocabularies.trames.values():
        yield f"{trame.id}-modele.docx", document_file(library, trame, fragments)
    yield "fiche-action-vierge.docx", docx_bytes("Fiche-action", fiches.blank_body())
    plain = Converter()
    values = Values(library)
    around = values.of(library.themes)
    for fiche in library.fiches.values():
        key = of(around, values.of(library.conventions[fiche.convention]), values.of(fiche), fiche.body)
        content = store.made(f"word {fiche.path}", key, partial(_fiche_file, library, fiche, plain))
        yield f"fiches/{fiche.convention}--{fiche.id}.docx", content
    papers = Converter(brackets=True)
    for name, page in library.guides.items():
        if name.startswith(PAPERS) and not name.endswith("/index"):
            yield f"{name}.docx", paper_file(library, page, papers)


def write_office_files(library: Bibliotheque, site: Path, store: Store) -> int:
    """Write every ready-made Word file under ``site``; returns how many. ``store`` spares those of unchanged fiches."""
    count = 0
    for name, content in office_files(library, store):
        target = site / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        count += 1
    return count
