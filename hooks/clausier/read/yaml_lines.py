"""YAML with the line of every key, and without what a hostile file could abuse.

PyYAML's event stream is read once (with libyaml when it is there) and the values are built here, so that anchors,
aliases and tags are refused before anything is expanded, nesting is bounded without recursion, and each key keeps
its line. PyYAML alone swallows duplicate keys and gives no lines after loading.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

MAX_DEPTH = 12
"""Deepest nesting accepted; the deepest real document (levels inside levels of a plan) needs 8."""

GREATEST = 10**15
"""Largest number accepted: spreadsheets and browsers lose digits beyond; infinity and what is no number are refused too."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = Resolver()
_TEXTS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "merge", "value"))

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Lines:
    """Line (from 1) of each value, by its path: ``("articles", 3, "numero")``."""

    by_path: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """Line of the value at ``path``, or of the nearest parent that has one."""
        while path not in self.by_path and path:
            path = path[:-1]
        return self.by_path.get(path, 1)


class YamlProblem(Exception):
    """Unreadable YAML: ``line`` (from 1) and a French message."""

    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message
        super().__init__(message)


def _scalar(event: Any, line: int) -> Any:
    """Value of a scalar event, typed as YAML's safe schema types it."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
    if tag in _TEXTS:
        return event.value
    try:
        value = SafeConstructor().construct_object(yaml.ScalarNode(tag, event.value))
    except (ValueError, OverflowError):
        raise YamlProblem(
            line, f"« {event.value[:40]} » n’est pas une date ou un nombre possible : corrigez, ou mettez des guillemets"
        ) from None
    if isinstance(value, int | float) and not abs(value) <= GREATEST:
        raise YamlProblem(line, f"« {event.value[:40]} » n’est pas un nombre que l’on puisse écrire : mettez des guillemets")
    if isinstance(value, datetime.datetime):
        raise YamlProblem(line, f"« {event.value[:40]} » porte une heure : écrivez la date seule, AAAA-MM-JJ")
    return value


def load(text: str, first_line: int = 1) -> tuple[Any, Lines]:
    """Parse one YAML document.

    Args:
        text: the YAML source.
        first_line: line of the file on which ``text`` starts, from 1.

    Returns:
        The value (``None`` when the document is empty) and the line of each of its parts.

    Raises:
        YamlProblem: syntax error, duplicate key, anchor, alias, tag, several documents, nesting over ``MAX_DEPTH``.
    """
    by_path: dict[Path, int] = {}
    root: list[Any] = []
    # A frame is one open collection: [container, path, pending key or None].
    frames: list[list[Any]] = []
    documents = 0

    def place(value: Any, line: int, event_is_key_capable: bool) -> Path | None:
        """Put a value into the open collection; returns its path, or None when it is a mapping's key."""
        if not frames:
            root.append(value)
            by_path[()] = line
            return ()
        container, path, key = frames[-1]
        if isinstance(container, list):
            container.append(value)
            here = (*path, len(container) - 1)
        elif key is None:
            if not event_is_key_capable or not isinstance(value, str | int | float | bool | datetime.date):
                raise YamlProblem(line, "une clé doit être un mot : mettez des guillemets")
            name = value if isinstance(value, str) else str(value)
            if name in container:
                raise YamlProblem(line, f"clé « {name} » écrite deux fois : n’en gardez qu’une")
            frames[-1][2] = name
            by_path[(*path, name)] = line
            return None
        else:
            container[key] = value
            here = (*path, key)
            frames[-1][2] = None
        by_path.setdefault(here, line)
        return here

    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlProblem(line, "deux documents YAML dans un même en-tête : retirez la ligne « --- » en trop")
            elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise YamlProblem(
                    line, "les ancres (&) et les alias (*) ne sont pas admis : recopiez, ou mettez des guillemets"
                )
            elif (tag := getattr(event, "tag", None)) not in (None, "!"):
                raise YamlProblem(line, f"l’étiquette « {tag[:40]} » n’est pas admise : retirez-la, ou mettez des guillemets")
            elif isinstance(event, yaml.ScalarEvent):
                place(_scalar(event, line), line, True)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if len(frames) >= MAX_DEPTH:
                    raise YamlProblem(line, f"plus de {MAX_DEPTH} niveaux emboîtés : simplifiez")
                new: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                here = place(new, line, False)
                frames.append([new, here or (), None])
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                frames.pop()
    except yaml.MarkedYAMLError as error:
        opened = error.context_mark if re.search("flow|quoted|simple key", error.context or "") else None
        mark = opened or error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        at = error.problem_mark.index if error.problem_mark else -1
        if text[at : at + 1] == "\t":
            raise YamlProblem(first_line + line, "en-tête illisible : une tabulation : remplacez-la par des espaces") from None
        raise YamlProblem(first_line + line, _explain(error)) from None
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise YamlProblem(line, "en-tête illisible : un caractère invisible interdit : retapez la ligne") from None
    return (root[0] if root else None), Lines(by_path)


_CAUSES = [
    ("mapping values are not allowed", "« : » dans un texte sans guillemets : mettez le texte entre guillemets"),
    ("could not find expected ':'", "il manque « : » après une clé, ou un guillemet n’est pas fermé"),
    ("found character that cannot start", "un signe qui ne peut pas commencer un texte : mettez des guillemets"),
    ("did not find expected ',' or", "un crochet ou une accolade n’est pas fermé, ou une virgule manque"),
    ("did not find expected node content", "un crochet ou une accolade n’est pas fermé"),
    ("expected <document start>", "deux documents dans un même en-tête, ou une ligne mal placée : retirez « --- » ou « ... »"),
    (
        "unknown escape",
        "une barre oblique inverse entre guillemets doubles : écrivez-la deux fois, ou mettez des guillemets simples",
    ),
    ("did not find expected key", "retrait irrégulier, ou guillemet mal placé : alignez les clés"),
    ("did not find expected '-'", "retrait irrégulier dans une liste : alignez les tirets"),
    ("found unexpected end of stream", "un guillemet ou un crochet n’est pas fermé"),
]


def _explain(error: yaml.MarkedYAMLError) -> str:
    """French cause of a YAML syntax error; a general advice when the cause is not one we know."""
    said = f"{error.problem or ''} {error.context or ''}"
    for fragment, cause in _CAUSES:
        if fragment in said:
            return f"en-tête illisible : {cause}"
    return "en-tête illisible : vérifiez les retraits, les guillemets et les crochets de cette ligne"
