"""Catalogues in a real browser: filter by keyboard, send the address, take the selection away, with or without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from built import Node, broken_links, pages, plain
from clausier.check import load
from clausier.links.all import Links
from conftest import ROOT, Site, Visit, build_site
from test_accessibilite import told, too_wide

pytestmark = pytest.mark.navigateur
NAMES = ["clauses", "fiches", "conventions", "indicateurs"]
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def links() -> Links:
    return Links(load(ROOT))


def count(page: Page) -> int:
    """What the live count says."""
    text = page.locator(".filtres__compte").inner_text()
    return 0 if text.startswith("Rien") else int(re.sub(r"\D", "", text.split("sur")[0]))


def shown(page: Page) -> list[str]:
    """Keys of the rows that show, in order."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[data-cle]')].filter(e => e.checkVisibility()).map(e => e.dataset.cle)"
    )
    return found


def settled(page: Page, expected: int) -> None:
    expect(page.locator(".filtres__compte")).to_contain_text(
        re.compile(rf"^{expected}\D|^Rien" if expected == 0 else rf"^{expected}\D")
    )


def keys(links: Links, name: str, **values: str) -> set[str]:
    """Rows that have these values, as the library tells."""
    return {r.key for r in links.catalogues[name].rows if all(v in r.valeurs[f] for f, v in values.items())}


CHOICES = {
    "clauses": {"theme": "jeunesse", "statut": "option"},
    "fiches": {"theme": "petite-enfance", "annee": "2026"},
    "conventions": {"type": "convention", "etat": "projet"},
    "indicateurs": {"nature": "resultat", "mesure": "qualitative"},
}


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_sent_by_its_address(visit: Open, address: str, links: Links, name: str) -> None:
    visited = visit()
    page = visited.page
    page.goto(f"{address}{name}/")
    total = len(links.catalogues[name].rows)
    assert count(page) == total and set(shown(page)) == keys(links, name)
    (first, one), (second, other) = CHOICES[name].items()
    page.get_by_label(label(links, name, first), exact=True).select_option(one)
    settled(page, len(keys(links, name, **{first: one})))
    page.get_by_label(label(links, name, second), exact=True).select_option(other)
    wanted = keys(links, name, **CHOICES[name])
    settled(page, len(wanted))
    assert wanted and set(shown(page)) == wanted
    expect(page).to_have_url(f"{address}{name}/?{first}={one}&{second}={other}")
    colleague = visit().page
    colleague.goto(page.url)
    settled(colleague, len(wanted))
    assert shown(colleague) == shown(page)
    page.go_back()
    settled(page, len(keys(links, name, **{first: one})))
    page.go_back()
    settled(page, total)
    page.go_forward()
    settled(page, len(keys(links, name, **{first: one})))
    assert set(shown(page)) == keys(links, name, **{first: one})
    expect(page.get_by_label(label(links, name, first), exact=True)).to_have_value(one)
    assert (visited.outside, visited.errors) == ([], [])


def label(links: Links, name: str, facet: str) -> str:
    return next(f.libelle for f in links.catalogues[name].facets if f.id == facet)


@pytest.mark.parametrize(
    "name", [n if n in ("fiches", "indicateurs") else pytest.param(n, marks=pytest.mark.complet) for n in NAMES]
)
def test_a_filter_is_used_by_keyboard_alone(visit: Open, address: str, name: str) -> None:
    page = visit().page
    page.goto(f"{address}{name}/")
    total = count(page)
    field = page.get_by_role("searchbox", name="Mots")
    for _ in range(40):
        page.keyboard.press("Tab")
        if field.evaluate("e => e === document.activeElement"):
            break
    expect(field).to_be_focused()
    page.keyboard.type("enfance")
    expect(page).to_have_url(f"{address}{name}/?q=enfance")
    kept = count(page)
    assert 0 < kept < total or name == "conventions"
    assert len(shown(page)) == kept
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", re.compile("theme|type"))
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("q=enfance&(theme|type)="))
    expect(page.locator(":focus")).to_have_attribute("name", re.compile("theme|type"))
    assert 0 < len(shown(page)) == count(page) <= kept
    reset = page.get_by_role("button", name="Effacer les filtres")
    for _ in range(12):
        page.keyboard.press("Tab")
        if reset.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}{name}/")
    # The button is gone; the focus is not lost.
    expect(reset).to_be_hidden()
    expect(field).to_be_focused()
    assert count(page) == len(shown(page)) == total


