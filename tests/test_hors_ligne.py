"""The copy that opens from a disk: unzipped, with no server and no network, it does what the site does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from built import addresses, pages
from clausier import csp
from clausier.exports.offline import ARCHIVE, FOLDER, READ_ME, file_address, write_offline

LONGEST = 140
"""Longest path in the copy, in characters: Windows counts 260 with the folder in which it is unzipped."""


@pytest.fixture(scope="module")
def copy(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site's copy, unzipped in a folder whose name asks for escapes."""
    folder = tmp_path_factory.mktemp("réunion du 3 #1")
    with zipfile.ZipFile(real_site / ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / FOLDER


# --- The file ---


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../duree/", "../duree/index.html"),
        ("../duree/#texte", "../duree/index.html#texte"),
        ("../?theme=a/b", "../index.html?theme=a/b"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../..#haut", "../../index.html#haut"),
        ("./", "./index.html"),
        ("#contenu", "#contenu"),
        ("", ""),
        ("../assets/clausier.css", "../assets/clausier.css"),
        ("https://www.caf.fr/", "https://www.caf.fr/"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
    ],
)
def test_addresses_name_files(address: str, expected: str) -> None:
    assert file_address(address) == expected


def test_the_policy_on_a_disk_names_no_host_and_drops_what_search_needed() -> None:
    policy = csp.on_disk(csp.policy())
    assert policy == (
        "default-src 'none'; script-src 'self' file:; "
        "style-src 'self' file: 'unsafe-hashes' 'sha256-R0XFbSUQDH61t3FxV8q+k9SULXjsGM83oHnqmnzb6+Y='; "
        "img-src 'self' file:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_the_archive_is_whole_dated_alike_and_fits_windows(real_site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(real_site / ARCHIVE) as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
    names = [i.filename for i in infos]
    assert names[0] == f"{FOLDER}/{READ_ME}"
    assert len(names) == len(set(names))
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert max(map(len, names)) <= LONGEST
    assert all(n.startswith(f"{FOLDER}/") and ".." not in n and "\\" not in n for n in names)


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<a href="../">x</a>', encoding="utf-8")
    (tmp_path / "index.html").write_text('<a href="a/">x</a>', encoding="utf-8")
    write_offline(tmp_path, tmp_path, "Essai")
    first = (tmp_path / ARCHIVE).read_bytes()
    write_offline(tmp_path, tmp_path, "Essai")
    assert (tmp_path / ARCHIVE).read_bytes() == first
    with zipfile.ZipFile(tmp_path / ARCHIVE) as archive:
        assert archive.read(f"{FOLDER}/a/index.html") == b'<a href="../index.html">x</a>'
        assert len(archive.namelist()) == 3, "la copie se contient elle-même"


def test_every_page_of_the_site_is_in_the_copy(real_site: Path, copy: Path) -> None:
    assert set(pages(copy)) == set(pages(real_site)) - {"404.html"}


def test_every_inner_address_of_every_page_is_a_file(copy: Path) -> None:
    wrong, count = [], 0
    for name, page in pages(copy).items():
        found = [href for href, _ in addresses(page)]
        found += [n.attrs[a] for n in page.root.walk() for a in ("data-plan", "data-reprendre") if n.attrs.get(a)]
        for href in found:
            target = urlsplit(href)
            if target.scheme or target.netloc or not target.path:
                continue
            count += 1
            file = (copy / name).parent / unquote(target.path)
            if not file.is_file():
                wrong.append(f"{name} : {href}")
    assert count > 10_000
    assert not wrong, "\n".join(wrong[:40])


def test_no_page_of_the_copy_offers_what_it_cannot_do(copy: Path) -> None:
    for name, page in pages(copy).items():
        text = page.root.text()
        assert ARCHIVE not in text and not page.root.all("a", keep=lambda n: ARCHIVE in n.attrs.get("href", "")), name
        assert not page.root.all("button", class_="chercher"), name


def test_the_page_of_all_titles_has_them_all(real_site: Path) -> None:
    found = pages(real_site)
    listed = {urlsplit(href).path for href, _ in addresses(found["tout-le-site/index.html"])}
    missing = [
        name
        for name, page in found.items()
        if name not in ("404.html", "index.html")
        and page.root.all(class_="page")
        and not page.root.all(class_="page--lot")
        and not re.match(r"comparer/.+/index.html", name)  # Listed where texts are compared, and in the catalogue of subjects.
        and f"../{name.removesuffix('index.html')}" not in listed
    ]
    assert [m for m in missing if m != "tout-le-site/index.html"] == []


# --- In a browser ---

WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('refus ' + e.effectiveDirective + ' ' + e.blockedURI))"


@pytest.fixture
def disk(chromium: Browser, copy: Path) -> Iterator[Callable[..., tuple[Page, str, list[str]]]]:
    """A page of the copy, opened from the disk, in a browser without a network; with it, what went wrong."""
    contexts: list[BrowserContext] = []

    def start(path: str = "index.html", **options: object) -> tuple[Page, str, list[str]]:
        context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, locale="fr-FR", accept_downloads=True, offline=True, **options
        )  # type: ignore[arg-type]
        contexts.append(context)
        page, errors = context.new_page(), list[str]()
        page.add_init_script(WATCH)
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else errors.append(r.url))
        root = copy.as_uri() + "/"
        page.goto(root + path)
        return page, root, errors

    yield start
    for context in contexts:
        context.close()


