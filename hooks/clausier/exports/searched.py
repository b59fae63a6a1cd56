"""What search can answer with: pages, the questions inside them, acronyms; and the other words that lead to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from clausier.library import OWN, Bibliotheque, Entry
from clausier.model.values import Document
from clausier.model.vocabulaires import Sigle
from clausier.pages.sigles import fragment

_WORD = re.compile(r"[\w-]+")
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


def pages(library: Bibliotheque) -> list[Searched]:
    """Every page that the box can answer with; the home page leads to all and answers nothing."""
    named = {name: entry.titre for name, entry in library.themes.items()}
    subjects = library.vocabularies.sujets

    def one(entry: Entry[Document], kind: str, place: str, themes: Iterable[str], known_as: Iterable[str] = ()) -> Searched:
        question, summary = getattr(entry.data, "question", None) or "", getattr(entry.data, "resume", None) or ""
        about = same_as(f"{entry.titre} {question} {summary}", library.vocabularies.synonymes)
        return Searched(
            entry.url, kind, entry.titre, place, tuple(named[t] for t in themes),
            tuple(known_as), tuple(about), otherwise(entry.titre, library.vocabularies.sigles), question, (summary,),
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


def same_as(text: str, groups: Iterable[tuple[str, ...]]) -> list[str]:
    """The other words of each group of which ``text`` uses one."""
    folded = text.lower().replace("'", "’")
    found = []
    for group in groups:
        used = [w for w in group if w.lower() in folded and re.search(rf"\b{re.escape(w.lower())}s?\b", folded)]
        if used:
            found += [w for w in group if w not in used]
    return found


def otherwise(title: str, sigles: Iterable[Sigle]) -> tuple[str, ...]:
    """The title with an acronym in place of each name that it spells out, and the reverse."""
    found, folded = [], title.lower()
    for sigle in sigles:
        if not isinstance(sigle.developpe, str):
            continue
        for old, new in ((sigle.developpe, sigle.sigle), (sigle.sigle, sigle.developpe)):
            if old.lower() not in folded:
                continue
            # An acronym is written as such; a name may start with a capital.
            flags = re.IGNORECASE if old == sigle.developpe else re.NOFLAG
            start, *rest = re.split(rf"(?<!\w){re.escape(old)}(?!\w)", title, flags=flags)
            found += [new.join((start, *rest))] if rest else []
    return tuple(found)


def other_names(text: str, sigles: Iterable[Sigle]) -> list[str]:
    """Expansions of the acronyms that ``text`` uses, and acronyms of the names that it spells out."""
    folded = text.lower().replace("'", "’")
    words = set(_WORD.findall(text))
    begun = {w.lower() for w in words}
    found = []
    for sigle in sigles:
        if not isinstance(sigle.developpe, str) or not sigle.infobulle:
            continue
        name, first = _spelt(sigle.developpe)
        written = sigle.sigle in words or any(v in words for v in sigle.variantes)
        spelt = (not first or first in begun) and name in folded
        if written != spelt:
            found.append(sigle.developpe if written else sigle.sigle)
    return found


@lru_cache(maxsize=2_000)
def _spelt(name: str) -> tuple[str, str]:
    """A name as texts are searched for it, and its first word when it has others: a text without that word is soon left."""
    first, *others = _WORD.findall(folded := name.lower())
    return folded, first if others else ""
