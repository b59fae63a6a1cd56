"""Everything that is written beside the pages, each with what it depends on: the next build takes again what has not changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from clausier.cache import prints
from clausier.cache.files import again
from clausier.cache.prints import Inputs
from clausier.cache.store import Store
from clausier.exports.comparison import write_comparison
from clausier.exports.feed import write_feed
from clausier.exports.offline import write_offline
from clausier.exports.search import write_index
from clausier.exports.site import write_exports, write_redirections
from clausier.library import Bibliotheque
from clausier.links.all import Links
from clausier.links.news import news


@dataclass(frozen=True)
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

    def write(self, more: Collection[str]) -> None:
        """Write what pages load or lead to, then of ``more`` the search index (recherche), the office files (bureau), the copy (copie)."""
        heads, whole = self.inputs.heads, self.inputs.whole
        write_redirections(self.library, self.site)  # They give way to the pages that are there.
        self._again("donnees", whole, lambda folder: write_exports(self.library, self.links, folder, self.url))
        self._again("comparaison", heads, lambda folder: write_comparison(self.links.comparison, folder))
        self._again("fil", heads, lambda folder: write_feed(news(self.library), folder, self.name, self.url, self.publisher))
        self._again("atelier", prints.of(heads, *(c.body for c in self.library.clauses.values())), self._workshop)
        if "recherche" in more:
            self._again("recherche", whole, lambda folder: write_index(self.library, self.site, folder))
        if "bureau" in more:
            self._again("bureau", whole, self._office)
        if "copie" in more:  # Last: it copies all the rest, styles and scripts included.
            self._again("copie", prints.of_tree(self.site), lambda folder: write_offline(self.site, folder, self.name))

    def _again(self, name: str, key: str, write: Callable[[Path], object]) -> None:
        again(self.store, name, key, self.site, write)

    # What makes Word and Excel files takes half a second to load: a build that takes them again does without.

    def _workshop(self, folder: Path) -> None:
        from clausier.exports.workshop import write_workshop

        write_workshop(self.library, folder)

    def _office(self, folder: Path) -> None:
        from clausier.exports.workshop import write_tracking_parts
        from clausier.office.ready import write_office_files
        from clausier.office.tables import write_tables

        write_office_files(self.library, folder, self.store)
        write_tables(self.library, folder)
        write_tracking_parts(folder)
