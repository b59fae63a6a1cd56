"""Where documents are looked for: the shared folders, and the territory's own, ``mon-territoire/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clausier.check.publication import FILE, Reglages
from clausier.check.suggest import hint
from clausier.library import OWN, OWN_HOME, Entry
from clausier.model.guide import PageGuide
from clausier.read.problems import Problem

PAGES = f"{OWN}/pages"
_HOME = {
    "titre": "Notre territoire",
    "resume": "Ce que notre territoire ajoute : ses textes, ses clauses, ses pages.",
}


@dataclass(frozen=True)
class Holdings:
    """The files that make up the library, once shared and own folders are put together."""

    clauses: tuple[Path, ...]
    conventions: tuple[Path, ...]
    """Folders."""
    pages: tuple[Path, ...]
    replaced: Mapping[str, Path]
    """Id of each shared clause that a clause of the territory stands for, with the territory's file."""
    absent: frozenset[str]
    """Documents that the settings switch off, as links name them: ``conventions/x/index.md``."""

    def absent_ids(self, kind: str) -> set[str]:
        """Ids of the clauses, or of the published texts (``conventions``), that the settings switch off."""
        parts = [uri.removesuffix(".md").split("/") for uri in self.absent]
        return {p[1] for p in parts if p[0] == kind and p[2:] in ([], ["index"])}


def documents(folder: Path) -> list[Path]:
    """The documents of a folder, its introduction left out."""
    return sorted(p for p in folder.glob("*.md") if p.name != "index.md") if folder.is_dir() else []


def _folders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*") if p.is_dir())


def holdings(root: Path, settings: Reglages, report: Callable[[Problem], None]) -> Holdings:
    """Put the folders together.

    A clause of the territory stands for the shared one of the same id: its address, its place in documents and the links
    that lead to it stay, and the shared file can go on changing. Two published texts cannot be one another: that is an error.
    """
    corpus = settings.publication.corpus_commun
    shared, own = documents(root / "clauses"), documents(root / OWN / "clauses")
    texts, own_texts = _folders(root / "conventions"), _folders(root / OWN / "conventions")
    kept = _kept("clauses", corpus.clauses, [p.stem for p in shared], settings, report)
    kept_texts = _kept("conventions", corpus.conventions, [p.name for p in texts], settings, report)
    ours = {p.stem: p for p in own}
    for folder in own_texts:
        if folder.name in kept_texts:
            message = (
                f"« {folder.name} » est déjà le nom d’un texte du fonds commun : renommez ce dossier, son nom devient l’adresse"
            )
            report(Problem(f"{OWN}/conventions/{folder.name}/index.md", 1, message))
    absent = {f"clauses/{p.name}" for p in shared if p.stem not in kept and p.stem not in ours}
    for folder in texts:
        if folder.name not in kept_texts:
            names = ["index.md", *(f"fiches/{p.name}" for p in documents(folder / "fiches"))]
            absent |= {f"conventions/{folder.name}/{name}" for name in names}
    taken = {f"conventions/{p.name}/" for p in own_texts}
    return Holdings(
        clauses=(*(p for p in shared if p.stem in kept and p.stem not in ours), *own),
        conventions=(
            *(p for p in texts if p.name in kept_texts),
            *(p for p in own_texts if p.name not in kept_texts),
        ),
        pages=tuple(sorted((root / PAGES).glob("*.md"))),
        replaced={p.stem: ours[p.stem] for p in shared if p.stem in kept and p.stem in ours},
        absent=frozenset(uri for uri in absent if not any(uri.startswith(folder) for folder in taken)),
    )


def _kept(
    key: str, setting: bool | tuple[str, ...], names: Iterable[str], settings: Reglages, report: Callable[[Problem], None]
) -> set[str]:
    """Ids of the shared documents that the settings keep."""
    names = list(names)
    if isinstance(setting, bool):
        return set(names) if setting else set()
    for i, name in enumerate(setting):
        if name not in names:
            line = settings.lines.of(("extra", "corpus_commun", key, i))
            message = f"« corpus_commun.{key} » : rien ne s’appelle « {name} » dans {key}/{hint(name, names)}"
            report(Problem(FILE, line, message))
    return set(setting)


def home() -> Entry[PageGuide]:
    """The page of the territory when nobody wrote one."""
    return Entry(OWN_HOME, f"{PAGES}/index.md", f"{OWN}/", PageGuide.model_validate(_HOME), "", 1)
