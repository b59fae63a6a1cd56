"""The convention's own file: what it is, its levels, articles, annexes, and all that has no key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from clausier.importer.draft import Draft, Part
from clausier.importer.guess import subjects
from clausier.importer.identity import identity, parties
from clausier.importer.keys import LONGEST, LONGEST_TEXT, chunks
from clausier.importer.layout import Layout
from clausier.importer.plain import fold
from clausier.words import plural

_AROUND = {"comparution": "parties", "visas": "visas", "preambule": "preambule", "signature": "signature"}
_ALONE = "Le titre seul ; le texte lu n’en dit pas plus."
_GENERIC = frozenset(
    {"convention territoriale globale", "convention territoriale globale ctg", "la convention territoriale globale"}
)
_FIRST = frozenset({"premier", "1er", "premiere", "1ere"})


def title_of(draft: Draft) -> str:
    """The text's own title: the first of its first lines that names what it is."""
    lines = [line for part in draft.parts[:1] for line in part.lines[:15] if len(line) < 300]
    named = [line for line in lines if re.search(r"convention territoriale|\bctg\b|avenant", fold(line))]
    # «Convention territoriale globale» alone says less than «Avenant n° 2 à la convention territoriale globale».
    best = max(named, key=lambda line: ("avenant" in fold(line), fold(line) not in _GENERIC), default="")
    return best or next((line for line in lines if 8 < len(line) < 200), "Convention territoriale globale")


def convention_data(
    draft: Draft, levels: list[dict[str, Any]], titre: str, source: str, labels: Mapping[str, str], layout: Layout, today: date
) -> dict[str, Any]:
    """The front matter of ``index.md``."""
    found = identity(draft, titre, layout)
    place = found["territoire"].get("nom", "") if isinstance(found["territoire"], dict) else ""
    articles, annexes, others = _parts(draft, labels, layout)
    counts = [
        plural(sum("numero" in a for a in articles), "article"),
        plural(len(annexes), "annexe"),
        plural(len(draft.fiches), "fiche-action", "fiches-actions"),
    ]
    data: dict[str, Any] = {
        "titre": titre[:LONGEST],
        "titre_court": (place or titre)[:120],
        "type": found["type"],
        "etat": found["etat"],
        "resume": f"Texte importé d’un fichier, à résumer en une phrase : {counts[0]}, {counts[1]}, {counts[2]}.",
        "verifie": today,
        "territoire": found["territoire"],
        "caf": found["caf"],
        "signature": found["signature"],
        "periode": found["periode"],
    }
    if "modifie" in found:
        data["modifie"] = found["modifie"]
    if signatories := parties(draft, layout):
        data["signataires"] = signatories
    for key, value in (("niveaux", levels), ("articles", articles), ("annexes", annexes)):
        if value:
            data[key] = value
    data["source"] = {"titre": titre[:LONGEST], "nature": f"fichier « {source} »", "adresse": {"etat": "muet"}}
    if others:
        data["autres"] = others
    return data


def _parts(
    draft: Draft, labels: Mapping[str, str], layout: Layout
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, str]]]:
    articles: list[dict[str, Any]] = []
    annexes: list[dict[str, Any]] = []
    others: list[dict[str, str]] = []
    numbers: set[tuple[str, str]] = set()
    for part in draft.parts:
        if part.kind == "autre":
            others += chunks(part.titre, part.lines)
            continue
        kind = "annexe" if part.kind == "annexe" else "article"
        entry: dict[str, Any] = {}
        number = "1" if fold(part.numero) in _FIRST else part.numero
        if number and (kind, number) in numbers:
            # The library wants each number once; here the source, or our reading, gives it twice.
            part.titre = f"{kind.capitalize()} {number} : {part.titre}"
        elif number:
            entry["numero"] = number
            numbers.add((kind, number))
        entry["titre"] = (part.titre or f"{kind.capitalize()} {number}".strip())[:LONGEST]
        if len(part.titre) > LONGEST:
            others += chunks(f"{kind.capitalize()} {number}, titre complet", [part.titre])
        if kind == "annexe":
            entry["etat"] = _state(part)
        known = [_AROUND[part.kind]] if part.kind in _AROUND else subjects(part.titre, labels, layout)
        if found := [s for s in known if s in labels]:
            entry["sujets"] = found
        entry["resume"], more = _summary(part, f"{kind.capitalize()} {number}".strip())
        others += more
        (annexes if kind == "annexe" else articles).append(entry)
    return articles, annexes, others


def _state(part: Part) -> str:
    if "document separe" in fold(part.titre):
        return "separee"
    return "presente" if part.lines or part.fiches else "vide"


def _summary(part: Part, label: str) -> tuple[str, list[dict[str, str]]]:
    """The part's text, for its reader to shorten; what is too long for one key goes to ``autres``."""
    if not part.lines:
        return ("Les fiches-actions de ce plan." if part.fiches else _ALONE), []
    pieces = chunks(label, part.lines)
    first = pieces[0]["texte"] if pieces else _ALONE
    rest = part.lines and pieces[1:]
    assert len(first) <= LONGEST_TEXT + 1
    return first, list(rest or [])
