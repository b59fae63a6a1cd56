"""Fiches of all territories read side by side: the same sections in the same order, and every indicator on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from built import Node, Page, pages, plain
from clausier.check import load
from clausier.library import Bibliotheque

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["Diagnostic", "Objectifs", "Modalités", "Résultats", "Points de vigilance", "Partenaires", "Moyens", "Indicateurs"]
"""First words of the sections that compare fiches; the rest of a page may stand before, between or after."""
ALWAYS = ["Partenaires", "Indicateurs"]
"""Sections that say «non renseigné dans la source» rather than vanish."""


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


def section_of(heading: Node) -> Node:
    return next(n for n in heading.above() if n.tag == "section")


def compared(page: Page) -> list[tuple[str, Node]]:
    """Compared sections of a page, by the first words of their heading, in order."""
    return [
        (first, section_of(heading)) for heading in page.root.all("h2") for first in ORDER if heading.text().startswith(first)
    ]


def test_every_fiche_shows_its_sections_in_one_order(real_site: Path, library: Bibliotheque) -> None:
    wrong = []
    for fiche in library.fiches.values():
        names = [name for name, _ in compared(pages(real_site)[f"{fiche.url}index.html"])]
        if names != [n for n in ORDER if n in names] or not set(ALWAYS) <= set(names):
            wrong.append(f"{fiche.path} : {names}")
    assert not wrong, "\n".join(wrong)
    assert library.fiches


def test_every_section_of_the_file_is_on_the_page(real_site: Path, library: Bibliotheque) -> None:
    wrong = []
    for fiche in library.fiches.values():
        shown = {name: section.text() for name, section in compared(pages(real_site)[f"{fiche.url}index.html"])}
        written = [line.removeprefix("## ") for line in fiche.body.splitlines() if line.startswith("## ")]
        for title in written:
            name = next(n for n in ORDER if title.startswith(n))
            if len(shown.get(name, "")) <= len(plain(title)) + 5:
                wrong.append(f"{fiche.path} : « {title} » manque ou est vide")
        if any(
            s not in [next(n for n in ORDER if t.startswith(n)) for t in written]
            for s in set(shown) - {"Partenaires", "Moyens", "Indicateurs"}
        ):
            wrong.append(f"{fiche.path} : une section de la page n’est pas dans le fichier")
    assert not wrong, "\n".join(wrong)


def test_every_indicator_is_on_its_page_word_for_word(real_site: Path, library: Bibliotheque) -> None:
    wrong, count = [], 0
    for fiche in library.fiches.values():
        sections = dict(compared(pages(real_site)[f"{fiche.url}index.html"]))
        items = [item.text() for item in sections["Indicateurs"].all("li")]
        count += len(fiche.data.indicateurs)
        if len(items) != len(fiche.data.indicateurs):
            wrong.append(f"{fiche.path} : {len(items)} indicateurs sur la page, {len(fiche.data.indicateurs)} dans le fichier")
        wrong += [
            f"{fiche.path} : « {i.texte} »"
            for i in fiche.data.indicateurs
            if not any(item == plain(i.texte) or item.startswith(f"{plain(i.texte)} (") for item in items)
        ]
        if not fiche.data.indicateurs and "non renseigné" not in sections["Indicateurs"].text():
            wrong.append(f"{fiche.path} : rien ne dit que la source n’a pas d’indicateur")
    assert not wrong, "\n".join(wrong)
    assert count


def test_every_value_that_identifies_an_action_is_on_its_page(real_site: Path, library: Bibliotheque) -> None:
    """Pilots, partners, public, means, steps, alerts and further rubrics: whatever the file says, the page shows."""
    wrong = []
    for fiche in library.fiches.values():
        text = pages(real_site)[f"{fiche.url}index.html"].root.one("main").text()
        data = fiche.data
        listed = [
            v for value in (data.pilote, data.partenaires, data.public, data.moyens) if isinstance(value, tuple) for v in value
        ]
        listed += (
            [e.jalon for e in data.echeances if e.jalon]
            + [a.libelle for a in data.autres]
            + [ligne.titre for ligne in data.lignes_du_plan]
        )
        wrong += [f"{fiche.path} : « {v} »" for v in listed if plain(v) not in text]
    assert not wrong, "\n".join(wrong)
