"""The cells of a comparison that describe a text as a whole: its state, its period, its territory, its parties, its plan."""

from __future__ import annotations

from collections import Counter
from typing import Any

from clausier.library import Bibliotheque, Entry
from clausier.links.cells import Cell, Row, kind_of, parts_of
from clausier.links.treatments import part_name
from clausier.model.convention import Convention
from clausier.model.values import Silence
from clausier.words import ETATS_ANNEXE, ETATS_TEXTE, NATURES, SILENCES, TYPES, day, number, plural

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


def _quiet(value: Any, otherwise: Any) -> Cell:
    """The cell of a silence, or of what ``otherwise`` makes of the value."""
    if value is None:
        return Cell((SILENCES["muet"],), "muet")
    if isinstance(value, Silence):
        return Cell((SILENCES[value.etat],), value.etat)
    return Cell((otherwise(value),))


def identity(library: Bibliotheque, text: Entry[Convention]) -> tuple[Cell, ...]:
    """A cell for each row of ``IDENTITY``."""
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
