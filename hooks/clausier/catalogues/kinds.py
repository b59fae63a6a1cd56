"""The four catalogues: what each row says, how it is filtered and in which orders it comes."""

from __future__ import annotations

from datetime import date

from clausier import words
from clausier.assemble import Place
from clausier.catalogues.model import SANS_THEME, Catalogue, Row, catalogue, facet
from clausier.catalogues.values import (
    departement,
    departements,
    level,
    place_words,
    places,
    span,
    texts,
    themes,
    titles,
    year,
    years,
)  # fmt: skip
from clausier.folding import fold
from clausier.library import Bibliotheque, niveaux_flat
from clausier.links.indicators import Bank
from clausier.links.panorama import years_of
from clausier.links.treatments import Treatment
from clausier.model.values import Silence

MOST_TITLES = 8
"""Fiches whose titles find an indicator: one that hundreds use would be found by any word."""
TITRE = ("titre", "Titre, de A à Z")


def catalogues(
    library: Bibliotheque, placed: dict[str, list[Place]], treatments: dict[str, list[Treatment]], bank: Bank
) -> dict[str, Catalogue]:
    """All of them, by name."""
    made = (clauses(library, placed, treatments), fiches(library), conventions(library), indicateurs(library, bank))
    return {one.name: one for one in made}


def clauses(library: Bibliotheque, placed: dict[str, list[Place]], treatments: dict[str, list[Treatment]]) -> Catalogue:
    """In the order of the documents that they make up."""
    subjects = library.vocabularies.sujets
    entries = list(library.clauses.values())
    rank = places(entries, lambda c: c.titre)
    rows = []
    for entry in entries:
        data = entry.data
        rows.append(
            Row(
                entry.id, entry.titre, entry.url, subjects[data.sujet].libelle,
                " ".join([data.resume, data.variante.libelle if data.variante else "", *titles(library, data.themes)]),
                {
                    "theme": data.themes or (SANS_THEME,),
                    "document": tuple(dict.fromkeys(p.trame.id for p in placed.get(entry.id, []))),
                    "sujet": (data.sujet,),
                    "texte": tuple(dict.fromkeys(t.convention.id for t in treatments.get(data.sujet, []))),
                    "statut": (data.statut,),
                    "annee": (str(data.versions[-1].date.year),),
                },
                {"titre": rank[entry.key], "version": -data.versions[-1].date.toordinal()},
                entry,
            )
        )  # fmt: skip
    by_label = sorted(subjects.values(), key=lambda s: fold(s.libelle))
    return catalogue(
        "clauses",
        ("clause", "clauses"),
        rows,
        [
            facet("theme", "Thème", "Tous les thèmes", rows, themes(library, "Sans thème : clause transversale")),
            facet("document", "Document", "Tous", rows, [(t.id, t.titre) for t in library.vocabularies.trames.values()]),
            facet("sujet", "Sujet", "Tous les sujets", rows, [(s.id, s.libelle) for s in by_label]),
            facet("texte", "Sujet traité dans", "Tous les textes", rows, texts(library)),
            facet("statut", "Statut", "Tous les statuts", rows, words.STATUTS.items()),
            facet("annee", "Année de la version", "Toutes", rows, years(rows)),
        ],
        [("", "Ordre des documents"), TITRE, ("version", "Version la plus récente")],
    )


def fiches(library: Bibliotheque) -> Catalogue:
    """Text by text, each in the order of its plan."""
    order = {text: rank for rank, (text, _) in enumerate(texts(library))}
    entries = sorted(library.fiches.values(), key=lambda f: order[f.convention])  # stable: the plan's order stays
    rank = places(entries, lambda f: f.titre)
    levels = {c.id: niveaux_flat(c.data.niveaux) for c in library.conventions.values()}
    rows = []
    for entry in entries:
        data, text = entry.data, library.conventions[entry.convention]
        path = levels[text.id].get(data.niveau or "", ())
        planned = years_of(entry)
        actors = [v for value in (data.pilote, data.partenaires) if isinstance(value, tuple) for v in value]
        rows.append(
            Row(
                f"{entry.convention}/{entry.id}", entry.titre, entry.url, text.data.titre_court,
                " ".join([data.resume or "", *actors, *titles(library, data.themes)]),
                {
                    "theme": data.themes or (SANS_THEME,),
                    "texte": (entry.convention,),
                    "departement": departement(text),
                    "niveau": tuple(f"{text.id}/{n.id}" for n in path),
                    "annee": tuple(map(str, planned)),
                    "etat": (data.etat,),
                },
                {"titre": rank[entry.key]} | ({"annee": planned[0]} if planned else {}),
                entry,
            )
        )  # fmt: skip
    named = [
        (f"{text}/{id}", level(path[-1]), label, len(path) - 1)
        for text, label in texts(library)
        for id, path in levels[text].items()
    ]
    return catalogue(
        "fiches",
        ("fiche-action", "fiches-actions"),
        rows,
        [
            facet("theme", "Thème", "Tous les thèmes", rows, themes(library, "Sans thème")),
            facet("texte", "Territoire", "Tous les territoires", rows, texts(library)),
            facet("departement", "Département", "Tous", rows, departements(library)),
            facet("niveau", "Axe ou objectif du plan", "Tous les niveaux", rows, named),
            facet("annee", "Année prévue", "Toutes les années", rows, years(rows)),
            facet("etat", "État", "Tous les états", rows, words.ETATS_FICHE.items()),
        ],
        [("", "Territoire, puis ordre du plan"), TITRE, ("annee", "Première année prévue")],
    )


