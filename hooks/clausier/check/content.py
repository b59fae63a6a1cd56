"""The whole library, from the project's folders: read, validated, cross-checked."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from clausier.cache import prints
from clausier.cache.store import Store
from clausier.check.body import check_marks, check_markup, check_sections
from clausier.check.drawings import FOLDER, load_drawings
from clausier.check.files import check_files
from clausier.check.guide import check_inserts, check_page, typed_amounts
from clausier.check.indicators import check_judgements, read_judgements, unjudged
from clausier.check.publication import load_settings
from clausier.check.references import References
from clausier.check.schema import validate
from clausier.check.suggest import hint
from clausier.check.vocabularies import load_vocabularies
from clausier.library import Bibliotheque, Entry
from clausier.model import clause, fiche
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.theme import Theme
from clausier.model.values import Document, name_fault
from clausier.read.problems import InvalidContent, Problem
from clausier.read.source import Source, read_markdown, read_yaml

D = TypeVar("D", bound=Document)


class _Reader:
    """Reads documents one by one and keeps every problem met."""

    def __init__(self, root: Path, store: Store | None) -> None:
        self.root, self.store = root, store
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self.unreadable: set[str] = set()
        """Ids of documents that exist but could not be read: naming them is no second problem."""

    def report(self, problem: Problem) -> None:
        self.problems.append(problem)

    def read(self, path: Path, model: type[D], url: str, convention: str = "", name: str = "") -> Entry[D] | None:
        """One document, or None after its problems were reported."""
        shown = path.relative_to(self.root).as_posix()
        name = name or path.stem
        if fault := next(filter(None, map(name_fault, name.split("/"))), None):
            self.report(Problem(shown, 1, f"le nom « {name[:200]} » ne peut pas devenir une adresse : {fault}"))
            return None
        kept = f"document {shown}"
        print_ = _print_of(path, self.root) if self.store else None
        if self.store and print_ and (found := self.store.take(kept, print_)):
            entry, self.sources[shown] = pickle.loads(found)
            return entry  # type: ignore[no-any-return]
        before = len(self.problems)
        source = read_markdown(path, self.root)
        if isinstance(source, Problem):
            self.report(source)
            self.unreadable.add(name)
            return None
        self.sources[shown] = source
        data = validate(source, model, self.report)
        if data is None:
            self.unreadable.add(name)
            return None
        if isinstance(data, Convention | Fiche) and data.a_relire:
            message = "importé et pas encore relu : comparez avec la source, corrigez ; relu ? retirez cette ligne « a_relire »"
            self.report(Problem(shown, source.lines.of(("a_relire",)), message))
        entry = Entry(name, shown, url, data, source.body, source.body_line, convention)
        check_markup(entry, self.report)
        if self.store and print_ and len(self.problems) == before:
            # What was checked is kept: its lines serve later messages, what was typed does not.
            self.store.keep(kept, print_, pickle.dumps((entry, replace(source, data={}, body=""))))
        return entry


def _print_of(path: Path, root: Path) -> str | None:
    """Print of a file that holds no surprise of its own; None for one that must be read to say what is wrong."""
    try:
        return prints.of(path.read_bytes()) if path.resolve() == root.resolve() / path.relative_to(root) else None
    except OSError:
        return None


def _documents(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.md") if p.name != "index.md") if folder.is_dir() else []


def load(root: Path, store: Store | None = None) -> Bibliotheque:
    """The library found under ``root``. ``store`` spares the reading of documents that have not changed.

    Raises:
        InvalidContent: with every problem of every file.
    """
    reader = _Reader(root, store)
    words = load_vocabularies(root, reader.report)
    frames = root / "clauses/trames.yml"
    if frames.is_file() and isinstance(source := read_yaml(frames, root), Source):
        reader.sources["clauses/trames.yml"] = source

    themes = [t for p in _documents(root / "docs/themes") if (t := reader.read(p, Theme, f"themes/{p.stem}/"))]
    themes.sort(key=lambda t: (t.data.rang, t.id))
    clauses = [c for p in _documents(root / "clauses") if (c := reader.read(p, Clause, f"clauses/{p.stem}/"))]
    used: set[str] = set()
    for text_to_sign in clauses:
        check_sections(text_to_sign, clause.SECTIONS, True, reader.report)
        used |= check_marks(text_to_sign, words, reader.report)

    conventions: list[Entry[Convention]] = []
    fiches: list[Entry[Fiche]] = []
    for folder in sorted(p for p in (root / "conventions").glob("*") if p.is_dir()):
        index = folder / "index.md"
        if not index.is_file():
            reader.report(
                Problem(f"conventions/{folder.name}/index.md", 1, "fichier absent : il décrit le texte publié de ce dossier")
            )
        elif text := reader.read(index, Convention, f"conventions/{folder.name}/", name=folder.name):
            conventions.append(text)
        for path in _documents(folder / "fiches"):
            if sheet := reader.read(path, Fiche, f"conventions/{folder.name}/fiches/{path.stem}/", folder.name):
                check_sections(sheet, fiche.SECTIONS, False, reader.report)
                fiches.append(sheet)
    fiches.sort(key=lambda f: (f.convention, _natural(f.data.numero or ""), f.id))

    judgements = read_judgements(root, reader.report)
    if judgements:
        words = replace(
            words,
            jugements={j.texte: j for j in judgements.content.indicateurs},
            familles=judgements.content.familles,
        )
        if not reader.unreadable:  # a fiche that could not be read may hold the texts that seem to be missing
            check_judgements(judgements, fiches, reader.report)

    guides: dict[str, Entry[PageGuide]] = {}
    for path in sorted((root / "docs").rglob("*.md")):
        inside = path.relative_to(root / "docs")
        if inside.parts[0] == "themes" and inside.name != "index.md":
            continue
        name = inside.with_suffix("").as_posix()
        url = "" if name == "index" else f"{name.removesuffix('/index')}/"
        if guide := reader.read(path, PageGuide, url, name=name):
            guides[name] = guide

    drawings = load_drawings(root, reader.report)
    check_files(root, {p.path for p in reader.problems}, reader.report)
    names = {p.stem for p in (root / FOLDER).glob("*")}
    amounts: list[Problem] = []
    for page in [*themes, *guides.values()]:
        check_inserts(page, words, names, reader.report)
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
        publication=load_settings(root, reader.report).publication,
    )
    for i, sigle in enumerate(words.sigles):
        for theme in sigle.themes:
            if theme not in library.themes and theme not in reader.unreadable:
                reader.report(
                    Problem(
                        "docs/glossaire.yml", words.sigle_lines[i], f"thème inconnu « {theme} »{hint(theme, library.themes)}"
                    )
                )
    References(library, reader.sources, reader.unreadable, reader.report).all()
    if reader.problems:
        raise InvalidContent(reader.problems)
    warnings = [
        Problem("clauses/champs.yml", 1, f"le champ « {name} » n’est employé par aucune clause : retirez-le", "avertissement")
        for name in words.champs
        if name not in used
    ]
    warnings += amounts
    if judgements:
        warnings += unjudged(judgements, fiches, lambda f, i: reader.sources[f.path].lines.of(("indicateurs", i)))
    return replace(library, warnings=tuple(warnings))


def _natural(numero: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts «2» before «10» and «PE 1» before «PE 2»."""
    parts: list[tuple[int, int | str]] = []
    for word in numero.replace("-", " ").split():
        parts.append((0, int(word)) if word.isdecimal() else (1, word))
    return tuple(parts)
