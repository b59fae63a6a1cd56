"""MkDocs events, turned into calls to the library. Each says why it is that event; the work is in ``clausier``.

Imports stand at the top: this folder is on ``sys.path`` only while MkDocs loads this file.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler, get_relative_url

from ahead import Ahead, convert, make
from clausier.cache import prints
from clausier.cache.files import bytecode
from clausier.cache.pages import Body, Kept
from clausier.cache.store import Store
from clausier.catalogues.splits import split_uris
from clausier.check import load
from clausier.check.files import DOWNLOADS
from clausier.csp import policy
from clausier.exports.all import Beside
from clausier.exports.offline import ARCHIVE
from clausier.library import OWN, Bibliotheque
from clausier.links.all import Links
from clausier.markdown.inserts import InsertsExtension
from clausier.markdown.marks import MarksExtension
from clausier.markdown.safe import SafeExtension
from clausier.markdown.tables import TablesExtension
from clausier.markdown.tasks import TasksExtension
from clausier.pages.comparison import FOLDER, treated_subjects
from clausier.pages.doors import doors
from clausier.pages.metadata import described, in_page
from clausier.pages.sigles import explain, explained_on
from clausier.pages.skeleton import bare
from clausier.pages.templates import FILTERS, tests_of_kind
from clausier.pages.views import Page, page_of, view_of
from clausier.preview import changed_since_start, guard
from clausier.read.problems import InvalidContent
from clausier.typography import french_html

# A name below ``mkdocs`` is what makes --strict count our warnings.
log = logging.getLogger("mkdocs.hooks.clausier")

SERVING = {"on": False}
"""Whether this process serves a preview: set once at its start, never by a build."""


def on_startup(command: str, dirty: bool) -> None:
    """The only event that names the command: a preview must outlive a bad file, a build must not."""
    SERVING["on"] = command == "serve"


def on_config(config: Any) -> Any:
    """Before MkDocs empties the site folder, so that a bad file leaves the last good site whole."""
    root = Path(config.config_file_path).resolve().parent
    if changed_since_start(Path(__file__).parent):
        log.warning("Le code de hooks/ a changé : arrêtez la commande et relancez-la, MkDocs ne le relit pas.")
    config["reserve"] = store = Store(root, prints.of_code(Path(__file__).parent))
    try:
        library = load(root, store)
    except InvalidContent as invalid:
        store.close()
        for problem in invalid.problems:
            log.error("%s", problem)
        if not SERVING["on"]:
            raise PluginError(f"{len(invalid.problems)} problème(s) dans les contenus ; le site n’a pas été touché.") from None
        # Under preview the site becomes one page, 404.html, that shows the problems at every address.
        config["problemes"], config["bibliotheque"] = invalid.problems, None
        config.nav = []
        return config
    for warning in library.warnings:
        log.info("avertissement — %s", warning)
    config["problemes"], config["bibliotheque"] = [], library
    if (root / OWN).is_dir():
        config.watch.append(str(root / OWN))
    config.nav = doors(library, config.nav)
    config["alertes"] = CountHandler(level=logging.WARNING)
    logging.getLogger("mkdocs").addHandler(config["alertes"])
    config["empreintes"] = inputs = prints.of_project(root, repr([SERVING["on"], *prints.settings(config)]))
    config["liens"] = links = Links(library, store, inputs.whole)
    config["gardees"] = Kept(store, inputs, library, links)
    config["avance"] = ()
    config["a-cote"] = Beside(
        library, links, inputs, store, Path(config.site_dir), config.site_name, config.site_url or "",
        config.extra.get("editeur", ""), _beside(config), SERVING["on"],
    )  # fmt: skip
    config["extensions"] = config.markdown_extensions = [
        *config.markdown_extensions, SafeExtension(), MarksExtension(library), InsertsExtension(library.vocabularies.chiffres), TablesExtension(), TasksExtension(),
    ]  # fmt: skip
    return config


def on_files(files: Files, config: Any) -> Files:
    """Where files outside ``docs``, and pages without a source, can still join: links and page lists then treat them like any other."""
    library: Bibliotheque | None = config["bibliotheque"]
    for file in list(files):
        # The theme's own scripts and styles: no page asks for them.
        if file.src_dir not in (config.docs_dir, config.theme.custom_dir) and file.src_uri.startswith("assets/"):
            files.remove(file)
    if library is None:
        return Files([f for f in files if not f.is_documentation_page()])
    root = Path(config.config_file_path).resolve().parent
    for entry in [*library.clauses.values(), *library.conventions.values(), *library.fiches.values(), *library.own_pages]:
        # Already read, some under another folder than their address says, some written by nobody: MkDocs need not read them again.
        files.append(File.generated(config, entry.uri, content=entry.body, inclusion=InclusionLevel.NOT_IN_NAV))
    for path in sorted((root / DOWNLOADS).rglob("*.*")):
        files.append(File.generated(config, path.relative_to(root).as_posix(), abs_src_path=str(path)))
    for uri in split_uris(config["liens"].catalogues.values()):
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for sujet in treated_subjects(library):  # No file describes them: each is made of what the texts say of its subject.
        files.append(File.generated(config, f"{FOLDER}/{sujet}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """The last event before MkDocs converts bodies, and the first that holds all that a page is made of."""
    if config["bibliotheque"] is not None:
        new = [
            f for f in files.documentation_pages() if (kind := _kind(f, config)) and not config["gardees"].has(f.src_uri, kind)
        ]
        config["a-cote"].begin()
        config["avance"] = Ahead(config["reserve"], new, lambda part: make(part, files, config, nav))
    config["fichiers"] = files
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """The first event after MkDocs has read a page: its body as our reader cut it, its title and template as ours."""
    kind = _kind(page.file, config)
    if kind is None:
        return markdown
    page.meta["title"] = kind.entry.titre
    page.meta["template"] = kind.template
    page.meta["description"] = kind.description
    # MkDocs would date the site map from the day of the build.
    page.update_date = kind.updated.isoformat()
    page.meta["finie"], page.meta["corps"] = config["gardees"].found(page.file.src_uri, kind)
    if page.meta["finie"]:
        page.meta["template"] = "partials/finie.html"
    if page.meta["corps"] or page.file.src_uri in config["avance"]:
        config.markdown_extensions = []  # Nothing is to be converted now: MkDocs prepares a converter all the same.
        return ""
    config.markdown_extensions = config["extensions"]
    return kind.entry.body


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """The first event after a body became HTML: kept with what MkDocs learnt of it, or restored with it."""
    kind = _kind(page.file, config)
    if kind is None or page.file.src_uri in config["avance"]:
        return html
    body: Body | None = page.meta["corps"]
    if body is None:
        config["gardees"].keep_body(page.file.src_uri, kind.entry.body, Body.learnt(html, page))
        return html
    return body.restore(page, files, get_toc)


def on_env(env: Any, config: Any, files: Files) -> Any:
    """The only event that holds the templates' environment."""
    # Our templates escape whatever they print; the theme's own, which print HTML, keep their way.
    own = {p.relative_to(config.theme.custom_dir).as_posix() for p in Path(config.theme.custom_dir).rglob("*.html")}
    env.autoescape = lambda name: name in own
    env.auto_reload = False  # This environment serves one build: a template does not change under it.
    env.bytecode_cache = bytecode(Path(config.config_file_path).resolve().parent)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}  # Accents as they are: six times shorter.
    env.filters.update(FILTERS)
    env.tests.update(tests_of_kind())
    env.globals["problemes"] = config["problemes"]
    # A picture for the sites that show a page by its address; a copy may have none.
    env.globals["apercu"] = (Path(config.docs_dir) / "assets/apercu.png").is_file()
    env.globals["publication"] = config["bibliotheque"] and config["bibliotheque"].publication
    env.globals["copie"] = ARCHIVE if "copie" in _beside(config) else ""
    env.globals["politique"] = policy(preview=SERVING["on"])
    return env


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Just before a page's template runs: what it shows of other documents."""
    kind = _kind(page.file, config)
    if kind is None:
        return context
    if page.file.src_uri in config["avance"]:
        config["avance"].wait(page.file.src_uri)
        convert(page, config["fichiers"], config)  # From the store, or anew if the other process failed.
    if not page.meta["finie"]:
        shown = view_of(config["bibliotheque"], config["liens"], kind, page.content or "")
        if site := config.site_url:
            told = described(
                config["bibliotheque"], kind.kind, kind.entry, kind.description, kind.updated, config.site_name, site
            )
            shown["donnees_structurees"] = in_page(told)
        page.meta["cle"] = config["gardees"].key([kind.kind, kind.entry, kind.description, page.content, shown])
        page.meta["finie"] = config["gardees"].page(page.file.src_uri, kind, page.meta["cle"])
        context.update(shown)
    context["finie"] = page.meta["finie"]
    return context


