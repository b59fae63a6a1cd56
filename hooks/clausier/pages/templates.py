"""Filters and tests of the templates: values in words, short texts as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markdown import Markdown
from markupsafe import Markup

from clausier import words
from clausier.cache.files import bytecode
from clausier.markdown.plain import PlainExtension
from clausier.markdown.safe import SafeExtension
from clausier.model.values import Silence
from clausier.pages.inserts import pieces
from clausier.pages.sections import Section
from clausier.typography import french

# Short texts of the front matter may hold paragraphs, lists and links; HTML in them stays text.
_PROSE = Markdown(extensions=["sane_lists", "tables", SafeExtension(), PlainExtension()])
_ORDINARY = re.compile(r"[^\W\d_][^\\`*_{}\[\]<>&|\n\r\t\x02\x03]*")
"""One line in which nothing can be Markdown: it begins with a letter and holds no sign of it."""
_OF_SITE = re.compile(r"[a-z0-9][^:\\]*")
"""An address from the root of the site, no scheme in it."""


@lru_cache(maxsize=20_000)
def prose(text: str | None) -> Markup:
    """A long text of the front matter as HTML."""
    if text and _ORDINARY.fullmatch(text):
        return Markup(f"<p>{text.rstrip()}</p>")
    return Markup(_PROSE.reset().convert(text or ""))


def prose_inline(text: str | None) -> Markup:
    """The same without its paragraph, for a cell or a list item."""
    rendered = str(prose(text))
    single = rendered.count("<p>") == 1 and rendered.startswith("<p>") and rendered.endswith("</p>")
    return Markup(rendered[3:-4] if single else rendered)


def contents(sections: list[Section]) -> list[tuple[str, str]]:
    """Fragment and title of each section, for the page's table of contents."""
    return [(s.id, s.title) for s in sections]


def _spared(url: Callable[[Context, str], str]) -> Callable[[Context, str], str]:
    """The filter ``url`` of MkDocs, without its work for the address of another part of the site than the page's: most of them."""

    @pass_context
    def of_site(context: Context, value: object) -> str:
        address, page = str(value), context["page"]
        here = page.url if page else ""
        if not here or not _OF_SITE.fullmatch(address) or here.startswith(address.partition("/")[0] + "/"):
            return url(context, address)
        return f"{context['base_url']}/{address}"  # They have no folder in common: the way goes through the root.

    return of_site


FILTERS: dict[str, Callable[..., Any]] = {
    "prose": prose,
    "prose_inline": prose_inline,
    "jour": words.day,
    "francais": french,
    "sommaire": contents,
    "annees": words.years,
    "nombre": words.number,
    "compte": words.plural,
    "montant": words.figure,
    "morceaux": pieces,
    "silence": words.silence,
    "nature": words.NATURES.__getitem__,
    "type_texte": words.TYPES.__getitem__,
    "etat_texte": words.ETATS_TEXTE.__getitem__,
    "etat_fiche": words.ETATS_FICHE.__getitem__,
    "etat_annexe": words.ETATS_ANNEXE.__getitem__,
    "statut": words.STATUTS.__getitem__,
    "nature_indicateur": words.NATURES_INDICATEUR.__getitem__,
    "mesure": words.MESURES.__getitem__,
    "operation": words.OPERATIONS.__getitem__,
}


def set_up(env: Environment, folders: Sequence[str], root: Path) -> None:
    """Have an environment read the templates of a project as they are written.

    Args:
        folders: of templates: first the project's own, which escape whatever they print; the theme's, which print HTML, keep
            their way.
        root: the project's: templates once compiled are kept there.
    """
    names = set(names_of(Path(folders[0])))
    env.loader = FileSystemLoader(folders)
    env.autoescape = lambda name: name in names
    env.auto_reload = False  # This environment serves one build: a template does not change under it.
    env.bytecode_cache = bytecode(root)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}  # Accents as they are: six times shorter.
    env.filters.update(FILTERS, url=_spared(env.filters["url"]))
    env.tests["silencieux"] = lambda value: isinstance(value, Silence)  # Whether a value is one of the three silences.


def names_of(own: Path) -> list[str]:
    """Names of the project's templates."""
    return [p.relative_to(own).as_posix() for p in sorted(own.rglob("*.html"))]
