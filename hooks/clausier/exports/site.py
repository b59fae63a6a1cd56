"""Files written beside the pages: ``donnees/*.json``, ``*.csv``, their schemas, and redirections."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from clausier import csp
from clausier.exports import entries
from clausier.exports.catalogues import write_catalogues, write_selection
from clausier.exports.tables import to_csv
from clausier.library import Bibliotheque
from clausier.links.all import Links

KINDS: dict[str, tuple[type[BaseModel], Callable[[Bibliotheque, Links], Sequence[BaseModel]], tuple[str, ...]]] = {
    "themes": (entries.ThemeOuvert, entries.themes, ("id", "titre", "principal", "rang", "url")),
    "clauses": (
        entries.ClauseOuverte,
        entries.clauses,
        ("id", "titre", "sujet", "statut", "themes", "champs", "resume", "url"),
    ),
    "fiches": (
        entries.FicheOuverte,
        entries.fiches,
        ("convention", "id", "numero", "titre", "themes", "pilote", "partenaires", "public", "etat", "resume", "url"),
    ),
    "conventions": (entries.ConventionOuverte, entries.conventions, ("id", "titre", "type", "etat", "themes", "resume", "url")),
    "indicateurs": (
        entries.IndicateurOuvert,
        entries.indicateurs,
        ("texte", "groupe", "nature", "mesure", "famille", "fiche", "convention", "themes", "url"),
    ),
}
"""Each table: its model, its entries, its CSV columns."""


def write_exports(library: Bibliotheque, links: Links, site: Path, site_url: str) -> None:
    """Write every export under ``site``; ``site_url`` identifies the schemas."""
    folder = site / "donnees"
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    for name, (model, listed, columns) in KINDS.items():
        rows = [entry.model_dump(mode="json", exclude_none=True) for entry in listed(library, links)]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)  # A document a line, as a table has it.
        (folder / f"{name}.json").write_text(f'{{"{name}": [\n{lines}\n]}}\n', encoding="utf-8")
        (folder / f"{name}.csv").write_text(to_csv(rows, columns), encoding="utf-8-sig", newline="")
        write_selection(site, name, columns, rows, links)
        described = json.dumps(schema(name, model), ensure_ascii=False, indent=1)
        (folder / "schemas" / f"{name}.schema.json").write_text(f"{described}\n", encoding="utf-8")
    write_catalogues(links, site)


def write_redirections(library: Bibliotheque, site: Path) -> None:
    """Lead former addresses to the present ones under ``site``; what a page already holds there stays."""
    for entry in [
        *library.clauses.values(), *library.conventions.values(), *library.fiches.values(),
        *library.themes.values(), *library.guides.values(),
    ]:  # fmt: skip
        for old in entry.data.anciennes_adresses:
            target = site / old / "index.html"
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(redirection("../" * old.count("/"), entry.url, entry.titre), encoding="utf-8")


@cache
def schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema (2020-12) of the file ``<name>.json``."""
    entry = model.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = entry.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "required": [name],
        "properties": {name: {"type": "array", "items": entry}},
        "additionalProperties": False,
        "$defs": definitions,
    }


def redirection(root: str, url: str, title: str) -> str:
    """A page that leads a former address to the present one, with or without scripts.

    Args:
        root: way from the page to the site's root (``../../``).
        url: present address, from the site's root.
        title: title of the page that stands there.
    """
    address, name = html.escape(root + url), html.escape(title)
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{csp.NOTHING}">'
        f'<meta name="referrer" content="no-referrer"><title>{name}</title><link rel="canonical" href="{address}">'
        f'<script src="{root}assets/redirection.js"></script><meta http-equiv="refresh" content="0; url={address}">'
        f'<meta name="robots" content="noindex"></head><body><p>Cette page a changé d’adresse : <a href="{address}">{name}</a>.</p>'
        "</body></html>\n"
    )