def search(page: Page, words: str) -> list[str]:
    page.get_by_role("searchbox", name="Mots").fill(words)
    page.get_by_role("searchbox", name="Mots").press("Enter")
    return shown(page)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("évènements", "EVENEMENTS"),
        ("l’accueil", "accueil"),
        ("d'accueil", "l’accueil"),
        ("aller vers", "vers aller"),
        ("aller-vers", "aller vers"),
    ],
)
def test_words_are_found_as_people_type_them(visit: Open, address: str, one: str, other: str) -> None:
    page = visit().page
    page.goto(address + "fiches/")
    found = search(page, one)
    assert found and found == search(page, other)
    # Every word must be there.
    assert search(page, f"{one} zzz") == []
    expect(page.locator(".filtres__compte")).to_contain_text("Rien ne répond")


def test_only_what_exists_is_offered_with_its_number(visit: Open, address: str, links: Links) -> None:
    page = visit().page
    page.goto(address + "fiches/?texte=val-de-morteau")
    settled(page, len(keys(links, "fiches", texte="val-de-morteau")))
    for name in ("theme", "niveau", "annee"):
        options = page.locator(f"select[name={name}] option").all_text_contents()[1:]
        values = page.locator(f"select[name={name}] option").evaluate_all("l => l.map(o => o.value).filter(Boolean)")
        assert values
        for text, value in zip(options, values, strict=True):
            assert int(re.findall(r"\((\d+)\)$", text)[0]) == len(
                keys(links, "fiches", texte="val-de-morteau", **{name: value})
            )
    # A level keeps its own word and title, and only those of the chosen text are left.
    assert all(
        v.startswith("val-de-morteau/")
        for v in page.locator("select[name=niveau] option").evaluate_all("l => l.map(o => o.value).filter(Boolean)")
    )
    expect(page.locator("select[name=niveau]")).to_contain_text("Axe : Santé & Prévention")


def test_an_address_that_asks_for_what_is_gone_says_so(visit: Open, address: str) -> None:
    page = visit().page
    page.goto(address + "fiches/?theme=disparu&tri=disparu")
    expect(page.get_by_text("n’existe plus, il est ignoré : disparu")).to_be_visible()
    assert count(page) == len(shown(page))


@pytest.mark.parametrize(
    ("name", "order"), [("fiches", "titre"), ("clauses", "titre"), ("conventions", "fiches"), ("indicateurs", "fiches")]
)
def test_rows_are_sorted_and_put_back(visit: Open, address: str, links: Links, name: str, order: str) -> None:
    page = visit().page
    page.goto(f"{address}{name}/")
    before = shown(page)
    page.get_by_label("Ordre").select_option(order)
    rows = sorted(links.catalogues[name].rows, key=lambda r: r.tris[order])
    expect(page).to_have_url(re.compile(f"tri={order}"))
    places = {r.key: r.tris[order] for r in rows}
    assert [places[k] for k in shown(page)] == sorted(places[k] for k in shown(page)) and len(shown(page)) == len(rows)
    page.get_by_label("Ordre").select_option("")
    expect(page).to_have_url(f"{address}{name}/")
    assert shown(page) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_selection_is_taken_away_as_a_table(visit: Open, address: str, real_site: Path, links: Links, name: str) -> None:
    page = visit().page
    published = (real_site / f"donnees/{name}.csv").read_bytes()
    for choice in ({}, CHOICES[name]):
        page.goto(f"{address}{name}/?{'&'.join(f'{f}={v}' for f, v in choice.items())}")
        with page.expect_download() as waited:
            page.get_by_role("button", name="Télécharger en tableau (CSV)").click()
        taken = Path(waited.value.path()).read_bytes()
        assert taken.startswith(b"\xef\xbb\xbf") and waited.value.suggested_filename == f"{name}-selection.csv"
        expect(page.get_by_text("Tableau prêt")).to_be_visible()
        heading, _, lines = taken.decode("utf-8-sig").partition("\r\n")
        assert heading == published.decode("utf-8-sig").split("\r\n")[0]
        if not choice:
            assert sorted(taken.split(b"\r\n")) == sorted(published.split(b"\r\n"))
        else:
            titles = {r.key: r.titre for r in links.catalogues[name].rows}
            wanted = keys(links, name, **choice)
            if name == "indicateurs":
                texts = {w.texte for i in links.bank.indicators if i.id in wanted for w in i.wordings}
                assert {line.split(";")[0].strip('"') for line in lines.split("\r\n") if line} == {
                    t.replace('"', '""') for t in texts
                }
            else:
                assert lines.count("\r\n") == len(wanted) and all(titles[k].replace('"', '""') in lines for k in wanted)


