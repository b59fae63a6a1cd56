"""The search index, made by Pagefind from cleaned copies of the finished pages.

Pagefind folds accents, plurals and inflections by itself; curly apostrophes and the other names of a thing (acronyms,
synonyms) are put right in the copies, which nobody reads. Its output differs from build to build.
"""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

from clausier.library import Bibliotheque, Entry
from clausier.model.values import Document
from clausier.model.vocabulaires import Sigle

FOLDER = "recherche"
"""Folder of the index in the site."""
_CONTENT = re.compile(r'<div class="page [^>]*>(.*)</div>\s*</div>\s*</main>', re.DOTALL)
_LEFT_OUT = re.compile(
    r"<(nav|button(?! type=\"button\" class=\"sigle\")|svg|script|style)\b.*?</\1>|<div class=\"outils\".*?</div>|<a class=\"headerlink\".*?</a>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Indexed:
    """A page to index."""

    url: str
    kind: str
    """As the box's filter names it: Clause, Fiche-action, Texte publié, Thème, Guide."""
    title: str
    place: str
    """Shown under the title: the territory of a fiche, the subject of a clause."""
    themes: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


def pages(library: Bibliotheque) -> list[Indexed]:
    """Every page that the box can answer with."""
    named = {name: entry.titre for name, entry in library.themes.items()}

    def titles(themes: Iterable[str]) -> tuple[str, ...]:
        return tuple(named[t] for t in themes)

    def one(entry: Entry[Document], kind: str, place: str, themes: Iterable[str], synonyms: tuple[str, ...] = ()) -> Indexed:
        return Indexed(entry.url, kind, entry.titre, place, titles(themes), synonyms)

    found = [
        one(c, "Clause", library.vocabularies.sujets[c.data.sujet].libelle, c.data.themes) for c in library.clauses.values()
    ]
    found += [
        one(f, "Fiche-action", library.conventions[f.convention].data.titre_court, f.data.themes)
        for f in library.fiches.values()
    ]
    found += [one(t, "Texte publié", "", ()) for t in library.conventions.values()]
    found += [one(t, "Thème", "", (t.id,), tuple(t.data.synonymes)) for t in library.themes.values()]
    found += [one(g, "Guide", "", g.data.themes) for name, g in library.guides.items() if name != "index"]
    return found


def other_names(text: str, sigles: Iterable[Sigle]) -> list[str]:
    """Expansions of the acronyms that ``text`` uses, and acronyms of the names that it spells out."""
    folded = text.lower()
    words = set(re.findall(r"[\w-]+", text))
    found = []
    for sigle in sigles:
        if not isinstance(sigle.developpe, str) or not sigle.infobulle:
            continue
        written = bool(words & {sigle.sigle, *sigle.variantes})
        spelt = sigle.developpe.lower() in folded
        if written != spelt:
            found.append(sigle.developpe if written else sigle.sigle)
    return found


def clean(page: str, indexed: Indexed, sigles: Iterable[Sigle]) -> str | None:
    """The copy to index of a finished page; None when it has no content of ours."""
    body = _CONTENT.search(page)
    if body is None:
        return None
    content = _LEFT_OUT.sub(" ", body[1])
    text = html.unescape(_TAG.sub(" ", content)).replace("’", "'")
    also = [*indexed.synonyms, *other_names(text, sigles)]
    filters = "".join(
        f'<span data-pagefind-filter="{name}:{html.escape(value)}"></span>'
        for name, value in [("sorte", indexed.kind), *(("theme", t) for t in indexed.themes)]
    )
    extra = f'<p data-pagefind-weight="0.6">Autres mots : {html.escape(", ".join(also))}.</p>' if also else ""
    metas = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">'
        for name, value in (("title", indexed.title), ("lieu", indexed.place), ("sorte", indexed.kind))
        if value
    )
    copy = f'<html lang="fr"><head>{metas}</head><body data-pagefind-body>{filters}{content}{extra}</body></html>'
    return copy.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


async def _index(copies: Path, output: Path) -> None:
    config = IndexConfig(force_language="fr", output_path=str(output), keep_index_url=False)
    async with PagefindIndex(config=config) as index:
        # One call for all: each call of the API has a fixed cost of a tenth of a second.
        await index.add_directory(str(copies))


def write_index(library: Bibliotheque, site: Path) -> int:
    """Index the finished pages of ``site``; returns how many."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder)
        for indexed in pages(library):
            source = site / indexed.url / "index.html"
            if not source.is_file():
                continue
            copy = clean(source.read_text(encoding="utf-8"), indexed, library.vocabularies.sigles)
            if copy is not None:
                target = copies / indexed.url / "index.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(copy, encoding="utf-8")
                count += 1
        asyncio.run(_index(copies, site / FOLDER))
    for extra in (site / FOLDER).glob("pagefind-*ui.*"):  # Pagefind's own boxes: ours replaces them.
        extra.unlink()
    (site / FOLDER / "pagefind-highlight.js").unlink(missing_ok=True)
    return count
