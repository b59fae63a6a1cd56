"""The reading grid: every subject and its parameters, the national model's values, and room for one's own text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from clausier.library import Bibliotheque, Entry
from clausier.links.treatments import Treatment, by_subject, part_name
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.values import Silence
from clausier.model.vocabulaires import Parametre, Sujet
from clausier.office.workbook import A_REMPLIR, BLANC, CELL, FAINT, HEAD, OCRE, PETROLE, TITLE, Book
from clausier.words import ETATS_ANNEXE, ETATS_TEXTE, SILENCES, TYPES, day, value_in_words

TITRE = "Grille de lecture d’une CTG"
OURS = ("Sujet", "Ce que l’on cherche", "Modèle national : valeur", "Modèle national : article")
YOURS = ("Mon texte : article", "Mon texte : valeur", "Écart", "À faire")
TREATED = "Le texte traite-t-il ce sujet ?"
YES_NO = ("oui", "non")
STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "muet": FAINT,
    "blanc": {"italic": True, "font_color": OCRE, "bg_color": BLANC},
    "sans-objet": {"font_color": FAINT["font_color"], "bg_color": "#ECEEF1"},
}
"""How each kind of silence looks; its words differ too."""


@dataclass(frozen=True)
class Answer:
    """What one text says on one row of the grid."""

    words: str
    place: str = ""
    """«article 10», «annexe 2»; "" when the text says nothing."""
    silence: str = ""
    """«muet», «blanc», «sans-objet», or "" for a value."""


@dataclass(frozen=True)
class Row:
    """A parameter, or a subject that has none."""

    sujet: Sujet
    parametre: Parametre | None

    @property
    def asked(self) -> str:
        if self.parametre is None:
            return TREATED
        return f"{self.parametre.libelle} ({self.parametre.unite})" if self.parametre.unite else self.parametre.libelle

    @property
    def choices(self) -> tuple[str, ...]:
        """What the drop-down offers; empty for a date or a number."""
        if self.parametre is None or self.parametre.type == "booleen":
            return (*YES_NO, *SILENCES.values())
        return (*self.parametre.choix.values(), *SILENCES.values()) if self.parametre.type == "choix" else ()


def rows_of(library: Bibliotheque) -> list[Row]:
    """Every parameter under its subject, and one row for a subject without any, in the order of a convention."""
    words = library.vocabularies
    found: list[Row] = []
    for sujet in words.sujets.values():
        found += [Row(sujet, p) for p in words.parametres.values() if p.sujet == sujet.id] or [Row(sujet, None)]
    return found


def answer(text: Entry[Convention], row: Row, treated: list[Treatment]) -> Answer:
    """What ``text`` says on a row, wherever it says it; ``treated``: every treatment of the row's subject."""
    if row.parametre is None:
        parts = [t.part for t in treated if t.convention.id == text.id]
        if not parts:
            return Answer(SILENCES["muet"], silence="muet")
        absent = {p.etat if isinstance(p, Annexe) else "presente" for p in parts}
        words = "oui" if "presente" in absent else " ; ".join(sorted(f"annoncé : {ETATS_ANNEXE[e].lower()}" for e in absent))
        return Answer(words, ", ".join(map(part_name, parts)))
    every: tuple[Article | Annexe, ...] = (*text.data.articles, *text.data.annexes)
    name = row.parametre.id
    values = [(part_name(p), p.parametres[name]) for p in every if name in p.parametres]
    spoken = [(place, raw) for place, raw in values if _silence(raw) != "muet"]
    if not spoken:
        return Answer(SILENCES["muet"], silence="muet")
    words = " ; ".join(dict.fromkeys(value_in_words(row.parametre, raw) for _, raw in spoken))
    kinds = {_silence(raw) for _, raw in spoken}
    return Answer(words, ", ".join(dict.fromkeys(p for p, _ in spoken)), kinds.pop() if len(kinds) == 1 else "")


def _silence(raw: Any) -> str:
    if isinstance(raw, Silence):
        return raw.etat
    return str(raw.get("etat", "")) if isinstance(raw, dict) else ""


def write_grid(library: Bibliotheque, path: Path, checked: date) -> None:
    """Write the workbook; ``checked`` dates it."""
    book = Book(path, TITRE, checked)
    rows, treated = rows_of(library), by_subject(library)
    order = {"modele": 0, "convention": 1, "avenant": 2}
    texts = sorted(library.conventions.values(), key=lambda c: (order[c.data.type], c.data.titre_court))
    answers = {t.id: [answer(t, r, treated.get(r.sujet.id, [])) for r in rows] for t in texts}
    model = next((t for t in texts if t.data.type == "modele"), None)
    _grid_sheet(book, rows, answers[model.id] if model else [Answer("")] * len(rows))
    _texts_sheet(book, rows, texts, answers)
    book.read_me(_about(texts))
    _lists_sheet(book, rows)
    book.close()


