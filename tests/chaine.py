"""The way of a file from disk to its page, in one process: read, check, links, the site's Markdown, its template, its exports.

What a mutant leaves as it was is worked out once: ten thousand of them would take hours otherwise.
"""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.files import set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from clausier.cache.pages import Kept
from clausier.cache.prints import Inputs
from clausier.cache.store import Store
from clausier.check import content, reader, vocabularies
from clausier.exports import entries
from clausier.exports.site import to_csv
from clausier.library import Bibliotheque, Entry
from clausier.links import all as links
from clausier.markdown.every import every
from clausier.office import fiches, wordml
from clausier.office.fill import Filler
from clausier.office.fragments import Converter
from clausier.office.package import docx_bytes
from clausier.office.ready import clause_file
from clausier.pages.views import page_of
from clausier.read.problems import InvalidContent

LIMIT = 5.0
"""Longest time that one file may take, in seconds."""


class TooLongError(BaseException):
    """A file holds the build up. Not an Exception: nothing on the way may swallow it."""


@contextmanager
def within(seconds: float = LIMIT) -> Iterator[None]:
    """Raise ``TooLongError`` when the block takes more than ``seconds`` of processor time. Where there is no such clock, only run it."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLongError(f"plus de {seconds:g} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def remember(monkeypatch: pytest.MonkeyPatch, changed: Callable[[], str]) -> None:
    """Make the reader remember files other than the one that ``changed`` names, and what was worked out from them alone."""
    kept: dict[Any, Any] = {}

    def once(owner: Any, name: str, key: Callable[..., Any]) -> None:
        original = getattr(owner, name)
        place = owner.__name__

        def remembered(*args: Any) -> Any:
            found = key(*args)
            if found is None:
                return original(*args)
            if (place, name, found) not in kept:
                # The arguments are kept too: an object that lives on cannot lend its address to another.
                kept[place, name, found] = (original(*args), args)
            return kept[place, name, found][0]

        monkeypatch.setattr(owner, name, remembered)

    def same(path: str) -> bool:
        return path != changed()

    vocabulary = ("clauses/sujets.yml", "clauses/champs.yml", "clauses/parametres.yml", "clauses/trames.yml", "docs/glossaire.yml", "docs/chiffres.yml")  # fmt: skip
    shown: Callable[[Path, Path], str] = lambda path, root: path.relative_to(root).as_posix()  # noqa: E731
    for owner in (content, vocabularies):
        once(owner, "read_yaml", lambda path, root: path if same(shown(path, root)) else None)
    for owner in (reader, vocabularies):
        once(owner, "validate", lambda source, model, report: id(source) if same(source.path) else None)
    once(reader, "read_markdown", lambda path, root: path if same(shown(path, root)) else None)
    once(content, "load_vocabularies", lambda root, report: root if changed() not in vocabulary else None)
    once(content, "load_drawings", lambda root, report: root if not changed().startswith("docs/schemas/") else None)
    for name in ("check_markup", "check_sections", "check_marks", "check_inserts", "typed_amounts"):
        # What an entry is checked against changes with the vocabularies, which are remembered too.
        once(
            reader if name == "check_markup" else content,
            name,
            lambda entry, *rest: (id(entry.data), *(id(r) for r in rest if not callable(r))) if same(entry.path) else None,
        )
    once(links, "close_fiches", lambda library, *_: tuple(id(f.data) for f in library.fiches.values()))
    once(links, "by_subject", lambda library: (*(id(c.data) for c in library.conventions.values()), id(library.vocabularies)))


class Chain:
    """The real site, ready to have one of its files changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
        self.config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
        self.config.plugins.on_startup(command="build", dirty=False)
        self.named = list(self.config.markdown_extensions)
        self.config = self.config.plugins.on_config(self.config)
        self.env = self.config.theme.get_env()
        self.files = mkdocs_build.get_files(self.config)
        self.files.add_files_from_theme(self.env, self.config)
        self.files = self.config.plugins.on_files(self.files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)

    def use(self, library: Bibliotheque) -> None:
        """Build pages from this library from now on."""
        self.config.markdown_extensions = every(self.named, self.config.mdx_configs or {}, library)
        self.config["bibliotheque"], self.config["liens"] = library, links.Links(library)
        self.config["page_de"] = cache(partial(page_of, library))
        # Nothing is kept from one library to the next.
        self.config["gardees"] = Kept(Store(), Inputs("", "", "", "", ""), library, self.config["liens"])

    def page(self, uri: str) -> str:
        """HTML of the page of a source file, as the site would publish it."""
        file = self.files.get_file_from_path(uri)
        assert file is not None, uri
        page = file.page or Page(None, file, self.config)
        page.meta = {}
        mkdocs_build._populate_page(page, self.config, self.files, False)
        mkdocs_build._build_page(page, self.config, [], self.nav, self.env, False)
        return Path(file.abs_dest_path).read_text(encoding="utf-8")


def entry_of(library: Bibliotheque, path: str) -> Entry[Any] | None:
    """The document that a file holds."""
    every = (library.clauses, library.conventions, library.fiches, library.themes, library.guides)
    return next((e for kind in every for e in kind.values() if e.path == path), None)  # type: ignore[attr-defined]


def exported(library: Bibliotheque, liens: links.Links, entry: Entry[Any]) -> bytes:
    """What leaves the site with this document: open data, and its Word file when it has one."""
    kinds = {"clauses": entries.clauses, "fiches": entries.fiches, "conventions": entries.conventions, "themes": entries.themes}
    kind = next((k for k in kinds if entry in getattr(library, k).values()), None)
    if kind is None:
        return b""
    rows = [e.model_dump(mode="json", exclude_none=True) for e in kinds[kind](library, liens) if e.url == entry.url]  # type: ignore[operator]
    text = json.dumps(rows, allow_nan=False) + to_csv(rows, list(rows[0]))
    filler = Filler(library, {}, {})
    if kind == "fiches":
        return text.encode() + docx_bytes(entry.titre, fiches.body(library, entry, Converter(), filler), filler.numbering)
    if kind == "clauses" and entry.data.statut != "historique":
        return text.encode() + clause_file(library, entry, Converter(library).convert(entries.text_to_sign(entry)))
    return text.encode() + docx_bytes(entry.titre, wordml.heading(entry.titre, 0))


def load(root: Path) -> Bibliotheque | InvalidContent:
    """The library, or the problems that say what to mend."""
    try:
        return content.load(root)
    except InvalidContent as invalid:
        return invalid
