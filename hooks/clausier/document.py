"""A whole document from chosen clauses: articles numbered, cross-references resolved, blanks filled.

Out: Markdown, each part under a level-two heading. What is not filled stays ``[libellé]``; a reference to an article that
was not chosen keeps its words and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clausier import blanks
from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque
from clausier.links.references import referral
from clausier.model.vocabulaires import Partie, Trame
from clausier.words import day

_GROUP = re.compile(r"^\{\{\s*chaque:([a-z0-9-]+)\s*\}\}[ \t]*\n(.*?)\n\{\{\s*fin:\1\s*\}\}[ \t]*$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^(.*)\{\{\s*chaque:([a-z0-9-]+)\s*\}\}(.*)\{\{\s*fin:\2\s*\}\}(.*)$", re.MULTILINE)

Values = Mapping[str, Any]
"""A field's value by its id; a group's is a list of mappings."""


@dataclass(frozen=True)
class Assembled:
    """A document ready to read."""

    markdown: str
    unresolved: tuple[str, ...]
    """Subjects and annexes referred to that no chosen clause treats."""


def default_choice(library: Bibliotheque, trame: Trame) -> list[str]:
    """Clauses ticked at first: the socle, and of each group of variants the first one."""
    chosen, groups = [], set()
    for part in trame.parties:
        for name in part.clauses:
            data = library.clauses[name].data
            if data.statut != "socle" or (data.variante and data.variante.groupe in groups):
                continue
            chosen.append(name)
            groups |= {data.variante.groupe} if data.variante else set()
    return chosen


def assemble(library: Bibliotheque, trame: Trame, chosen: Collection[str], values: Values) -> Assembled:
    """The document made of ``chosen`` clauses, in the trame's order; parts left empty take no number."""
    parts = [(p, [c for c in p.clauses if c in chosen]) for p in trame.parties]
    kept = [(p, names) for p, names in parts if names]
    headings = _headings([p for p, _ in kept])
    targets = _targets(library, kept, headings)
    unresolved: list[str] = []
    out = [f"# {trame.titre}"]
    for (part, names), (cited, _) in zip(kept, headings, strict=True):
        number = f"{cited[0].upper()}{cited[1:]} – " if part.numerote != "sans" else ""
        out.append(f"## {number}{part.titre}")
        for name in names:
            text = _repeat(library, text_to_sign(library.clauses[name]), values)
            out.append(blanks.MARK.sub(lambda m: _fill(library, blanks.to_mark(m), values, targets, unresolved), text))
    return Assembled("\n\n".join(out) + "\n", tuple(dict.fromkeys(unresolved)))


def _headings(parts: list[Partie]) -> list[tuple[str, str]]:
    """For each part kept: how it is cited («article 3»), and with its article («l’article 3»)."""
    count = {"article": 0, "annexe": 0}
    found = []
    for part in parts:
        if part.numerote == "sans":
            found.append((part.titre, f"la partie « {part.titre} »"))
        else:
            count[part.numerote] += 1
            cited = f"{part.numerote} {count[part.numerote]}"
            found.append((cited, f"l’{cited}"))
    return found


def _targets(library: Bibliotheque, kept: list[tuple[Partie, list[str]]], headings: list[tuple[str, str]]) -> dict[str, str]:
    """Words for each subject and annexe that the document holds."""
    found: dict[str, str] = {}
    for (part, names), (_, words) in zip(kept, headings, strict=True):
        if part.id:
            found.setdefault(part.id, words)
        for name in names:
            if part.numerote == "article":
                found.setdefault(library.clauses[name].data.sujet, words)
    for (_, names), (_, words) in zip(kept, headings, strict=True):
        for name in names:
            found.setdefault(library.clauses[name].data.sujet, words)
    return found


def _repeat(library: Bibliotheque, text: str, values: Values) -> str:
    """Groups written once for each of their elements; once, with blanks, when they have none."""

    def one(name: str, inside: str, element: Mapping[str, Any]) -> str:
        return blanks.MARK.sub(lambda m: _part(library, m, name, element), inside)

    def written(name: str, inside: str) -> list[str]:
        return [one(name, inside, element) for element in values.get(name) or [{}]]

    def block(match: re.Match[str]) -> str:
        inside = match[2].strip("\n")
        return ("\n" if inside.lstrip().startswith(("-", "|")) else "\n\n").join(written(match[1], inside))

    def row(match: re.Match[str]) -> str:
        return "\n".join(f"{match[1]}{inside}{match[4]}" for inside in written(match[2], match[3]))

    return _ROW.sub(row, _GROUP.sub(block, text))


def _part(library: Bibliotheque, match: re.Match[str], group: str, element: Mapping[str, Any]) -> str:
    """A field of one element, or the mark itself when it belongs to something else."""
    mark = blanks.to_mark(match)
    if mark.kind != "champ" or mark.name != group or mark.part is None:
        return match[0]
    label = next(c.libelle for c in library.vocabularies.champs[group].champs if c.id == mark.part)
    return _written(element.get(mark.part), label)


def _fill(library: Bibliotheque, mark: blanks.Mark, values: Values, targets: dict[str, str], unresolved: list[str]) -> str:
    if mark.kind == "renvoi":
        if mark.name not in targets:
            unresolved.append(mark.name)
            found = referral(library, mark.name)
            return found.words if found else f"[{mark.name}]"
        return targets[mark.name]
    return _written(values.get(mark.name), library.vocabularies.champs[mark.name].libelle)


def _written(value: Any, label: str) -> str:
    if value in (None, "", []):
        return f"[{label}]"
    if isinstance(value, date):
        return day(value)
    return " ; ".join(map(str, value)) if isinstance(value, list) else str(value)
