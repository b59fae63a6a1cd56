"""Published texts as columns of one table: what each says of the same thing, where, and how it departs from the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Literal

from clausier.library import Bibliotheque, Entry
from clausier.links.treatments import part_anchor, part_name, texts_in_order
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.values import Silence
from clausier.model.vocabulaires import Parametre
from clausier.words import ETATS_ANNEXE, ETATS_TEXTE, NATURES, SILENCES, TYPES, day, number, plural, value_in_words

Kind = Literal["valeur", "muet", "blanc", "sans-objet"]
Departure = Literal["", "autre", "ajoute", "retire"]
"""How a value stands to the model's: another one, one that the model lacks, one that the model has and the text lacks."""


@dataclass(frozen=True)
class Cell:
    """What one text says on one row."""

    words: tuple[str, ...]
    kind: Kind = "valeur"
    places: tuple[tuple[str, str], ...] = ()
    """Name of each part that says it, and its fragment on the text's page (empty when there is none)."""
    departure: Departure = ""


@dataclass(frozen=True)
class Row:
    """One thing to compare."""

    id: str
    label: str
    group: str
    sujet: str | None = None
    """Subject that the row belongs to; None for what describes the text itself."""


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


IDENTITY = (
    Row("nature", "Nature et état", "Le texte"),
    Row("signature", "Signature", "Le texte"),
    Row("periode", "Période", "Le texte"),
    Row("modifie", "Texte modifié", "Le texte"),
    Row("articles", "Articles", "Le texte"),
    Row("annexes", "Annexes", "Le texte"),
    Row("territoire", "Territoire", "Le territoire et les parties"),
    Row("population", "Population", "Le territoire et les parties"),
    Row("caf", "Caf", "Le territoire et les parties"),
    Row("signataires", "Signataires", "Le territoire et les parties"),
    Row("fiches", "Fiches-actions", "Le plan d’actions"),
    Row("lignes", "Actions du plan sans fiche", "Le plan d’actions"),
    Row("themes", "Thèmes des fiches", "Le plan d’actions"),
)
"""Rows that are computed from the text as a whole."""


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
        columns.append(Column(text, (*_identity(library, text), *values), _note(text)))
    return Comparison(rows, tuple(columns), next((c for c in columns if c.text is model), None))


def parts_of(text: Entry[Convention]) -> list[tuple[Article | Annexe, str]]:
    """Articles, then annexes, each with its fragment."""
    both: tuple[Sequence[Article | Annexe], ...] = (text.data.articles, text.data.annexes)
    return [(part, part_anchor(part, i)) for parts in both for i, part in enumerate(parts)]


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


def kind_of(raw: Any) -> Kind:
    """Whether a raw value is one, or which of the three silences."""
    if isinstance(raw, Silence):
        return raw.etat
    if isinstance(raw, dict) and "etat" in raw:
        kind: Kind = raw["etat"]
        return kind
    return "valeur"


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


# --- The text as a whole ---


def _note(text: Entry[Convention]) -> str:
    if text.data.type == "avenant":
        return "Un avenant ne dit que ce qu’il change ; le reste se lit dans la convention qu’il modifie."
    return "" if text.data.articles else "Texte lu sans ses articles : son silence ne dit rien de la convention."


def _quiet(value: Any, otherwise: Any) -> Cell:
    """The cell of a silence, or of what ``otherwise`` makes of the value."""
    if value is None:
        return Cell((SILENCES["muet"],), "muet")
    if isinstance(value, Silence):
        return Cell((SILENCES[value.etat],), value.etat)
    return Cell((otherwise(value),))


def _identity(library: Bibliotheque, text: Entry[Convention]) -> tuple[Cell, ...]:
    data, place = text.data, text.data.territoire
    fiches = library.fiches_of(text.id)
    themes = [t.titre for t in library.themes.values() if any(t.id in f.data.themes for f in fiches)]
    numbered = sum(1 for a in data.articles if a.numero)
    others = len(data.articles) - numbered
    state = TYPES[data.type] if data.type == "modele" else f"{TYPES[data.type]}, {ETATS_TEXTE[data.etat].lower()}"
    no_plan = data.type == "modele" and not fiches and not data.plan
    none = Cell((SILENCES["sans-objet"],), "sans-objet")
    plan = (("plan d’actions", "plan"),) if fiches or data.plan else ()
    articles = [plural(numbered, "article numéroté", "articles numérotés")] if numbered else []
    return (
        Cell((state,)),
        _quiet(data.signature, day),
        _period(data),
        Cell((data.modifie.titre,)) if data.modifie else none,
        Cell((*articles, *([f"{number(others)} sans numéro"] if others else [])))
        if data.articles
        else Cell(("aucun article",)),
        _annexes(data),
        _quiet(place, _territory),
        _population(text),
        _quiet(data.caf, str),
        _signatories(text),
        none
        if no_plan
        else Cell((plural(len(fiches), "fiche") if fiches else "aucune fiche publiée ici",), places=plan if fiches else ()),
        none
        if no_plan
        else Cell((plural(len(data.plan), "action") if data.plan else "aucune",), places=plan if data.plan else ()),
        none if no_plan else Cell(tuple(themes)) if themes else Cell(("aucune fiche publiée ici",)),
    )


def _period(data: Convention) -> Cell:
    ends = (("du", "début", data.periode.debut), ("au", "fin", data.periode.fin))
    kinds = {kind_of(end) for _, _, end in ends}
    if len(kinds) == 1 and "valeur" not in kinds:
        return _quiet(data.periode.debut, day)
    if all(isinstance(end, int) for _, _, end in ends):
        return Cell((f"{data.periode.debut}-{data.periode.fin}",))
    said = [
        f"{name} : {SILENCES[end.etat]}" if isinstance(end, Silence) else f"{word} {day(end)}" if "valeur" in kinds else ""
        for word, name, end in ends
    ]
    return Cell((" ".join(said),) if kinds == {"valeur"} else tuple(said))


def _annexes(data: Convention) -> Cell:
    if not data.annexes:
        return Cell(("aucune annexe",))
    states = Counter(a.etat for a in data.annexes)
    missing = [f"{number(n)} : {ETATS_ANNEXE[etat].lower()}" for etat, n in states.items() if etat != "presente"]
    return Cell((plural(len(data.annexes), "annexe"), *missing))


def _territory(place: Any) -> str:
    if isinstance(place.nom, Silence):
        return SILENCES[place.nom.etat]
    department = place.departement
    return f"{place.nom} ({department.nom})" if department and not isinstance(department, Silence) else str(place.nom)


def _population(text: Entry[Convention]) -> Cell:
    place = text.data.territoire
    if isinstance(place, Silence):
        return _quiet(place, str)
    found = place.population
    if found is None or isinstance(found, Silence):
        return _quiet(found, str)
    year = f" en {found.annee}" if found.annee else ""
    anchor = next((a for p, a in parts_of(text) if part_name(p).lower() == found.source.lower()), "")
    return Cell((f"{plural(found.valeur, 'habitant')}{year}",), places=((found.source, anchor),))


def _signatories(text: Entry[Convention]) -> Cell:
    parties = text.data.signataires
    if isinstance(parties, Silence) or not parties:
        return _quiet(parties or None, str)
    natures: Counter[str] = Counter()
    for party in parties:
        natures[party.nature] += party.nombre
    named = tuple(f"{NATURES[nature]}{f' : {number(n)}' if n > 1 else ''}" for nature, n in natures.items())
    places = tuple((part_name(p), anchor) for p, anchor in parts_of(text) if "parties" in p.sujets)
    return Cell((plural(natures.total(), "partie"), *named), places=places[:1])
