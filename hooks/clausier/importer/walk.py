"""The one walker: a stream of units becomes a draft. It knows no territory and no format."""

from __future__ import annotations

import re

from clausier.importer.blocks import Reading
from clausier.importer.draft import Draft, FicheDraft, Part, PartKind
from clausier.importer.fields import Fields
from clausier.importer.layout import Layout
from clausier.importer.plain import fold
from clausier.importer.rows import read_table
from clausier.importer.spans import Span, find_fiches, is_table_of_fiches
from clausier.importer.units import Unit, units

_COUNTED = re.compile(r"^(\d{1,2}(?:[.-]\d{1,2})*)\s*[.):–-]?\s+(?=[A-ZÀ-Þ«])")
"""«1.2 Créer une crèche»: the number of a title that has no word before it."""


def walk(reading: Reading, layout: Layout) -> Draft:
    """Everything that the source says, filed."""
    found = units(reading.blocks, layout)
    draft = Draft(consumed=list(reading.running))
    draft.vocabulary = frozenset(w for u in found for w in re.findall(r"(?<![\w’])[a-zà-ÿ]{3,}", u.said))
    plan = find_fiches(found, layout)
    spans = {s.start: s for s in plan.spans if _filled(s, found, layout)}
    used = {i for s in spans.values() for i in s.levels} | {i for levels in plan.tables.values() for i in levels}
    parts = _Parts(draft, layout)
    place, groupe = 0, ""
    while place < len(found):
        unit = found[place]
        if span := spans.get(place):
            fiche = _fiche(span, found, layout, draft.consumed)
            # A theme written once above a fiche holds for those that follow it.
            groupe = fiche.groupe = fiche.groupe or groupe
            draft.fiches.append(fiche)
            parts.fiche()
            place = span.end
            continue
        if is_table_of_fiches(unit):
            above = [_level(found[i], layout) for i in plan.tables.get(place, [])]
            place = read_table(place, found, above, draft, layout)
            parts.fiche()
            continue
        if place in used:
            draft.consumed.append(unit.text)
        else:
            groupe = "" if unit.kind in ("article", "annexe") else groupe
            parts.read(unit)
        place += 1
    draft.parts = parts.done()
    if reading.notes:
        draft.parts.append(Part("autre", "Notes", "", lines=list(reading.notes)))
    return draft


def _filled(span: Span, found: list[Unit], layout: Layout) -> bool:
    """Whether the fiche says something; an empty form stays text, where it stood."""
    fiche = _fiche(span, found, layout, [])
    title = (
        span.title is not None
        and found[span.title].kind == "fiche"
        and found[span.title].sure
        and bool(fiche.titre)
        and fiche.numero
    )
    return fiche.filled or bool(title)


def _title(text: str) -> str:
    text = text.strip(" .–—-:")
    return text.removesuffix("»").strip() if text.count("»") > text.count("«") else text


def _fiche(span: Span, found: list[Unit], layout: Layout, consumed: list[str]) -> FicheDraft:
    title = found[span.title] if span.title is not None else None
    fiche = FicheDraft(
        _title(title.titre or ("" if title.kind == "fiche" else title.text)) if title else "",
        found[span.first - 1 if title else span.first].place,
    )
    if title is not None:
        fiche.numero = title.numero
        if title.kind != "fiche" and (counted := _COUNTED.match(fiche.titre)):
            fiche.numero, fiche.titre = counted[1], fiche.titre[counted.end() :]
        if title.kind == "fiche":
            consumed.append(title.said.removesuffix(title.titre))
    fiche.levels += [_level(found[i], layout) for i in span.levels]
    if span.group is not None:
        if span.group in span.levels:
            consumed.append(found[span.group].text)
        else:
            fiche.groupe = found[span.group].text
    Fields(fiche, layout, consumed).read(found[span.first : span.end])
    for champ in list(fiche.champs):
        if champ.name == "titre" and (not fiche.titre or _same(fiche.titre, champ.lines)):
            if fiche.titre:
                consumed.extend(champ.lines)
            fiche.titre = fiche.titre or _title(" ".join(champ.lines))
        elif champ.name == "numero" and not fiche.numero and len(" ".join(champ.lines)) < 40:
            fiche.numero = " ".join(champ.lines)
        elif champ.name == "niveau" and champ.lines:
            fiche.levels = [level for level in fiche.levels if fold(level[0]) != fold(champ.label)]
            fiche.levels.append((champ.label, " ".join(champ.lines)))
        else:
            continue
        consumed.append(champ.label)
        fiche.champs.remove(champ)
    return fiche


