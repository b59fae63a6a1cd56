"""The whole library, from the project's folders: read, validated, cross-checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from clausier.cache.store import Store
from clausier.check.absent import unlinked
from clausier.check.body import check_marks, check_sections
from clausier.check.drawings import FOLDER, load_drawings
from clausier.check.files import check_files
from clausier.check.frames import frames_of
from clausier.check.guide import check_inserts, check_page, typed_amounts
from clausier.check.indicators import FILE as JUDGED
from clausier.check.indicators import OWN_FILE as OWN_JUDGED
from clausier.check.indicators import check_judgements, read_judgements, unjudged
from clausier.check.publication import load_settings
from clausier.check.reader import Reader, read_apart
from clausier.check.references import References
from clausier.check.suggest import hint
from clausier.check.territory import documents, holdings, home
from clausier.check.vocabularies import OWN_FIELDS, load_vocabularies
from clausier.library import OWN, OWN_HOME, Bibliotheque, Entry, Vocabularies
from clausier.model import clause, fiche
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.indicateurs import Famille
from clausier.model.theme import Theme
from clausier.model.values import Document
from clausier.read.problems import InvalidContent, Problem
from clausier.read.source import Source, read_yaml

D = TypeVar("D", bound=Document)
_HERE = 0.4
"""Part of the published texts that this process reads first; another may read the others meanwhile."""


def load(root: Path, store: Store | None = None) -> Bibliotheque:
    """The library found under ``root``. ``store`` spares the reading of documents that have not changed.

    Raises:
        InvalidContent: with every problem of every file.
    """
    reader = Reader(root, store)
    settings = load_settings(root, reader.report)
    held = holdings(root, settings, reader.report)
    words = load_vocabularies(root, reader.report)
    frames = root / "clauses/trames.yml"
    if frames.is_file() and isinstance(source := read_yaml(frames, root), Source):
        reader.sources["clauses/trames.yml"] = source

    later = held.conventions[round(len(held.conventions) * _HERE) :]
    wait = read_apart(root, store, {folder: documents(folder / "fiches") for folder in later})
    themes = [t for p in documents(root / "docs/themes") if (t := reader.read(p, Theme, f"themes/{p.stem}/"))]
    themes.sort(key=lambda t: (t.data.rang, t.id))
    clauses = [c for p in held.clauses if (c := reader.read(p, Clause, f"clauses/{p.stem}/"))]
    written = words.trames
    absent = held.absent_ids("clauses")
    words = replace(words, trames=frames_of(root, written, {c.id: c for c in clauses}, absent, reader.report))
    used: set[str] = set()
    for text_to_sign in clauses:
        check_sections(text_to_sign, clause.SECTIONS, True, reader.report)
        used |= check_marks(text_to_sign, words, reader.report)

    conventions: list[Entry[Convention]] = []
    fiches: list[Entry[Fiche]] = []
    for folder in held.conventions:
        if folder in later[:1]:
            wait()
        index = folder / "index.md"
        if not index.is_file():
            missing = index.relative_to(root).as_posix()
            reader.report(Problem(missing, 1, "fichier absent : il décrit le texte publié de ce dossier"))
        elif text := reader.convention(folder):
            conventions.append(text)
        for path in documents(folder / "fiches"):
            if sheet := reader.fiche(path):
                check_sections(sheet, fiche.SECTIONS, False, reader.report)
                fiches.append(sheet)
    fiches.sort(key=lambda f: (f.convention, _natural(f.data.numero or ""), f.id))

    judged = [read_judgements(root, reader.report, file) for file in (JUDGED, OWN_JUDGED)]
    read_ones = [j for j in judged if j]
    words = replace(
        words,
        jugements={j.texte: j for one in read_ones for j in one.content.indicateurs},
        familles=tuple(f for one in read_ones for f in one.content.familles),
    )
    if held.absent:
        words = replace(words, familles=tuple(_families(words.familles, fiches)))
    # A fiche that could not be read, or that is not shown, may hold the texts that seem to be missing.
    if not reader.unreadable:
        for one in read_ones:
            if one.file == OWN_JUDGED or not held.absent:
                check_judgements(one, fiches, reader.report)

    guides: dict[str, Entry[PageGuide]] = {}
    for path in sorted((root / "docs").rglob("*.md")):
        inside = path.relative_to(root / "docs")
        if inside.parts[0] == "themes" and inside.name != "index.md":
            continue
        name = inside.with_suffix("").as_posix()
        url = "" if name == "index" else f"{name.removesuffix('/index')}/"
        if guide := reader.read(path, PageGuide, url, name=name):
            guides[name] = guide

    for path in held.pages:
        name = OWN_HOME if path.name == "index.md" else f"{OWN}/{path.stem}"
        if page_of_theirs := reader.read(path, PageGuide, f"{name.removesuffix('/index')}/", name=name):
            guides[name] = page_of_theirs
    if OWN_HOME not in guides and (any(e.own for e in (*clauses, *conventions)) or held.pages):
        guides[OWN_HOME] = home()

    drawings = load_drawings(root, reader.report)
    check_files(root, {p.path for p in reader.problems}, reader.report)
    names = {p.stem for p in (root / FOLDER).glob("*")}
    amounts: list[Problem] = []
    for page in [*themes, *guides.values()]:
        check_inserts(page, words, names, reader.report)
        if not page.own:  # A territory's own figures are nobody else's.
            amounts += typed_amounts(page)
    for guide in guides.values():
        check_page(guide, reader.report)

    # Clauses come in the order of the documents that they make up, as people know them; history last.
    flow = [name for frame in words.trames.values() for part in frame.parties for name in part.clauses]
    place = {name: rank for rank, name in reversed(list(enumerate(flow)))}
    library = Bibliotheque(
        themes={t.id: t for t in themes},
        clauses={c.id: c for c in sorted(clauses, key=lambda c: place.get(c.id, len(place)))},
        conventions={c.id: c for c in conventions},
        fiches={(f.convention, f.id): f for f in fiches},
        guides=guides,
        vocabularies=words,
        schemas=drawings,
        publication=settings.publication,
        absent=held.absent,
    )
    for i, sigle in enumerate(words.sigles):
        for theme in sigle.themes:
            if theme not in library.themes and theme not in reader.unreadable:
                reader.report(
                    Problem(
                        "docs/glossaire.yml", words.sigle_lines[i], f"thème inconnu « {theme} »{hint(theme, library.themes)}"
                    )
                )
    References(
        library, reader.sources, reader.unreadable | absent | held.absent_ids("conventions"), reader.report, written
    ).all()
    if reader.problems:
        raise InvalidContent(reader.problems)
    warnings = _unused(words, used, bool(absent))
    warnings += [
        Problem(path.relative_to(root).as_posix(), 1, f"cette clause remplace clauses/{name}.md", "avertissement")
        for name, path in held.replaced.items()
    ]
    warnings += amounts
    if None not in judged:
        warnings += unjudged(read_ones, fiches, lambda f, i: reader.sources[f.path].lines.of(("indicateurs", i)))
    return replace(_shown(library), warnings=tuple(warnings))


def _families(familles: Iterable[Famille], fiches: Iterable[Entry[Fiche]]) -> Iterator[Famille]:
    """Families of the indicators that are shown: of one alone there is nothing to bring together."""
    known = {i.texte for f in fiches for i in f.data.indicateurs}
    for family in familles:
        if len(texts := tuple(t for t in family.textes if t in known)) > 1:
            yield family.model_copy(update={"textes": texts})


def _unused(words: Vocabularies, used: set[str], partly: bool) -> list[Problem]:
    """Blanks that no clause holds; of the shared ones, nothing can be said while only a part of the clauses is shown."""
    return [
        Problem(
            OWN_FIELDS if name in words.own_champs else "clauses/champs.yml",
            1,
            f"le champ « {name} » n’est employé par aucune clause : retirez-le",
            "avertissement",
        )
        for name in words.champs
        if name not in used and (name in words.own_champs or not partly)
    ]


def _shown(library: Bibliotheque) -> Bibliotheque:
    """The library whose pages lead to nothing that this copy does not show."""
    if not library.absent:
        return library

    def bare(entry: Entry[D]) -> Entry[D]:
        return replace(entry, body=unlinked(entry.body, entry.uri, library.absent))

    return replace(
        library,
        themes={k: bare(e) for k, e in library.themes.items()},
        clauses={k: bare(e) for k, e in library.clauses.items()},
        conventions={k: bare(e) for k, e in library.conventions.items()},
        fiches={k: bare(e) for k, e in library.fiches.items()},
        guides={k: bare(e) for k, e in library.guides.items()},
    )


def _natural(numero: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts «2» before «10» and «PE 1» before «PE 2»."""
    parts: list[tuple[int, int | str]] = []
    for word in numero.replace("-", " ").split():
        parts.append((0, int(word)) if word.isdecimal() else (1, word))
    return tuple(parts)