def conventions(library: Bibliotheque) -> Catalogue:
    """By short title, the model last: people look for a territory first."""
    entries = [library.conventions[text] for text, _ in texts(library)]
    rows = []
    for entry in entries:
        data, place = entry.data, entry.data.territoire
        own = library.fiches_of(entry.id)
        carried = {t for f in own for t in f.data.themes}
        tris = {"fiches": -len(own)}
        if end := year(data.periode.fin):
            tris["terme"] = end * 10_000 + (
                data.periode.fin.timetuple().tm_yday if isinstance(data.periode.fin, date) else 9_999
            )
        if not isinstance(place, Silence) and place.population and not isinstance(place.population, Silence):
            tris["population"] = -place.population.valeur
        rows.append(
            Row(
                entry.id, entry.titre, entry.url, data.titre_court,
                " ".join([data.resume, *place_words(entry), *titles(library, carried)]),
                {
                    "type": (data.type,),
                    "etat": (data.etat,),
                    "departement": departement(entry),
                    "theme": tuple(t for t in library.themes if t in carried) or (SANS_THEME,),
                    "annee": tuple(map(str, span(data.periode.debut, data.periode.fin))),
                },
                tris,
                entry,
            )
        )  # fmt: skip
    return catalogue(
        "conventions",
        ("texte publié", "textes publiés"),
        rows,
        [
            facet("type", "Nature", "Toutes les natures", rows, words.TYPES.items()),
            facet("etat", "État", "Tous les états", rows, words.ETATS_TEXTE.items()),
            facet("departement", "Département", "Tous", rows, departements(library)),
            facet("theme", "Thème de ses fiches", "Tous les thèmes", rows, themes(library, "Sans fiche ni thème")),
            facet("annee", "En vigueur en", "Toutes les années", rows, years(rows)),
        ],
        [("", "Nom court"), ("terme", "Terme le plus proche"), ("fiches", "Nombre de fiches"), ("population", "Population")],
    )


def indicateurs(library: Bibliotheque, bank: Bank) -> Catalogue:
    """The bank, alphabetically."""
    rows = []
    for one in bank.indicators:
        used = tuple(dict.fromkeys(f.convention for f in one.fiches))
        entries = [library.conventions[t] for t in used]
        lacks = {name for w in one.wordings for name in w.lacks}
        rows.append(
            Row(
                one.id, one.titre, one.url, words.plural(len(one.fiches), "fiche"),
                " ".join([
                    *(w.texte for w in one.wordings if w.texte != one.titre),
                    *(f.titre for f in one.fiches[:MOST_TITLES]), *titles(library, one.themes),
                ]),
                {
                    "theme": one.themes or (SANS_THEME,),
                    "nature": one.natures or ("non-jugee",),
                    "mesure": one.mesures or ("non-jugee",),
                    "texte": used,
                    "departement": tuple(dict.fromkeys(d for e in entries for d in departement(e))),
                    "depart": ("sans" if "valeur de départ" in lacks else "avec",),
                },
                {"fiches": -len(one.fiches)},
                one,
            )
        )  # fmt: skip
    unjudged = [("non-jugee", "Non jugée")]
    return catalogue(
        "indicateurs",
        ("indicateur", "indicateurs"),
        rows,
        [
            facet("theme", "Thème", "Tous les thèmes", rows, themes(library, "Sans thème")),
            facet("nature", "Ce qu’il mesure", "Tout", rows, [*words.NATURES_INDICATEUR.items(), *unjudged]),
            facet("mesure", "Façon de mesurer", "Toutes", rows, [*words.MESURES.items(), *unjudged]),
            facet("texte", "Territoire", "Tous les territoires", rows, texts(library)),
            facet("departement", "Département", "Tous", rows, departements(library)),
            facet("depart", "Valeur de départ", "Avec ou sans", rows, [("avec", "Donnée"), ("sans", "Absente")]),
        ],
        [("", TITRE[1]), ("fiches", "Les plus employés")],
    )