def _open(book: Book, name: str, widths: list[float], heads: list[tuple[str, str]], rows: list[Row]) -> Any:
    """A sheet with its title, its header (text, colour) and the first two columns, where a subject opens with a rule."""
    sheet = book.sheet(name, widths, header=(0, 1))
    book.height(sheet, 0, 24)
    book.put(sheet, 0, 0, book.title if name == "Grille" else f"{book.title} : {name.lower()}", TITLE)
    for column, (head, ground) in enumerate(heads):
        book.put(sheet, 1, column, head, HEAD | {"bg_color": ground})
    for i, row in enumerate(rows, 2):
        again = i > 2 and rows[i - 3].sujet == row.sujet
        book.put(
            sheet,
            i,
            0,
            row.sujet.libelle,
            _cell(row, rows, i) | ({"font_color": FAINT["font_color"]} if again else {"bold": True}),
        )
        book.put(sheet, i, 1, row.asked, _cell(row, rows, i))
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, len(rows) + 1, len(heads) - 1)
    return sheet


def _cell(row: Row, rows: list[Row], i: int) -> dict[str, Any]:
    """A cell of sheet row ``i``."""
    return CELL if i > 2 and rows[i - 3].sujet == row.sujet else CELL | {"top": 2, "top_color": PETROLE}


def _grid_sheet(book: Book, rows: list[Row], model: list[Answer]) -> None:
    heads = [(h, PETROLE) for h in OURS] + [(h, OCRE) for h in YOURS]
    sheet = _open(book, "Grille", [27, 30, 27, 13, 13, 26, 28, 28], heads, rows)
    book.height(sheet, 1, 32)
    lists = _lists(rows)
    for i, (row, said) in enumerate(zip(rows, model, strict=True), 2):
        style = _cell(row, rows, i)
        book.put(sheet, i, 2, said.words, style | STYLES[said.silence])
        book.put(sheet, i, 3, said.place, style)
        for column in range(len(OURS), len(OURS) + len(YOURS)):
            book.put(sheet, i, column, "", style | {"bg_color": A_REMPLIR})
        if row.choices:
            letter = xl_col_to_name(lists.index(row.choices))
            rule = {
                "validate": "list", "source": f"=Listes!${letter}$1:${letter}${len(row.choices)}", "error_type": "warning",
                "error_title": "Autre valeur", "error_message": "Cette valeur n’est pas dans la liste. La garder ?",
            }  # fmt: skip
            sheet.data_validation(i, 5, i, 5, rule)


def _texts_sheet(book: Book, rows: list[Row], texts: list[Entry[Convention]], answers: dict[str, list[Answer]]) -> None:
    heads = [(h, PETROLE) for h in (*OURS[:2], *map(_head, texts))]
    sheet = _open(book, "Textes publiés", [27, 30, *[27] * len(texts)], heads, rows)
    book.height(sheet, 1, 44)
    for i, row in enumerate(rows, 2):
        for column, text in enumerate(texts, 2):
            said = answers[text.id][i - 2]
            shown = f"{said.words}\n({said.place})" if said.place else said.words
            book.put(sheet, i, column, shown, _cell(row, rows, i) | STYLES[said.silence])


def _head(text: Entry[Convention]) -> str:
    kind = TYPES[text.data.type] if text.data.type != "modele" else ETATS_TEXTE[text.data.etat]
    state = "" if text.data.type == "modele" else f", {ETATS_TEXTE[text.data.etat].lower()}"
    return f"{text.data.titre_court}\n{kind}{state}{'' if text.data.articles else ', sans articles'}"


def _lists(rows: list[Row]) -> list[tuple[str, ...]]:
    """Each list of choices once."""
    return list(dict.fromkeys(r.choices for r in rows if r.choices))


def _lists_sheet(book: Book, rows: list[Row]) -> None:
    """What the drop-downs offer: a choice may hold a comma, which would cut a list written in the rule itself."""
    sheet = book.workbook.add_worksheet("Listes")
    for column, choices in enumerate(_lists(rows)):
        for i, choice in enumerate(choices):
            book.put(sheet, i, column, choice, {})
    sheet.hide()


def _about(texts: list[Entry[Convention]]) -> list[tuple[str, str]]:
    return [
        (
            "Ce que c’est",
            "Une grille pour lire votre convention en une demi-heure : les sujets d’une CTG dans l’ordre d’une convention, les valeurs "
            "que l’on peut comparer, celles du modèle national en regard.",
        ),
        (
            "Comment s’en servir",
            "Pour chaque ligne, cherchez l’article de votre texte et notez sa valeur ; l’écart avec le modèle et ce qu’il faut en faire "
            "s’écrivent à côté. Un écart n’est pas une faute : une convention s’adapte.",
        ),
        ("Listes", "Quand la valeur est un choix, la case propose une liste ; une autre valeur reste possible."),
        ("Trois silences", ""),
        ("« Le texte n’en parle pas »", "Aucun article ne donne cette valeur."),
        (
            "« Laissé en blanc »",
            "La rubrique existe et n’est pas remplie ; c’est le cas de ce que le modèle laisse à compléter.",
        ),
        ("« Sans objet »", "La question ne se pose pas pour ce texte."),
        ("Avenants", "Un avenant ne dit que ce qu’il change : son silence laisse en vigueur la convention qu’il modifie."),
        ("D’où cela vient", ""),
        (
            "Copie d’étude",
            "Les valeurs sont relevées par le Clausier dans les textes lus. Seul l’acte signé et publié par la collectivité fait foi.",
        ),
        *(
            (
                t.data.titre_court,
                f"{t.data.source.titre}\n{ETATS_TEXTE[t.data.etat]} ; dernière relecture : {day(t.data.verifie)}",
            )
            for t in texts
        ),
    ]