@pytest.mark.parametrize("name", NAMES)
def test_without_scripts_the_list_is_complete(visit: Open, address: str, links: Links, name: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{address}{name}/?theme=jeunesse")
    assert page.locator("[data-cle]").count() == len(links.catalogues[name].rows)
    expect(page.locator("form[data-catalogue]")).to_be_hidden()
    expect(page.get_by_role("button", name="Télécharger en tableau")).to_be_hidden()


def test_a_theme_leads_into_the_filtered_catalogues(visit: Open, address: str, links: Links) -> None:
    page = visit().page
    for name in ("fiches", "clauses", "conventions", "indicateurs"):
        page.goto(address + "themes/jeunesse/")
        page.get_by_role("main").locator(f"a[href$='{name}/?theme=jeunesse#filtres']").first.click()
        settled(page, len(keys(links, name, theme="jeunesse")))
        assert set(shown(page)) == keys(links, name, theme="jeunesse")


@pytest.mark.parametrize(("width", "dark"), [pytest.param(1280, True, marks=pytest.mark.complet), (390, False)])
def test_a_filtered_catalogue_is_accessible(visit: Open, address: str, width: int, dark: bool) -> None:
    page, wrong = visit(width=width, dark=dark).page, []
    # On a phone, a list that is left and a list that is empty; the other two lists are made alike.
    urls = ["fiches/?q=zzz", "indicateurs/?nature=effet&theme=jeunesse"]
    for url in urls if width < 600 else [*urls, "fiches/?theme=jeunesse&tri=titre", "clauses/?q=preavis"]:
        page.goto(address + url)
        expect(page.get_by_role("button", name="Effacer les filtres")).to_be_visible()
        page.evaluate(AXE_SCRIPT)
        wrong += [f"{url} : {fault}" for fault in told(page)]
        page.set_viewport_size({"width": 320, "height": 800})
        wrong += [f"{url} : {fault}" for fault in too_wide(page)]
        page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "indicateurs/")
    page.get_by_role("button", name=re.compile("^Ajouter à mon plan")).first.click()
    page.evaluate(AXE_SCRIPT)
    wrong += [f"boîte : {fault}" for fault in told(page)]
    assert not wrong, "\n".join(wrong)


# --- The bank ---


