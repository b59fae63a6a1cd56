"""The vocabularies of ``clauses/`` and the glossary, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from clausier.check.schema import validate
from clausier.check.suggest import hint
from clausier.library import OWN, Vocabularies
from clausier.model.chiffres import FichierChiffres
from clausier.model.donnees import FichierDonnees
from clausier.model.qualite import FichierQualite
from clausier.model.values import Model, as_tuple
from clausier.model.vocabulaires import Champ, Parametre, Partenaire, Rubrique, Sigle, Sujet, Synonymes, Trame
from clausier.read.problems import Problem
from clausier.read.source import Source, read_yaml

T = TypeVar("T")
Listed = Annotated[tuple[T, ...], BeforeValidator(as_tuple)]


class FichierSujets(Model):
    sujets: Listed[Sujet]


class FichierChamps(Model):
    sections: Listed[Rubrique]
    champs: Listed[Champ]


class FichierChampsTerritoire(Model):
    """Blanks that a territory adds; the sections of the form are the shared ones, unless it adds some."""

    sections: Listed[Rubrique] = ()
    champs: Listed[Champ]


OWN_FIELDS = f"{OWN}/champs.yml"


class FichierParametres(Model):
    parametres: Listed[Parametre]


class FichierTrames(Model):
    trames: Listed[Trame]


class FichierPartenaires(Model):
    partenaires: Listed[Partenaire]


class FichierSigles(Model):
    sigles: Listed[Sigle]


F = TypeVar("F", bound=Model)


def _by_id(items: tuple, key: str, source: Source, report: Callable[[Problem], None]) -> dict:  # type: ignore[type-arg]
    found: dict = {}  # type: ignore[type-arg]
    for i, item in enumerate(items):
        if item.id in found:
            report(Problem(source.path, source.lines.of((key, i)), f"« {item.id} » est déclaré deux fois : n’en gardez qu’un"))
        found[item.id] = item
    return found


def _joined(
    shared: tuple[Source, Any] | None, own: tuple[Source, Any] | None, key: str, report: Callable[[Problem], None]
) -> dict[str, Any]:
    """Shared items, then the territory's; one cannot stand for another, clauses that share it would change under its feet."""
    found: dict[str, Any] = _by_id(getattr(shared[1], key), key, shared[0], report) if shared else {}
    for name, item in (_by_id(getattr(own[1], key), key, own[0], report) if own else {}).items():
        if name in found and own:
            rank = [i.id for i in getattr(own[1], key)].index(name)
            message = f"« {name} » est déjà déclaré dans clauses/champs.yml : prenez un autre nom"
            report(Problem(own[0].path, own[0].lines.of((key, rank)), message))
        found.setdefault(name, item)
    return found


def _spellings(source: Source, content: FichierPartenaires, report: Callable[[Problem], None]) -> dict[str, str]:
    """Each spelling with the name that it counts for; none counts for two."""
    found: dict[str, str] = {}
    for i, partenaire in enumerate(content.partenaires):
        for j, spelling in enumerate(partenaire.graphies):
            if spelling in found:
                line = source.lines.of(("partenaires", i, "graphies", j))
                report(
                    Problem(
                        source.path,
                        line,
                        f"la graphie « {spelling} » compte déjà pour « {found[spelling]} » : n’en gardez qu’une",
                    )
                )
            found[spelling] = partenaire.nom
    return found


