"""``python -m clausier.schemas``: JSON Schemas of what authors write, for the editors that complete and underline as one types.

They say what a front matter may hold, as YAML gives it: a lone text where a list is expected, «2026-2029» for years. What
depends on other files (a level of the plan, a link) stays with ``clausier verifier``.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from annotated_types import Ge, MaxLen, MinLen
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from clausier.check.territory import documents
from clausier.check.vocabularies import (
    FichierChamps,
    FichierChampsTerritoire,
    FichierParametres,
    FichierPartenaires,
    FichierSigles,
    FichierSujets,
    FichierTrames,
    load_vocabularies,
)
from clausier.library import Vocabularies
from clausier.model import values
from clausier.model.chiffres import FichierChiffres
from clausier.model.clause import Clause
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.dessins import Frise, Moment
from clausier.model.fiche import Fiche, Indicateur
from clausier.model.guide import PageGuide
from clausier.model.indicateurs import FichierIndicateurs
from clausier.model.theme import Theme
from clausier.model.vocabulaires import FichierAjouts, Parametre, Synonymes

FOLDER = "schemas"
SAID = Path(__file__).with_name("schemas.yml")
"""What each key says, in French."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its model, what is said of it, and what this kind alone asks for."""

    model: type[BaseModel]
    titre: str
    needed: tuple[str, ...] = ()


KINDS = {
    "clause": Kind(Clause, "En-tête d’une clause"),
    "fiche": Kind(Fiche, "En-tête d’une fiche-action"),
    "convention": Kind(Convention, "En-tête d’un texte publié"),
    "theme": Kind(Theme, "En-tête d’un thème"),
    "page": Kind(PageGuide, "En-tête d’une page"),
    "page-du-guide": Kind(PageGuide, "En-tête d’une page du guide", ("question", "public", "verifie", "sources")),
    "sujets": Kind(FichierSujets, "Sujets des articles"),
    "champs": Kind(FichierChamps, "Blancs des clauses"),
    "parametres": Kind(FichierParametres, "Valeurs comparées"),
    "trames": Kind(FichierTrames, "Documents à assembler"),
    "partenaires": Kind(FichierPartenaires, "Graphies des partenaires"),
    "indicateurs": Kind(FichierIndicateurs, "Nature des indicateurs"),
    "glossaire": Kind(FichierSigles, "Glossaire"),
    "chiffres": Kind(FichierChiffres, "Montants et seuils"),
    "synonymes": Kind(Synonymes, "Mots que l’on tape pour la même chose"),
    "frise": Kind(Frise, "Frise datée"),
    "champs-du-territoire": Kind(FichierChampsTerritoire, "Blancs qu’un territoire ajoute"),
    "trames-du-territoire": Kind(FichierAjouts, "Clauses qu’un territoire ajoute aux documents"),
}
"""Every schema, by the name of its file."""

_TEXT: Json = {"type": "string", "minLength": 1}
_ID: Json = {"type": "string", "pattern": f"^{values.ID_PATTERN.pattern}$", "maxLength": values.LONGEST_ID}
_DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_YEAR: Json = {"type": "integer", "minimum": 1980, "maximum": 2100}
_KNOWN: list[tuple[Any, Json]] = [
    (values.Years, {"anyOf": [_YEAR, {"type": "string", "pattern": r"^\s*\d{4}\s*[-–]\s*\d{4}\s*$"}, {"type": "array", "items": _YEAR, "minItems": 1}]}),
    (values.Day, _DAY),
    (values.DayOrYear, {"anyOf": [_DAY, _YEAR]}),
    (values.Id, _ID),
    (Moment, {"anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2100}, {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}]}),
]  # fmt: skip
"""Types whose YAML is not that of the Python value."""
_LONE = (values.Texts, values.LongTexts, values.Ids)
"""Lists that a lone text may stand for."""
_NAMED = {"themes": "themes", "sujets": "sujets", "sujet": "sujets", "trame": "trames"}
"""Keys whose values are words of a vocabulary."""


class _Writer:
    """One schema; nested models are written once, under ``$defs``."""

    def __init__(self, words: Mapping[str, list[str]], parameters: Mapping[str, Parametre], said: Mapping[str, Any]) -> None:
        self.words, self.parameters, self.said = words, parameters, said
        self.definitions: dict[str, Json] = {}

    def model(self, model: type[BaseModel], needed: tuple[str, ...] = ()) -> Json:
        hints = get_type_hints(model, include_extras=True)
        told = self.said.get(model.__name__, {})
        properties: dict[str, Json] = {}
        for name, field in model.model_fields.items():
            described = {"description": told[name]} if name in told else {}
            properties[name] = described | self._field(model, name, hints[name], field)
        required = [n for n, f in model.model_fields.items() if f.is_required() or n in needed]
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
            **({"required": required} if required else {}),
        }

    def _field(self, model: type[BaseModel], name: str, hint: Any, field: FieldInfo) -> Json:
        if name == "parametres" and model in (Article, Annexe):
            return self._parameters()
        shape = self.shape(hint)
        if name in _NAMED and (words := self.words.get(_NAMED[name])):
            _restrict(shape, words)
        return shape

    def _parameters(self) -> Json:
        silence = self.shape(values.Silence)
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {p.id: {"description": p.libelle, "anyOf": [_value(p), silence]} for p in self.parameters.values()},
        }

    def shape(self, hint: Any) -> Json:
        """The schema of what YAML gives for a Python type."""
        for known, shape in _KNOWN:
            if hint == known:
                return _copy(shape)
        if hint is Any:
            return {}
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            inner = self.shape(arguments[0])
            for mark in arguments[1:]:
                inner |= _limits(mark)
            if hint in _LONE:
                return _any(inner["items"], inner)
            return inner
        if origin in (Union, types.UnionType):
            return _any(*({"type": "null"} if a is type(None) else self.shape(a) for a in arguments))
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            # A lone text is an indicator whose other properties are unknown.
            item = self.shape(arguments[0])
            return {"type": "array", "items": {"anyOf": [_copy(_TEXT), item]} if arguments[0] is Indicateur else item}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.shape(arguments[1])}
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            if hint.__name__ not in self.definitions:
                self.definitions[hint.__name__] = {}
                self.definitions[hint.__name__] = self.model(hint)
            return {"$ref": f"#/$defs/{hint.__name__}"}
        return {"type": {str: "string", int: "integer", bool: "boolean", float: "number"}[hint]}


