"""The open data described for people: each key's type read in its schema, its sense in ``docs/donnees.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clausier.exports.site import KINDS, schema
from clausier.library import Bibliotheque

_PLAIN = {"string": "texte", "integer": "nombre entier", "number": "nombre", "boolean": "oui ou non", "object": "objet"}


@dataclass(frozen=True)
class Key:
    """One key of an entry."""

    name: str
    type: str
    required: bool
    in_csv: bool
    sense: str


@dataclass(frozen=True)
class File:
    """One file of the open data."""

    id: str
    titre: str
    sens: str
    count: int
    keys: tuple[Key, ...]


def files(library: Bibliotheque) -> list[File]:
    """Every file that the site gives out, in their order."""
    said = library.vocabularies.donnees
    told = {t.id: t for t in said.tables} if said else {}
    counts = {
        "themes": len(library.themes),
        "clauses": len(library.clauses),
        "fiches": len(library.fiches),
        "conventions": len(library.conventions),
        "indicateurs": sum(len(f.data.indicateurs) for f in library.fiches.values()),
    }
    found = []
    for name, (model, _, columns) in KINDS.items():
        whole = schema(name, model)
        entry = whole["properties"][name]["items"]
        keys = tuple(
            Key(
                key,
                type_of(shape, whole["$defs"]),
                key in entry.get("required", ()),
                key in columns,
                (said.sense(name, key) if said else None) or "",
            )
            for key, shape in entry["properties"].items()
        )
        about = told.get(name)
        found.append(File(name, about.titre if about else name, about.sens if about else "", counts[name], keys))
    return found


def type_of(shape: dict[str, Any], definitions: dict[str, Any]) -> str:
    """The type of a key in a few French words: « liste de textes, ou silence »."""
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        if name == "Silence":
            return "silence"
        return f"objet ({', '.join(definitions[name].get('properties', {}))})"
    if "anyOf" in shape:
        kinds = dict.fromkeys(type_of(s, definitions) for s in shape["anyOf"] if s.get("type") != "null")
        return ", ou ".join(sorted(kinds, key=lambda k: k == "silence"))
    if "enum" in shape:
        return f"un de : {', '.join(map(str, shape['enum']))}"
    if shape.get("type") == "array":
        return f"liste : {type_of(shape.get('items', {}), definitions)}"
    if shape.get("format") == "date":
        return "date (AAAA-MM-JJ)"
    return _PLAIN.get(shape.get("type", ""), "valeur")