def load_vocabularies(root: Path, report: Callable[[Problem], None]) -> Vocabularies:
    """Read the vocabularies; a file that cannot be read counts as empty after its problem was reported."""

    def read(name: str, model: type[F], needed: bool = True) -> tuple[Source, F] | None:
        path = root / name
        if not path.is_file() and not needed:
            return None
        if not path.is_file():
            report(Problem(name, 1, "fichier absent : il déclare un vocabulaire de la bibliothèque"))
            return None
        source = read_yaml(path, root)
        if isinstance(source, Problem):
            report(source)
            return None
        content = validate(source, model, report)
        return (source, content) if content else None

    subjects, fields = read("clauses/sujets.yml", FichierSujets), read("clauses/champs.yml", FichierChamps)
    parameters, frames = read("clauses/parametres.yml", FichierParametres), read("clauses/trames.yml", FichierTrames)
    acronyms = read("docs/glossaire.yml", FichierSigles)
    added = read(OWN_FIELDS, FichierChampsTerritoire, needed=False)
    # A library may do without these; the others are what documents are written with.
    figures = read("docs/chiffres.yml", FichierChiffres, needed=False)
    partners = read("conventions/partenaires.yml", FichierPartenaires, needed=False)
    synonyms = read("docs/synonymes.yml", Synonymes, needed=False)
    data = read("docs/donnees.yml", FichierDonnees, needed=False)
    measured = read("docs/qualite.yml", FichierQualite, needed=False)
    words = Vocabularies(
        sujets=_by_id(subjects[1].sujets, "sujets", subjects[0], report) if subjects else {},
        champs=_joined(fields, added, "champs", report),
        rubriques=_joined(fields, added, "sections", report),
        parametres=_by_id(parameters[1].parametres, "parametres", parameters[0], report) if parameters else {},
        own_champs=frozenset(c.id for c in added[1].champs) if added else frozenset(),
        trames=_by_id(frames[1].trames, "trames", frames[0], report) if frames else {},
        sigles=acronyms[1].sigles if acronyms else (),
        sigle_lines=tuple(acronyms[0].lines.of(("sigles", i)) for i in range(len(acronyms[1].sigles))) if acronyms else (),
        chiffres=_by_id(figures[1].chiffres, "chiffres", figures[0], report) if figures else {},
        chiffres_sections=_by_id(figures[1].sections, "sections", figures[0], report) if figures else {},
        partenaires=_spellings(*partners, report) if partners else {},
        donnees=data[1] if data else None,
        mesures=measured[1].mesures if measured else (),
        synonymes=synonyms[1].groupes if synonyms else (),
        unreadable=frozenset(
            name
            for name, file in (("sujets", subjects), ("champs", fields), ("parametres", parameters), ("trames", frames))
            if file is None
        )
        | ({"chiffres"} if figures is None and (root / "docs/chiffres.yml").is_file() else set()),
    )
    for i, known in enumerate(figures[1].chiffres if figures else ()):
        if figures and known.section not in words.chiffres_sections:
            line = figures[0].lines.of(("chiffres", i, "section"))
            report(
                Problem(
                    figures[0].path,
                    line,
                    f"section inconnue « {known.section} »{hint(known.section, words.chiffres_sections)}",
                )
            )
    if parameters:
        for i, parametre in enumerate(parameters[1].parametres):
            if subjects and parametre.sujet not in words.sujets:
                line = parameters[0].lines.of(("parametres", i, "sujet"))
                report(
                    Problem(
                        parameters[0].path, line, f"sujet inconnu « {parametre.sujet} »{hint(parametre.sujet, words.sujets)}"
                    )
                )
    if fields:
        _check_fields(fields[0], fields[1].champs, words, report)
    if added:
        _check_fields(added[0], added[1].champs, words, report)
    return words


def _check_fields(source: Source, champs: Iterable[Champ], words: Vocabularies, report: Callable[[Problem], None]) -> None:
    """Each blank stands in a known section, and says what its type needs."""
    for i, champ in enumerate(champs):

        def say(message: str, line: int = source.lines.of(("champs", i, "section"))) -> None:
            report(Problem(source.path, line, message))

        if champ.section not in words.rubriques:
            say(f"section inconnue « {champ.section} »{hint(champ.section, words.rubriques)}")
        if (champ.type == "choix") != bool(champ.choix):
            say(f"« {champ.id} » : `choix` va avec le type choix, et lui seul")
        names = [c.id for c in champ.champs]
        for name in {n for n in names if names.count(n) > 1}:
            say(f"« {champ.id} » déclare deux fois « {name} » : n’en gardez qu’un")
        if (champ.type == "groupe") != bool(champ.champs):
            say(f"« {champ.id} » : `champs` va avec le type groupe, et lui seul")
