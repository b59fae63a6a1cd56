"""The Markdown of pages: the extensions that a site's settings name, then ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from clausier.library import Bibliotheque
from clausier.markdown.inserts import InsertsExtension
from clausier.markdown.marks import MarksExtension
from clausier.markdown.plain import PlainExtension
from clausier.markdown.safe import SafeExtension
from clausier.markdown.tables import TablesExtension
from clausier.markdown.tasks import TasksExtension


def every(named: Sequence[str], settings: Mapping[str, Any], library: Bibliotheque) -> list[Extension]:
    """All the extensions of a build. Each is looked for by its name once: Markdown would do so again at each page.

    Args:
        settings: of the named ones, by name.
    """
    finder = Markdown()
    theirs = [finder.build_extension(name, settings.get(name, {})) for name in named]
    inserts = InsertsExtension(library.vocabularies.chiffres)
    return [*theirs, SafeExtension(), PlainExtension(), MarksExtension(library), inserts, TablesExtension(), TasksExtension()]
