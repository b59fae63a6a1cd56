"""MkDocs events, turned into calls to the library. Each says why it is that event; the work is in ``clausier``.

Imports stand at the top: this folder is on ``sys.path`` only while MkDocs loads this file.
"""

from __future__ import annotations

import gc
import logging
from functools import cache, partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler, get_relative_url, write_file

from clausier.cache import prints
from clausier.cache.apart import apart, shared
from clausier.cache.pages import Anchors, Kept
from clausier.cache.store import Store
from clausier.catalogues.splits import split_uris
from clausier.check import load
from clausier.check.files import DOWNLOADS
from clausier.csp import policy
from clausier.exports.all import Beside
from clausier.exports.offline import ARCHIVE
from clausier.exports.sitemap import write_sitemap
from clausier.library import OWN, Bibliotheque
from clausier.links.all import Links
from clausier.markdown.every import every
from clausier.pages.compact import compact
from clausier.pages.comparison import FOLDER, treated_subjects
from clausier.pages.doors import doors
from clausier.pages.metadata import described, in_page
from clausier.pages.sigles import Explainer
from clausier.pages.templates import set_up
from clausier.pages.views import Page, page_of, view_of
from clausier.preview import changed_since_start, guard
from clausier.read.problems import InvalidContent
from clausier.typography import french_html
from making import Finished, Maker, compile_templates, finish, kind_of, to_make

# A name below ``mkdocs`` is what makes --strict count our warnings.
log = logging.getLogger("mkdocs.hooks.clausier")

SERVING = {"on": False}
"""Whether this process serves a preview: set once at its start, never by a build."""


def on_startup(command: str, dirty: bool) -> None:
    """The only event that names the command: a preview must outlive a bad file, a build must not."""
    SERVING["on"] = command == "serve"


def on_config(config: Any) -> Any:
    """Before MkDocs empties the site folder, so that a bad file leaves the last good site whole."""
    gc.unfreeze()  # What the last build of this process set apart when it was copied may go now.
    root = Path(config.config_file_path).resolve().parent
    if changed_since_start(Path(__file__).parent):
        log.warning("Le code de hooks/ a changé : arrêtez la commande et relancez-la, MkDocs ne le relit pas.")
    config["reserve"] = store = Store(root, prints.of_code(Path(__file__).parent))
    # The theme's pictures, scripts and styles serve no page: MkDocs need not go through its fourteen thousand files.
    config["gabarits"], config.theme.dirs = config.theme.dirs, [config.theme.dirs[0], config.theme.dirs[-1]]
    config["compiles"] = apart(store, partial(compile_templates, config), patient=True) if store.fresh else lambda: None
    try:
        library = load(root, store)
    except InvalidContent as invalid:
        config["compiles"]()
        store.close()
        for problem in invalid.problems:
            log.error("%s", problem)
        if not SERVING["on"]:
            raise PluginError(f"{len(invalid.problems)} problème(s) dans les contenus ; le site n’a pas été touché.") from None
        # Under preview the site becomes one page, 404.html, that shows the problems at every address.
        config["problemes"], config["bibliotheque"], config["page_de"] = invalid.problems, None, lambda uri: None
        config.nav = []
        return config
    for warning in library.warnings:
        log.info("avertissement — %s", warning)
    config["problemes"], config["bibliotheque"], config["page_de"] = [], library, cache(partial(page_of, library))
    if (root / OWN).is_dir():
        config.watch.append(str(root / OWN))
    config.nav = doors(library, config.nav)
    config.theme.static_templates.discard("sitemap.xml")  # MkDocs would list the pages that it made itself: none.
    config["alertes"] = CountHandler(level=logging.WARNING)
    logging.getLogger("mkdocs").addHandler(config["alertes"])
    config["empreintes"] = inputs = prints.of_project(root, repr([SERVING["on"], *prints.settings(config)]))
    config["liens"] = links = Links(library, store, inputs.whole)
    config["proches"] = apart(store, lambda: links.close) if store.fresh else None
    config["sigles"] = Explainer(library.vocabularies.sigles)
    config["gardees"] = Kept(store, inputs, library, links)
    config["a-cote"] = Beside(
        library, links, inputs, store, Path(config.site_dir), config.site_name, config.site_url or "",
        config.extra.get("editeur", ""), _beside(config), SERVING["on"],
    )  # fmt: skip
    config.markdown_extensions = every(config.markdown_extensions, config.mdx_configs or {}, library)
    config["a-cote"].begin()
    return config


