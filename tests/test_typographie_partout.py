"""French spaces in all that visitors read: every text of every page, every office file of the site."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from built import Node, pages

PLAIN = re.compile(r"\S[ \t\n](?=[;!?»])|\S[ \t\n]:(?=\s|$)|«[ \t\n]|\w'\w")
"""A plain space where French wants one that does not break, or a straight apostrophe."""
UNREAD = frozenset(["script", "style", "code", "pre", "textarea", "kbd", "samp"])
READ_OUT = ("placeholder", "label")
"""Attributes that the page shows. Names that are only spoken do not break at a line's end."""
BLOCKS = re.compile(r"<(?:w:p|si|is)\b[^>]*>(.*?)</(?:w:p|si|is)>", re.DOTALL)
TEXTS = re.compile(r"<(?:w:)?t(?: [^>]*)?>([^<]*)</(?:w:)?t>|<w:(?:br|tab)/>")


def texts(node: Node) -> Iterator[str]:
    """Each text below an element that is not code, with what is read out."""
    if node.tag in UNREAD:
        return
    for name in READ_OUT:
        if name in node.attrs:
            yield node.attrs[name]
    if node.tag == "meta" and node.attrs.get("name") == "description":
        yield node.attrs.get("content", "")
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from texts(child)


def written(path: Path) -> Iterator[str]:
    """Each paragraph of a Word file, each cell of a workbook."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|footer\d*|header\d*)\.xml|xl/(sharedStrings|worksheets/[^/]+)\.xml", name):
                for block in BLOCKS.findall(package.read(name).decode("utf-8")):
                    yield html.unescape("".join(TEXTS.findall(block)))


def faults(found: Iterator[str]) -> list[str]:
    return [text.strip()[max(0, m.start() - 30) : m.end() + 20] for text in found for m in [PLAIN.search(text.strip())] if m]


def test_every_text_of_every_page(real_site: Path, mesurer: Callable[..., None]) -> None:
    read = pages(real_site)
    wrong = [f"{name} : {fault!r}" for name, page in read.items() for fault in faults(texts(page.root))]
    assert not wrong, f"{len(wrong)} :\n" + "\n".join(sorted(set(wrong))[:60])
    files = sorted([*real_site.rglob("*.docx"), *real_site.rglob("*.xlsx")])
    assert len(files) > 200
    wrong = [f"{path.relative_to(real_site)} : {fault!r}" for path in files for fault in faults(written(path))]
    assert not wrong, f"{len(wrong)} :\n" + "\n".join(sorted(set(wrong))[:60])
    mesurer(
        "typographie", "Espaces et apostrophes françaises", f"aucune faute dans {len(read)} pages et {len(files)} fichiers Word ou Excel",
        "Chaque texte est relu : espace insécable avant ; : ! ? et dans les guillemets, apostrophe courbe",
        "pytest --qualite tests/test_typographie_partout.py",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["Vrai ?", "Il dit « oui\u00a0»", "oui »", "Ceci : cela", "l'eau"])
def test_a_fault_is_seen(text: str) -> None:
    assert faults(iter([text]))


@pytest.mark.parametrize("text", ["Vrai\u202f?", "«\u00a0oui\u00a0»", "Ceci\u00a0: cela", "l’eau", "10:30", "https://a.fr/?x"])
def test_right_text_is_let_through(text: str) -> None:
    assert not faults(iter([text]))
