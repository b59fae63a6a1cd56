"""The guide: what each page says of itself, figures written once, check boxes that keep their ticks, figures past their end."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from built import Node, pages, parse, plain
from clausier.check import load
from clausier.inserts import inserts
from clausier.model.guide import BLOCKS, FOLDERS
from clausier.pages import blocks
from conftest import Site, Visit, build_once, build_site

ROOT = Path(__file__).resolve().parent.parent
PAGE = "docs/comprendre/la-ctg-en-une-page.md"
HEAD = "---\ntitre: La CTG\nquestion: Quoi ?\nresume: Une page.\npublic: élus\nverifie: 2026-11-22\nsources: [{titre: Écrit pour les tests}]\n"
FIGURES = """sections: [{id: lois, titre: Lois}]
chiffres:
  - {id: seuil, section: lois, libelle: Un seuil, valeur: VALEUR, unite: habitants, date: 2025-01-01, source: {titre: La loi}}
  - {id: bonus, section: lois, libelle: Un bonus, valeur: 4.5, unite: €, date: 2025-01-01, fin: 2025-12-31, source: {titre: Le barème}}
"""


def guide_pages(site: Path) -> dict[str, Node]:
    """Pages of the guide by address, introductions of folders left out."""
    library = load(ROOT)
    names = [n for n in library.guides if n.split("/")[0] in FOLDERS and not n.endswith("/index")]
    return {n: pages(site)[f"{n}/index.html"].root for n in names}


# --- What each page says of itself ---


def test_every_page_says_its_question_its_public_its_date_and_its_sources(real_site: Path) -> None:
    library = load(ROOT)
    found = guide_pages(real_site)
    assert len(found) >= 30
    for name, root in found.items():
        data = library.guides[name].data
        text = root.one("body").text()
        assert plain(str(data.question)) in text and "Lecture : " in text, name
        assert plain(f"Pour : {data.public}") in text and "Relu le " in text, name
        listed = {a.attrs["href"] for ul in root.all("ul", class_="sources") for a in ul.all("a")}
        assert listed == {s.url for s in data.sources if s.url}, name


def test_every_address_cited_is_among_the_sources() -> None:
    """A reader finds at the end of a page, with its title, whatever its text leans on."""
    library = load(ROOT)
    missing = []
    for page in [*library.guides.values(), *library.themes.values()]:
        known = {source.url for source in page.data.sources}
        cited = set(re.findall(r"\]\((https?://[^)\s]+)\)", page.body))
        quoted = {library.vocabularies.chiffres[m.name].source.url for m in inserts(page.body) if m.kind == "chiffre"}
        missing += [f"{page.path} : {url}" for url in sorted(cited - known - quoted)]
    assert not missing, "\n".join(missing)


def test_links_to_themes_clauses_and_fiches_are_computed(real_site: Path) -> None:
    """From the front matter alone: a theme gives its page and fiches, a subject its clauses."""
    library = load(ROOT)
    for name, root in guide_pages(real_site).items():
        data = library.guides[name].data
        links = " ".join(a.attrs.get("href", "") for a in root.one("main").all("a"))
        for theme in data.themes:
            assert f"themes/{theme}/" in links, (name, theme)
        if any(theme in fiche.data.themes for theme in data.themes for fiche in library.fiches.values()):
            assert "De vraies fiches-actions" in root.text(), name
        for subject in data.sujets:
            served = [c for c in library.clauses_of_subject(subject) if c.data.statut == "socle"]
            assert all(f"clauses/{c.id}/" in links for c in served), (name, subject)


def test_every_block_has_its_data_and_its_template() -> None:
    templates = {p.stem for p in (ROOT / "overrides/blocs").glob("*.html")}
    assert set(BLOCKS) == set(blocks.BLOCKS) == templates


# --- Figures, written once ---


def test_one_edit_changes_every_page_that_quotes_a_figure(site: Callable[..., Site]) -> None:
    files: dict[str, str | bytes | None] = {
        "docs/chiffres.yml": FIGURES.replace("VALEUR", "3500"),
        PAGE: f"{HEAD}---\n\nPlus de {{{{chiffre:seuil}}}}, en {{{{chiffre:seuil.annee}}}}, pour {{{{chiffre:bonus}}}}.\n\n{{{{bloc:chiffres}}}}\n",
        "docs/themes/petite-enfance.md": "---\ntitre: Petite enfance\nrang: 1\nresume: Les petits.\n---\n\nDès {{chiffre:seuil.nombre}} âmes.\n",
    }
    built = site(files)
    assert built.status == 0, built.output
    text = parse(built.page("comprendre/la-ctg-en-une-page")).root.one("main").text()
    assert "Plus de 3 500 habitants, en 2025, pour 4,50 €." in text
    assert "Dès 3 500 âmes." in parse(built.page("themes/petite-enfance")).root.text()
    row = next(r for r in parse(built.page("comprendre/la-ctg-en-une-page")).root.all("tr") if "Un seuil" in r.text())
    assert "La CTG" in row.text() and "Petite enfance" in row.text() and "terme non connu" in row.text()
    (built.root / "docs/chiffres.yml").write_text(FIGURES.replace("VALEUR", "4200"), encoding="utf-8")
    built.build()
    assert "Plus de 4 200 habitants" in parse(built.page("comprendre/la-ctg-en-une-page")).root.text()
    assert "Dès 4 200 âmes." in parse(built.page("themes/petite-enfance")).root.text()


def test_no_amount_and_no_threshold_is_typed_in_a_page() -> None:
    assert [str(w) for w in load(ROOT).warnings if "écrit à la main" in w.message] == []


FIXED_DAY = "const D = Date; window.Date = class extends D { constructor(...a) { super(...(a.length ? a : ['DAY'])); } };"


@pytest.mark.navigateur
@pytest.mark.parametrize(("day", "told"), [("2025-12-31T20:00:00", False), ("2026-01-01T08:00:00", True)])
def test_a_figure_past_its_end_says_so_in_the_browser(visit: Callable[..., Visit], address: str, day: str, told: bool) -> None:
    visited = visit()
    visited.page.add_init_script(FIXED_DAY.replace("DAY", day))
    visited.page.goto(address + "reperes/chiffres/")
    ended = visited.page.locator("td:has([data-fin='2025-12-31'])").first
    expect(ended).to_be_visible()
    assert ("jusqu’au 31 décembre 2025 : à vérifier" in ended.inner_text()) is told
    open_ended = visited.page.locator("td:has(> .montant:not([data-fin]))").first
    assert "vérifier" not in open_ended.inner_text()


# --- Check-lists ---


def boxes(page: Page) -> list[bool]:
    found: list[bool] = page.eval_on_selector_all("[data-tache]", "all => all.map(box => box.checked)")
    return found


@pytest.mark.navigateur
def test_ticks_are_kept_page_by_page_and_can_be_erased(visit: Callable[..., Visit], address: str) -> None:
    visited = visit()
    page = visited.page
    page.goto(address + "agir/premiere-semaine/")
    count = len(boxes(page))
    assert count >= 15 and not any(boxes(page))
    # The whole line is the label; the keyboard ticks too.
    page.locator(".taches label").first.locator("span").first.click(position={"x": 3, "y": 3})
    second = page.locator("[data-tache]").nth(1)
    second.focus()
    page.keyboard.press("Space")
    assert boxes(page) == [True, True] + [False] * (count - 2)
    expect(page.get_by_role("status").filter(has_text=f"2 sur {count} faites")).to_be_visible()
    page.reload()
    assert boxes(page) == [True, True] + [False] * (count - 2)
    page.goto(address + "agir/premier-mois/")
    assert not any(boxes(page))
    page.goto(address + "agir/premiere-semaine/")
    page.get_by_role("button", name="Effacer les coches").click()
    page.reload()
    assert not any(boxes(page)) and not visited.errors


LIST_ONE = "- [ ] Lire [la durée](../clauses/duree.md) en entier\n- [ ] Appeler la Caf\n- Un point ordinaire\n"
LIST_TWO = "- [ ] Appeler la Caf\n- [ ] Lire [la durée](../clauses/duree.md) en entier\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with the same tasks on two pages, an address to write to and a version of its contents."""
    files: dict[str, str | bytes | None] = {
        PAGE: f"{HEAD}---\n\n{LIST_ONE}",
        "docs/agir/index.md": f"---\ntitre: Agir\nresume: Des listes.\n---\n\n{LIST_TWO}",
    }
    config = "INHERIT: socle.yml\nsite_name: Essai\nsite_url: https://exemple.fr/depot/\nextra: {contact: 'ctg@exemple.fr', version_contenus: '2026-11'}\n"
    built = build_once(tmp_path_factory, "rempli", lambda folder: build_site(folder, files, config))
    assert built.status == 0, built.output
    return built


