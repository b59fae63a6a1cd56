"""A file of the library: its front matter, its body, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clausier.read.problems import Problem
from clausier.read.yaml_lines import Lines, YamlProblem, load

MAX_BYTES = 200_000
"""Largest file read; the longest real convention is under 60 kB."""


@dataclass(frozen=True)
class Source:
    """One file, read but not yet checked."""

    path: str
    """From the project's root, with forward slashes."""
    data: dict[str, Any]
    """Front matter (of a Markdown file) or whole content (of a YAML one)."""
    lines: Lines
    """Line in the file of each value of ``data``."""
    body: str = ""
    """Markdown after the front matter; empty for YAML."""
    body_line: int = 1
    """Line in the file on which ``body`` starts, from 1."""


_MEND = "lancez « make corriger » (ou « clausier verifier --corriger »), qui réenregistre le fichier"
# Line ends and marks decide line numbers and what git shows as changed, so they are one kind everywhere.


_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Zero-width and reordering characters make two texts look alike; line separators cut a line where no editor shows it.

_FENCE = re.compile(r"^---[^\S\n]*$", re.MULTILINE)
"""A line that opens or closes the front matter."""


def read_text(path: Path, root: Path) -> str | Problem:
    """The text of a file of contents, whose bytes, line ends and characters hold no surprise."""
    shown = path.relative_to(root).as_posix()
    if path.resolve() != root.resolve() / path.relative_to(root):
        return Problem(shown, 1, "lien symbolique : mettez le fichier ou le dossier lui-même")
    try:
        if path.stat().st_size > MAX_BYTES:
            return Problem(shown, 1, f"fichier de plus de {MAX_BYTES // 1000} ko : découpez-le")
        raw = path.read_bytes()
    except OSError as error:
        return Problem(shown, 1, f"fichier illisible ({error.strerror}) : vérifiez qu’il existe et qu’il est lisible")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Problem(shown, line, "le fichier n’est pas en UTF-8 : enregistrez-le en « UTF-8 »")
    if text.startswith("\ufeff"):
        return Problem(shown, 1, f"le fichier commence par une marque invisible (BOM) : {_MEND}")
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        return Problem(shown, line, f"fins de ligne de Windows (CRLF) : {_MEND}")
    if char := _INVISIBLE.search(text):
        line = text.count("\n", 0, char.start()) + 1
        return Problem(shown, line, f"caractère invisible U+{ord(char[0]):04X} : retapez la ligne")
    return text


def _with_mapping(data: Any, lines: Lines, shown: str, body: str, body_line: int) -> Source | Problem:
    if not isinstance(data, dict):
        return Problem(shown, lines.of(()), "l’en-tête doit être une suite de lignes « clé: valeur »")
    return Source(shown, data, lines, body, body_line)


def read_markdown(path: Path, root: Path) -> Source | Problem:
    """Read one Markdown document with its front matter.

    Returns a ``Problem`` when the file cannot be read at all; nothing is guessed and nothing is dropped.
    """
    shown = path.relative_to(root).as_posix()
    text = read_text(path, root)
    if isinstance(text, Problem):
        return text
    if not text.strip():
        return Problem(shown, 1, "fichier vide : ajoutez au moins un en-tête avec « titre »")
    first = _FENCE.match(text)
    if first is None:
        return Problem(shown, 1, "la première ligne doit être « --- » : l’en-tête manque")
    last = _FENCE.search(text, first.end())
    if last is None:
        return Problem(shown, 1, "l’en-tête n’est pas fermé : ajoutez une ligne « --- » après la dernière clé")
    try:
        data, lines = load(text[first.end() + 1 : last.start()].removesuffix("\n"), first_line=2)
    except YamlProblem as problem:
        return Problem(shown, problem.line, problem.message)
    if data is None:
        return Problem(shown, 1, "l’en-tête est vide : ajoutez au moins « titre »")
    return _with_mapping(data, lines, shown, text[last.end() + 1 :], text.count("\n", 0, last.start()) + 2)


def read_yaml(path: Path, root: Path) -> Source | Problem:
    """Read one YAML vocabulary."""
    shown = path.relative_to(root).as_posix()
    text = read_text(path, root)
    if isinstance(text, Problem):
        return text
    try:
        data, lines = load(text)
    except YamlProblem as problem:
        return Problem(shown, problem.line, problem.message)
    return _with_mapping(data, lines, shown, "", 1)
