"""Excel files that a copil uses: the tracking table of each published plan, a blank one, and the reading grid."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from clausier.library import Bibliotheque, Entry
from clausier.model.convention import Convention
from clausier.model.values import Silence
from clausier.office.actions import NOT_SAID, Action, actions
from clausier.office.grid import write_grid
from clausier.office.tracking import write_tracking
from clausier.words import ETATS_TEXTE, SILENCES, day

BLANK_ROWS = 30

_USE = [
    ("Comment s’en servir", ""),
    (
        "Colonnes ocre",
        "À remplir à chaque point d’étape. « Avancement » se choisit dans une liste, « % » va de 0 à 100, les dates s’écrivent "
        "jour/mois/année. Des actions peuvent s’ajouter sous la dernière ligne : listes et comptes les suivent.",
    ),
    (
        "Valeurs mesurées",
        "Quand une action a plusieurs indicateurs, reprenez leur numéro dans la case : « 1. 40 % », puis Alt + Entrée pour aller à "
        "la ligne.",
    ),
    ("Synthèse", "Compte les actions par avancement et par axe ; les nombres se calculent seuls."),
    ("Imprimer", "A4 en paysage, une page de large, l’en-tête répété. En A3, les colonnes à remplir se lisent mieux."),
    ("Noms", "Écrivez des fonctions et des organismes plutôt que des noms de personnes : le fichier circule."),
]
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def write_tables(library: Bibliotheque, site: Path) -> int:
    """Write every Excel file under ``site/fichiers``; how many there are."""
    folder = site / "fichiers"
    (folder / "suivi").mkdir(parents=True, exist_ok=True)
    checked = max((c.data.verifie for c in library.conventions.values()), default=date(2026, 1, 1))
    written = 0
    for text in library.conventions.values():
        if rows := actions(library, text):
            title = f"Tableau de suivi – {text.data.titre}"
            write_tracking(folder / "suivi" / f"{text.id}.xlsx", title, text.data.verifie, rows, _about(text, rows))
            written += 1
    blank = [Action()] * BLANK_ROWS
    write_tracking(folder / "suivi" / "vierge.xlsx", "Tableau de suivi de la CTG", checked, blank, _about_blank())
    write_grid(library, folder / "grille-de-lecture.xlsx", checked)
    return written + 2


def _about(text: Entry[Convention], rows: list[Action]) -> list[tuple[str, str]]:
    data, source = text.data, text.data.source
    warnings = [(f"Action {a.numero}", _plain(alerte)) for a in rows for alerte in a.alertes]
    signed = SILENCES[data.signature.etat] if isinstance(data.signature, Silence) else day(data.signature)
    address = "non connue" if isinstance(source.adresse, Silence) else source.adresse
    return [
        (
            "Ce que c’est",
            "Le plan d’actions de ce texte, une action par ligne, en ordre de marche pour un comité de pilotage. Les colonnes bleues "
            "viennent du texte lu, les colonnes ocre sont à remplir.",
        ),
        (
            "Copie d’étude",
            "Ce n’est pas le tableau de suivi du territoire, et rien ici ne dit où en sont ses actions. Seul l’acte signé et publié "
            "par la collectivité fait foi.",
        ),
        ("Texte", data.titre),
        ("État du texte", f"{ETATS_TEXTE[data.etat]} ; date de signature : {signed}"),
        ("Source lue", f"{source.titre}\n{source.nature[:1].upper()}{_plain(source.nature[1:])}"),
        ("Adresse d’origine", address),
        ("Dernière relecture", day(data.verifie)),
        ("Page du texte", f"{text.url} sur le site du Clausier"),
        ("Ce que disent les colonnes", ""),
        (
            "N°",
            "Le numéro de la fiche dans le texte. L1, L2… : rang, dans ce tableau, d’une action que le texte ne numérote pas.",
        ),
        ("Action", "Le titre que lui donne le texte. « Sans fiche » : le plan cite l’action en une ligne, sans la détailler."),
        ("Thèmes", "Ceux du Clausier, le principal d’abord ; vides pour une action sans fiche."),
        (
            "Pilote ou acteurs cités",
            "Une ligne de plan cite des acteurs sans dire lequel pilote : ils sont annoncés comme tels.",
        ),
        (NOT_SAID.capitalize(), "Le texte n’a pas la rubrique, ou n’y dit rien de cette action."),
        *_USE,
        *([("Ce qu’il faut savoir de ce texte", "")] if warnings or source.defauts else []),
        *(("Texte lu", _plain(d)) for d in source.defauts),
        *warnings,
    ]


def _about_blank() -> list[tuple[str, str]]:
    return [
        (
            "Ce que c’est",
            "Un tableau de suivi vierge pour votre plan d’actions : une action par ligne. Les colonnes bleues décrivent l’action, les "
            "colonnes ocre disent où elle en est.",
        ),
        ("D’où il vient", "Modèle du Clausier CTG, sans valeur officielle ; ses colonnes sont à adapter à votre convention."),
        ("Par où commencer", "Écrivez vos axes dans la feuille Synthèse, puis vos actions dans la feuille Suivi."),
        *_USE,
    ]


def _plain(text: str) -> str:
    """A short Markdown text as a cell shows it."""
    return _LINK.sub(r"\1", text).replace("**", "").strip()
