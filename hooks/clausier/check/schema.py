"""One source against one model: pydantic's findings, said in French with the line of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from clausier.check.suggest import hint
from clausier.model.values import Silence
from clausier.read.problems import Problem
from clausier.read.source import Source
from clausier.read.yaml_lines import Path

M = TypeVar("M", bound=BaseModel)

_WRONG_TYPE = {
    "string_type": "attendu : un texte (mettez des guillemets si c’est un nombre ou une date)",
    "int_type": "attendu : un nombre entier, sans guillemets",
    "bool_type": "attendu : true ou false",
    "tuple_type": "attendu : une liste",
    "dict_type": "attendu : des lignes « clé: valeur »",
    "model_type": "attendu : des lignes « clé: valeur »",
    "model_attributes_type": "attendu : des lignes « clé: valeur »",
    "string_too_short": "le texte est vide : remplissez-le, ou retirez la clé",
    "too_short": "la liste est vide : ajoutez au moins un élément",
    "greater_than_equal": "nombre trop petit",
}
_WRONG_VALUE = {
    "lien": "dans l’en-tête, un lien porte une adresse complète (https://…)",
    "html": "le HTML n’est pas admis ici : écrivez le texte seul",
    "id": "un identifiant s’écrit en minuscules sans accents, avec des tirets (« petite-enfance »)",
    "annees": "années attendues : 2026, 2026-2029 ou [2026, 2028]",
    "moment": "date attendue : 2006, 2022-10 ou 2023-12-18",
    "fin-avant-debut": "la fin précède la date : corrigez l’une des deux",
    "siecle": "date hors de portée (1790 à 2100) : vérifiez l’année",
    "date": "date attendue : AAAA-MM-JJ, sans guillemets",
    "courriel": "adresse électronique attendue : nom@domaine.fr",
    "adresse-web": "adresse complète attendue : https://…",
    "corpus": "valeur attendue : true (tout), false (rien), ou la liste des noms gardés",
    "taux": "taux attendu : un nombre de 0 à 100, sans guillemets ni « % »",
}


_ABSENT = object()


def _child(container: Any, step: int | str) -> Any:
    """What ``step`` leads to in a mapping or a list, or ``_ABSENT``."""
    try:
        found: Any = container if isinstance(container, dict | list) else None
        return found[step]
    except (KeyError, IndexError, TypeError):
        return _ABSENT


def _located(loc: tuple[int | str, ...], data: Any, keep_last: bool) -> Path:
    """The part of pydantic's location that is a path of the file: names of union branches are not."""
    path: list[int | str] = []
    for i, step in enumerate(loc):
        child = _child(data, step)
        if child is not _ABSENT:
            data = child
        elif not (keep_last and i == len(loc) - 1):
            continue
        path.append(step)
    return tuple(path)


def _other_branch(loc: tuple[int | str, ...], data: Any) -> bool:
    """Whether an error comes from reading a block as a silence when it is none, or the other way round."""
    for i, step in enumerate(loc):
        child = _child(data, step)
        if child is not _ABSENT:
            data = child
        # What leads nowhere names a branch of a union: «Silence», or the model of what is said.
        elif isinstance(data, dict) and i < len(loc) - 1 and (step == "Silence") != ("etat" in data):
            return True
    return False


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """Keys admitted where ``path`` leads, for suggestions."""
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = next(_models(field.annotation), None) if field else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _models(annotation: Any):  # type: ignore[no-untyped-def]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Silence:
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _message(error: Any, path: Path, data: Any, model: type[BaseModel]) -> str:
    kind, name = error["type"], str(path[-1]) if path else "en-tête"
    if kind == "missing":
        return f"il manque la clé « {name} » : ajoutez-la"
    if kind == "extra_forbidden":
        return f"clé inconnue « {name} »{hint(name, _fields(model, path[:-1]))} : corrigez-la ou retirez-la"
    shown = (
        f"« {name} »"
        if path and isinstance(path[-1], str)
        else f"élément {int(path[-1]) + 1} de « {_parent(path)} »"
        if path
        else name
    )
    if kind == "literal_error":
        value = _value(data, path)
        admitted = [w.strip("'") for w in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return f"{shown} : valeur inconnue « {' '.join(str(value)[:60].split())} »{hint(str(value), admitted)} ; valeurs admises : {', '.join(admitted)}"
    if kind == "value_error":
        said = str(error["ctx"]["error"])
        if said.startswith("invisible:"):
            return f"{shown} : caractère invisible {said.split(':')[1]} : retapez le texte"
        return f"{shown} : {_WRONG_VALUE.get(said, said)}"
    if kind == "string_too_long":
        return f"{shown} : texte trop long (au plus {error['ctx']['max_length']} caractères)"
    if kind == "string_pattern_mismatch":
        return f"{shown} : « {str(_value(data, path))[:60]} » n’a pas la forme attendue"
    return f"{shown} : {_WRONG_TYPE.get(kind, 'valeur non admise')}"


def _parent(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "liste")


def validate(source: Source, model: type[M], report: Callable[[Problem], None]) -> M | None:
    """The source's data as ``model``, or None after every problem was reported."""
    try:
        return model.model_validate(source.data)
    except ValidationError as failure:
        found: dict[Path, str] = {}
        for error in failure.errors():
            if _other_branch(error["loc"], source.data):
                continue
            path = _located(error["loc"], source.data, error["type"] in ("missing", "extra_forbidden"))
            # A union tries each branch and reports all; the first message about a place is enough.
            found.setdefault(path, _message(error, path, source.data, model))
        for path, message in found.items():
            # «attendu : une liste» says nothing when something inside was already found wrong.
            if not any(other[: len(path)] == path and other != path for other in found):
                report(Problem(source.path, source.lines.of(path), message))
        return None
