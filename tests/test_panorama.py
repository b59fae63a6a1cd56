"""The pictures: what they count, how they are drawn, and what becomes of them in a library of any size."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import Markup

from clausier.catalogues.kinds import conventions, fiches
from clausier.check import load
from clausier.drawings import bars, grid, periods
from clausier.drawings.grid import Case, Line
from clausier.drawings.periods import Span
from clausier.drawings.svg import element, wrap
from clausier.library import Bibliotheque
from clausier.links import panorama
from clausier.links.all import Links
from clausier.pages.panorama import view
from conftest import ROOT, SOCLE
from golden import CASES

INDEX = SOCLE["conventions/essai/index.md"]
Make = Callable[..., Bibliotheque]
SVG = "{http://www.w3.org/2000/svg}"


def text(short: str, more: str = "", department: str = "", period: str = "") -> str:
    made = INDEX.replace("titre_court: Essai", f"titre_court: {short}")
    if department:
        made = made.replace(
            "territoire: {nom: Essai}", f"territoire: {{nom: T, departement: {{code: '{department}', nom: D{department}}}}}"
        )
    if period:
        made = made.replace("periode: {debut: 2026, fin: 2030}", f"periode: {period}")
    return made.replace("source:", f"{more}source:")


def fiche(themes: str = "[petite-enfance]", more: str = "") -> str:
    return f"---\ntitre: Une action\nthemes: {themes}\n{more}---\n"


@pytest.fixture
def library(project: Callable[..., Path]) -> Make:
    def make(files: dict[str, str] | None = None) -> Bibliotheque:
        return load(project(files or {}))

    return make


# --- Drawings ---

HOSTILE = 'A & B <script>alert("1")</script>'
PICTURES: dict[str, Callable[[], Markup]] = {
    "grille": lambda: grid.draw(
        "g", "Titre", "Ce qu’on y voit.", ["Agen", "Creusot-Montceau, bassin nord"],
        [
            Line("Enfance", "../themes/enfance/", (Case(4, "Enfance, Agen : 4", "../fiches/?a=1&b=2"), Case(0, "rien"))),
            Line(HOSTILE, None, (Case(3, "deux sans fiche", None, 2), Case(2, "toutes sans fiche", "../x/", 2))),
        ],
    ),
    "periodes": lambda: periods.draw(
        "p", "Titre", "Ce qu’on y voit.",
        [
            Span("Entier", "2022-2026", "../a/", 2022, 2027, 2022.9),
            Span("Avenant", "2025-2026", "../b/", 2025.9, 2027, None, True),
            Span("Sans début", "fin 2026", None, None, 2027),
            Span("Sans fin", "début 2024", None, 2024, None),
            Span("Signé seulement", "2023", None, None, None, 2023.5),
            Span(HOSTILE, "x", 'javascript"', 2026, 2030),
        ],
    ),
    "barres": lambda: bars.draw("b", "Titre", "Ce qu’on y voit.", [("Caf", 4), ("Service départemental à la jeunesse, à l’engagement et aux sports (SDJES)", 1), (HOSTILE, 2)], 4),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_is_the_one_that_was_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    path, drawn = CASES / f"dessins/{name}.svg", str(PICTURES[name]()).replace("><", ">\n<") + "\n"
    if request.config.getoption("--refaire"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_says_what_it_is_and_runs_nothing(name: str) -> None:
    root = ET.fromstring(str(PICTURES[name]()))
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag, title.text) == (f"{SVG}title", f"{SVG}desc", "Titre")
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == {title.get("id"), desc.get("id")}
    assert not [e for e in root.iter() if e.tag == f"{SVG}script" or "style" in e.attrib or "fill" in e.attrib]
    assert all(link.get("aria-label") for link in root.iter(f"{SVG}a"))
    width = float(root.get("width", "0"))
    boxes = [(float(r.get("x", "0")), float(r.get("width", "0"))) for r in root.iter(f"{SVG}rect")]
    assert boxes and all(x >= 0 and w >= 0 and x + w <= width for x, w in boxes)


def test_a_bar_twice_as_long_is_twice_as_many() -> None:
    root = ET.fromstring(str(bars.draw("b", "T", "D", [("A", 4), ("B", 2)], 4)))
    one, other = (float(r.get("width", "0")) for r in root.iter(f"{SVG}rect"))
    assert one == 2 * other


@pytest.mark.parametrize(
    ("words", "width", "most", "rows"),
    [
        ("Enfance", 100, 2, ["Enfance"]),
        ("Animation de la vie sociale", 120, 2, ["Animation de la", "vie sociale"]),
        ("Creusot-Montceau", 80, 2, ["Creusot-", "Montceau"]),
        ("Un nom bien trop long pour deux lignes", 80, 2, ["Un nom bien", "trop long…"]),
        ("Anticonstitutionnellement", 80, 2, ["Anticonsti…"]),
        ("", 80, 2, [""]),
    ],
)
def test_names_are_cut_where_they_can_be(words: str, width: float, most: int, rows: list[str]) -> None:
    assert wrap(words, width, most) == rows


def test_text_and_attributes_are_escaped_once() -> None:
    assert element("a", "x < y & z", Markup("<b/>"), href='"&') == '<a href="&#34;&amp;">x &lt; y &amp; z<b/></a>'


# --- What they count ---


def test_themes_count_each_fiche_at_its_place(library: Make) -> None:
    found = library(
        {
            "docs/themes/sante.md": SOCLE["docs/themes/petite-enfance.md"].replace("rang: 1", "rang: 2"),
            "conventions/essai/fiches/a.md": fiche("[petite-enfance, sante]"),
            "conventions/essai/fiches/b.md": fiche("[]"),
            "conventions/autre/index.md": text("Autre"),
            "conventions/autre/fiches/c.md": fiche("[sante]"),
        }
    )
    where = panorama.places(found, panorama.actions(found))
    assert [p.query for p in where] == ["texte=autre", "texte=essai"]
    assert [(t and t.id, n) for t, n in panorama.by_theme(found, where)] == [
        ("petite-enfance", [0, 2]),
        ("sante", [1, 1]),
        (None, [0, 1]),
    ]


def test_years_come_from_the_calendar_then_from_the_plan(library: Make) -> None:
    found = library(
        {
            "conventions/essai/index.md": text("Essai", "plan:\n  - {titre: L, annees: 2027-2028}\n  - {titre: M}\n"),
            "conventions/essai/fiches/a.md": fiche(more="lignes_du_plan:\n  - {titre: L, annees: [2027]}\n"),
            "conventions/essai/fiches/b.md": fiche(
                more="echeances:\n  - {annees: 2029}\nlignes_du_plan:\n  - {titre: L, annees: [2027]}\n"
            ),
            "conventions/essai/fiches/c.md": fiche(),
        }
    )
    columns, (row,), undated = panorama.by_year(found, panorama.places(found, panorama.actions(found)))
    assert columns == panorama.Years(None, (2026, 2027, 2028, 2029))
    assert [(y.fiches, y.without_fiche) for y in row] == [(1, 0), (2, 1), (1, 1), (1, 0)]
    assert undated == 2


def test_old_years_are_counted_together(library: Make) -> None:
    found = library({"conventions/essai/fiches/a.md": fiche(more="echeances:\n  - {annees: 2000-2002}\n")})
    columns, (row,), _ = panorama.by_year(found, panorama.places(found, panorama.actions(found)))
    assert (columns.before, columns.each[0], columns.each[-1]) == (2016, 2017, 2028)
    assert row[0].fiches == 1 and len(row) == 13


def test_past_a_dozen_territories_departments_stand_for_them(library: Make) -> None:
    texts = {f"conventions/t{i}/index.md": text(f"T{i}", department=f"{i % 3 + 1:02d}") for i in range(13)}
    found = library(texts | {f"conventions/t{i}/fiches/a.md": fiche() for i in range(13)})
    where = panorama.places(found, panorama.actions(found))
    assert [(p.name, p.query) for p in where] == [
        ("D01 (01)", "departement=01"), ("D02 (02)", "departement=02"), ("D03 (03)", "departement=03"), ("Département non indiqué", ""),
    ]  # fmt: skip
    assert sum(panorama.by_theme(found, where)[0][1]) == 14


def test_past_a_dozen_departments_the_least_are_put_together(library: Make) -> None:
    texts = {f"conventions/t{i:02d}/index.md": text(f"T{i:02d}", department=f"{i + 1:02d}") for i in range(20)}
    sheets = {f"conventions/t{i:02d}/fiches/{n}.md": fiche() for i in range(20) for n in ("ab" if i > 8 else "a")}
    found = library(texts | sheets)
    where = panorama.places(found, panorama.actions(found))
    assert len(where) == 12
    assert where[-1].name == "Autres (10)" and where[-1].query == ""
    assert all(f"D{i + 1:02d} ({i + 1:02d})" in [p.name for p in where] for i in range(9, 20))
    assert sum(panorama.by_theme(found, where)[0][1]) == len(sheets) + 1


def test_an_avenant_stands_under_what_it_amends(library: Make) -> None:
    amendment = text("Avenant", period="{debut: 2028, fin: 2030}").replace(
        "type: convention", "modifie: {titre: CTG, texte: essai}\ntype: avenant"
    )
    found = library(
        {
            "conventions/a/index.md": amendment,
            "conventions/b/index.md": text("B", period="{debut: 2027-07-01, fin: 2029-12-31}"),
            "conventions/c/index.md": text("C", period="{debut: {etat: blanc}, fin: {etat: muet}}"),
        }
    )
    assert [(i.text.id, i.amends and i.amends.id) for i in panorama.in_force(found)] == [
        ("essai", None),
        ("a", "essai"),
        ("b", None),
    ]


def test_days_become_fractions_of_years() -> None:
    from datetime import date

    assert panorama.fraction(2026) == 2026.0
    assert panorama.fraction(2026, end=True) == 2027.0
    assert panorama.fraction(date(2026, 12, 31), end=True) == 2027.0
    assert panorama.fraction(date(2026, 7, 2)) == 2026.499


def test_partners_are_brought_together_by_their_spellings(library: Make) -> None:
    found = library(
        {
            "conventions/partenaires.yml": "partenaires:\n  - {nom: Caisse (Caf), graphies: [Caf, La Caf]}\n",
            "conventions/essai/fiches/a.md": fiche(more="partenaires: [Caf, La Caf, Seul]\n"),
            "conventions/essai/fiches/b.md": fiche(more="partenaires: [Caisse (Caf), Mairie]\n"),
            "conventions/essai/fiches/c.md": fiche(more="partenaires: {etat: muet}\n"),
        }
    )
    ((theme, named),) = panorama.partners_by_theme(found)
    assert (theme.id, named) == ("petite-enfance", [("Caisse (Caf)", 2)])


def test_each_spelling_of_the_real_list_is_found_in_a_fiche() -> None:
    """A spelling that no fiche uses any more would mislead who reviews the list."""
    real = load(ROOT)
    used = {p for f in real.fiches.values() if isinstance(f.data.partenaires, tuple) for p in f.data.partenaires}
    assert sorted(set(real.vocabularies.partenaires) - used) == []


# --- The page ---


def cells(seen: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(c.words, c.href) for image in seen["images"] for row in image.rows for c in row]


def test_an_almost_empty_library_has_its_panorama(library: Make) -> None:
    found = library(
        {
            "conventions/essai/fiches/guichet.md": None,
            "conventions/essai/index.md": text("Essai", period="{debut: {etat: blanc}, fin: {etat: blanc}}"),
        }
    )  # type: ignore[dict-item]
    seen = view(found, Links(found))
    assert [i.svg for i in seen["images"]] == [None, None, None]
    assert seen["partenaires"] == []


def test_a_national_library_keeps_its_pictures_small(library: Make) -> None:
    texts = {f"conventions/t{i}/index.md": text(f"T{i}", department=f"{i % 90 + 1:02d}") for i in range(120)}
    found = library(texts | {f"conventions/t{i}/fiches/a.md": fiche() for i in range(120)})
    seen = view(found, Links(found))
    for image in seen["images"]:
        root = ET.fromstring(str(image.svg))
        assert float(root.get("width", "0")) <= 1180 and float(root.get("height", "0")) <= 900
        assert len(image.rows) <= 14
    assert ("Autres (80)", None) in cells(seen)


def counted(found: Bibliotheque) -> list[tuple[str, int, int]]:
    """Each filtered address of the panorama, with what it says and how many rows the catalogue shows there.

    What gathers several places or years has no filter of its own: its address shows more, and is left out.
    """
    shown = {"fiches": fiches(found).rows, "conventions": conventions(found).rows}
    asked = []
    for words, href in cells(view(found, Links(found))):
        where = urlsplit(href or "")
        if not where.query or not {"texte", "departement"} & set(query := parse_qs(where.query)):
            continue
        rows = [r for r in shown[where.path.strip("./")] if all(set(v) & set(r.valeurs[name]) for name, v in query.items())]
        asked.append((href or "", int(words.split(" + ")[0].replace("\u202f", "")), len(rows)))
    return asked


def test_a_cell_leads_to_as_many_rows_as_it_says() -> None:
    asked = counted(load(ROOT))
    assert len(asked) > 40
    assert [a for a in asked if a[1] != a[2]] == []


def test_a_cell_of_a_department_too(library: Make) -> None:
    texts = {f"conventions/t{i}/index.md": text(f"T{i}", department="2A" if i % 2 else "01") for i in range(13)}
    sheets = {
        f"conventions/t{i}/fiches/a.md": fiche("[]", "lignes_du_plan:\n  - {titre: L, annees: [2027]}\n") for i in range(13)
    }
    asked = counted(library(texts | sheets))
    assert {href.split("?")[1] for href, _, _ in asked} >= {"theme=sans-theme&departement=2a", "departement=2a&annee=2027"}
    assert any("conventions" in href for href, _, _ in asked)
    assert [a for a in asked if a[1] != a[2]] == []


def test_the_table_says_what_the_picture_says() -> None:
    real = load(ROOT)
    seen = view(real, Links(real))
    for image in seen["images"][:2]:
        root = ET.fromstring(str(image.svg))
        drawn = [(a.get("href"), next(t.text for t in a.iter(f"{SVG}text") if "compte" in t.get("class", ""))) for a in root.iter(f"{SVG}a") if "compte" in ET.tostring(a, encoding="unicode")]  # fmt: skip
        told = [(c.href, c.words.replace(" sans fiche", "")) for row in image.rows for c in row[1:] if c.href]
        assert drawn == told
    ((_, theme), *_) = [(n, t) for n, t in enumerate(seen["images"][0].rows)]
    assert sum(int(c.words) for c in theme[1:]) == sum("petite-enfance" in f.data.themes for f in real.fiches.values())
