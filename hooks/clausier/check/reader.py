"""Reads documents one by one: each becomes an entry of the library, or problems to report."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from clausier.cache import prints
from clausier.cache.apart import FEW, apart
from clausier.cache.store import Store
from clausier.check.body import check_markup
from clausier.check.schema import validate
from clausier.library import Entry
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.values import Document, name_fault
from clausier.read.problems import Problem
from clausier.read.source import Source, read_markdown

D = TypeVar("D", bound=Document)


class Reader:
    """Reads documents one by one and keeps every problem met."""

    def __init__(self, root: Path, store: Store | None) -> None:
        self.root, self.store = root, store
        self.problems: list[Problem] = []
        self._folders: dict[Path, bool] = {}
        """Whether each folder is where it seems to be."""
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
        print_ = self._print_of(path) if self.store else None
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

    def convention(self, folder: Path) -> Entry[Convention] | None:
        """The same, for the published text of a folder."""
        return self.read(folder / "index.md", Convention, f"conventions/{folder.name}/", name=folder.name)

    def fiche(self, path: Path) -> Entry[Fiche] | None:
        """The same, for a fiche: it stands in the folder of its text."""
        text = path.parent.parent.name
        return self.read(path, Fiche, f"conventions/{text}/fiches/{path.stem}/", text)

    def _print_of(self, path: Path) -> str | None:
        """Print of a file that holds no surprise of its own; None for one that must be read to say what is wrong."""
        try:
            if path.parent not in self._folders:
                self._folders[path.parent] = path.parent.resolve() == self.root.resolve() / path.parent.relative_to(self.root)
            return prints.of(path.read_bytes()) if self._folders[path.parent] and not path.is_symlink() else None
        except OSError:
            return None


def read_apart(root: Path, store: Store | None, texts: Mapping[Path, list[Path]]) -> Callable[[], None]:
    """Have another process read published texts that no build has read before; returns what waits for them.

    What is wrong with them is said by whoever reads them next: only what holds no fault is kept.

    Args:
        texts: by folder, the files of their fiches.
    """
    if store is None or not store.fresh or sum(map(len, texts.values())) < FEW:
        return lambda: None

    def read() -> None:
        reader = Reader(root, store)
        for folder, fiches in texts.items():
            reader.convention(folder)
            for path in fiches:
                reader.fiche(path)

    return apart(store, read)
