"""Which page a source file becomes: its document, its template, its view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from clausier.catalogues.splits import split_page
from clausier.library import OWN_HOME, Bibliotheque, Entry
from clausier.links.all import Links
from clausier.model.clause import Clause
from clausier.model.fiche import Fiche
from clausier.model.values import Document
from clausier.pages import catalogue, clause, comparison, convention, fiche, guide, lists, panorama, territory, theme
from clausier.pages.sections import Section, lead_and_sections


@dataclass(frozen=True)
class Page:
    """A page to be."""

    kind: str
    """clause, convention, fiche, theme, guide, or the name of a list."""
    entry: Entry[Any]
    template: str
    description: str
    updated: date
    """Day of its last change or check, as far as the library knows."""


LISTS = {
    "index": "accueil",
    "clauses/index": "liste-clauses",
    "fiches/index": "liste-fiches",
    "conventions/index": "liste-conventions",
    "themes/index": "liste-themes",
    "indicateurs/index": "liste-indicateurs",
    "comprendre/index": "dossier",
    "agir/index": "dossier",
    "reperes/index": "dossier",
    "glossaire": "glossaire",
    "modeles/index": "dossier",
    OWN_HOME: "territoire",
    "atelier/index": "atelier",
    "atelier/plan": "plan",
    "comparer/index": "comparer",
    "panorama/index": "panorama",
    "nouveautes": "nouveautes",
}
"""Template of each page of ``docs`` that lists other documents."""


def page_of(library: Bibliotheque, uri: str) -> Page | None:
    """The page that a source file becomes, or None when it is not one of the library's."""
    parts = uri.removesuffix(".md").split("/")
    found: tuple[str, Entry[Document]] | None = None
    name = "/".join(parts)
    if name in library.guides:
        entry = library.guides[name]
        template = LISTS.get(name, "guide")
        return Page(template, entry, f"{template}.html", entry.data.resume, _updated(library, entry))
    match parts:
        case ["clauses", name] if name in library.clauses:
            found = ("clause", library.clauses[name])
        case ["themes", name] if name in library.themes:
            found = ("theme", library.themes[name])
        case [comparison.FOLDER, name] if name in library.vocabularies.sujets:
            found = ("comparaison", comparison.subject_entry(library, name))
        case ["conventions", name, "index"] if name in library.conventions:
            found = ("convention", library.conventions[name])
        case ["conventions", text, "fiches", name] if (text, name) in library.fiches:
            found = ("fiche", library.fiches[text, name])
    if part := split_page(library, uri):
        found = ("lot", part)
    if found is None:
        return None
    kind, document = found
    description = getattr(document.data, "resume", None) or document.titre
    return Page(kind, document, f"{kind}.html", description, _updated(library, document))


def _updated(library: Bibliotheque, entry: Entry[Any]) -> date:
    """Last version of a clause, last check of anything else; a fiche is checked with its text, a list with the newest."""
    if isinstance(entry.data, Clause):
        return entry.data.versions[-1].date
    if isinstance(entry.data, Fiche):
        entry = library.conventions[entry.convention]
    own: date | None = getattr(entry.data, "verifie", None)
    return own or library.latest_version


def _of_body(content: str) -> dict[str, Any]:
    lead, sections = lead_and_sections(content)
    return {"lead": lead, "sections": sections, "section": {s.title: s for s in sections}}


OF_BODY = frozenset(_of_body(""))
"""Names under which a template is given the body of its own page, and nothing else."""


def view_of(library: Bibliotheque, links: Links, page: Page, content: str) -> dict[str, Any]:
    """Everything the page's template shows; ``content`` is the HTML of its body."""
    return {"kind": page.kind, "entry": page.entry} | _view(library, links, page) | _of_body(content)


def _view(library: Bibliotheque, links: Links, page: Page) -> dict[str, Any]:
    match page.kind:
        case "clause":
            return clause.view(library, links, page.entry)
        case "theme":
            return theme.view(library, links, page.entry)
        case "convention":
            return convention.view(library, links, page.entry)
        case "fiche":
            return fiche.view(library, links, page.entry)
        case "accueil":
            return lists.home(library, links)
        case "liste-clauses":
            return lists.clauses(library, links)
        case "liste-fiches":
            return lists.fiches(library, links)
        case "liste-conventions":
            return lists.conventions(library, links)
        case "liste-indicateurs":
            return catalogue.indicators(library, links)
        case "lot":
            return catalogue.part(library, links, page.entry)
        case "territoire":
            return territory.view(library, links)
        case "liste-themes":
            return lists.themes(library, links)
        case "atelier" | "plan":
            return {"trames": list(library.vocabularies.trames.values())}
        case "comparer":
            return comparison.view(library, links)
        case "nouveautes":
            return lists.latest(library)
        case "panorama":
            return panorama.view(library, links)
        case "comparaison":
            return comparison.subject_view(library, links, page.entry.id.split("/")[1])
        case "glossaire":
            return lists.glossary(library)
        case "dossier":
            return guide.folder(library, links, page.entry.id.split("/")[0])
        case _:
            return guide.view(library, links, page.entry)


__all__ = ["Page", "Section", "page_of", "view_of"]
