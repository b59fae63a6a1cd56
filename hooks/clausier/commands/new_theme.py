"""A theme: the page that gathers what speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clausier.commands.ask import Asker, Question, new_id, sentence, short
from clausier.front import page, slug, to_write
from clausier.library import Bibliotheque

SECTIONS = {
    "Qui agit": "les acteurs, et ce que fait chacun",
    "Ce que la Caf finance": "les aides, chacune avec sa source et sa date",
    "Indicateurs habituels": "des indicateurs repris de fiches publiées",
    "Premières questions à se poser": "cinq questions au plus",
}


def _rank(value: str) -> str | None:
    return None if value.isdecimal() and int(value) > 0 else "un nombre entier, à partir de 1"


def questions(library: Bibliotheque | None = None, titre: str = "") -> list[Question]:
    taken = (lambda name: name in library.themes) if library else (lambda name: False)
    last = max((t.data.rang for t in library.themes.values()), default=0) if library else 0
    return [
        Question("titre", "Titre du thème", check=short),
        Question("id", "Nom du fichier, qui devient l’adresse", default=slug(titre) if titre else None, check=new_id(taken)),
        Question("rang", "Rang dans les listes", default=str(last + 1), check=_rank),
        Question("synonymes", "Mots que l’on tape pour le chercher", default="", many=True, check=short),
        Question("resume", "Le thème, en une phrase", check=sentence),
        Question("presentation", "Ce que le thème couvre", default="", check=sentence),
    ]


def make(root: Path, library: Bibliotheque, asker: Asker, place: str) -> Mapping[str, str]:
    titre = asker.one(questions(library)[0])
    asked = {q.name: q for q in questions(library, titre)}
    name, rank = asker.one(asked["id"]), int(asker.one(asked["rang"]))
    data: dict[str, Any] = {"titre": titre, "rang": rank, "principal": False}
    if words := asker.several(asked["synonymes"]):
        data["synonymes"] = words
    data |= {"resume": asker.one(asked["resume"]), "verifie": date.today()}
    body = asker.one(asked["presentation"]) or to_write("ce que le thème couvre")
    return {f"docs/themes/{name}.md": page(data, {k: to_write(v) for k, v in SECTIONS.items()}, body)}
