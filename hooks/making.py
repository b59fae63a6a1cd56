"""Pages made by the events of MkDocs, in as many processes as there are, and then left to it as files like any other.

MkDocs would take all pages in order, twice, and run through its templates even those that have not changed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from clausier.cache.pages import Anchors
from clausier.pages.templates import names_of, set_up
from clausier.pages.views import Page as Kind
from clausier.preview import one_line


class Finished(File):
    """A page that is written already: links lead to it, and nothing makes it.

    Args:
        file: the page to be, as MkDocs knows it.
    """

    def __init__(self, file: File, anchors: Anchors, config: Any) -> None:
        super().__init__(
            file.src_uri, None, file.dest_dir, file.use_directory_urls, dest_uri=file.dest_uri, inclusion=file.inclusion
        )
        self._anchors, self._config = anchors, config

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is left to copy."""

    def check_links(self, files: Files) -> None:
        """Have MkDocs say which anchors the page leads to that are nowhere."""
        if self._anchors.followed:
            found = {files.get_file_from_path(uri): anchors for uri, anchors in self._anchors.followed.items()}
            for file in found:
                if isinstance(file, Finished):
                    file.known().present_anchor_ids = set(file._anchors.offered)
            page = self.known()
            page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}
            page.validate_anchor_links(files=files, log_level=self._config.validation.links.anchors)

    def known(self) -> Page:
        """What MkDocs holds of the page: it may stand in the menu."""
        return self.page or Page(None, self, self._config)


def kind_of(file: File, config: Any) -> Kind | None:
    """Which page of the library a file becomes."""
    kind: Kind | None = config["page_de"](file.src_uri)
    return kind


def to_make(files: Files, config: Any) -> dict[File, Kind]:
    """The library's pages that are still to make."""
    return {file: kind for file in files.documentation_pages() if (kind := kind_of(file, config))}


def finish(files: Files, config: Any, written: bool = False) -> None:
    """Write the pages that are known, and have MkDocs take them for files.

    Args:
        written: whether those who made them wrote them, each in its own process.
    """
    for file, kind in to_make(files, config).items():
        if found := config["gardees"].found(file.src_uri, kind):
            html, anchors = found
            if not written:
                write_file(html, file.abs_dest_path)
            files.remove(file)
            files.append(Finished(file, anchors, config))


def compile_templates(config: Any) -> None:
    """Compile the templates of pages, which are then kept compiled."""
    env = config.theme.get_env()
    set_up(env, config["gabarits"], Path(config.config_file_path).resolve().parent)
    for name in names_of(Path(config.theme.custom_dir)):
        with suppress(TemplateError):  # Said when a page asks for it.
            env.get_template(name)


class Maker:
    """Makes the pages of one build."""

    def __init__(self, every: Files, config: Any, nav: Any) -> None:
        self._every, self._config, self._nav, self._events = every, config, nav, config.plugins
        self._env = self._events.on_env(config.theme.get_env(), config=config, files=every)
        self._shown = every.documentation_pages(inclusion=InclusionLevel.is_included)

    def make(self, file: File) -> bytes:
        """Make a page by the events of MkDocs: what listens to them keeps it.

        Raises:
            PluginError: when it cannot be made; MkDocs shows its message, and no traceback.
        """
        events, config = self._events, self._config
        page = file.page or Page(None, file, config)
        try:
            page.read_source(config)
            page.markdown = events.on_page_markdown(page.markdown, page=page, config=config, files=self._every)
            page.render(config, self._every)
            page.content = events.on_page_content(page.content, page=page, config=config, files=self._every)
            page.active = True
            context = get_context(self._nav, self._shown, config, page)
            context = events.on_page_context(context, page=page, config=config, nav=self._nav)
            html = self._env.get_template(page.meta["template"]).render(context)
            return events.on_post_page(html, page=page, config=config).encode()
        except Exception as error:
            raise PluginError(f"La page {file.src_uri} ne se construit pas : {one_line(error)}") from error
        finally:
            page.active = False
