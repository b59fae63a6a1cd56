"""Pages that other processes make while this one makes the others: each goes through the same events, and comes back by the store.

MkDocs takes pages in order, twice: it converts all bodies, then runs all templates. The first pages are left to it; it meets the
others late enough for them to be ready.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from clausier.cache.apart import apart, processes
from clausier.cache.store import Store

FEW = 60
"""Pages that one process makes sooner than it is copied."""
_OURS = 0.95
"""Part of an equal share that is left to MkDocs: it writes every page besides."""


class Ahead:
    """The pages of one build that other processes make.

    Args:
        pages: those to make, in the order of MkDocs.
        make: makes some of them, each kept in the store.
    """

    def __init__(self, store: Store, pages: list[File], make: Callable[[list[File]], object]) -> None:
        others = processes() - 1
        ours = math.ceil(len(pages) * _OURS / (others + 1)) if others and len(pages) >= FEW else len(pages)
        size = math.ceil((len(pages) - ours) / max(1, others))
        self._ready: dict[str, Callable[[], None]] = {}
        for first in range(ours, len(pages), size or 1):
            part = pages[first : first + size]
            self._ready |= dict.fromkeys((f.src_uri for f in part), apart(store, lambda part=part: make(part)))  # type: ignore[misc]

    def __contains__(self, uri: str) -> bool:
        return uri in self._ready

    def wait(self, uri: str) -> None:
        """Until the process that makes this page has ended; it may have failed to make it."""
        self._ready.pop(uri)()


def make(files: Iterable[File], every: Files, config: Any, nav: Any) -> None:
    """Make pages by the events of MkDocs, and write none."""
    events, env = config.plugins, config.plugins.on_env(config.theme.get_env(), config=config, files=every)
    shown = every.documentation_pages(inclusion=InclusionLevel.is_included)
    for file in files:
        page = file.page or Page(None, file, config)
        convert(page, every, config)
        page.active = True
        context = get_context(nav, shown, config, page)
        context = events.on_page_context(context, page=page, config=config, nav=nav)
        events.on_post_page(env.get_template(page.meta["template"]).render(context), page=page, config=config)
        page.active = False


def convert(page: Page, every: Files, config: Any) -> None:
    """Make the HTML of a page's body by the events of MkDocs."""
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=every)
    page.render(config, every)
    page.content = config.plugins.on_page_content(page.content, page=page, config=config, files=every)
