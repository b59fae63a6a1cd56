"""Fiches-action in Word: the national model's nine rows, then everything else that the source says.

A row that the source lacks says in which of three ways: silent, left blank, not applicable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry, niveaux_flat
from clausier.model.fiche import Fiche, LigneDePlan
from clausier.model.values import Silence
from clausier.office import wordml
from clausier.office.fill import Filler
from clausier.office.fragments import Converter
from clausier.pages.fiche import grouped
from clausier.read.outline import sections
from clausier.typography import french
from clausier.words import ETATS_FICHE, day, years

WIDTHS = [2650, wordml.BODY_WIDTH - 2650]
"""Names of the rows, contents."""
INSIDE = WIDTHS[1]
_ABSENT = {"muet": "non renseigné dans la source", "blanc": "rubrique laissée en blanc", "sans-objet": "sans objet"}
ROWS = (
    "Diagnostic initial",
    "Public cible",
    "Objectifs opérationnels",
    "Modalités de mise en œuvre",
    "Échéances de réalisation",
    "Services mobilisés et responsables de l’action",
    "Résultats attendus",
    "Partenaires sollicités",
    "Indicateurs d’évaluation",
)
"""The national model's nine rows (annexe 3), in its order."""


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    name: str
    blocks: str
    """Content of its cell."""


def items(texts: Sequence[str]) -> str:
    """Short texts in a cell: a paragraph, or bullets when there are several."""
    style = "Cellule" if len(texts) == 1 else "CellulePuce"
    return "".join(wordml.text(text, style) for text in texts)


def absent(state: str = "muet") -> str:
    """A cell that says why it has no content."""
    return wordml.paragraph(wordml.run(_ABSENT[state], '<w:i/><w:color w:val="4A5565"/>'), "Cellule")


def _texts(value: Sequence[str] | Silence | None) -> str:
    if isinstance(value, Silence):
        return absent(value.etat)
    return items(value) if value else absent()


def table(rows: Sequence[Row], height: int = 0) -> str:
    """Rows of names and contents; each at least ``height`` twentieths of a point high."""
    written = (
        wordml.row(
            wordml.cell(wordml.paragraph(wordml.run(french(row.name)), "CelluleTitre"), WIDTHS[0], header=True)
            + wordml.cell(row.blocks, INSIDE),
            whole=False,
            height=height,
        )
        for row in rows
    )
    return wordml.table("".join(written), WIDTHS, first_column=True) + wordml.AFTER_TABLE


def blank_body() -> str:
    """A fiche to fill in by hand."""
    head = [
        Row(name, wordml.paragraph("", "Cellule")) for name in ("Territoire", "Axe ou objectif du plan", "Action n°", "Titre")
    ]
    rows = [Row(name, wordml.paragraph("", "Cellule")) for name in ROWS]
    note = (
        "Écrire des fonctions et des services, jamais des noms de personnes. Pour chaque indicateur : la valeur de départ, la cible "
        "et la source. Une rubrique qui ne s’applique pas porte la mention « sans objet »."
    )
    return (
        wordml.heading("Fiche-action", 0)
        + table(head, 420)
        + table(rows, 1130)
        + wordml.text(note, "Mention")
        + wordml.text(
            "Les neuf rubriques sont celles de la fiche-action du modèle national de convention territoriale globale.",
            "Mention",
        )
    )


def body(library: Bibliotheque, fiche: Entry[Fiche], converter: Converter, filler: Filler) -> str:
    """The whole document of a published fiche."""
    text = library.conventions[fiche.convention]
    parts = sections(fiche.body)
    number = f" {fiche.data.numero}" if fiche.data.numero else ""

    def prose(markdown: str) -> str:
        return filler.fill(converter.convert(markdown, INSIDE))

    nine = nine_rows(fiche.data, parts, prose)
    others = other_rows(library, fiche, {name: t for name, t in parts.items() if name not in ROWS and t}, prose)
    source = (
        f"Résumé d’étude, dans les mots du Clausier. Titres, partenaires, échéances et indicateurs sont ceux du texte lu "
        f"({text.data.source.titre}) ; seul l’acte signé fait foi. Dernière relecture : {day(text.data.verifie)}."
    )
    return (
        wordml.heading(fiche.titre, 0)
        + wordml.text(f"Fiche-action{number}, {text.titre}", "Chapeau")
        + (wordml.text(fiche.data.resume, "Chapeau") if fiche.data.resume else "")
        + table(nine)
        + (wordml.heading("Autres rubriques", 1) + table(others) if others else "")
        + wordml.text(source, "Mention")
    )


