"""What an import recognised, what it guessed, what it took out: for the person who will reread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from clausier.importer.files import Imported
from clausier.read.problems import Problem
from clausier.words import plural


def summary(made: Imported, folder: str) -> list[str]:
    """The few lines that the terminal shows."""
    unknown = Counter(label for f in made.fiches.values() for label in f.unknown)
    lines = [
        f"{folder}/ : {plural(_numbered(made), 'article')}, {plural(len(made.data.get('annexes', [])), 'annexe')}, "
        f"{plural(len(made.fiches), 'fiche-action', 'fiches-actions')}, {plural(_indicators(made), 'indicateur')}.",
        f"{plural(len(made.masked), 'nom ou coordonnée retiré', 'noms et coordonnées retirés')} : à confirmer."
        if made.masked
        else "Aucun nom de personne détecté : vérifiez-le en relisant.",
    ]
    if unknown:
        lines.append(f"Rubriques sans clé, gardées dans « autres » : {', '.join(unknown)}.")
    if made.lost:
        lines.append(
            f"ATTENTION : {plural(sum(made.lost.values()), 'mot')} de la source introuvable dans le résultat ; voir le rapport."
        )
    return lines


def _numbered(made: Imported) -> int:
    return sum("numero" in a for a in made.data.get("articles", []))


def _indicators(made: Imported) -> int:
    return sum(len(f.data.get("indicateurs", [])) for f in made.fiches.values())


def report(made: Imported, folder: str, source: str, problems: list[Problem]) -> str:
    """The whole report, in Markdown. It holds the names taken out: it is never published."""
    return "\n".join(_report(made, folder, source, problems)) + "\n"


def _report(made: Imported, folder: str, source: str, problems: list[Problem]) -> Iterator[str]:
    yield f"# Importation de « {source} »"
    yield ""
    yield "Ce rapport contient les noms retirés du texte : il reste sur votre ordinateur et ne se publie pas."
    yield ""
    yield from summary(made, folder)
    yield ""
    yield f"Mots de la source : {made.total}. Mots perdus : {sum(made.lost.values())}."
    if made.lost:
        yield f"Introuvables : {', '.join(f'{word} ({times})' for word, times in made.lost.most_common(60))}."
    yield ""
    yield "## À faire"
    yield ""
    yield f"1. Ouvrez `{folder}/index.md` et chaque fiche à côté du document d’origine."
    yield "2. Corrigez les suppositions ci-dessous ; résumez les articles avec vos mots ; complétez ce que le texte ne dit pas."
    yield "3. Confirmez chaque nom retiré, et cherchez ceux que l’importation n’a pas vus."
    yield "4. Un fichier relu ? Retirez-en la ligne `a_relire`. Tant qu’elle est là, le site ne se construit pas."
    yield f"5. `clausier verifier {folder}` dit ce qui reste."
    yield ""
    if problems:
        yield "## À corriger aussi"
        yield ""
        yield from (f"- {problem}" for problem in problems)
        yield ""
    yield "## Suppositions"
    yield ""
    yield from (
        f"- `{key}` : {_said(made.data[key])}"
        for key in ("titre", "type", "etat", "territoire", "caf", "signature", "periode")
        if key in made.data
    )
    yield f"- `signataires` : {plural(len(made.data.get('signataires', [])), 'ligne')}, d’après la comparution"
    yield ""
    yield "## Articles et annexes"
    yield ""
    for kind in ("articles", "annexes"):
        for part in made.data.get(kind, []):
            subjects = ", ".join(part.get("sujets", [])) or "sujet non reconnu"
            yield f"- {part.get('numero', '·')} {part['titre']} — {subjects}"
    yield ""
    yield "## Fiches-actions"
    yield ""
    for identifier, fiche in made.fiches.items():
        yield f"### {fiche.data.get('numero', '')} {fiche.data['titre']}".replace("###  ", "### ")
        yield ""
        yield f"- fichier : `fiches/{identifier}.md` ; niveau : {fiche.data.get('niveau', 'aucun')} ; thèmes supposés : {', '.join(fiche.data.get('themes', [])) or 'aucun'}"
        yield f"- reconnu : {', '.join(dict.fromkeys(fiche.recognised)) or 'rien'}"
        if fiche.empty:
            yield f"- rubriques vides : {', '.join(fiche.empty)}"
        if fiche.unknown:
            yield f"- non reconnu, gardé dans `autres` : {', '.join(fiche.unknown)}"
        yield ""
    yield "## Noms et coordonnées retirés"
    yield ""
    yield from (f"- {path}:{line} : « {masked.text} » → {masked.by or 'sa fonction'}" for path, line, masked in made.masked)
    if not made.masked:
        yield "Aucun."


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_said(v)}" for k, v in value.items())
    return str(value)
