"""Drawings of ``docs/schemas``, read so that nothing in them can run, ask for something, or escape the style sheet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

from clausier.check.schema import validate
from clausier.check.suggest import hint
from clausier.model.dessins import Frise, Schema
from clausier.model.values import ID_PATTERN
from clausier.read.problems import Problem
from clausier.read.source import read_text, read_yaml

FOLDER = "docs/schemas"
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker"
_ATTRIBUTES = (
    "viewBox x y width height r rx ry cx cy x1 y1 x2 y2 d points transform id class marker-end marker-start markerWidth "
    "markerHeight refX refY orient markerUnits text-anchor dominant-baseline dx dy"
)
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
DEEPEST = 30
"""Levels of nesting; a drawing made by hand has four or five."""
_VALUE = re.compile(r"[^<>\"'&\\]*")
_LOCAL = re.compile(r"url\(#[a-z0-9-]+\)")
_FORBIDDEN = re.compile(r"<!(DOCTYPE|ENTITY|\[)|<\?(?!xml )", re.IGNORECASE)


def load_drawings(root: Path, report: Callable[[Problem], None]) -> dict[str, Schema]:
    """Every drawing by id, the name of its file; problems are reported."""
    found: dict[str, Schema] = {}
    for path in sorted((root / FOLDER).glob("*")) if (root / FOLDER).is_dir() else []:
        shown = path.relative_to(root).as_posix()
        if path.suffix not in (".svg", ".yml"):
            report(Problem(shown, 1, "un schéma est un fichier .svg, ou une frise .yml : retirez ce fichier"))
        elif not ID_PATTERN.fullmatch(path.stem):
            report(Problem(shown, 1, f"le nom « {path.stem} » : minuscules sans accents, chiffres et tirets"))
        elif path.stem in found:
            report(Problem(shown, 1, f"deux schémas s’appellent « {path.stem} » : renommez-en un"))
        elif drawing := (_frieze if path.suffix == ".yml" else _svg)(path, root, report):
            found[path.stem] = drawing
    return found


def _frieze(path: Path, root: Path, report: Callable[[Problem], None]) -> Schema | None:
    source = read_yaml(path, root)
    if isinstance(source, Problem):
        report(source)
        return None
    frise = validate(source, Frise, report)
    return Schema(path.stem, frise.titre, "", frise) if frise else None


def _svg(path: Path, root: Path, report: Callable[[Problem], None]) -> Schema | None:
    shown = path.relative_to(root).as_posix()
    text = read_text(path, root)
    if isinstance(text, Problem):
        report(text)
        return None
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        report(Problem(shown, line, f"« {bad[0]} » n’est pas admis dans un schéma : retirez-le"))
        return None
    try:
        tree = ET.fromstring(text)
    except ET.ParseError as error:
        report(Problem(shown, error.position[0], "ce n’est pas du SVG bien formé : une balise est mal fermée"))
        return None
    problems = _faults(tree, path.stem)
    for message, needle in problems.items():
        report(Problem(shown, text.count("\n", 0, max(0, text.find(needle))) + 1, message))
    if problems:
        return None
    title = tree[0].text or ""
    width, height = tree.get("viewBox", "").split()[2:]
    for element, part in ((tree[0], "titre"), (tree[1], "desc")):
        element.set("id", f"{path.stem}-{part}")
    for name, value in {"width": width, "height": height, "role": "img"}.items():
        tree.set(name, value)
    tree.set("aria-labelledby", f"{path.stem}-titre {path.stem}-desc")
    for element in tree.iter():
        element.tag = element.tag.removeprefix(_SVG)
    return Schema(path.stem, title.strip(), ET.tostring(tree, encoding="unicode").strip())


def _walk(tree: ET.Element) -> Iterator[tuple[ET.Element, int]]:
    """Every element with its depth."""
    left = [(tree, 0)]
    while left:
        element, depth = left.pop()
        yield element, depth
        left += [(child, depth + 1) for child in element]


def _faults(tree: ET.Element, name: str) -> dict[str, str]:
    """What a drawing holds that it must not, or lacks; with words of the file by which to find the line."""
    found: dict[str, str] = {}
    if tree.tag != f"{_SVG}svg" or not re.fullmatch(r"0 0 \d+ \d+", tree.get("viewBox", "")):
        return {'la première balise est <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 largeur hauteur">': "<"}
    if [child.tag for child in tree[:2]] != [f"{_SVG}title", f"{_SVG}desc"] or not all(
        (c.text or "").strip() for c in tree[:2]
    ):
        found["un schéma commence par <title> puis <desc>, une phrase chacun : qui ne le voit pas les entend"] = "<svg"
    for element, depth in _walk(tree):
        if depth > DEEPEST:
            return {"dessin trop emboîté : mettez les formes à plat": "<svg"}
        tag = element.tag.removeprefix(_SVG)
        if tag not in ELEMENTS:
            found[f"balise « {tag} » non admise dans un schéma : {', '.join(sorted(ELEMENTS))}"] = f"<{tag}"
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES:
                found[
                    f"attribut « {attribute} » non admis{hint(attribute, ATTRIBUTES)} : couleurs et lettres viennent des classes"
                ] = f"{attribute}="
            elif not _VALUE.fullmatch(value) or ("url" in value and not _LOCAL.fullmatch(value)) or "//" in value:
                found[f"valeur de « {attribute} » non admise : « {value[:40]} »"] = f"{attribute}="
            elif attribute == "id" and not value.startswith(f"{name}-"):
                found[f"id « {value[:40]} » : il commence par « {name}- », pour ne se confondre avec rien sur la page"] = (
                    f'"{value}"'
                )
    return found
