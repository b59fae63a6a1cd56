"""The workshop in a real browser: fill in, choose, renumber, take a fiche over, download, read the files back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from clausier.check import load
from clausier.document import assemble, default_choice
from conftest import ROOT, Visit

pytestmark = pytest.mark.navigateur
HOSTILE = 'de l’Eure <img src=x onerror=alert(1)> & « {{caf-siege}} » $& "x" 😀'
FICHE = "conventions/val-de-morteau/fiches/guichet-unique/"


@pytest.fixture
def atelier(visit: Callable[..., Visit], address: str) -> Visit:
    opened = visit(accept_downloads=True)
    opened.page.goto(f"{address}atelier/")
    opened.page.wait_for_selector("[data-role=apercu] h2")
    return opened


def download(page: Page, action: str) -> bytes:
    with page.expect_download() as caught:
        page.click(f"[data-action={action}]")
    return Path(caught.value.path()).read_bytes()


def headings(page: Page) -> list[str]:
    return [h.replace("\u00a0", " ") for h in page.locator("[data-role=apercu] h2").all_inner_texts()]


def add_party(page: Page, rank: int, name: str) -> None:
    page.click("#champ-signataires > button")
    page.fill(f"#champ-signataires-{rank}-nom", name)


def test_the_default_document_is_the_one_that_python_assembles(atelier: Visit) -> None:
    library = load(ROOT)
    trame = library.vocabularies.trames["convention"]
    expected = assemble(library, trame, default_choice(library, trame), {}).markdown
    assert headings(atelier.page) == [line[3:] for line in expected.splitlines() if line.startswith("## ")]
    assert atelier.errors == [] and atelier.outside == []


def test_values_come_out_as_typed_on_the_page_and_in_word(atelier: Visit) -> None:
    page = atelier.page
    page.fill("#champ-caf-nom", HOSTILE)
    for rank, name in enumerate(("du Val", "de Bourg & Cie", "x" * 10_000)):
        add_party(page, rank, name)
    expect(page.locator("[data-role=apercu]")).to_contain_text("x" * 10000)
    assert HOSTILE in page.inner_text("[data-role=apercu]")
    assert page.locator("[data-role=apercu] img").count() == 0
    document = docx.Document(io.BytesIO(download(page, "word")))
    text = "\n".join(p.text for p in document.paragraphs)
    assert HOSTILE in text
    assert "de Bourg & Cie" in text and "x" * 10_000 in text
    titles = [p.text.replace("\u00a0", " ") for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert titles == headings(page)
    assert "{{" not in text.replace(HOSTILE, "")
    assert atelier.errors == []


def test_articles_renumber_and_references_follow(atelier: Visit) -> None:
    page = atelier.page
    assert "Article 9 – Suivi, bilan et évaluation" in headings(page)
    page.click("details[data-partie='Communication'] > summary")
    for clause in ("communication-commune", "mention-du-partenariat"):
        page.uncheck(f"#c-{clause}")
    expect(page.locator("[data-role=apercu] h2", has_text="Article 8 – Suivi")).to_have_count(1)
    assert "à l’article 8" in page.inner_text("[data-clause=objet]").replace("\u00a0", " ")


def test_one_variant_excludes_the_others_and_the_choice_travels_in_the_address(
    atelier: Visit, visit: Callable[..., Visit]
) -> None:
    page = atelier.page
    page.click("details[data-partie='Modalités de collaboration'] > summary")
    page.check("#c-presidence-caf")
    page.wait_for_selector("[data-clause=presidence-caf]")
    assert page.locator("[data-clause=presidence-alternance]").count() == 0
    page.fill("#champ-caf-nom", "du Secret")
    page.click("[data-action=lien]")
    page.wait_for_url("**#document=convention**")
    shared = page.url
    assert "Secret" not in shared
    other = visit().page
    other.goto(shared)
    other.wait_for_selector("[data-clause=presidence-caf]")
    assert "Secret" not in other.inner_text("[data-role=apercu]")


def test_values_show_on_a_clause_and_can_be_hidden(atelier: Visit, address: str) -> None:
    page = atelier.page
    page.fill("#champ-caf-nom", "de l’Eure")
    page.goto(f"{address}clauses/parties/")
    assert "Caisse d’allocations familiales de l’Eure" in page.inner_text("#feuille-texte")
    page.click("[data-mes-valeurs]")
    assert "de l’Eure" not in page.inner_text("#feuille-texte")


def test_a_fiche_is_taken_over_edited_and_leaves_in_word_and_excel(visit: Callable[..., Visit], address: str) -> None:
    opened = visit(accept_downloads=True)
    page = opened.page
    page.goto(address + FICHE)
    page.click("[data-reprendre]")
    page.click("text=L’ouvrir dans mon plan")
    page.wait_for_selector("[data-plan] details[open]")
    page.fill("[id$=-titre]", "Notre guichet")
    page.fill("[id$=-responsables]", "Notre relais")
    document = docx.Document(io.BytesIO(download(page, "word")))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert any("Notre guichet" in p.text for p in document.paragraphs)
    assert "Notre relais" in cells
    assert any("Nombre de commissions auxquelles le RPE a été présent" in c for c in cells)
    sheet = openpyxl.load_workbook(io.BytesIO(download(page, "suivi")))["Suivi"]
    assert [sheet.cell(3, 3).value, sheet.cell(3, 5).value] == ["Notre guichet", "Notre relais"]
    assert opened.errors == []


def test_what_the_plan_changes_writes_the_articles_of_an_avenant(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(f"{address}atelier/plan/")
    for rank, state in enumerate(("ajoutée", "abrogée")):
        page.click("[data-action=ajouter]")
        page.locator("[id$=-titre]").nth(rank).fill(f"Action {state}")
        page.locator("[id$=-etat]").nth(rank).select_option(state)
    page.goto(f"{address}atelier/#document=avenant")
    page.wait_for_selector("[data-clause=actions-ajoutees]")
    assert "Action ajoutée" in page.inner_text("[data-clause=actions-ajoutees]")
    assert "Action abrogée" in page.inner_text("[data-clause=actions-abrogees]")
    assert page.locator("[data-clause=actions-modifiees]").count() == 0


def test_a_file_of_values_is_saved_erased_and_taken_back(atelier: Visit, tmp_path: Path) -> None:
    page = atelier.page
    page.fill("#champ-caf-nom", HOSTILE)
    saved = download(page, "enregistrer")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-action=effacer]")
    expect(page.locator("#champ-caf-nom")).to_have_value("")
    path = tmp_path / "valeurs.json"
    path.write_bytes(saved)
    page.set_input_files("[data-role=fichier]", path)
    expect(page.locator("#champ-caf-nom")).not_to_have_value("")
    assert page.input_value("#champ-caf-nom") == HOSTILE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "abîmé"),
        ("[1]", "ne vient pas du Clausier"),
        ('{"autre": 1}', "ne vient pas du Clausier"),
        ('{"format": "clausier-territoire", "version": 99}', "version plus récente"),
    ],
)
def test_a_foreign_file_changes_nothing(atelier: Visit, tmp_path: Path, content: str, said: str) -> None:
    page = atelier.page
    page.fill("#champ-caf-nom", "de l’Eure")
    path = tmp_path / "autre.json"
    path.write_text(content, encoding="utf-8")
    page.set_input_files("[data-role=fichier]", path)
    expect(page.locator("[data-avis]")).to_contain_text(said)
    assert page.input_value("#champ-caf-nom") == "de l’Eure"


def test_two_tabs_do_not_overwrite_each_other(atelier: Visit, address: str) -> None:
    first = atelier.page
    second = first.context.new_page()
    second.goto(f"{address}atelier/")
    second.wait_for_selector("[data-role=apercu] h2")
    first.fill("#champ-caf-nom", "de l’Eure")
    expect(second.locator("#champ-caf-nom")).to_have_value("de l’Eure")
    second.fill("#champ-caf-siege", "Évreux")
    expect(first.locator("#champ-caf-siege")).to_have_value("Évreux")
    assert first.input_value("#champ-caf-nom") == "de l’Eure"


def test_forbidden_storage_is_survived(visit: Callable[..., Visit], address: str) -> None:
    opened = visit()
    opened.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('interdit'); }})")
    opened.page.goto(f"{address}atelier/")
    opened.page.wait_for_selector("[data-role=apercu] h2")
    opened.page.fill("#champ-caf-nom", "de l’Eure")
    expect(opened.page.locator("[data-role=apercu]")).to_contain_text("de l’Eure")
    assert "ne peut pas garder" in opened.page.inner_text("[data-avis]")


def test_without_scripts_ready_made_files_are_offered(visit: Callable[..., Visit], address: str, real_site: Path) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(f"{address}atelier/")
    assert page.is_visible("text=la fiche-action vierge")
    assert (real_site / "fichiers/convention-modele.docx").is_file()
