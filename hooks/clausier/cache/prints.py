"""What a result depends on, as short prints: of files, of the code, of values that templates show."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from clausier.catalogues.model import Catalogue, Row
from clausier.library import OWN, Bibliotheque, Entry

MAKERS = (
    "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pydantic", "pystemmer", "python-docx", "pyyaml",
    "xlsxwriter",
)  # fmt: skip
"""Libraries whose version may change what is made."""
CONTENT = ("clauses", "conventions", "docs", OWN)
"""Folders whose files decide what pages say."""
_TEXT = re.compile(rf"({OWN}/)?(clauses|conventions)/")
"""Start of the name of a clause, a published text or a fiche."""
_FICHE = re.compile(rf"({OWN}/)?conventions/[^/]+/fiches/")
"""Start of the name of a fiche: no page shows its body but its own."""
_SHARED = ("clausier.links.", "clausier.catalogues.")
"""Modules whose values stand on many pages."""
_COPIED = ("docs/assets/", f"{OWN}/fichiers/")
"""Copied as they are: no page depends on what they hold."""
_PLAIN = frozenset((str, int, float, bool, type(None)))


def of(*parts: str | bytes) -> str:
    """One print of several parts, each kept apart from the next."""
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


def of_code(hooks: Path) -> str:
    """Print of the code under ``hooks`` and of all that runs it."""
    own = [f"{p.relative_to(hooks).as_posix()}:{of(p.read_bytes())}" for p in _files(hooks) if p.suffix in (".py", ".yml")]
    return of(sys.version, *(f"{name}:{version(name)}" for name in MAKERS), *own)


def settings(config: Mapping[str, Any]) -> list[object]:
    """What a configuration of MkDocs came to, wherever it was written."""
    names = ("site_name", "site_url", "site_description", "extra", "nav", "extra_css", "extra_javascript", "mdx_configs")
    return [*(config[name] for name in names), *map(str, config["markdown_extensions"])]


def of_tree(folder: Path) -> str:
    """Print of every file under a folder."""
    return of(*(f"{p.relative_to(folder).as_posix()}:{of(p.read_bytes())}" for p in _files(folder)))


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []


@dataclass(frozen=True)
class Inputs:
    """Prints of the files of a project."""

    frame: str
    """All that any page may depend on: templates, vocabularies, drawings, configuration, and which documents there are."""
    heads: str
    """The same, and the front matter of each document: all that a page shows of another document comes from there."""
    pages: str
    """The same, and the bodies of the pages of the guide."""
    texts: str
    """The same, and the bodies of clauses and of published texts."""
    whole: str
    """The same, and the bodies of fiches: all that each document says."""
    own_heads: Mapping[str, str] = field(default_factory=dict)
    """The front matter of each document, by the name of its file."""


def of_project(root: Path, told: str) -> Inputs:
    """Prints of the project under ``root``; ``told`` says what the configuration came to."""
    frame, heads = [told], dict[str, str]()
    pages, texts, fiches = list[str](), list[str](), list[str]()
    for folder in (*CONTENT, "overrides"):
        for path in _files(root / folder):
            name = path.relative_to(root).as_posix()
            if name.startswith(_COPIED):
                frame.append(name)
            elif path.suffix == ".md":
                frame.append(name)
                head, mark, body = path.read_bytes().partition(b"\n---")
                heads[name] = of(head)
                (fiches if _FICHE.match(name) else texts if _TEXT.match(name) else pages).append(of(mark, body))
            else:
                frame.append(f"{name}:{of(path.read_bytes())}")
    first = of(*frame)
    second = of(first, *heads.values())
    third = of(second, *pages)
    fourth = of(third, *texts)
    return Inputs(first, second, third, fourth, of(fourth, *fiches), heads)


class Values:
    """Prints of what templates are given. Two values with one print read alike.

    A document stands for its front matter and its address: no template shows the body of another document than its own.
    The map of all texts serves to name them: only their names count, or each page would change with every text. A catalogue,
    and each of its rows, stands for the front matter of all documents: to tell it takes longer than to make a page of it.

    Args:
        inputs: of the files that ``library`` was read from; spares telling again what they say.
    """

    def __init__(self, library: Bibliotheque, inputs: Inputs | None = None) -> None:
        self._inputs = inputs
        named = of(*(f"{c.id}:{c.url}:{c.titre}:{c.data.titre_court}" for c in library.conventions.values()))
        self._known: dict[int, tuple[object, str]] = {id(library.conventions): (library.conventions, named)}
        self._known[id(library.themes)] = library.themes, of(self._written(library.themes))

    def of(self, value: object) -> str:
        """The print of a value.

        Raises:
            TypeError: when it holds something whose content cannot be read: it must not decide of a page.
        """
        return of(self._written(value))

    def _written(self, value: Any) -> str:
        """A value in full, or the prints of those of its parts that stand on many pages."""
        kind: Any = type(value)
        if kind in _PLAIN or isinstance(value, str):  # Most of what is asked, first.
            return repr(value)
        if known := self._known.get(id(value)):
            return known[1]
        if isinstance(value, list | tuple):
            return f"[{','.join(map(self._written, value))}]"
        if isinstance(value, Entry):
            told = self._inputs and self._inputs.own_heads.get(value.path)
            found = of(value.path, value.url, value.id, told or repr(value.data))
        elif isinstance(value, BaseModel):
            found = repr(value)
        elif isinstance(value, Catalogue | Row) and self._inputs:
            return self._inputs.heads
        elif is_dataclass(value):
            found = f"{kind.__name__}({','.join([self._written(getattr(value, name)) for name in _names(kind)])})"
        elif isinstance(value, Mapping):
            return f"{{{','.join([f'{self._written(k)}:{self._written(v)}' for k, v in value.items()])}}}"
        elif isinstance(value, set | frozenset):
            return f"{{{','.join(sorted(map(self._written, value)))}}}"
        elif kind.__module__ == "datetime":
            return repr(value)
        else:
            raise TypeError(f"{kind.__name__} ne dit pas ce qu’il contient")
        if isinstance(value, Entry | BaseModel) or kind.__module__.startswith(_SHARED):
            found = of(found)
            self._known[id(value)] = value, found  # Holding it keeps its identity from being given to another.
        return found


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a kind of value."""
    return tuple(field.name for field in fields(kind))
