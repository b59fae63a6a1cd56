"""Excel files, read back: nothing of a plan is lost, lists and limits are there, no cell runs, same input same bytes."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clausier.check import load
from clausier.library import Bibliotheque
from clausier.office.actions import NOT_SAID, actions
from clausier.office.grid import OURS, TREATED, YOURS, rows_of
from clausier.office.summary import AVANCEMENTS
from clausier.office.tables import write_tables
from clausier.office.tracking import PLAN, SUIVI
from clausier.typography import french
from clausier.words import SILENCES
from conftest import ROOT, SOCLE

COLUMNS = dict(zip((*PLAN, *SUIVI), "ABCDEFGHIJKLMNOP", strict=True))


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


@pytest.fixture(scope="module")
def files(library: Bibliotheque, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    count = write_tables(library, site)
    assert count == len(list(site.rglob("*.xlsx")))
    return site / "fichiers"


@pytest.fixture(scope="module")
def plans(library: Bibliotheque, files: Path) -> dict[str, Any]:
    """Each published plan's workbook, by the text's id."""
    return {p.stem: openpyxl.load_workbook(p) for p in (files / "suivi").glob("*.xlsx") if p.stem != "vierge"}


def rows(sheet: Any) -> list[dict[str, str]]:
    """Rows of the sheet «Suivi» under their headers, until the first without an action."""
    found = [dict(zip((*PLAN, *SUIVI), line, strict=True)) for line in sheet.iter_rows(min_row=3, max_col=16, values_only=True)]
    return [row for row in found if row["Action"]]


def rules(sheet: Any, kind: str) -> dict[str, Any]:
    """Validations of a kind by the first cell that they cover."""
    return {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation if v.type == kind}


def test_every_text_with_actions_has_a_table(library: Bibliotheque, plans: dict[str, Any]) -> None:
    assert set(plans) == {c.id for c in library.conventions.values() if library.fiches_of(c.id) or c.data.plan}
    assert len(plans) == 4


def test_one_row_an_action_in_the_plan_s_words(library: Bibliotheque, plans: dict[str, Any]) -> None:
    for name, book in plans.items():
        text, found = library.conventions[name], rows(book["Suivi"])
        titles = [f.titre for f in library.fiches_of(name)] + [line.titre for line in text.data.plan]
        assert sorted(r["Action"].split("\n(")[0] for r in found) == sorted(map(french, titles)), name
        numbers = [r["N°"] for r in found]
        assert len(set(numbers)) == len(numbers), name


def test_every_indicator_pilot_and_step_is_there(library: Bibliotheque, plans: dict[str, Any]) -> None:
    for name, book in plans.items():
        by_title = {r["Action"].split("\n(")[0]: r for r in rows(book["Suivi"])}
        for fiche in library.fiches_of(name):
            row, data = by_title[french(fiche.titre)], fiche.data
            for indicator in data.indicateurs:
                assert french(indicator.texte) in row["Indicateurs"], fiche.key
                assert french(indicator.groupe or "") in row["Indicateurs"], fiche.key
            assert len(row["Indicateurs"].split("\n")) == len(data.indicateurs) + len(
                {i.groupe for i in data.indicateurs} - {None}
            )
            for pilot in data.pilote if isinstance(data.pilote, tuple) else (NOT_SAID,):
                assert french(pilot) in row["Pilote ou acteurs cités"], fiche.key
            for step in data.echeances:
                assert french(step.jalon or "") in row["Échéances"], fiche.key
            themes = row["Thèmes"] or ""
            assert themes.split("\n") == [library.themes[t].titre for t in data.themes], fiche.key


def test_levels_are_the_plan_s_own(library: Bibliotheque, plans: dict[str, Any]) -> None:
    found = {r["Axe / niveau"].split("\n")[0] for r in rows(plans["creusot-montceau-bassin-nord"]["Suivi"])}
    levels = library.conventions["creusot-montceau-bassin-nord"].data.niveaux
    assert found == {french(f"{n.libelle} : {n.titre}") for n in levels}


def test_columns_to_fill_are_empty(plans: dict[str, Any]) -> None:
    for book in plans.values():
        assert {r[name] for r in rows(book["Suivi"]) for name in SUIVI} == {None}


def test_lists_limits_and_colours(files: Path) -> None:
    for path in (files / "suivi").glob("*.xlsx"):
        sheet = openpyxl.load_workbook(path)["Suivi"]
        lists, last = rules(sheet, "list"), f":{COLUMNS['Avancement']}"
        state = lists[COLUMNS["Avancement"] + "3"]
        assert state.formula1 == '"{}"'.format(",".join(AVANCEMENTS)) and state.errorStyle in (None, "stop")
        covered = int(str(state.sqref).split(last)[1])
        assert covered > sheet.max_row + 100  # Rows may be added below the plan.
        percent = rules(sheet, "decimal")[COLUMNS["%"] + "3"]
        assert (percent.operator or "between", percent.formula1, percent.formula2) == ("between", "0", "100")
        assert set(rules(sheet, "date")) == {COLUMNS["Date de mesure"] + "3", COLUMNS["Dernière mise à jour"] + "3"}
        coloured = {r.formula[0] for zone in sheet.conditional_formatting for r in zone.rules if r.type == "cellIs"}
        assert coloured == {f'"{word}"' for word in AVANCEMENTS}


def test_screen_and_paper(files: Path) -> None:
    for path in files.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        main = book.worksheets[0]
        assert main.freeze_panes == ("D3" if main.title == "Suivi" else "C3"), path.name
        assert main.auto_filter.ref.startswith("A2:")
        assert main.print_title_rows == "$1:$2"
        assert main.sheet_properties.pageSetUpPr.fitToPage and main.page_setup.fitToWidth in (None, 1)
        assert (main.page_setup.orientation, main.page_setup.fitToHeight) == ("landscape", 0)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                assert sheet.page_setup.paperSize == 9
                assert "&P" in sheet.oddFooter.right.text and str(main["A1"].value)[:30] in sheet.oddFooter.left.text
        assert main["C3"].alignment.wrap_text


def test_rows_open_at_their_height_and_can_grow(files: Path) -> None:
    for path in files.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b'" ht="' in sheet and b"customHeight" not in sheet, path.name


def test_summary_counts_with_formulas(library: Bibliotheque, files: Path) -> None:
    for name in (c for c in library.conventions if actions(library, library.conventions[c])):
        path = files / "suivi" / f"{name}.xlsx"
        live, shown = openpyxl.load_workbook(path)["Synthèse"], openpyxl.load_workbook(path, data_only=True)["Synthèse"]
        assert all(str(live.cell(row, 2).value).startswith("=") for row in range(5, 13))
        total = len(actions(library, library.conventions[name]))
        assert (shown["B10"].value, shown["B11"].value) == (total, total)
        axes = [shown.cell(row, 8).value for row in range(16, shown.max_row)]
        assert sum(a or 0 for a in axes) == shown.cell(shown.max_row, 8).value == total


def test_read_me_says_what_it_is(library: Bibliotheque, plans: dict[str, Any]) -> None:
    for name, book in plans.items():
        said = {a: b for a, b in book["Lire"].iter_rows(values_only=True) if a}
        data = library.conventions[name].data
        assert said["Texte"] == french(data.titre) and french(data.source.titre) in said["Source lue"]
        assert "fait foi" in said["Copie d’étude"] and said["Dernière relecture"] == french("22 novembre 2026")
        alerts = [a for f in library.fiches_of(name) for a in f.data.alertes]
        everything = [b for _, b in book["Lire"].iter_rows(values_only=True)]
        assert [a for a in alerts if french(a) not in everything] == []


def test_grid_has_every_parameter_and_every_subject(library: Bibliotheque, files: Path) -> None:
    sheet = openpyxl.load_workbook(files / "grille-de-lecture.xlsx")["Grille"]
    lines = list(sheet.iter_rows(min_row=2, max_col=8, values_only=True))
    assert lines[0] == tuple(map(french, (*OURS, *YOURS)))
    words = library.vocabularies
    assert {line[0] for line in lines[1:]} == {french(s.libelle) for s in words.sujets.values()}
    assert len(lines) - 1 == len(words.parametres) + sum(line[1] == french(TREATED) for line in lines)
    assert {line[4:] for line in lines[1:]} == {(None,) * 4}
    found = {line[1]: line[2:4] for line in lines}
    assert found[french("Préavis de dénonciation (mois)")] == (french("6 mois"), "article 12")
    assert found["Date d’effet"] == (SILENCES["blanc"], "article 10")
    assert found["Maintien des montants issus des CEJ"] == (SILENCES["muet"], None)


def test_grid_offers_choices(library: Bibliotheque, files: Path) -> None:
    book = openpyxl.load_workbook(files / "grille-de-lecture.xlsx")
    lists = rules(book["Grille"], "list")
    for row, asked in enumerate(rows_of(library), 3):
        rule = lists.get(f"F{row}")
        if not asked.choices:
            assert rule is None
            continue
        cells = book["Listes"][rule.formula1.removeprefix("=").removeprefix("Listes!").replace("$", "")]
        assert [c.value for (c,) in cells] == list(map(french, asked.choices))


def test_published_texts_stand_side_by_side(library: Bibliotheque, files: Path) -> None:
    sheet = openpyxl.load_workbook(files / "grille-de-lecture.xlsx")["Textes publiés"]
    heads = [str(c.value).split("\n")[0] for c in sheet[2][2:]]
    assert sorted(heads) == sorted(french(c.data.titre_court) for c in library.conventions.values())
    line = next(r for r in sheet.iter_rows(min_row=3) if r[1].value == "Date d’effet")
    effect = dict(zip(heads, line[2:], strict=True))
    blank, silent = effect["Creusot-Montceau, bassin nord"], effect["Val de Morteau"]
    assert blank.value == french(f"{SILENCES['blanc']}\n(article 9)") and silent.value == SILENCES["muet"]
    assert blank.fill.fgColor.rgb != silent.fill.fgColor.rgb
    assert effect["Agglomération d’Agen"].value == french("1er janvier 2022\n(article 11)")
    assert all(c.value for row in sheet.iter_rows(min_row=3, max_col=2 + len(heads)) for c in row)


def test_three_silences_are_told_apart(project: Callable[..., Path], tmp_path: Path) -> None:
    given = SOCLE["conventions/essai/index.md"].replace("{preavis: 6}", "{preavis: {etat: sans-objet}, terme: {etat: blanc}}")
    silent = (
        SOCLE["conventions/essai/index.md"]
        .replace(", parametres: {preavis: 6}", "")
        .replace("titre_court: Essai", "titre_court: Muet")
    )
    write_tables(load(project({"conventions/essai/index.md": given, "conventions/muet/index.md": silent})), tmp_path / "site")
    sheet = openpyxl.load_workbook(tmp_path / "site/fichiers/grille-de-lecture.xlsx")["Textes publiés"]
    notice, term = sheet["C3"], sheet["C4"]
    assert (notice.value, term.value) == tuple(f"{SILENCES[e]}\n(article 1)" for e in ("sans-objet", "blanc"))
    assert (sheet["D3"].value, sheet["D4"].value) == (SILENCES["muet"],) * 2
    assert len({c.fill.fgColor.rgb for c in (notice, term, sheet["D3"])}) == 3


def test_no_cell_runs(project: Callable[..., Path], tmp_path: Path) -> None:
    """Whatever a text begins with, it stays a text: as read, and after someone edits the cell."""
    signs = ["=1+1", "+33 1", "-2", "@SOMME(A1)", '=HYPERLINK("https://exemple.fr")']
    fiche = (
        '---\ntitre: "=1+1"\nnumero: "-2"\nthemes: [petite-enfance]\npilote: ["@SOMME(A1)"]\n'
        'indicateurs: [\'=HYPERLINK("https://exemple.fr")\']\necheances:\n  - {jalon: "+33 1"}\n'
        "---\n"
    )
    library = load(project({"conventions/essai/fiches/guichet.md": fiche}))
    write_tables(library, tmp_path / "site")
    sheet = openpyxl.load_workbook(tmp_path / "site/fichiers/suivi/essai.xlsx")["Suivi"]
    cells = {c.value: c for row in sheet.iter_rows(min_row=3) for c in row if c.value}
    for sign in signs:
        assert cells[sign].data_type == "s", sign
        assert cells[sign].quotePrefix, sign


def test_same_input_same_bytes(library: Bibliotheque, files: Path, tmp_path: Path) -> None:
    write_tables(library, tmp_path)
    first = {p.name: p.read_bytes() for p in files.rglob("*.xlsx")}
    assert {p.name: p.read_bytes() for p in tmp_path.rglob("*.xlsx")} == first
    assert openpyxl.load_workbook(tmp_path / "fichiers/grille-de-lecture.xlsx").properties.created.date() == date(2026, 11, 22)


def test_smallest_library(project: Callable[..., Path], tmp_path: Path) -> None:
    """No model, no parameter of choice, a text without actions, a title of 400 characters, an empty fiche."""
    long = "Très long titre & suite, " * 15
    files = {
        "conventions/essai/fiches/guichet.md": f"---\ntitre: {long}\n---\n",
        "conventions/vide/index.md": SOCLE["conventions/essai/index.md"].replace("CTG d’essai", long),
    }
    count = write_tables(load(project(files)), tmp_path / "site")
    assert count == 3 and not (tmp_path / "site/fichiers/suivi/vide.xlsx").exists()
    row = rows(openpyxl.load_workbook(tmp_path / "site/fichiers/suivi/essai.xlsx")["Suivi"])[0]
    assert row["N°"] == "L1" and row["Axe / niveau"] == "Hors axe" and row["Indicateurs"] == NOT_SAID


@pytest.mark.complet
def test_formulas_count_what_is_filled(files: Path, tmp_path: Path) -> None:
    """Filled in and computed by LibreOffice."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice n’est pas installé")
    book = openpyxl.load_workbook(files / "suivi/creusot-montceau-bassin-nord.xlsx")
    sheet = book["Suivi"]
    for row, state in ((3, "terminée"), (4, "en cours"), (20, "en cours")):
        sheet[f"H{row}"] = state
    sheet["I3"], sheet["I4"] = 100, 50
    sheet["C36"], sheet["H36"] = "Action ajoutée", "reportée"
    book.save(tmp_path / "rempli.xlsx")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "calcule"), str(tmp_path / "rempli.xlsx")], check=True, timeout=120)
    computed = openpyxl.load_workbook(tmp_path / "calcule/rempli.xlsx", data_only=True)["Synthèse"]
    assert [computed.cell(row, 2).value for row in range(5, 13)] == [0, 2, 1, 0, 1, 30, 34, 75]
    first = [computed.cell(16, column).value for column in range(2, 9)]
    assert first[2] == 1 and first[6] == sum(first[:6])
    by_axis = [computed.cell(row, 8).value for row in range(16, 21)]
    assert by_axis == [*by_axis[:3], 1, 34] and sum(by_axis[:4]) == 34
