"""Values as French readers see them: dates, numbers, silences, parameters."""

from __future__ import annotations

from datetime import date
from typing import Any

from clausier.model.chiffres import Repere
from clausier.model.values import Silence
from clausier.model.vocabulaires import Parametre

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SILENCES = {"muet": "le texte n’en parle pas", "blanc": "laissé en blanc", "sans-objet": "sans objet"}

NATURES = {
    "caf": "Caf", "msa": "MSA", "epci": "Intercommunalité", "commune": "Commune", "syndicat": "Syndicat",
    "departement": "Département", "region": "Région", "etat": "État", "education-nationale": "Éducation nationale",
    "cpam": "CPAM", "autre": "Autre",
}  # fmt: skip
TYPES = {"modele": "Modèle national", "convention": "Convention", "avenant": "Avenant"}
ETATS_TEXTE = {
    "signee": "Signé", "projet": "Projet", "non-datee": "Non daté", "presentation": "Présentation", "trame": "Trame à compléter",
}  # fmt: skip
ETATS_FICHE = {"prevue": "Prévue", "modifiee": "Modifiée par avenant", "ajoutee": "Ajoutée par avenant", "abrogee": "Abrogée"}
ETATS_ANNEXE = {
    "presente": "Présente",
    "absente": "Introuvable dans le texte lu",
    "vide": "Le titre seul",
    "separee": "Document séparé",
}
STATUTS = {"socle": "Socle", "option": "Option", "historique": "Historique"}
NATURES_INDICATEUR = {"realisation": "Réalisation", "resultat": "Résultat", "effet": "Effet sur le territoire"}
MESURES = {"quantitative": "Quantitative", "qualitative": "Qualitative"}
OPERATIONS = {"ajoute": "Ajoute", "modifie": "Modifie", "abroge": "Abroge", "complete": "Complète"}


def day(value: date | int) -> str:
    """«15 décembre 2025», «1er janvier 2022», or a year alone."""
    if isinstance(value, int):
        return str(value)
    return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"


def number(value: int | float) -> str:
    """«42 161», «85,4»."""
    return f"{value:,}".replace(",", "\u202f").replace(".", ",")


def figure(known: Repere) -> str:
    """«3 500 habitants», «2,33 %»."""
    value = number(known.valeur)
    if known.unite == "€" and not float(known.valeur).is_integer():
        value = f"{known.valeur:.2f}".replace(".", ",")
    return f"{value}\u00a0{known.unite}" if known.unite else value


def figure_part(known: Repere, part: str) -> str:
    """One thing a page says of a figure: its bare number, its year, the last day on which it holds."""
    match part:
        case "nombre":
            return number(known.valeur)
        case "annee":
            return str(known.annee)
        case _:
            return day(known.fin) if known.fin else "terme non connu"


def years(values: tuple[int, ...]) -> str:
    """«2026», «2026-2029» for consecutive years, «2026, 2028» otherwise."""
    if len(values) > 1 and values[-1] - values[0] == len(values) - 1:
        return f"{values[0]}-{values[-1]}"
    return ", ".join(map(str, values))


def silence(value: Any) -> str | None:
    """The words for a Silence (or its raw mapping), None for anything else."""
    if isinstance(value, Silence):
        return SILENCES[value.etat]
    if isinstance(value, dict) and "etat" in value:
        return SILENCES[value["etat"]]
    return None


def value_in_words(parametre: Parametre, raw: Any) -> str:
    """A parameter's value with its unit; silences are told apart."""
    if quiet := silence(raw):
        return quiet
    unit = f" {parametre.unite}" if parametre.unite else ""
    match parametre.type:
        case "booleen":
            return "oui" if raw else "non"
        case "date":
            return day(raw)
        case "choix":
            names = raw if isinstance(raw, list | tuple) else [raw]
            return " ; ou : ".join(parametre.choix[n] for n in names)
        case "intervalle" if isinstance(raw, dict):
            low, high = (None if raw.get(k) is None else number(raw[k]) for k in ("min", "max"))
            if low is None:
                return f"au plus {high}{unit}"
            return f"au moins {low}{unit}" if high is None else f"{low} à {high}{unit}" if low != high else f"{low}{unit}"
        case _:
            return f"{number(raw)}{unit}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """«1 clause», «12 clauses»; zero is singular in French."""
    return f"{number(count)} {one if count < 2 else many or one + 's'}"
