"""A fiche-action of a published text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clausier.commands.ask import Asker, Question, new_id, sentence, short
from clausier.front import page, slug
from clausier.library import Bibliotheque, niveaux_flat
from clausier.model.fiche import SECTIONS


def questions(library: Bibliotheque | None = None, convention: str = "", titre: str = "") -> list[Question]:
    texts = {c: e.titre for c, e in library.conventions.items()} if library else None
    levels = (
        {n: path[-1].titre for n, path in niveaux_flat(library.conventions[convention].data.niveaux).items()}
        if library and convention
        else None
    )
    taken = (lambda name: (convention, name) in library.fiches) if library else (lambda name: False)
    return [
        Question("convention", "Texte dont elle fait partie", "id du texte publié", admitted=texts),
        Question("titre", "Titre de la fiche", check=short),
        Question("id", "Nom du fichier, qui devient l’adresse", default=slug(titre) if titre else None, check=new_id(taken)),
        Question("numero", "Numéro dans le texte", default="", check=short),
        Question("niveau", "Niveau du plan", "id d’un niveau déclaré dans l’index.md du texte", default="", admitted=levels),
        Question(
            "themes",
            "Thèmes, le principal d’abord",
            "thèmes, séparés par des virgules",
            default="",
            many=True,
            admitted={t: e.titre for t, e in library.themes.items()} if library else None,
        ),
        Question("resume", "Ce que fait l’action, en une phrase", default="", check=sentence),
        Question("pilote", "Pilote", default="", many=True, check=short),
        Question("partenaires", "Partenaires", default="", many=True, check=short),
        Question("indicateurs", "Indicateurs, entre points-virgules", default="", check=sentence),
        Question("diagnostic", "Diagnostic initial", default="", check=sentence),
        Question("objectifs", "Objectifs opérationnels", default="", check=sentence),
    ]


def make(root: Path, library: Bibliotheque, asker: Asker, place: str) -> Mapping[str, str]:
    convention = asker.one(questions(library)[0])
    titre = asker.one(questions(library, convention)[1])
    asked = {q.name: q for q in questions(library, convention, titre)}
    name = asker.one(asked["id"])
    data: dict[str, Any] = {"titre": titre}
    for key in ("numero", "niveau"):
        if value := (asker.one(asked[key]) if key == "numero" or asked[key].admitted else ""):
            data[key] = value
    if found := asker.several(asked["themes"]):
        data["themes"] = found
    if resume := asker.one(asked["resume"]):
        data["resume"] = resume
    for key in ("pilote", "partenaires"):
        if listed := asker.several(asked[key]):
            data[key] = listed
    if indicators := [i.strip() for i in asker.one(asked["indicateurs"]).split(";") if i.strip()]:
        data["indicateurs"] = indicators
    said = {SECTIONS[0]: asker.one(asked["diagnostic"]), SECTIONS[1]: asker.one(asked["objectifs"])}
    folder = library.conventions[convention].path.removesuffix("index.md")  # A fiche stands with its text.
    return {f"{folder}fiches/{name}.md": page(data, {k: v for k, v in said.items() if v})}
