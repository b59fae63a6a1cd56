"""What a text says of itself: who, where, from when to when. Each is a guess to be reread."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from clausier.importer.draft import Draft
from clausier.importer.layout import Layout
from clausier.importer.plain import fold
from clausier.words import MONTHS

_MUET = {"etat": "muet"}
_MONTH = {fold(m): i for i, m in enumerate(MONTHS, 1)}
_DAY = re.compile(
    rf"(\d{{1,2}})(?:er)?\s+({'|'.join(MONTHS)}|aout|fevrier|decembre)\s+((?:19|20)\d\d)|(\d{{1,2}})[/.](\d{{1,2}})[/.]((?:19|20)\d\d)",
    re.IGNORECASE,
)
_PLACE = r"(?:(?:de|du|des|d’|de la|de l’|le|la|les|l’|en|et|sur|sous|lès|-)\s?)*[A-ZÀ-Þ][\wÀ-ÿ’-]*"
_TERRITORY = re.compile(
    rf"\b((?:[Cc]ommunauté (?:de communes|d’agglomération|urbaine)|[Aa]gglomération|[Mm]étropole)(?: {_PLACE}){{1,6}})"
)
_CAF = re.compile(
    rf"\b(?:Caf|CAF|[Cc]aisse d’[Aa]llocations [Ff]amiliales)( (?:de|du|des|d’)(?:\s?(?:la|l’|les)\b)?\s?{_PLACE}(?:[- ](?:et|de|en|sur|d’)[- ]?{_PLACE}|-{_PLACE})*)"
)
_NATURES = {
    "communauté de communes": "communauté de communes",
    "communauté d’agglomération": "communauté d’agglomération",
    "agglomération": "communauté d’agglomération",
    "communauté urbaine": "communauté urbaine",
    "métropole": "métropole",
}


def days(text: str) -> list[date]:
    """Full dates of a text, in order."""
    found = []
    for match in _DAY.finditer(text):
        day, month, year = (match[1], _MONTH.get(fold(match[2])), match[3]) if match[1] else (match[4], int(match[5]), match[6])
        try:
            found.append(date(int(year), int(month or 0), int(day)))
        except ValueError:
            continue
    return found


def identity(draft: Draft, titre: str, layout: Layout) -> dict[str, Any]:
    """Keys of the front matter that say what the text is."""
    text = "\n".join(line for part in draft.parts for line in part.lines)
    start = "\n".join(line for part in draft.parts[:2] for line in part.lines)[:4000]
    signed = "\n".join(line for part in draft.parts if part.kind == "signature" for line in part.lines)
    kind = "avenant" if re.search(r"\bavenant\b", fold(f"{titre}\n{start[:600]}")) else "convention"
    signature = next((d for d in days(signed) if re.search(r"fait [aà]|le\b", signed, re.IGNORECASE)), None)
    project = bool(re.search(r"^\W*projet\W*$", start, re.IGNORECASE | re.MULTILINE))
    data: dict[str, Any] = {"type": kind, "etat": "projet" if project else "signee" if signature else "non-datee"}
    territories = Counter(m[1].strip(" -") for m in _TERRITORY.finditer(text) if len(m[1]) < 120)
    name = territories.most_common(1)[0][0] if territories else ""
    head = next((n for n in _NATURES if name.lower().startswith(n)), "")
    data["territoire"] = {"nom": name, "nature": _NATURES[head]} if head else {"nom": name} if name else _MUET
    cafs = Counter(m[1].strip() for m in _CAF.finditer(text) if len(m[1]) < 60)
    data["caf"] = f"Caf {cafs.most_common(1)[0][0]}" if cafs else _MUET
    data["signature"] = signature or ({"etat": "blanc"} if signed else _MUET)
    data["periode"] = _period(draft, titre, start)
    if kind == "avenant":
        data["modifie"] = {"titre": "Convention territoriale globale modifiée par cet avenant"}
    return data


def _period(draft: Draft, titre: str, start: str) -> dict[str, Any]:
    """First and last day, from the article on the duration, else from «2022-2026» in the title or the cover."""
    for part in draft.parts:
        if part.kind == "article" and re.search(r"\b(duree|effet)\b", fold(part.titre)):
            found = days("\n".join(part.lines))
            if len(found) > 1 and found[0] < found[-1]:
                return {"debut": found[0], "fin": found[-1]}
            if found and re.search(r"jusqu", "\n".join(part.lines)):
                return {"debut": _MUET, "fin": found[-1]}
    if years := re.search(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b", f"{titre}\n{start}"):
        return {"debut": int(years[1]), "fin": int(years[2])}
    return {"debut": _MUET, "fin": _MUET}


def parties(draft: Draft, layout: Layout) -> list[dict[str, Any]]:
    """Parties named at the start of a line of the comparution."""
    found: list[dict[str, Any]] = []
    for part in draft.parts:
        for line in part.lines if part.kind == "comparution" else ():
            for kind in layout.words.parties:
                if layout.opens(line, kind.debuts):
                    name = re.split(r",|\breprésentée?s?\b|\bci-après|\bdont le siège", line, maxsplit=1)[0].strip(" :;.")
                    if 4 < len(name) < 160 and not any(fold(f["nom"]) == fold(name) for f in found):
                        found.append({"nature": kind.nature, "nom": name[0].upper() + name[1:]})
                    break
    return found
