"""What visitors do, in a real browser: walk from the home page to a clause and take it away, on any screen, with or without scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from built import Node, pages, parse, plain
from conftest import Visit
from sorts import sheets

pytestmark = pytest.mark.navigateur
READ = """async () => {
    const [item] = await navigator.clipboard.read();
    return Object.fromEntries(await Promise.all(item.types.map(async t => [t, await (await item.getType(t)).text()])));
}"""
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def arrive(page: Page, sort: str) -> None:
    """The page is of this kind and shows its title."""
    expect(page.locator(f".page--{sort}")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def walk(page: Page, address: str) -> list[str]:
    """Home, theme, fiche, its text, one of its clauses, by clicking links; gives the addresses met."""
    met = []
    page.goto(address)
    arrive(page, "accueil")
    main = page.get_by_role("main")
    steps = [
        ("theme", main.get_by_role("link", name="Petite enfance", exact=True)),
        ("fiche", main.locator("a[href*='conventions/agglomeration-agen/fiches/']")),
        ("convention", main.locator("a[href$='../'], a[href$='agglomeration-agen/']").filter(has_text="Agen")),
        (
            "clause",
            main.locator("section[id^='article'] a[href*='/clauses/']").or_(main.get_by_text("Clause modèle :").locator("a")),
        ),
    ]
    met.append(page.url)
    for sort, link in steps:
        link.first.click()
        arrive(page, sort)
        met.append(page.url)
    return met


def copy(page: Page, with_source: bool = False) -> dict[str, str]:
    """Press the copy button and read the clipboard back, by type."""
    page.get_by_label("avec la source").set_checked(with_source)
    # A second copy says the same words: those of the first must not be taken for its own.
    page.get_by_role("status").evaluate_all("all => all.forEach(one => (one.textContent = ''))")
    page.get_by_role("button", name=re.compile("^Copier ")).first.click()
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_visible()
    found: dict[str, str] = page.evaluate(READ)
    return found


def shown(node: Node) -> str:
    """Text of an element as it is to be taken away: without anchors and words for screen readers."""
    if {"headerlink", "lu"} & set(node.attrs.get("class", "").split()):
        return ""
    return "".join(c if isinstance(c, str) else shown(c) for c in node.children)


def letters(text: str) -> str:
    """A text without its spaces, nor what marks list items in plain text."""
    return re.sub(r"\s+", "", re.sub(r"^\s*(?:-|\d+\.) ", "", plain_lines(text), flags=re.MULTILINE))


def plain_lines(text: str) -> str:
    return "\n".join(plain(line) for line in text.splitlines())


def check_rich(html: str) -> Node:
    """What Word receives: structure, no class, no id, no relative link, nothing for the screen only."""
    root = parse(html).root
    for node in root.walk():
        assert not {"class", "id", "hidden", "tabindex", "role"} & set(node.attrs), node
        assert not [a for a in node.attrs if a.startswith(("data-", "aria-", "on"))], node
        assert node.tag not in ("script", "button", "svg", "style", "input"), node
        for name in ("href", "src"):
            # The browser makes relative addresses whole: those would lead to this machine.
            assert re.match(r"(https?://(?!127\.0\.0\.1)|mailto:)", node.attrs.get(name, "https://")), node
    assert "¶" not in html
    return root


def check_plain(text: str) -> None:
    """What an e-mail receives: lines, at most one empty line in a row, no stray space."""
    assert "<" not in text and "¶" not in text
    lines = text.rstrip("\n").split("\n")
    assert not [line for line in lines if line != line.strip(" ")], [line for line in lines if line != line.strip(" ")][:5]
    assert "\n\n\n" not in text
    assert not [line for line in lines if "\t " in line or " \t" in line]


# --- The walk and what one takes away ---


def test_from_the_home_page_to_a_clause_in_the_clipboard(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    visited = visit(**CLIPBOARD)
    page = visited.page
    met = walk(page, address)
    title = page.get_by_role("heading", level=1).inner_text()
    # Its accessible name says what it copies.
    expect(page.get_by_role("button", name=f"Copier la clause : {title}")).to_be_visible()
    copied = copy(page)
    file = met[-1].removeprefix(address) + "index.html"
    (sheet,) = sheets(pages(real_site)[file])
    rich = check_rich(copied["text/html"])
    assert letters(rich.raw()) == letters(shown(sheet))
    assert letters(copied["text/plain"]) == letters(shown(sheet))
    for blank in sheet.all(class_="blanc"):
        assert re.fullmatch(r"\[[^\[\]]+\]", blank.text())
        assert blank.text() in rich.text() and blank.text() in plain(copied["text/plain"])
    assert (visited.outside, visited.errors) == ([], [])


def first_clause(site: Path, has: Callable[[Node], Any]) -> str:
    """Address of the first clause whose text has something."""
    return next(
        name.removesuffix("index.html")
        for name, p in pages(site).items()
        if sheets(p) and p.root.all("button", keep=lambda n: "data-copier" in n.attrs) and has(sheets(p)[0])
    )


COPIED: dict[str, Callable[[Node], Any]] = {
    "liste": lambda s: s.all("ul") and s.all(class_="blanc"),
    "liste numérotée": lambda s: s.all("ol"),
    "titre": lambda s: s.all("h3"),
    "tableau": lambda s: s.all("table"),
    "groupe répété": lambda s: s.all(class_="groupe"),
    "renvoi": lambda s: s.all("a", class_="renvoi"),
}


@pytest.mark.parametrize("what", COPIED)
def test_a_copy_keeps_the_structure_of_the_text(visit: Callable[..., Visit], address: str, real_site: Path, what: str) -> None:
    url = first_clause(real_site, COPIED[what])
    (sheet,) = sheets(pages(real_site)[f"{url}index.html"])
    page = visit(**CLIPBOARD).page
    page.goto(address + url)
    copied = copy(page)
    rich = check_rich(copied["text/html"])
    for tag in ("ul", "ol", "li", "h3", "h4", "table", "tr", "th", "td", "strong", "em", "p"):
        assert len(rich.all(tag)) == len(sheet.all(tag)), tag
    assert letters(rich.raw()) == letters(shown(sheet))
    assert letters(copied["text/plain"]) == letters(shown(sheet))
    text = plain_lines(copied["text/plain"])
    for item in sheet.all("li", keep=lambda n: not n.all("ul") and not n.all("ol") and not n.all("p")):
        assert item.parent
        mark = (
            "- " if item.parent.tag == "ul" else f"{[c for c in item.parent.children if isinstance(c, Node)].index(item) + 1}. "
        )
        assert f"\n{mark}{plain(shown(item))}" in f"\n{text}"


def test_the_plain_text_of_a_copy_reads_well(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    page = visit(**CLIPBOARD).page
    for what in ("liste", "titre", "tableau"):
        url = first_clause(real_site, COPIED[what])
        page.goto(address + url)
        text = copy(page)["text/plain"]
        check_plain(text)
        (sheet,) = sheets(pages(real_site)[f"{url}index.html"])
        for row in sheet.all("tr"):
            assert "\t".join(plain(shown(c)) for c in row.children if isinstance(c, Node)).strip() in "\n".join(
                re.sub(r"[^\S\t\n]+", " ", line.replace("’", "'")).strip() for line in text.splitlines()
            )


def test_a_copy_with_its_source_ends_with_it(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    url = first_clause(real_site, COPIED["liste"])
    page = visit(**CLIPBOARD).page
    page.goto(f"{address}{url}#texte")
    title = page.get_by_role("heading", level=1).inner_text()
    version = re.search(r"version \d+\.\d+", page.get_by_role("main").inner_text())
    assert version
    copied = copy(page, with_source=True)
    last = copied["text/plain"].rstrip("\n").split("\n")[-1]
    for part in (title, version[0], address + url):
        assert plain(part) in plain(last)
    assert "#" not in last
    assert plain(last) == check_rich(copied["text/html"]).all("p")[-1].text()
    # Without the box, the text alone.
    assert plain(last) not in plain(copy(page)["text/plain"])


def test_indicators_of_a_fiche_are_copied_as_a_list(visit: Callable[..., Visit], address: str) -> None:
    page = visit(**CLIPBOARD).page
    page.goto(address + "conventions/val-de-morteau/fiches/guichet-unique/")
    items = [
        plain(t) for t in page.get_by_role("region", name="Indicateurs d’évaluation").get_by_role("listitem").all_inner_texts()
    ]
    copied = copy(page)
    assert items and [li.text() for li in check_rich(copied["text/html"]).all("li")] == items
    assert [plain(line) for line in copied["text/plain"].splitlines() if line.strip()] == [f"- {item}" for item in items]


def test_a_refused_clipboard_is_said(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    page = visit(permissions=[]).page
    page.add_init_script("navigator.clipboard.write = () => Promise.reject(new DOMException('non', 'NotAllowedError'))")
    page.goto(address + first_clause(real_site, COPIED["liste"]))
    page.get_by_role("button", name=re.compile("^Copier ")).first.click()
    expect(page.get_by_role("status").filter(has_text="Ctrl")).to_be_visible()


def test_copy_buttons_have_distinct_names(real_site: Path) -> None:
    names = Counter(
        button.text()
        for page in pages(real_site).values()
        for button in page.root.all("button", keep=lambda n: "data-copier" in n.attrs)
    )
    assert names
    assert [name for name, n in names.items() if n > 1] == []


# --- Screen, keyboard, scripts ---


def focused(page: Page) -> dict[str, Any]:
    """The element that has the focus: its text, place and outline."""
    found: dict[str, Any] = page.evaluate(
        """() => {
            const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
            return {tag: e.tagName, text: e.innerText || e.getAttribute('aria-label') || '', html: e.outerHTML.slice(0, 120),
                inside: !!e.closest('#contenu') && e.id !== 'contenu', main: !!e.closest('main'),
                seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth,
                outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && s.outlineColor !== 'rgba(0, 0, 0, 0)'};
        }"""
    )
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_the_skip_link_comes_first_and_leads_to_the_content(visit: Callable[..., Visit], address: str, width: int) -> None:
    page = visit(width=width).page
    page.goto(address + "clauses/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_text("Aller au contenu")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page)["inside"], focused(page)


@pytest.mark.parametrize("url", ["", "clauses/duree/", "fiches/"])
def test_the_focus_is_always_seen(visit: Callable[..., Visit], address: str, url: str) -> None:
    page = visit().page
    page.goto(address + url)
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert [s["html"] for s in stops if s["tag"] != "BODY" and not (s["outline"] and s["seen"])] == []
    assert any(s["main"] for s in stops)


def test_the_phone_menu_opens_and_closes_by_keyboard(visit: Callable[..., Visit], address: str) -> None:
    page = visit(width=390).page
    page.goto(address + "clauses/")
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Rubriques")
    doors = menu.get_by_role("link")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    for _ in range(6):
        page.keyboard.press("Tab")
        if focused(page)["text"].strip() == "Menu":
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(doors.filter(has_text="Fiches-actions")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if focused(page)["tag"] == "A":
            break
    expect(doors.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    doors.filter(has_text="Fiches-actions").press("Enter")
    arrive(page, "liste-fiches")
    expect(page.get_by_role("navigation", name="Rubriques")).to_be_hidden()


def is_dark(page: Page) -> bool:
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3])
    return red + green + blue < 3 * 90


@pytest.mark.parametrize("system_dark", [False, True], ids=["système clair", "système sombre"])
def test_the_chosen_look_is_kept_from_page_to_page(visit: Callable[..., Visit], address: str, system_dark: bool) -> None:
    page = visit(dark=system_dark).page
    page.goto(address)
    toggle = page.get_by_role("button", name="Affichage sombre")
    expect(toggle).to_have_attribute("aria-pressed", str(system_dark).lower())
    assert is_dark(page) is system_dark
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", str(not system_dark).lower())
    assert is_dark(page) is not system_dark
    page.get_by_role("navigation", name="Rubriques").get_by_role("link", name="Conventions").click()
    arrive(page, "liste-conventions")
    assert is_dark(page) is not system_dark
    expect(toggle).to_have_attribute("aria-pressed", str(not system_dark).lower())
    toggle.click()
    page.reload()
    assert is_dark(page) is system_dark


HIDDEN = """() => [...document.querySelectorAll('main *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => !e.checkVisibility() && !e.closest('details:not([open])') && !e.closest('[data-outils]'))
    .map(e => e.outerHTML.slice(0, 120))"""
"""Texts of the page that do not show, other than folded ones and tools."""


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.complet), 390])
def test_without_scripts_everything_is_read_and_reached(visit: Callable[..., Visit], address: str, width: int) -> None:
    page, scripted = visit(width=width, java_script_enabled=False).page, visit(width=width).page
    doors = ["Comprendre", "Agir", "Clauses", "Fiches-actions", "Conventions"]
    for url in walk(page, address):
        page.goto(url)
        menu = page.get_by_role("navigation", name="Rubriques")
        for door in doors:
            expect(menu.get_by_role("link", name=door, exact=True)).to_be_visible()
        scripted.goto(url)
        assert page.evaluate(HIDDEN) == scripted.evaluate(HIDDEN)
        # Tools that need scripts are put away.
        assert page.get_by_role("button", name=re.compile("Copier")).count() == 0
        folds = page.get_by_role("main").locator("details")
        for fold in [folds.nth(i) for i in range(min(2, folds.count()))]:
            if fold.get_attribute("open") is None:
                fold.locator("summary").first.click()
                expect(fold).to_have_attribute("open", "")
    (sheet,) = page.locator(".feuille").all()
    expect(sheet).to_be_visible()
    assert len(sheet.inner_text()) > 100


def test_a_fragment_opens_what_folds_it_away(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    """A link to a place inside something folded shows that place, from the same page or from another."""
    url = first_clause(real_site, lambda s: s.all(class_="blanc"))
    page = visit().page
    page.goto(address + url)
    table = page.locator("details table").first
    expect(table).to_be_hidden()
    page.evaluate("document.querySelector('details table').id = 'essai'; location.hash = 'essai'")
    expect(table).to_be_visible()


def test_printing_shows_what_is_folded(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    url = first_clause(real_site, lambda s: s.all(class_="blanc"))
    page = visit().page
    page.goto(address + url)
    table = page.locator("details table").first
    expect(table).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(table).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(table).to_be_hidden()
