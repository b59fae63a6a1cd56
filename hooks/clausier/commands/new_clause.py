"""A clause: its front matter, its four sections, and its place in a document to assemble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from clausier.check.frames import ADDED
from clausier.commands.ask import Asker, Question, new_id, sentence, short
from clausier.commands.console import CommandError
from clausier.commands.frames import Misfit, with_addition, with_clause
from clausier.front import page, slug, to_write
from clausier.library import Bibliotheque
from clausier.words import STATUTS


def questions(library: Bibliotheque | None = None, titre: str = "", frame: str = "") -> list[Question]:
    words = library.vocabularies if library else None
    frames = {t.id: t.titre for t in words.trames.values()} if words else None
    parts = {str(i): p.titre for i, p in enumerate(words.trames[frame].parties, 1)} if words and frame else None
    taken = (lambda name: name in library.clauses) if library else (lambda name: False)
    return [
        Question("titre", "Titre de la clause", check=short),
        Question("id", "Nom du fichier, qui devient l’adresse", default=slug(titre) if titre else None, check=new_id(taken)),
        Question(
            "sujet",
            "Sujet traité",
            "sujet de clauses/sujets.yml",
            admitted={s.id: s.libelle for s in words.sujets.values()} if words else None,
        ),
        Question("statut", "Statut", "socle, option ou historique", default="option", admitted=STATUTS),
        Question("resume", "Ce que la clause décide, en une phrase", check=sentence),
        Question(
            "themes",
            "Thèmes dont le texte parle",
            "thèmes, séparés par des virgules",
            default="",
            many=True,
            admitted={t: e.titre for t, e in library.themes.items()} if library else None,
        ),
        Question("trame", "Document où elle prend place", "id d’une trame de clauses/trames.yml", admitted=frames),
        Question("partie", "Partie de ce document", "rang de la partie, à partir de 1", admitted=parts),
        Question("texte", "Texte à signer", default="", check=sentence),
        Question("pourquoi", "Pourquoi cette clause", default="", check=sentence),
        Question("adapter", "Ce qu’il faut adapter", default="", check=sentence),
        Question("vigilance", "Point de vigilance", default="", check=sentence),
    ]


def make(root: Path, library: Bibliotheque, asker: Asker, place: str) -> Mapping[str, str]:
    def asked(name: str, titre: str = "", frame: str = "") -> str:
        return asker.one(next(q for q in questions(library, titre, frame) if q.name == name))

    titre = asked("titre")
    name, subject, status = asked("id", titre), asked("sujet"), asked("statut")
    data = {
        "titre": titre,
        "sujet": subject,
        "statut": status,
        "resume": asked("resume"),
        "themes": asker.several(next(q for q in questions(library) if q.name == "themes")),
        "textes": [],
        "ecart_modele": [],
        "versions": [{"numero": "1.0", "date": date.today(), "motif": "Première rédaction"}],
    }
    files: dict[str, str] = {}
    if status != "historique":
        frame = asked("trame")
        part = int(asked("partie", frame=frame)) - 1
        list_of_frames = ADDED if place else "clauses/trames.yml"
        written = (root / list_of_frames).read_text(encoding="utf-8") if (root / list_of_frames).is_file() else ""
        try:
            files[list_of_frames] = (
                with_addition(written, frame, library.vocabularies.trames[frame].parties[part].titre, name)
                if place
                else with_clause(written, frame, part, name)
            )
        except Misfit:
            raise CommandError(
                f"{list_of_frames} : la clause n’y trouve pas de liste où entrer : ajoutez-la à la main, puis recommencez"
            ) from None
    return {f"{place}clauses/{name}.md": page(data, _body(asked)), **files}


def _body(asked: Callable[[str], str]) -> dict[str, str]:
    return {
        "Texte": asked("texte") or to_write("le texte, prêt à signer"),
        "Pourquoi cette clause": asked("pourquoi") or to_write("sa raison d’être, en mots simples"),
        "À adapter": f"- {asked('adapter') or to_write('ce qui change d’un territoire à l’autre')}",
        "Points de vigilance": f"- {asked('vigilance') or to_write('un risque, avec le texte de loi ou l’article publié qui le montre')}",
    }