def nine_rows(data: Fiche, parts: dict[str, str], prose: Callable[[str], str]) -> list[Row]:
    """The nine rows; ``prose`` turns Markdown into blocks."""
    known = {
        "Public cible": _texts(data.public),
        "Échéances de réalisation": _texts([_step(years(e.annees) if e.annees else "", e.jalon or "") for e in data.echeances]),
        "Services mobilisés et responsables de l’action": _texts(data.pilote),
        "Partenaires sollicités": _texts(data.partenaires),
        "Indicateurs d’évaluation": _indicators(data),
    }
    return [Row(name, known.get(name) or (prose(parts[name]) if parts.get(name) else absent())) for name in ROWS]


def _step(when: str, what: str) -> str:
    return " : ".join(filter(None, (when, what))) or "étape sans date ni intitulé"


def _indicators(data: Fiche) -> str:
    if not data.indicateurs:
        return absent()
    done = []
    for name, listed in grouped(data.indicateurs):
        if name:
            done.append(wordml.text(name, "CelluleTitre"))
        lines = []
        for one in listed:
            known = [f"{word} : {v}" for word, v in (("départ", one.depart), ("cible", one.cible), ("source", one.source)) if v]
            lines.append(one.texte + (f" ({' ; '.join(known)})" if known else ""))
        done.append(items(lines))
    return "".join(done)


def other_rows(library: Bibliotheque, fiche: Entry[Fiche], left: dict[str, str], prose: Callable[[str], str]) -> list[Row]:
    """What the nine rows have no place for; ``left`` holds the sections of the body that are not among them."""
    data = fiche.data
    levels = niveaux_flat(library.conventions[fiche.convention].data.niveaux)

    def path(niveau: str | None) -> list[str]:
        return [f"{n.libelle} : {n.titre}" for n in (levels[niveau] if niveau else ())]

    place = path(data.niveau)
    rows = [
        Row("Place dans le plan", items(place) if place else items(["hors axe"])),
        Row("Numéro", items([data.numero])) if data.numero else None,
        Row("État", items([ETATS_FICHE[data.etat]])),
        Row("Thèmes", items([", ".join(library.themes[t].titre for t in data.themes)])) if data.themes else None,
        Row("Moyens et dispositifs", _texts(data.moyens)) if data.moyens else None,
        *(Row(name or "Présentation", prose(text)) for name, text in left.items()),
        Row("À savoir en lisant le texte d’origine", prose("\n".join(f"- {a}" for a in data.alertes)))
        if data.alertes
        else None,
        Row("Dans le tableau du plan d’actions", items([_line(line, path) for line in data.lignes_du_plan]))
        if data.lignes_du_plan
        else None,
        *(Row(other.libelle, prose(other.texte)) for other in data.autres),
    ]
    return [row for row in rows if row]


def _line(line: LigneDePlan, path: Callable[[str | None], list[str]]) -> str:
    """A line of the plan's own table, in words."""
    when = _ABSENT[line.annees.etat] if isinstance(line.annees, Silence) else years(line.annees or ())
    who = _ABSENT[line.acteurs.etat] if isinstance(line.acteurs, Silence) else ", ".join(line.acteurs or ())
    known = [*path(line.niveau), f"années : {when}" if when else "", f"acteurs : {who}" if who else ""]
    return " ; ".join([line.titre, *filter(None, known)])