def on_post_page(output: str, page: Any, config: Any) -> str:
    """The finished HTML, whatever wrote it: acronyms are explained, then spaces become French."""
    kind = _kind(page.file, config)
    if kind is None:
        return french_html(bare(output))
    if page.meta["finie"] is None:
        if kind.kind != "glossaire":
            known = explained_on(config["bibliotheque"].vocabularies.sigles, getattr(kind.entry.data, "themes", ()))
            output = explain(output, known, get_relative_url("glossaire/", page.url))
        output = french_html(bare(output))
        config["gardees"].keep_page(page.file.src_uri, kind, page.meta["cle"], output)
    page.content = page.markdown = page.meta["finie"] = page.meta["corps"] = None  # MkDocs holds all pages to the end.
    return output


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """The same for pages without a source (404.html)."""
    return french_html(bare(output_content)) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:
    """Once pages are in place: what stands beside them, then what the next build may take again."""
    if config["bibliotheque"] is None:
        return
    config["a-cote"].write()
    logging.getLogger("mkdocs").removeHandler(config["alertes"])
    if not config["alertes"].counts:  # A page taken again would not warn again.
        config["reserve"].save()
    config["reserve"].close()


def _kind(file: File, config: Any) -> Page | None:
    """Which page of the library a file becomes."""
    return page_of(config["bibliotheque"], file.src_uri)


def _beside(config: Any) -> tuple[str, ...]:
    """What is written beside the pages. An author previews a page: indexing all of them would slow each save."""
    return () if SERVING["on"] or config["bibliotheque"] is None else config["bibliotheque"].publication.ecrire


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """The only event that holds the preview's server: an error in a template must show, not leave the browser waiting."""
    server.builder = guard(builder, Path(config.site_dir))
    return server
