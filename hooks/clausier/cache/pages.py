"""Finished pages and the HTML of their bodies, taken again when nothing that they show has changed.

A page has two keys. The second is of all that its template is given; the first, which spares gathering it, is of the files
that it can come from. The page of a document comes from its own body and from the front matter of all of them, beside its
close fiches; any other, from the front matter of all documents and the pages of the guide; that of a subject, from clauses too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clausier.cache.prints import Inputs, Values, of
from clausier.cache.store import Store
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.links.references import referral
from clausier.pages.views import OF_BODY, Page


@dataclass(frozen=True)
class Anchors:
    """The places of a page, and those that it leads to."""

    offered: list[str]
    """Fragments that an address may end with."""
    followed: dict[str, dict[str, str]]
    """By source file: fragments that the page leads to, each with its address as typed."""

    @classmethod
    def learnt(cls, page: Any) -> Anchors:
        """What MkDocs has just found in a page's body."""
        followed = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        return cls(sorted(page.present_anchor_ids or ()), followed)


DOCUMENTS = ("clause", "fiche", "convention")
"""Kinds of page that show no body but their own."""
DRAFTINGS = "comparaison"
"""Kind of page that shows the bodies of clauses: the page of a subject. Any other shows none but those of the guide."""


class Kept:
    """Pages of earlier builds, and of this one."""

    def __init__(self, store: Store, inputs: Inputs, library: Bibliotheque, links: Links) -> None:
        self._store, self._inputs, self._links, self._values = store, inputs, links, Values(library, inputs)
        words = library.vocabularies
        names = [*words.sujets, *(part.id for trame in words.trames.values() for part in trame.parties if part.id)]
        self._frame = of(inputs.frame, repr([referral(library, name) for name in names]))
        """What any body may depend on; where its cross-references lead depends on other clauses."""

    def _sure(self, page: Page) -> str:
        """The first key of a page."""
        if page.kind not in DOCUMENTS:
            return self._inputs.texts if page.kind == DRAFTINGS else self._inputs.pages
        close = self._links.close.get(page.entry.key, []) if page.kind == "fiche" else []
        return of(self._inputs.heads, page.entry.body, repr([(c.fiche.key, c.closeness, c.words) for c in close]))

    def _of_body(self, page: Page) -> str:
        return of(self._frame, page.entry.body)

    def key(self, page: Page, content: str, shown: Mapping[str, object]) -> str:
        """The second key of a page: its body is ``content``, and its template is given ``shown``."""
        others = {name: value for name, value in shown.items() if name not in OF_BODY}  # The body is told once.
        return of(self._inputs.frame, content, self._values.of([page.kind, page.entry, page.description, others]))

    def found(self, uri: str, page: Page) -> tuple[bytes, Anchors] | None:
        """The finished page and its anchors, if nothing that it can come from has changed since it was made.

        A page is never finished without its body: its anchors stand there, and other pages may lead to them.
        """
        body = self._body(uri, page)
        key = self._store.take(f"sure {uri}", self._sure(page)) if body else None
        html = self._store.take(f"page {uri}", key.decode()) if key else None
        return (html, body[1]) if html and body else None

    def _body(self, uri: str, page: Page) -> tuple[str, Anchors] | None:
        """The HTML of the page's body, and its anchors, if it is one that was made."""
        kept = self._store.take(f"corps {uri}", self._of_body(page))
        if kept is None:
            return None
        anchors, _, content = kept.partition(b"\n")
        return content.decode(), Anchors(*json.loads(anchors))

    def found_after_all(self, uri: str, page: Page, gather: Callable[[str], Mapping[str, object]]) -> bytes | None:
        """The finished page, if its body is one that was made and its template would be given the same.

        Args:
            gather: what its template is given, from the HTML of its body.
        """
        body = self._body(uri, page)
        if body is None:
            return None
        key = self.key(page, body[0], gather(body[0]))
        if html := self._store.take(f"page {uri}", key):
            self._store.keep(f"sure {uri}", self._sure(page), key.encode())
        return html

    def keep(self, uri: str, page: Page, content: str, key: str, html: str, anchors: Anchors) -> None:
        """Keep a page that has just been made, and its body."""
        body = f"{json.dumps([anchors.offered, anchors.followed])}\n{content}"
        self._store.keep(f"corps {uri}", self._of_body(page), body.encode())
        self._store.keep(f"page {uri}", key, html.encode())
        self._store.keep(f"sure {uri}", self._sure(page), key.encode())