def _level(unit: Unit, layout: Layout) -> tuple[str, str]:
    """A level of the plan: its word, and its title without its number."""
    return unit.word or layout.words.niveau_sans_nom, unit.titre or _COUNTED.sub("", unit.text)


def _same(titre: str, lines: list[str]) -> bool:
    return fold(titre) == fold(" ".join(lines))


class _Parts:
    """The convention around its fiches: articles, annexes, and what stands before, between and after."""

    def __init__(self, draft: Draft, layout: Layout) -> None:
        self.draft, self.layout = draft, layout
        self.parts: list[Part] = []
        self.current = Part("autre", "Début du document", "")
        self.article = 0
        self.seen: set[PartKind] = set()

    def done(self) -> list[Part]:
        return [p for p in [*self.parts, self.current] if p.lines or p.kind in ("article", "annexe")]

    def fiche(self) -> None:
        """A fiche stood here."""
        self.current.fiches += 1

    def open(self, kind: PartKind, titre: str, place: str, numero: str = "") -> None:
        self.parts.append(self.current)
        self.current = Part(kind, titre, place, numero)
        self.seen.add(kind)

    def read(self, unit: Unit) -> None:
        if unit.kind == "sommaire":
            self.draft.consumed.append(unit.text)
        elif unit.kind == "entree":
            self.draft.consumed.append(unit.said)
        elif unit.kind == "article" and self._next(unit):
            title = unit.titre.strip(" .")
            self.draft.consumed.append(unit.text.removesuffix(unit.titre))
            number = "" if fold(unit.numero) in ("preliminaire",) else unit.numero
            self.open("article", title, unit.place, number)
        elif unit.kind == "annexe":
            self.draft.consumed.append(unit.text.removesuffix(unit.titre))
            self.open("annexe", unit.titre.strip(" ."), unit.place, unit.numero)
        elif not self._around(unit):
            self._text(unit)

    def _next(self, unit: Unit) -> bool:
        """Whether an article is the one awaited: «Article 9 de…» in a sentence is not."""
        name = fold(unit.numero)
        if name in ("premier", "1er", "unique", "preliminaire") or not name.isdigit():
            self.article = max(self.article, 1 if name in ("premier", "1er", "unique") else self.article)
            return True
        number = int(name)
        if number not in (self.article + 1, self.article + 2) and not (
            number == 1 and self.current.kind in ("annexe", "autre")
        ):
            return False
        self.article = number
        return True

    def _around(self, unit: Unit) -> bool:
        """Comparution, visas, preamble and signatures, by the words that open them."""
        words, text = self.layout.words, unit.text
        if unit.row and self.current.kind != "article":
            return False
        before = self.article == 0 and "annexe" not in self.seen
        if before and not unit.row:
            if "comparution" not in self.seen and self.layout.is_one(text, words.comparution):
                self.open("comparution", "Comparution", unit.place)
                self._text(unit)
                return True
            if "visas" not in self.seen and not unit.item and self.layout.opens(text, words.visas):
                self.open("visas", "Visas", unit.place)
                self._text(unit)
                return True
            if "preambule" not in self.seen and self.layout.is_one(text, words.preambule):
                self.draft.consumed.append(text)
                self.open("preambule", "Préambule", unit.place)
                return True
        signs = self.layout.opens(text, words.signature) or self.layout.is_one(text, words.titres_de_signature)
        if self.article and self.current.kind == "article" and not unit.item and not unit.row and signs:
            self.open("signature", "Signature", unit.place)
            self._text(unit)
            return True
        return False

    def _text(self, unit: Unit) -> None:
        if self.current.kind == "autre" and self.current.fiches:
            self.open("autre", "Texte après les fiches", unit.place)
        part = self.current
        if unit.row:
            part.lines.append(" | ".join(" ".join(cell) for cell in unit.cells if cell))
        elif part.kind in ("article", "annexe") and not part.titre and unit.title_like:
            part.titre = unit.text.strip(" .:")
        else:
            text = self.layout.unbulleted(unit.text)
            part.lines.append(f"- {text}" if unit.item else text)
