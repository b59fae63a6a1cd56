"""What the catalogues load in the browser, as scripts: they also work on a copy of the site opened without a server.

``catalogues/<name>.js`` is the compact index of a list too long for its page, loaded when its filter is first used;
``catalogues/<name>-csv.js`` holds the lines of the open-data table, loaded when a selection is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clausier.catalogues.model import Catalogue
from clausier.exports.scripts import write_script
from clausier.exports.tables import cell, csv_line
from clausier.library import group
from clausier.links.all import Links
from clausier.typography import french


def write_catalogues(links: Links, site: Path) -> None:
    """Write the index of each list that is split."""
    for name, one in links.catalogues.items():
        if one.split:
            write_script(site / f"catalogues/{name}.js", "CLAUSIER_CATALOGUE", index(one))


def index(one: Catalogue) -> dict[str, Any]:
    """Rows as lists, with their values as numbers in one list of values."""
    number: dict[str, int] = {}
    orders = [name for name, _ in one.orders if name]
    rows = []
    for row in one.rows:
        values = [number.setdefault(f"{facet}:{v}", len(number)) for facet, listed in row.valeurs.items() for v in listed]
        places = [row.tris.get(name) for name in orders]
        rows.append([row.key, french(row.titre), row.url, french(row.lieu), row.mots, values, places])
    return {
        "valeurs": list(number),
        "tris": orders,
        "filtres": {f.id: [[v.id, french(v.libelle), french(v.groupe), v.rang] for v in f.values] for f in one.facets},
        "themes": {v.id: v.libelle for v in one.themes},
        "lignes": rows,
    }


def write_selection(site: Path, name: str, columns: Sequence[str], rows: Sequence[dict[str, Any]], links: Links) -> None:
    """Write the lines of a table under the key of the row that each belongs to; ``rows`` are those of the open data."""
    if name not in links.catalogues:
        return
    lines = [(key_of(name, row, links), csv_line([cell(row.get(c)) for c in columns])) for row in rows]
    kept = {key: "".join(text for _, text in own) for key, own in group(lines, lambda line: [line[0]]).items()}
    write_script(site / f"catalogues/{name}-csv.js", "CLAUSIER_CSV", {"entete": csv_line(columns), "lignes": kept})


def key_of(name: str, row: dict[str, Any], links: Links) -> str:
    """Key, in its catalogue, of a row of the open data."""
    if name == "fiches":
        return f"{row['convention']}/{row['id']}"
    return links.bank.of_text[row["texte"]].id if name == "indicateurs" else str(row["id"])