def plan(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate("window.Clausier.valeurs.lire().valeurs.actions || []")
    return found


def test_an_indicator_goes_into_the_plan(visit: Open, address: str) -> None:
    visited = visit()
    page = visited.page
    page.goto(address + "indicateurs/")
    buttons = page.get_by_role("button", name=re.compile("^Ajouter à mon plan"))
    texts = [b.locator("xpath=..").get_attribute("data-indicateur") for b in (buttons.nth(0), buttons.nth(1))]
    dialog = page.get_by_role("dialog", name="Ajouter à mon plan")
    buttons.nth(0).focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Dans quelle action ?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(buttons.nth(0)).to_be_focused()
    assert plan(page) == []
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = page.locator("[data-avis-geste]")
    expect(said).to_contain_text("Ajouté à votre plan")
    expect(said).to_contain_text("Conseil")
    expect(buttons.nth(0)).to_be_focused()
    # Then into the action that is there, once.
    for expected in ("Ajouté à votre plan", "a déjà cet indicateur"):
        buttons.nth(1).click()
        dialog.get_by_role("button", name="Ajouter").click()
        expect(said).to_contain_text(expected)
    (action,) = plan(page)
    assert action["indicateurs"].split("\n") == texts
    said.get_by_role("link", name="L’ouvrir").click()
    expect(page.get_by_label("Indicateurs", exact=False).first).to_have_value("\n".join(map(str, texts)))
    assert visited.errors == []


def test_an_indicator_is_copied_alone(visit: Open, address: str) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(address + "indicateurs/")
    button = page.get_by_role("button", name=re.compile("^Copier : ")).first
    text = button.locator("xpath=..").get_attribute("data-indicateur")
    button.click()
    expect(page.locator("[data-avis-geste]")).to_contain_text("Copié")
    assert text and plain(page.evaluate("navigator.clipboard.readText()")) == plain(text)


@pytest.mark.parametrize("width", [1280, 390])
def test_an_indicator_is_on_screen_when_its_address_is_opened(visit: Open, address: str, width: int) -> None:
    """Lines that are not seen yet are not laid out: the way down to one is a guess until it is reached."""
    page = visit(width=width).page
    page.goto(address + "indicateurs/")
    ids = page.locator("li.indicateur").evaluate_all("lines => lines.map(e => e.id)")
    for id in (ids[len(ids) // 2], ids[-1]):
        page.goto(f"{address}indicateurs/#{id}")
        title = page.locator(f"[id='{id}'] .indicateur__titre").first
        expect(title).to_be_in_viewport()
        assert (
            page.evaluate(
                "id => document.elementFromPoint(80, document.getElementById(id).getBoundingClientRect().top + 30).closest('li').id",
                id,
            )
            == id
        )


def test_every_indicator_of_a_fiche_leads_to_its_line(real_site: Path, links: Links) -> None:
    """The anchor is that of the very text: the link checker only says that it exists."""
    bank = pages(real_site)["indicateurs/index.html"]
    lines: dict[str, Node] = {n.attrs["id"]: n for n in bank.root.all("li", keep=lambda n: "id" in n.attrs)}
    said = {id: line.text() for id, line in lines.items()}
    uses = [u for w in links.bank.wording_of.values() for u in w.uses]
    leads = {
        url: {a.text(): a.attrs["href"] for a in pages(real_site)[f"{url}index.html"].root.all("a", class_="lien-sobre")}
        for url in {use.fiche.url for use in uses}
    }
    assert uses
    for use in uses:
        text = plain(use.indicateur.texte)
        line = said[leads[use.fiche.url][text].split("#")[1]]
        assert text in line and plain(use.fiche.titre) in line


def test_the_bank_says_what_an_indicator_lacks(real_site: Path, links: Links) -> None:
    bank = pages(real_site)["indicateurs/index.html"].root
    lines = bank.all("li", keep=lambda n: "data-cle" in n.attrs)
    lacking = [i for i in links.bank.indicators if any(w.lacks for w in i.wordings)]
    assert sum("sans valeur de départ" in line.text() for line in lines) == len(lacking)
    assert "Conseil" in bank.one(id="conseil").text()


# --- A list too long for its page ---


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank of 620 indicators, 310 of them of one theme, the others of none."""

    def fiche(name: str, themes: str, first: int) -> str:
        items = "".join(f"  - Nombre d’élèves n° {i}\n" for i in range(first, first + 310))
        return f"---\ntitre: {name}\n{themes}indicateurs:\n{items}---\n"

    built: Site = build_site(
        tmp_path_factory.mktemp("long"),
        {
            "conventions/essai/fiches/guichet.md": fiche("Compter", "themes: [petite-enfance]\n", 0),
            "conventions/essai/fiches/autre.md": fiche("Recompter", "", 310),
        },
    )
    assert built.status == 0, built.output
    return built.root / "site"


def test_a_long_list_is_whole_on_pages_of_its_own(long_site: Path) -> None:
    found = pages(long_site)
    assert not (broken := broken_links(long_site)), "\n".join(broken)
    entry = found["indicateurs/index.html"].root
    assert not entry.all(keep=lambda n: "data-cle" in n.attrs)
    parts = [a.attrs["href"] for a in entry.one(class_="parts").all("a")]
    assert parts == ["theme/petite-enfance/", "sans-theme/"]
    texts = [
        line.attrs["data-cle"]
        for part in parts
        for line in found[f"indicateurs/{part}index.html"].root.all("li", class_="indicateur")
    ]
    assert len(texts) == len(set(texts)) == 620
    assert (long_site / "indicateurs/index.html").stat().st_size < 30_000
    # A fiche leads to the page that holds its indicator.
    link = found["conventions/essai/fiches/autre/index.html"].root.all("a", class_="lien-sobre")[0]
    assert "indicateurs/sans-theme/#" in link.attrs["href"]


def test_the_index_comes_when_the_filter_is_used_even_from_a_file(visit: Open, long_site: Path) -> None:
    page = visit().page
    page.context.unroute_all()  # the visit refuses all but its server; here there is none
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    base = (long_site / "indicateurs/index.html").as_uri()
    page.goto(base)
    assert not [u for u in asked if "/catalogues/" in u]
    page.get_by_role("searchbox", name="Mots").focus()
    page.get_by_role("searchbox", name="Mots").fill("eleves")
    expect(page.locator(".resultats > li")).to_have_count(60)
    expect(page.locator(".filtres__compte")).to_have_text(re.compile(r"^620 indicateurs"))
    page.get_by_role("button", name="Voir la suite").click()
    expect(page.locator(".resultats > li")).to_have_count(120)
    # The focus goes on where reading does.
    expect(page.locator(".resultats > li").nth(60).get_by_role("link")).to_be_focused()
    page.get_by_label("Thème", exact=True).select_option("sans-theme")
    expect(page.locator(".filtres__compte")).to_contain_text("310 indicateurs sur 620")
    page.get_by_role("searchbox", name="Mots").fill("n° 617")
    expect(page.locator(".resultats > li")).to_have_count(1)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Télécharger en tableau (CSV)").click()
    assert Path(waited.value.path()).read_text(encoding="utf-8-sig").count("\n") == 2
    page.locator(".resultats a").click()
    assert "indicateurs/sans-theme/" in page.url
    assert {u.split(":")[0] for u in asked} <= {"file", "blob"}
    page.goto(f"{base}?theme=petite-enfance")
    expect(page.locator(".filtres__compte")).to_contain_text("310 indicateurs sur 620")
    page.get_by_role("button", name="Effacer les filtres").click()
    expect(page.locator(".parts")).to_be_visible()
    expect(page.locator(".resultats")).to_be_hidden()
