"""A whole document from chosen clauses: articles numbered, cross-references resolved, blanks filled.

Out: Markdown, each part under a level-two heading. What is not filled stays ``[libellé]``; a reference to an article that
was not chosen keeps its words and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
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


@dataclass(frozen=True)
class KeptPart:
    """A part of the trame that holds at least one chosen clause, with its number."""

    part: Partie
    clauses: tuple[str, ...]
    """The chosen ones, in order."""
    cited: str
    """«article 3», «annexe 1»; the title of a part without a number."""
    words: str
    """What a cross-reference reads: «l’article 3», «la partie « Visas »»."""

    @property
    def heading(self) -> str:
        """«Article 3 – Durée»."""
        number = f"{self.cited[0].upper()}{self.cited[1:]} – " if self.part.numerote != "sans" else ""
        return f"{number}{self.part.titre}"


def outline(library: Bibliotheque, trame: Trame, chosen: Collection[str]) -> list[KeptPart]:
    """Parts to write, in the trame's order; those left empty take no number."""
    count = {"article": 0, "annexe": 0}
    found = []
    for part in trame.parties:
        names = tuple(c for c in part.clauses if c in chosen)
        if not names:
            continue
        if part.numerote == "sans":
            found.append(KeptPart(part, names, part.titre, f"la partie « {part.titre} »"))
        else:
            count[part.numerote] += 1
            cited = f"{part.numerote} {count[part.numerote]}"
            found.append(KeptPart(part, names, cited, f"l’{cited}"))
    return found


def targets(library: Bibliotheque, kept: Sequence[KeptPart]) -> dict[str, str]:
    """Words for each subject and annexe that the document holds."""
    found: dict[str, str] = {}
    for one in kept:
        if one.part.id:
            found.setdefault(one.part.id, one.words)
        for name in one.clauses:
            if one.part.numerote == "article":
                found.setdefault(library.clauses[name].data.sujet, one.words)
    for one in kept:
        for name in one.clauses:
            found.setdefault(library.clauses[name].data.sujet, one.words)
    return found


def referred(library: Bibliotheque, name: str, found: Mapping[str, str], unresolved: list[str]) -> str:
    """Words of a cross-reference; a target that the document does not hold keeps its words and is noted in ``unresolved``."""
    if name in found:
        return found[name]
    unresolved.append(name)
    out_of_context = referral(library, name)
    return out_of_context.words if out_of_context else f"[{name}]"


def label(library: Bibliotheque, field: str, part: str | None) -> str:
    """Label of a blank, or of a blank of a group's element."""
    champ = library.vocabularies.champs[field]
    return champ.libelle if part is None else next(c.libelle for c in champ.champs if c.id == part)


def in_words(value: Any, between: str = " ; ") -> str | None:
    """A value as it reads in a text; None for what is still blank. ``between`` joins the items of a list."""
    if value in (None, "", []):
        return None
    if isinstance(value, date):
        return day(value)
    return between.join(map(str, value)) if isinstance(value, list) else str(value)


def assemble(library: Bibliotheque, trame: Trame, chosen: Collection[str], values: Values) -> Assembled:
    """The document made of ``chosen`` clauses, in the trame's order; parts left empty take no number."""
    kept = outline(library, trame, chosen)
    found = targets(library, kept)
    unresolved: list[str] = []
    out = [f"# {trame.titre}"]
    for one in kept:
        out.append(f"## {one.heading}")
        for name in one.clauses:
            text = _repeat(library, text_to_sign(library.clauses[name]), values)
            out.append(blanks.MARK.sub(lambda m: _fill(library, blanks.to_mark(m), values, found, unresolved), text))
    return Assembled("\n\n".join(out) + "\n", tuple(dict.fromkeys(unresolved)))


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
    return in_words(element.get(mark.part)) or f"[{label(library, group, mark.part)}]"


def _fill(library: Bibliotheque, mark: blanks.Mark, values: Values, found: Mapping[str, str], unresolved: list[str]) -> str:
    if mark.kind == "renvoi":
        return referred(library, mark.name, found, unresolved)
    return in_words(values.get(mark.name)) or f"[{label(library, mark.name, None)}]"