def _any(*shapes: Json) -> Json:
    """One of several shapes, on one level: an editor then says what it expected, not which branch failed."""
    flat = [one for shape in shapes for one in (shape["anyOf"] if set(shape) == {"anyOf"} else [shape])]
    return {"anyOf": sorted(flat, key=lambda one: one == {"type": "null"})}


def _copy(shape: Json) -> Json:
    copied: Json = json.loads(json.dumps(shape))
    return copied


def _limits(mark: Any) -> Json:
    """What a constraint of the model says in a schema; checks that a schema cannot say are left to the command."""
    marks = getattr(mark, "metadata", None) or [mark]
    found: Json = {}
    for one in marks:
        match one:
            case StringConstraints():
                found |= {k: v for k, v in (("minLength", one.min_length), ("maxLength", one.max_length), ("pattern", one.pattern)) if v}  # fmt: skip
            case MinLen():
                found["minItems"] = one.min_length
            case MaxLen():
                found["maxItems"] = one.max_length
            case Ge():
                found["minimum"] = one.ge
    return found


def _restrict(shape: Json, words: list[str]) -> None:
    """Admit only the words of a vocabulary, wherever the shape holds an identifier."""
    if shape.get("pattern") == _ID["pattern"]:
        shape.clear()
        shape["enum"] = words
    for inner in (*shape.get("anyOf", ()), shape.get("items")):
        if isinstance(inner, dict):
            _restrict(inner, words)


def _value(parameter: Parametre) -> Json:
    """A parameter's value, as ``Parametre.accepts`` takes it."""
    number: Json = {"type": "integer"}
    match parameter.type:
        case "entier":
            return number
        case "booleen":
            return {"type": "boolean"}
        case "date":
            return {"anyOf": [_copy(_DAY), _copy(_YEAR)]}
        case "intervalle":
            bounds = {
                "type": "object",
                "additionalProperties": False,
                "properties": {"min": number, "max": number},
                "minProperties": 1,
            }
            return {"anyOf": [number, bounds]}  # fmt: skip
        case "choix":
            one: Json = {"enum": list(parameter.choix)}
            return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def schemas(root: Path, report: Callable[[Any], None] = lambda problem: None) -> dict[str, str]:
    """Text of each schema, by the name of its file, with the words of the library under ``root``."""
    words: Vocabularies = load_vocabularies(root, report)
    named = {
        "themes": [p.stem for p in documents(root / "docs/themes")],
        "sujets": list(words.sujets),
        "trames": list(words.trames),
    }
    said = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    found = {}
    for name, kind in KINDS.items():
        writer = _Writer(named, words.parametres, said)
        whole = {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": kind.titre,
            **writer.model(kind.model, kind.needed),
        }
        whole["$defs"] = dict(sorted(writer.definitions.items()))
        found[f"{name}.schema.json"] = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return found


def main(root: Path | None = None) -> int:
    """Write every schema."""
    root = root or Path.cwd()
    (root / FOLDER).mkdir(exist_ok=True)
    for name, text in schemas(root).items():
        (root / FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(KINDS)} schémas écrits dans {FOLDER}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
