"""Files that no reader looks for: they would be forgotten without a word, or reach the site without a look."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from clausier.library import OWN
from clausier.read.problems import Problem

FOLDERS = ("clauses", "conventions", "docs", OWN)
DOWNLOADS = f"{OWN}/fichiers"
"""Pictures and papers of a territory, published as they are."""
_PUBLISHED = frozenset([".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf", ".odt", ".ods", ".docx", ".xlsx"])
_PAGES = frozenset(
    [".htm", ".html", ".shtml", ".xhtml", ".xht", ".xml", ".xsl", ".xslt", ".mht", ".mhtml", ".hta", ".swf", ".php"]
)
"""What a browser opens as a page of the site."""
_WRITTEN = {".md": (".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdx"), ".yml": (".yaml",)}
"""Endings of ours, with those that mean the same elsewhere: MkDocs makes unchecked pages of some."""
_RUNS = re.compile(
    r"<\s*(?:\w+:)?(script|foreignobject|iframe|object|embed|handler|listener)\b|[\s\"'/](on[a-z]+)\s*=|(javascript|data)\s*:|(<!entity)|(<\?xml-stylesheet)",
    re.IGNORECASE,
)
_PLACE = "clauses/<id>.md, conventions/<id>/index.md ou conventions/<id>/fiches/<id>.md"
_OWN_LISTS = ("champs.yml", "trames.yml", "indicateurs.yml")
_OWN_PLACE = f"les mêmes dossiers, sous {OWN}/, ou {OWN}/pages/<id>.md"


def check_files(root: Path, said: set[str], report: Callable[[Problem], None]) -> None:
    """Links, misplaced documents, wrong endings and files that could run; ``said`` are files whose faults are known."""
    for path in sorted(_below(root)):
        shown = path.relative_to(root).as_posix()
        if shown not in said and (fault := _fault(path, path.relative_to(root).parts)):
            report(Problem(shown, 1, fault))


def _below(root: Path) -> Iterator[Path]:
    """Every file, and every link, whatever it leads to; links are not followed."""
    for folder in FOLDERS:
        for above, folders, files in os.walk(root / folder):
            yield from (Path(above) / name for name in files)
            yield from (path for name in folders if (path := Path(above) / name).is_symlink())


def _fault(path: Path, parts: tuple[str, ...]) -> str | None:
    if path.is_symlink():
        return "lien symbolique : mettez le fichier ou le dossier lui-même"
    suffix = path.suffix.lower()
    for ours, others in _WRITTEN.items():
        if suffix in others or (suffix == ours != path.suffix):
            return f"le nom finit par « {path.suffix} », ce fichier serait oublié : écrivez « {ours} »"
    if parts[0] == OWN and len(parts) == 2 and suffix == ".yml" and path.name not in _OWN_LISTS:
        return f"personne ne lit ce fichier : {', '.join(_OWN_LISTS)}"
    if suffix == ".md" and not _has_reader(parts):
        return f"ce fichier n’est pas à sa place, il serait oublié : {_OWN_PLACE if parts[0] == OWN else _PLACE}"
    if parts[:2] == (OWN, "fichiers"):
        if suffix not in _PUBLISHED:
            return f"« {path.suffix or path.name} » ne se publie pas d’ici : {', '.join(sorted(_PUBLISHED))}"
        parts = ("docs", *parts)  # A picture of a territory is looked at as one of the site.
    if parts[0] == "docs" and suffix in _PAGES:
        return f"une page « {suffix} » n’est pas admise : écrivez-la en Markdown"
    if parts[0] == "docs" and suffix == ".svg" and parts[1] != "schemas":
        found = _RUNS.search(path.read_text(encoding="utf-8", errors="replace"))
        return found and f"« {next(filter(None, found.groups()))} » n’est pas admis dans une image : retirez-le"
    return None


def _has_reader(parts: tuple[str, ...]) -> bool:
    """Whether a Markdown file stands where one is looked for."""
    if parts[0] == OWN:
        return (parts[1:2] == ("pages",) and len(parts) == 3) or (
            len(parts) > 2 and parts[1] != "docs" and _has_reader(parts[1:])
        )
    match parts:
        case ["docs", *_] | ["conventions", _, "index.md"]:
            return True
        case ["clauses", name] | ["conventions", _, "fiches", name]:
            return name != "index.md"
    return False