@pytest.mark.navigateur
def test_walk_by_links_from_home_to_a_clause(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, root, errors = disk()
    assert page.evaluate("getComputedStyle(document.querySelector('.pied')).display") == "block"
    main = page.get_by_role("main")
    for sort, link in (
        ("theme", main.get_by_role("link", name="Petite enfance", exact=True)),
        ("fiche", main.locator("a[href*='conventions/agglomeration-agen/fiches/']")),
        (
            "convention",
            main.locator("a[href$='agglomeration-agen/index.html'], a[href$='../index.html']").filter(has_text="Agen"),
        ),
        ("clause", main.locator("section[id^='article'] a[href*='/clauses/']")),
    ):
        link.first.click()
        expect(page.locator(f".page--{sort}")).to_be_visible()
        assert page.url.startswith(root)
    page.get_by_role("button", name="Affichage sombre").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.affichage") == "sombre"
    assert errors == []


@pytest.mark.navigateur
def test_the_search_button_leads_to_all_titles(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, root, errors = disk("clauses/duree/index.html")
    page.get_by_role("banner").get_by_role("link", name="Tout le site").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tout le site")
    page.get_by_role("main").get_by_role("link", name="Durée", exact=True).click()
    assert page.url == f"{root}clauses/duree/index.html"
    assert errors == []


@pytest.mark.navigateur
def test_a_copied_clause_names_its_address_on_line(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, _, errors = disk("clauses/duree/index.html", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("avec la source").check()
    page.get_by_role("button", name=re.compile("^Copier ")).first.click()
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "file:" not in text and "http://127.0.0.1:8000/clauses/duree/" in text
    assert errors == []


@pytest.mark.navigateur
@pytest.mark.parametrize("name", ["clauses", "fiches", "conventions", "indicateurs"])
def test_a_catalogue_filters_and_exports(disk: Callable[..., tuple[Page, str, list[str]]], name: str) -> None:
    page, _, errors = disk(f"{name}/index.html")
    form = page.locator("form[data-catalogue]")
    before = page.locator("[data-liste]:visible li:visible, [data-resultats] li:visible").count()
    form.locator("input[type=search], input[type=text]").first.fill("enfance")
    expect(page.locator("[data-liste] li:visible, [data-resultats] li:visible").first).to_be_visible()
    page.wait_for_timeout(500)
    after = page.locator("[data-liste] li:visible, [data-resultats] li:visible").count()
    assert 0 < after < before or before == 0
    with page.expect_download() as got:
        page.locator("[data-geste=csv]").click()
    assert "enfance" in Path(got.value.path()).read_text(encoding="utf-8-sig")
    assert errors == []


@pytest.mark.navigateur
def test_two_texts_are_compared(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, root, errors = disk("comparer/index.html?textes=agglomeration-agen,val-de-morteau")
    expect(page.locator("[data-comparer] table tbody tr:visible").first).to_be_visible()
    page.locator("[data-comparer] tbody td a").first.click()
    expect(page.locator(".page--convention")).to_be_visible()
    assert page.url.startswith(root)
    assert errors == []


@pytest.mark.navigateur
def test_the_workshop_writes_word_files(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, _, errors = disk("atelier/index.html")
    page.wait_for_selector("[data-role=apercu] h2")
    page.fill("#champ-caf-nom", "de l’Eure")
    page.locator("input[name=document]").nth(1).check()
    page.locator("input[name=document]").nth(0).check()
    with page.expect_download() as got:
        page.click("[data-action=word]")
    with zipfile.ZipFile(got.value.path()) as word:
        assert "de l’Eure" in word.read("word/document.xml").decode()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator(".option a").first.click()
    expect(page.locator(".page--clause")).to_be_visible()
    assert errors == []


@pytest.mark.navigateur
def test_the_plan_takes_a_fiche_and_writes_its_files(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, root, errors = disk("conventions/val-de-morteau/fiches/guichet-unique/index.html")
    page.click("[data-reprendre]")
    page.click("text=L’ouvrir dans mon plan")
    page.wait_for_selector("[data-plan] details[open]")
    for action in ("word", "suivi"):
        with page.expect_download():
            page.click(f"[data-action={action}]")
    page.locator("[data-plan] details[open] .discret a").click()
    assert page.url == f"{root}conventions/val-de-morteau/fiches/guichet-unique/index.html"
    assert errors == []


@pytest.mark.navigateur
def test_boxes_and_the_aid_to_obligations(disk: Callable[..., tuple[Page, str, list[str]]]) -> None:
    page, root, errors = disk("agir/premiere-semaine/index.html")
    page.locator(".taches input").first.check()
    page.reload()
    expect(page.locator(".taches input").first).to_be_checked()
    page.goto(f"{root}comprendre/obligations-petite-enfance/index.html")
    page.fill("#obligations-habitants", "3600")
    expect(page.locator("[data-role=lignes] tr").first).to_be_visible()
    assert errors == []
