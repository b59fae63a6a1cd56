"""A body's HTML cut at its level-two headings."""

from __future__ import annotations

from markdown import Markdown

from clausier.pages.sections import Section, lead_and_sections


def cut(text: str) -> tuple[str, list[Section]]:
    """As the site renders it, with the links that headings carry to themselves."""
    toc = {"permalink": "¶", "permalink_title": "Lien vers cette section"}
    return lead_and_sections(Markdown(extensions=["toc", "fenced_code"], extension_configs={"toc": toc}).convert(text))


def test_lead_then_sections_in_order() -> None:
    lead, sections = cut("Avant.\n\n## Un\n\nPremier.\n\n## Deux\n\nSecond.\n\nFin.")
    assert lead == "<p>Avant.</p>"
    assert [(s.title, s.html) for s in sections] == [("Un", "<p>Premier.</p>"), ("Deux", "<p>Second.</p>\n<p>Fin.</p>")]


def test_no_section() -> None:
    assert cut("Avant.") == ("<p>Avant.</p>", [])


def test_no_body() -> None:
    assert cut("") == ("", [])


def test_no_lead() -> None:
    assert cut("## Un\n\nPremier.")[0] == ""


def test_an_empty_section_stays() -> None:
    assert [(s.title, s.html) for s in cut("## Un\n\n## Deux\n\nFin.")[1]] == [("Un", ""), ("Deux", "<p>Fin.</p>")]


def test_lower_headings_stay_inside() -> None:
    (section,) = cut("## Un\n\n### Détail\n\nTexte.")[1]
    assert section.title == "Un" and "Détail" in section.html and "Texte." in section.html


def test_titles_are_plain_text() -> None:
    (section,) = cut("## L’*accueil* & la `santé` < 3 ans")[1]
    assert section.title == "L’accueil & la santé < 3 ans"


def test_ids_are_those_of_the_headings() -> None:
    assert [s.id for s in cut("## Points de vigilance\n\n## Points de vigilance")[1]] == [
        "points-de-vigilance",
        "points-de-vigilance_1",
    ]


def test_a_heading_shown_as_code_does_not_cut() -> None:
    (section,) = cut('## Un\n\n```\n<h2 id="x">Deux</h2>\n```')[1]
    assert section.title == "Un" and "Deux" in section.html