def on_files(files: Files, config: Any) -> Files:
    """Where files outside ``docs``, and pages without a source, can still join: links and page lists then treat them like any other."""
    library: Bibliotheque | None = config["bibliotheque"]
    config["fichiers"] = files
    if library is None:
        return Files([f for f in files if not f.is_documentation_page()])
    root = Path(config.config_file_path).resolve().parent
    for entry in [*library.clauses.values(), *library.conventions.values(), *library.fiches.values(), *library.own_pages]:
        # Already read, some under another folder than their address says, some written by nobody: MkDocs need not read them again.
        files.append(File.generated(config, entry.uri, content=entry.body, inclusion=InclusionLevel.NOT_IN_NAV))
    for path in sorted((root / DOWNLOADS).rglob("*.*")):
        files.append(File.generated(config, path.relative_to(root).as_posix(), abs_src_path=str(path)))
    lists = config["reserve"].made(
        "lots", config["empreintes"].heads, lambda: "\n".join(split_uris(config["liens"].catalogues.values())).encode()
    )
    for uri in lists.decode().split():
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for sujet in treated_subjects(library):  # No file describes them: each is made of what the texts say of its subject.
        files.append(File.generated(config, f"{FOLDER}/{sujet}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV))
    finish(files, config)
    return files


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """The first event that holds all that a page is made of: pages are made here, and MkDocs is left with finished ones."""
    pages = to_make(files, config)
    if not pages:
        return nav
    config["compiles"]()
    maker = Maker(files, config, nav)

    def make(file: File) -> None:
        kind = pages[file]
        html = config["gardees"].found_after_all(file.src_uri, kind, partial(_gather, config, kind))
        write_file(html or maker.make(file), file.abs_dest_path)

    waiting = list(pages)
    if config["proches"]:  # Another process is looking for close fiches: meanwhile, the pages that show none.
        shared(config["reserve"], [file for file in waiting if pages[file].kind != "fiche"], make)
        config["proches"]()
        waiting = [file for file in waiting if pages[file].kind == "fiche"]
    shared(config["reserve"], waiting, make)
    finish(files, config, written=True)
    for file in to_make(files, config):  # Another process failed to make it.
        make(file)
    finish(files, config, written=True)
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """The first event after MkDocs has read a page: its body as our reader cut it, its title and template as ours."""
    kind = kind_of(page.file, config)
    if kind is None:
        return markdown
    page.meta["title"] = kind.entry.titre
    page.meta["template"] = kind.template
    page.meta["description"] = kind.description
    page.update_date = kind.updated.isoformat()
    return kind.entry.body


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Just before a page's template runs: what it shows of other documents."""
    kind = kind_of(page.file, config)
    if kind is not None:
        shown = _gather(config, kind, page.content)
        page.meta["cle"] = config["gardees"].key(kind, page.content, shown)
        context.update(shown)
    return context


def on_post_page(output: str, page: Any, config: Any) -> str:
    """The finished HTML, whatever wrote it: acronyms are explained, then spaces become French."""
    kind = kind_of(page.file, config)
    if kind is None:
        return french_html(compact(output))
    if kind.kind != "glossaire":
        themes = getattr(kind.entry.data, "themes", ())
        output = config["sigles"].explain(output, themes, get_relative_url("glossaire/", page.url))
    output = french_html(compact(output))
    config["gardees"].keep(page.file.src_uri, kind, page.content, page.meta["cle"], output, Anchors.learnt(page))
    return output


def on_env(env: Any, config: Any, files: Files) -> Any:
    """The only event that holds the templates' environment."""
    set_up(env, config["gabarits"], Path(config.config_file_path).resolve().parent)
    env.globals["problemes"] = config["problemes"]
    # A picture for the sites that show a page by its address; a copy may have none.
    env.globals["apercu"] = (Path(config.docs_dir) / "assets/apercu.png").is_file()
    env.globals["publication"] = config["bibliotheque"] and config["bibliotheque"].publication
    env.globals["copie"] = ARCHIVE if "copie" in _beside(config) else ""
    env.globals["politique"] = policy(preview=SERVING["on"])
    return env


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """The same for pages without a source (404.html)."""
    return french_html(compact(output_content)) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:
    """Once pages are in place: what stands beside them, then what the next build may take again."""
    if config["bibliotheque"] is None:
        return
    finished = [file for file in config["fichiers"] if isinstance(file, Finished)]
    for file in finished:
        file.check_links(config["fichiers"])
    if config.site_url:
        days = [(kind.entry.url, kind.updated) for file in finished if (kind := kind_of(file, config))]
        write_sitemap(days, Path(config.site_dir), config.site_url)
    config["a-cote"].write()
    logging.getLogger("mkdocs").removeHandler(config["alertes"])
    if not config["alertes"].counts:  # A page taken again would not warn again.
        config["reserve"].save()
    config["reserve"].close()


def _gather(config: Any, kind: Page, content: str) -> dict[str, Any]:
    """What a page's template is given; ``content`` is the HTML of its body."""
    library, shown = config["bibliotheque"], view_of(config["bibliotheque"], config["liens"], kind, content)
    if site := config.site_url:
        told = described(library, kind.kind, kind.entry, kind.description, kind.updated, config.site_name, site)
        shown["donnees_structurees"] = in_page(told)
    return shown


def _beside(config: Any) -> tuple[str, ...]:
    """What is written beside the pages. An author previews a page: indexing all of them would slow each save."""
    return () if SERVING["on"] or config["bibliotheque"] is None else config["bibliotheque"].publication.ecrire


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """The only event that holds the preview's server: an error in a template must show, not leave the browser waiting."""
    server.builder = guard(builder, Path(config.site_dir))
    return server


def on_shutdown() -> None:
    """The process is about to end, and all that it holds with it: Python would first look for cycles through the whole of it."""
    gc.freeze()
