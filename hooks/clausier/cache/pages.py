"""Finished pages and the HTML of their bodies, taken again when nothing that they show has changed.

A page has two keys. The second is of all that its template is given; the first, which spares gathering it, is of the files
that it can come from. The page of a document comes from its own body and from the front matter of all of them, beside its
close fiches; a list, from the front matter of all documents; a page of the guide may come from anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from clausier.cache.prints import Inputs, Values, of
from clausier.cache.store import Store
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.links.references import referral
from clausier.pages.views import Page


@dataclass(frozen=True)
class Body:
    """The HTML of a Markdown body, with what MkDocs learnt while making it."""

    html: str
    toc: list[dict[str, Any]]
    """Headings, as Python-Markdown gives them."""
    anchors: list[str]
    """Fragments that the page offers."""
    links: dict[str, dict[str, str]]
    """By source file: fragments that the page leads to, each with its address as typed."""

    @classmethod
    def learnt(cls, html: str, page: Any) -> Body:
        """What MkDocs has just made of a page's body."""
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        return cls(html, _tokens(page.toc), sorted(page.present_anchor_ids or ()), links)

    def restore(self, page: Any, files: Any, to_toc: Callable[[list[Any]], Any]) -> str:
        """Tell the page of MkDocs what it would have learnt, so that its anchors are checked all the same; returns the HTML.

        Args:
            files: MkDocs's, where links lead.
            to_toc: makes a table of contents of Python-Markdown's headings.
        """
        found = {files.get_file_from_path(uri): anchors for uri, anchors in self.links.items()}
        page.toc, page.present_anchor_ids = to_toc(self.toc), set(self.anchors)
        page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}
        return self.html


def _tokens(headings: Any) -> list[dict[str, Any]]:
    """A table of contents as what it is made from."""
    return [{"name": h.title, "id": h.id, "level": h.level, "children": _tokens(h.children)} for h in headings]


DOCUMENTS = ("clause", "fiche", "convention")
"""Kinds of page that show no body but their own."""
LISTS = (
    "comparer",
    "lot",
    "panorama",
    "liste-clauses",
    "liste-fiches",
    "liste-conventions",
    "liste-indicateurs",
    "liste-themes",
)
"""Kinds of page that show nothing of the bodies of clauses, fiches and texts. The page of a subject shows its clauses."""


class Kept:
    """Pages of earlier builds, for one build."""

    def __init__(self, store: Store, inputs: Inputs, library: Bibliotheque, links: Links) -> None:
        self._store, self._inputs, self._links, self._values = store, inputs, links, Values(library)
        words = library.vocabularies
        names = [*words.sujets, *(part.id for trame in words.trames.values() for part in trame.parties if part.id)]
        self._referrals = repr([referral(library, name) for name in names])
        """Where a body's cross-references lead: it depends on other clauses."""

    def _sure(self, page: Page) -> str:
        """The first key of a page."""
        if page.kind not in DOCUMENTS:
            return self._inputs.pages if page.kind in LISTS else self._inputs.whole
        close = self._links.close.get(page.entry.key, []) if page.kind == "fiche" else []
        return of(self._inputs.heads, page.entry.body, repr([(c.fiche.key, c.closeness, c.words) for c in close]))

    def has(self, uri: str, page: Page) -> bool:
        """Whether the finished page may be taken again, as far as its first key tells."""
        return self._store.holds(f"sure {uri}", self._sure(page))

    def found(self, uri: str, page: Page) -> tuple[str | None, Body | None]:
        """The finished page, if nothing that it can come from has changed since it was made, and its body, if it is the same.

        A page is never finished without its body: other pages may lead to places in it.
        """
        body = self.body(uri, page.entry.body)
        key = self._store.take(f"sure {uri}", self._sure(page)) if body else None
        return (self._finished(uri, key.decode()) if key else None), body

    def body(self, uri: str, markdown: str) -> Body | None:
        found = self._store.take(f"corps {uri}", self._of_body(markdown))
        return Body(**json.loads(found)) if found else None

    def keep_body(self, uri: str, markdown: str, body: Body) -> None:
        self._store.keep(f"corps {uri}", self._of_body(markdown), json.dumps(asdict(body)).encode())

    def _of_body(self, markdown: str) -> str:
        return of(self._inputs.frame, self._referrals, markdown)

    def key(self, shown: object) -> str:
        """The second key of the page whose template is given ``shown``."""
        return of(self._inputs.frame, self._values.of(shown))

    def page(self, uri: str, page: Page, key: str) -> str | None:
        """The finished page, if its template was given the same."""
        found = self._finished(uri, key)
        if found is not None:
            self._store.keep(f"sure {uri}", self._sure(page), key.encode())
        return found

    def keep_page(self, uri: str, page: Page, key: str, html: str) -> None:
        self._store.keep(f"page {uri}", key, html.encode())
        self._store.keep(f"sure {uri}", self._sure(page), key.encode())

    def _finished(self, uri: str, key: str) -> str | None:
        found = self._store.take(f"page {uri}", key)
        return None if found is None else found.decode()
