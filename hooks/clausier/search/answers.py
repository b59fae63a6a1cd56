"""What search can answer with: the pages, and the acronyms of the glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from clausier.library import OWN, Bibliotheque, Entry
from clausier.model.values import Document
from clausier.pages.sigles import fragment
from clausier.search.names import OtherNames

FOLDERS = {
    "comprendre": "Comprendre",
    "agir": "Agir",
    "reperes": "Repères",
    "modeles": "Modèles de documents",
    OWN: "Notre territoire",
}
"""How the folders of the guide are called."""


@dataclass(frozen=True)
class Searched:
    """One answer."""

    url: str
    """From the site's root; may end with the fragment of a place in a page."""
    kind: str
    """As the box's filter names it: Clause, Fiche-action, Texte publié, Thème, Guide, Modèle, Sigle."""
    title: str
    place: str = ""
    """Shown under the title: the territory of a fiche, the subject of a clause."""
    themes: tuple[str, ...] = ()
    """Titles."""
    known_as: tuple[str, ...] = ()
    """Words of which this page is the first place to go: a theme's synonyms, a text's towns."""
    words: tuple[str, ...] = ()
    """Other words for what it is about."""
    otherwise: tuple[str, ...] = ()
    """Its title with acronyms for names, or names for acronyms."""
    question: str = ""
    """The question that it answers."""
    lead: tuple[str, ...] = ()
    """Its summary; the whole text of what has no page of its own."""


def pages(library: Bibliotheque, other: OtherNames) -> list[Searched]:
    """Every page that the box can answer with; the home page leads to all and answers nothing."""
    named = {name: entry.titre for name, entry in library.themes.items()}
    subjects = library.vocabularies.sujets

    def one(entry: Entry[Document], kind: str, place: str, themes: Iterable[str], known_as: Iterable[str] = ()) -> Searched:
        question, summary = getattr(entry.data, "question", None) or "", getattr(entry.data, "resume", None) or ""
        about = other.of_subject(f"{entry.titre} {question} {summary}")
        return Searched(
            entry.url, kind, entry.titre, place, tuple(named[t] for t in themes),
            tuple(known_as), tuple(about), tuple(other.of_title(entry.titre)), question, (summary,),
        )  # fmt: skip

    found = [one(c, "Clause", subjects[c.data.sujet].libelle, c.data.themes) for c in library.clauses.values()]
    found += [
        one(f, "Fiche-action", library.conventions[f.convention].data.titre_court, f.data.themes)
        for f in library.fiches.values()
    ]
    found += [one(t, "Texte publié", "", (), _territory(t)) for t in library.conventions.values()]
    # A word that several themes claim leads to none of them in particular.
    claimed = Counter(s for t in library.themes.values() for s in t.data.synonymes)
    found += [one(t, "Thème", "", (t.id,), [s for s in t.data.synonymes if claimed[s] == 1]) for t in library.themes.values()]
    for name, guide in library.guides.items():
        folder = name.split("/")[0]
        if name != "index":
            kind = "Modèle" if folder == "modeles" and name != "modeles/index" else "Guide"
            found.append(one(guide, kind, FOLDERS.get(folder, ""), guide.data.themes))
    return found


def _territory(entry: Entry[Document]) -> list[str]:
    """Where a text applies, as people name it."""
    territory = getattr(entry.data, "territoire", None)
    department = getattr(territory, "departement", None)
    names = [getattr(territory, "nom", None), getattr(department, "nom", None), getattr(territory, "region", None)]
    towns = getattr(territory, "communes", ())
    return [n for n in (*names, *(towns if isinstance(towns, tuple) else ())) if isinstance(n, str)]


def acronyms(library: Bibliotheque) -> list[Searched]:
    """The entries of the glossary: what an acronym means is the first answer to it."""
    named = {name: entry.titre for name, entry in library.themes.items()}
    found = []
    for sigle in library.vocabularies.sigles:
        known = sigle.developpe if isinstance(sigle.developpe, str) else ""
        title = f"{sigle.sigle} : {known}" if known else sigle.sigle
        url = f"glossaire/#{fragment(sigle)}"
        themes = tuple(named[t] for t in sigle.themes if t in named)
        known_as = (sigle.sigle, *sigle.variantes)
        found.append(Searched(url, "Sigle", title, "Glossaire", themes, known_as, lead=(sigle.sens,)))
    return found
