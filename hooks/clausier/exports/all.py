"""Everything that is written beside the pages, each with what it depends on: the next build takes again what has not changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from clausier.cache import prints
from clausier.cache.apart import apart
from clausier.cache.files import made, unpack
from clausier.cache.prints import Inputs
from clausier.cache.store import Store
from clausier.exports.comparison import write_comparison
from clausier.exports.feed import write_feed
from clausier.exports.offline import write_offline
from clausier.exports.site import write_exports, write_redirections
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.links.news import news
from clausier.search.reader import Reader
from clausier.search.write import write_index

_OFFICE = ("word", "excel")
"""What « bureau » asks for."""


@dataclass
class Beside:
    """The files of one build beside its pages."""

    library: Bibliotheque
    links: Links
    inputs: Inputs
    store: Store
    site: Path
    """Folder of the finished pages."""
    name: str
    """The site's."""
    url: str
    """Public address, with its last slash; empty when there is none."""
    publisher: str
    more: Collection[str]
    """Those to write of the search index (recherche), the office files (bureau), the copy (copie)."""
    preview: bool
    """Whether an author waits: what a body changes in the open data is then left for the next build."""
    _begun: dict[str, Callable[[], None]] = field(default_factory=dict)

    def begin(self) -> None:
        """Have other processes make what takes long and needs no page."""
        if "bureau" in self.more:
            self._begin("word", before=_load_office)  # The copy waits for it.
            self._begin("excel", patient=True, before=_load_office)
        for name in ("atelier", "donnees"):
            self._begin(name)

    def write(self) -> None:
        """Write everything, once pages are in place."""
        write_redirections(self.library, self.site)  # They give way to the pages that are there.
        if "recherche" in self.more:
            self._begin("recherche", before=lambda: self._reader.read_ahead())
        for name in (
            "donnees",
            "comparaison",
            "fil",
            "atelier",
            *(_OFFICE if "bureau" in self.more else ()),
            *(n for n in ("copie", "recherche") if n in self.more),
        ):
            self._put(name)

    def _begin(self, name: str, patient: bool = False, before: Callable[[], None] = lambda: None) -> None:
        key, write = self._part(name)
        if not self.store.holds(f"fichiers {name}", key):
            before()
            self._begun[name] = apart(self.store, partial(made, self.store, name, key, write), patient)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.library, self.site, self.store)

    def _put(self, name: str) -> None:
        if name in self._begun:
            self._begun.pop(name)()
        unpack(made(self.store, name, *self._part(name)), self.site)

    def _part(self, name: str) -> tuple[str, Callable[[Path], object]]:
        """What files come from, and what writes them in a folder."""
        heads, whole = self.inputs.heads, self.inputs.whole
        match name:
            case "donnees":
                return heads if self.preview else whole, lambda folder: write_exports(
                    self.library, self.links, folder, self.url
                )
            case "comparaison":
                return heads, lambda folder: write_comparison(self.links.comparison, folder)
            case "fil":
                return heads, lambda folder: write_feed(news(self.library), folder, self.name, self.url, self.publisher)
            case "atelier":
                return prints.of(heads, *(c.body for c in self.library.clauses.values())), self._workshop
            case "word":
                return whole, self._word
            case "excel":
                return whole, self._excel
            case "copie":  # Of all that stands in the site before it: styles, scripts and office files; no search.
                return prints.of_tree(self.site), lambda folder: write_offline(self.site, folder, self.name)
            case _:
                return whole, lambda folder: write_index(self._reader, folder)

    # What makes Word and Excel files takes long to load: a build that takes them again does without.

    def _workshop(self, folder: Path) -> None:
        from clausier.exports.workshop import write_workshop

        write_workshop(self.library, folder)

    def _word(self, folder: Path) -> None:
        from clausier.office.ready import write_office_files

        write_office_files(self.library, folder, self.store)

    def _excel(self, folder: Path) -> None:
        from clausier.exports.workshop import write_tracking_parts
        from clausier.office.tables import write_tables

        write_tables(self.library, folder)
        write_tracking_parts(folder)


def _load_office() -> None:
    """Load what makes office files once, before the process is copied, and not in each copy."""
    import clausier.exports.workshop
    import clausier.office.ready
    import clausier.office.tables  # noqa: F401
