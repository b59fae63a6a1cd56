"""Published texts as columns of one table: what each says of the same thing, where, and how it departs from the model."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from clausier.library import Bibliotheque, Entry
from clausier.links.cells import Cell, Departure, Kind, Row, kind_of, parts_of
from clausier.links.identity import IDENTITY, identity
from clausier.links.treatments import part_name, texts_in_order
from clausier.model.convention import Convention
from clausier.model.vocabulaires import Parametre
from clausier.words import SILENCES, value_in_words


@dataclass(frozen=True)
class Column:
    """A text with its cell on each row."""

    text: Entry[Convention]
    cells: tuple[Cell, ...]
    note: str
    """What a reader must know before reading the column; often empty."""


@dataclass(frozen=True)
class Comparison:
    """The whole table; a page shows some of its columns."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    model: Column | None


def model_of(library: Bibliotheque) -> Entry[Convention] | None:
    """The national model to which texts are compared."""
    return next((c for c in library.conventions.values() if c.data.type == "modele"), None)


def comparison(library: Bibliotheque) -> Comparison:
    """Every text on every row that at least one of them fills."""
    words = library.vocabularies
    rank = {sujet: i for i, sujet in enumerate(words.sujets)}
    stated = {text.id: stated_by(text) for text in library.conventions.values()}
    named = set().union(*stated.values())
    used = sorted((p for p in words.parametres.values() if p.id in named), key=lambda p: rank[p.sujet])
    rows = IDENTITY + tuple(Row(p.id, p.libelle, words.sujets[p.sujet].libelle, p.sujet) for p in used)
    model = model_of(library)
    theirs = stated[model.id] if model else None
    columns = []
    for text in texts_in_order(library):
        own = stated[text.id]
        values = (_cell(p, text, own.get(p.id, []), None if theirs is None else theirs.get(p.id, [])) for p in used)
        columns.append(Column(text, (*identity(library, text), *values), _note(text)))
    return Comparison(rows, tuple(columns), next((c for c in columns if c.text is model), None))


# --- Values of articles ---

Stated = list[tuple[Any, str, str]]
"""Raw values that a text gives of a parameter, each with the name and fragment of the part that gives it."""


def stated_by(text: Entry[Convention]) -> dict[str, Stated]:
    """Every parameter that the text gives; a silence is left out where another part speaks."""
    found: dict[str, Stated] = {}
    for part, anchor in parts_of(text):
        for name, raw in part.parametres.items():
            found.setdefault(name, []).append((raw, part_name(part), anchor))
    return {name: [f for f in values if kind_of(f[0]) == "valeur"] or values for name, values in found.items()}


def departure(parametre: Parametre, text: Entry[Convention], own: Stated, model: Stated) -> Departure:
    """How the text's value stands to the model's.

    Nothing is said where either leaves a blank, nor of the silence of an avenant, which only says what it changes, nor
    of that of a text that was read without its articles: there, silence is no choice.
    """
    own_kind: Kind = kind_of(own[0][0]) if own else "muet"
    model_kind: Kind = kind_of(model[0][0]) if model else "muet"
    if {own_kind, model_kind} & {"blanc", "sans-objet"}:
        return ""
    if own_kind == "muet":
        chosen = text.data.type == "convention" and bool(text.data.articles)
        return "retire" if chosen and any(raw is not False for raw, _, _ in model if model_kind == "valeur") else ""
    if model_kind == "muet":
        return "ajoute" if any(raw is not False for raw, _, _ in own) else ""
    return "" if all(any(_within(parametre, mine, raw) for raw, _, _ in model) for mine, _, _ in own) else "autre"


def _within(parametre: Parametre, own: Any, model: Any) -> bool:
    """Whether a value is one that the model allows: a choice that it leaves open, a number inside its bounds."""
    if parametre.type == "choix":
        return _set(own) <= _set(model)
    if parametre.type == "intervalle":
        (low, high), (lowest, highest) = _bounds(own), _bounds(model)
        return lowest <= low and high <= highest
    return bool(own == model)


def _set(value: Any) -> set[str]:
    return set(value) if isinstance(value, list | tuple) else {value}


def _bounds(value: Any) -> tuple[float, float]:
    """A bound that the text does not give is no bound; «at most 5» starts from nothing."""
    return (value.get("min", 0), value.get("max", inf)) if isinstance(value, dict) else (value, value)


def _silence(text: Entry[Convention]) -> str:
    """Words for what a text does not say anywhere."""
    if text.data.type == "avenant":
        return "l’avenant n’en parle pas"
    return SILENCES["muet"] if text.data.articles or text.data.annexes else "le texte lu n’a pas d’articles"


def _cell(parametre: Parametre, text: Entry[Convention], own: Stated, model: Stated | None) -> Cell:
    departs = departure(parametre, text, own, model) if model is not None and text.data.type != "modele" else ""
    if not own:
        return Cell((_silence(text),), "muet", (), departs)
    words = tuple(dict.fromkeys(value_in_words(parametre, raw) for raw, _, _ in own))
    return Cell(words, kind_of(own[0][0]), tuple((name, anchor) for _, name, anchor in own), departs)


def _note(text: Entry[Convention]) -> str:
    if text.data.type == "avenant":
        return "Un avenant ne dit que ce qu’il change ; le reste se lit dans la convention qu’il modifie."
    return "" if text.data.articles else "Texte lu sans ses articles : son silence ne dit rien de la convention."
