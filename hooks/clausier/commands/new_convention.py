"""A published text: what it is, and whose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clausier.commands.ask import Asker, Question, new_id, sentence, short
from clausier.front import page, slug
from clausier.library import Bibliotheque
from clausier.words import ETATS_TEXTE, TYPES

_MUET = {"etat": "muet"}


def _day(value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "date attendue : AAAA-MM-JJ"
    return None


def _day_or_year(value: str) -> str | None:
    if value.isdecimal() and 1980 <= int(value) <= 2100:
        return None
    return None if _day(value) is None else "année ou date attendue : 2026 ou 2026-01-31"


def questions(library: Bibliotheque | None = None, titre: str = "") -> list[Question]:
    taken = (lambda name: name in library.conventions) if library else (lambda name: False)
    return [
        Question("titre", "Titre du texte", check=short),
        Question("titre-court", "Titre court, pour les listes", default=titre[:60] or None, check=short),
        Question("id", "Nom du dossier, qui devient l’adresse", default=slug(titre) if titre else None, check=new_id(taken)),
        Question("type", "Type", "modele, convention ou avenant", default="convention", admitted=TYPES),
        Question("etat", "État", "état du texte lu", default="non-datee", admitted=ETATS_TEXTE),
        Question("resume", "Ce que c’est et ce qu’on y trouve, en une phrase", check=sentence),
        Question("territoire", "Nom du territoire", default="", check=short),
        Question("caf", "Caf signataire", "vide si le texte ne la nomme pas", default="", check=short),
        Question("signature", "Date de signature", "AAAA-MM-JJ, vide si le texte ne la dit pas", default="", check=_day),
        Question(
            "debut",
            "Premier jour ou année",
            "2026 ou 2026-01-01, vide si le texte ne le dit pas",
            default="",
            check=_day_or_year,
        ),
        Question(
            "fin", "Dernier jour ou année", "2030 ou 2030-12-31, vide si le texte ne le dit pas", default="", check=_day_or_year
        ),
        Question(
            "modifie",
            "Titre de la convention modifiée",
            "pour un avenant",
            default="Convention territoriale globale d’origine",
            check=short,
        ),
        Question("source", "Titre du document lu", default=titre or None, check=short),
        Question("nature", "Nature de ce document", "par exemple : acte signé, publié par la collectivité", check=sentence),
    ]


def _moment(value: str) -> Any:
    """A year, a date, or silence."""
    return int(value) if value.isdecimal() else date.fromisoformat(value) if value else _MUET


def make(root: Path, library: Bibliotheque, asker: Asker, place: str) -> Mapping[str, str]:
    titre = asker.one(questions(library)[0])
    asked = {q.name: q for q in questions(library, titre)}
    court, name, kind, state = (asker.one(asked[key]) for key in ("titre-court", "id", "type", "etat"))
    data: dict[str, Any] = {
        "titre": titre,
        "titre_court": court,
        "type": kind,
        "etat": state,
        "resume": asker.one(asked["resume"]),
        "verifie": date.today(),
    }
    territory, caf = asker.one(asked["territoire"]), asker.one(asked["caf"])
    data["territoire"] = {"nom": territory} if territory else _silent(kind)
    data["caf"] = caf or _silent(kind)
    signed = asker.one(asked["signature"])
    data["signature"] = date.fromisoformat(signed) if signed else _silent(kind)
    data["periode"] = {"debut": _moment(asker.one(asked["debut"])), "fin": _moment(asker.one(asked["fin"]))}
    if kind == "avenant":
        data["modifie"] = {"titre": asker.one(asked["modifie"])}
    data["source"] = {"titre": asker.one(asked["source"]), "nature": asker.one(asked["nature"]), "adresse": _MUET}
    return {f"{place}conventions/{name}/index.md": page(data)}


def _silent(kind: str) -> dict[str, str]:
    """A model has no territory to name; a text that names none is silent."""
    return {"etat": "sans-objet"} if kind == "modele" else _MUET
