"""A fiche's fields under our keys: what the front matter and the body of its file will hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from clausier.importer import items
from clausier.importer.draft import Champ, Draft, FicheDraft
from clausier.importer.layout import Layout
from clausier.model.fiche import SECTIONS

LONGEST, LONGEST_TEXT = 400, 19_000
"""Characters of a short text and of a long one; the model accepts 400 and 20 000."""


@dataclass
class FicheFile:
    """What is written of a fiche."""

    data: dict[str, Any]
    body: str
    recognised: list[str] = field(default_factory=list)
    """Labels that found a key or a section."""
    unknown: list[str] = field(default_factory=list)
    """Labels that went to ``autres``."""
    empty: list[str] = field(default_factory=list)


def chunks(label: str, lines: list[str]) -> list[dict[str, str]]:
    """Lines as elements of ``autres``, none longer than the model accepts."""
    found: list[list[str]] = [[]]
    for line in lines:
        for start in range(0, max(len(line), 1), LONGEST_TEXT):
            piece = line[start : start + LONGEST_TEXT]
            if sum(map(len, found[-1])) + len(found[-1]) + len(piece) > LONGEST_TEXT:
                found.append([])
            found[-1].append(piece)
    said = [c for c in found if "".join(c).strip()]
    return [
        {"libelle": label[:380] if i == 0 else f"{label[:370]} (suite {i})", "texte": "\n".join(c)} for i, c in enumerate(said)
    ]


def fiche_file(fiche: FicheDraft, draft: Draft, layout: Layout) -> FicheFile:
    """The file of a fiche, without its id, level and themes."""
    data: dict[str, Any] = {}
    others: list[dict[str, str]] = []
    if len(fiche.titre) > LONGEST:
        others += chunks("Titre complet", [fiche.titre])
        fiche.titre = fiche.titre[: LONGEST - 1].rsplit(" ", 1)[0]
    file = FicheFile({"titre": fiche.titre or "Fiche sans titre"}, "")
    if fiche.numero:
        data["numero"] = fiche.numero
    sections: dict[str, list[Champ]] = {}
    if fiche.groupe:
        others += chunks("Thématique", [fiche.groupe])
    for champ in fiche.champs:
        champ.lines, junk = [x for x in champ.lines if not items.noise(x)], [x for x in champ.lines if items.noise(x)]
        if any(re.search(r"[^\W_]", line) for line in junk):
            others += chunks("Signes illisibles dans la source", [x for x in junk if re.search(r"[^\W_]", x)])
        if champ.rubrique is None:
            if champ.lines:
                file.unknown.append(champ.label)
                others += chunks(champ.label, champ.lines)
            continue
        file.recognised.append(champ.label)
        if not champ.lines:
            file.empty.append(champ.label)
        if champ.rubrique.section:
            sections.setdefault(champ.rubrique.section, []).append(champ)
            continue
        draft.consumed.append(champ.label)
        others += _keyed(champ, data, draft, layout)
    for key in ("pilote", "partenaires", "public", "echeances", "indicateurs", "moyens"):
        if key in data:
            file.data[key] = data[key]
    if "numero" in data:
        file.data = {"titre": file.data["titre"], "numero": data["numero"]} | file.data
    if others:
        file.data["autres"] = others
    file.body = _body(sections, draft, layout)
    return file


def _keyed(champ: Champ, data: dict[str, Any], draft: Draft, layout: Layout) -> list[dict[str, str]]:
    """File a field under its key; returns what the key cannot hold."""
    key = champ.name
    match key:
        case "echeances":
            for step in items.steps(champ.lines, layout):
                entry: dict[str, Any] = {}
                if step.years:
                    whole = list(step.years) == list(range(step.years[0], step.years[-1] + 1))
                    entry["annees"] = (
                        step.years[0]
                        if len(step.years) == 1
                        else f"{step.years[0]}-{step.years[-1]}"
                        if whole
                        else list(step.years)
                    )
                if step.text:
                    entry["jalon"] = step.text
                data.setdefault(key, []).append(entry)
        case "indicateurs":
            for item in items.indicators(champ.lines, layout, draft.vocabulary):
                short = item.group[:LONGEST]
                data.setdefault(key, []).append({"texte": item.text, "groupe": short} if item.group else item.text)
        case "titre" | "numero" | "niveau":
            return chunks(champ.label, champ.lines)
        case _:
            found = (
                items.names(champ.lines, layout)
                if key in ("pilote", "partenaires", "public")
                else items.plain_items(champ.lines, layout)
            )
            long = [text for text in found if len(text) > LONGEST]
            kept = [text for text in found if len(text) <= LONGEST]
            if kept or not long:
                already = data.get(key)
                data[key] = [*(already if isinstance(already, list) else []), *kept] or {"etat": "blanc"}
            return chunks(champ.label, long)
    return []


def _body(sections: dict[str, list[Champ]], draft: Draft, layout: Layout) -> str:
    """Sections in the order of the model; a label that says more than its section stays above its text."""
    parts: list[str] = []
    for title in SECTIONS:
        champs = sections.get(title, [])
        filled = [c for c in champs if c.lines]
        draft.consumed.extend(c.label for c in champs if not c.lines)
        if not filled:
            continue
        parts.append(f"## {title}")
        for champ in filled:
            if (champ.rubrique and champ.rubrique.garder) or len(filled) > 1:
                parts.append(f"### {layout.spelt(champ.label)}")
                draft.consumed.append(champ.label)
            else:
                draft.consumed.append(champ.label)
            parts.append(markdown(champ.lines, layout))
    return "\n\n".join(parts)


def markdown(lines: list[str], layout: Layout) -> str:
    """Lines as paragraphs and lists, with nothing that Markdown would take for something else."""
    found: list[str] = []
    was_item = False
    for line in (part for whole in lines for part in items.apart(whole, layout)):
        item = layout.bulleted(line)
        text = escaped(layout.unbulleted(line))
        if not text:
            continue
        if item or re.match(r"\d{1,2}\s*\)\s", text):
            mark = "- " if item else ""
            if not item:
                text = re.sub(r"^(\d{1,2})\s*\)\s*", r"\1. ", text)
            found.append(("" if was_item or not found else "\n") + mark + text)
            was_item = True
        else:
            found.append(("\n" if found else "") + text)
            was_item = False
    return "\n".join(found)


def escaped(text: str) -> str:
    """Text whose signs stay signs."""
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text) if re.search(r"[\\`*_\[\]{}]", text) else text
    return re.sub(r"^(#{1,6}|>|\||=+$|-+$|\+)", r"\\\1", text)
