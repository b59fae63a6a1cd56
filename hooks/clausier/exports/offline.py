"""The copy for a room without a network: the whole site in ``clausier-hors-ligne.zip``, opened from a disk once unzipped.

It is made of the finished pages, so that nothing is written twice. A disk has no server: an address must name its file, and
the search engine cannot be fetched; the page of all titles stands in for it. Same site, same entries: fixed dates, fixed order.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from clausier import csp

ARCHIVE = "clausier-hors-ligne.zip"
"""Its name, at the root of the site."""
FOLDER = "clausier-hors-ligne"
"""Folder in which it unzips."""
ALL_TITLES = "tout-le-site"
"""Page of all titles, which the button of the search box opens in the copy."""
READ_ME = "LISEZ-MOI.txt"
_READ_ME = (
    "{name}\r\nCopie hors ligne\r\n\r\n"
    "1. Décompressez tout le dossier : ouverte dans le fichier zip, une page perd ses styles et ses liens.\r\n"
    "2. Ouvrez index.html avec votre navigateur.\r\n\r\n"
    "Tout marche sans réseau : liens, listes à filtrer, comparaison, atelier, fichiers Word et Excel.\r\n"
    "La recherche a besoin d’un serveur : la page « Tout le site » la remplace, avec Ctrl + F.\r\n"
    "Ce que vous écrivez dans l’atelier reste dans ce navigateur.\r\n"
)
_ABSENT = ("recherche/", "assets/recherche/", "assets/recherche.js", "sitemap.xml", "404.html", ARCHIVE)
"""What a copy has no use for: the search engine, what only a server asks for."""
_STORED = frozenset([".docx", ".xlsx", ".png", ".gz"])
"""Already compressed."""
_LEVEL = 4
"""Of compression: twice as fast as the usual 6 for a twentieth more."""
_HREF = re.compile(r'( (?:href|data-plan|data-reprendre)=")([^"]*)(")')
"""A space stands before it in every template: a search for one character is four times quicker than for any blank."""
_SEARCH = re.compile(r'<button class="chercher".*?</button>', re.DOTALL)
_ITSELF = re.compile(rf'<a\b[^>]*href="[^"]*{re.escape(ARCHIVE)}"[^>]*>(.*?)</a>', re.DOTALL)
_POLICY = re.compile(r'(http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_REFRESH = re.compile(r'(http-equiv="refresh" content="0; url=)([^"]*)(")')


def write_offline(site: Path, target: Path, name: str) -> None:
    """Write under ``target`` the copy of a finished site; ``name`` is the site's."""
    with zipfile.ZipFile(target / ARCHIVE, "w") as archive:
        for path, content in entries(site, name):
            info = zipfile.ZipInfo(f"{FOLDER}/{path}", (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if posixpath.splitext(path)[1] in _STORED else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=_LEVEL)


def entries(site: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the copy with its content, what to read first in front."""
    yield READ_ME, ("\ufeff" + _READ_ME.format(name=name)).encode()
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        uri = path.relative_to(site).as_posix()
        if uri.startswith(_ABSENT):
            continue
        yield uri, (page(path.read_text(encoding="utf-8"), uri).encode() if path.suffix == ".html" else path.read_bytes())


def page(html: str, uri: str) -> str:
    """A page of the site as it must be on a disk. ``uri`` is its file, from the site's root."""
    root = "../" * uri.count("/")
    html = _POLICY.sub(lambda m: f"{m[1]}{csp.on_disk(m[2])}{m[3]}", html, count=1)
    if ARCHIVE in html:
        html = _ITSELF.sub(r"<span>\1 : vous y êtes</span>", html)
    html = _SEARCH.sub(lambda m: _all_titles(m[0], root), html, count=1)
    for pattern in (_HREF, _REFRESH) if 'http-equiv="refresh"' in html else (_HREF,):
        html = pattern.sub(lambda m: f"{m[1]}{file_address(m[2])}{m[3]}", html)
    return html


@lru_cache(maxsize=20_000)
def file_address(address: str) -> str:
    """The address of a page as that of its file: ``../duree/#texte`` gives ``../duree/index.html#texte``."""
    place, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    if ":" in place or place.startswith("//") or not place:
        return address
    if place.endswith("/"):
        place += "index.html"
    elif posixpath.basename(place) in (".", ".."):
        place += "/index.html"
    return f"{place}{mark}{rest}"


def _all_titles(button: str, root: str) -> str:
    """A link in the place of the search button, with its drawing."""
    drawing = re.search(r"<svg.*?</svg>", button, re.DOTALL)
    return f'<a class="chercher" href="{root}{ALL_TITLES}/">{drawing[0] if drawing else ""}<span>Tout le site</span></a>'
