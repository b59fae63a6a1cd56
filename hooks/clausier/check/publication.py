"""What ``mkdocs.yml`` says of the publisher: read with our reader, so that a mistake has its line and a suggestion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from clausier.check.schema import validate
from clausier.model.publication import Publication
from clausier.read.problems import Problem
from clausier.read.source import Source, read_yaml
from clausier.read.yaml_lines import Lines

FILE = "mkdocs.yml"
TOGETHER = ("date", "taux", "auditeur")
"""Keys that make an audit; one alone declares nothing."""


@dataclass(frozen=True)
class Reglages:
    """The publisher's own settings, with their lines."""

    publication: Publication = field(default_factory=Publication)
    site_url: str = ""
    lines: Lines = field(default_factory=Lines)

    def line(self, *path: str) -> int:
        """Line of a setting in the file, or of the nearest one above it."""
        return self.lines.of(path)


def load_settings(root: Path, report: Callable[[Problem], None]) -> Reglages:
    """The settings of the copy under ``root``; empty ones when there is no file, or after its problems were reported."""
    if not (root / FILE).is_file():
        return Reglages()
    source = read_yaml(root / FILE, root)
    if isinstance(source, Problem):
        report(source)
        return Reglages()
    extra, address = source.data.get("extra"), source.data.get("site_url")
    site_url = address if isinstance(address, str) else ""
    if not isinstance(extra, dict | None):
        report(Problem(FILE, source.lines.of(("extra",)), "« extra » : attendu : des lignes « clé: valeur »"))
        extra = None
    under = Lines({path[1:]: line for path, line in source.lines.by_path.items() if path[:1] == ("extra",)})
    # «accessibilite:» with nothing under it is a block still to fill in.
    filled = {key: value for key, value in (extra or {}).items() if value is not None}
    publication = validate(Source(FILE, filled, under), Publication, report)
    if publication is None:
        return Reglages(site_url=site_url, lines=source.lines)
    audit = publication.accessibilite
    given = [key for key in TOGETHER if getattr(audit, key) is not None]
    if given and len(given) < len(TOGETHER):
        missing = ", ".join(f"« {key} »" for key in TOGETHER if key not in given)
        report(
            Problem(
                FILE,
                source.lines.of(("extra", "accessibilite", given[0])),
                f"un audit se dit par « date », « taux » et « auditeur » : ajoutez {missing}, ou videz les autres",
            )
        )
    return Reglages(publication, site_url, source.lines)