def test_a_tick_belongs_to_its_words_and_links_stay_links(filled: Site) -> None:
    """Reordering keeps ticks; a nested list and a link inside an item stay what they are."""
    built = filled

    def keys(url: str) -> dict[str, str]:
        root = parse(built.page(url)).root
        return {
            label.text(): label.one("input").attrs["data-tache"]
            for label in root.all("label", keep=lambda n: bool(n.all("input", type="checkbox")))
        }

    first, second = keys("comprendre/la-ctg-en-une-page"), keys("agir")
    assert first == second and set(first) == {"Lire la durée en entier", "Appeler la Caf"}
    assert (
        "duree"
        in next(a for a in parse(built.page("comprendre/la-ctg-en-une-page")).root.all("a") if a.text() == "la durée").attrs[
            "href"
        ]
    )


# --- Telling an error ---


def test_an_error_is_told_by_mail_with_its_page_and_version(filled: Site) -> None:
    built = filled
    link = next(a for a in parse(built.page("clauses/duree")).root.all("a") if a.text() == "Signaler une erreur")
    where = urlsplit(link.attrs["href"])
    said = parse_qs(where.query)
    assert (where.scheme, where.path) == ("mailto", "ctg@exemple.fr") and said["subject"] == ["Erreur : Durée"]
    assert "https://exemple.fr/depot/clauses/duree/" in said["body"][0] and "2026-11" in said["body"][0]


def test_without_an_address_the_link_says_how(site: Callable[..., Site]) -> None:
    built = site()
    link = next(a for a in parse(built.page("clauses/duree")).root.all("a") if a.text() == "Signaler une erreur")
    assert link.attrs["href"] == "../../reperes/signaler-une-erreur/"
