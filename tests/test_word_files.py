"""The ready-made Word files of the real library, opened as a reader's software opens them."""

from __future__ import annotations

import hashlib
import html
import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table
from markdown import Markdown

from clausier.cache.store import Store
from clausier.check import load
from clausier.document import assemble, default_choice, outline, targets
from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque, niveaux_flat
from clausier.markdown.marks import MarksExtension
from clausier.office import fiches, ready
from clausier.office.fill import Filler
from clausier.office.numbering import FIRST
from clausier.office.package import docx_bytes
from clausier.words import day

ROOT = Path(__file__).resolve().parent.parent
PAPERS = (
    "point-d-etape-annuel", "bilan-intermediaire", "bilan-final", "ordre-du-jour-copil", "releve-de-decisions-copil",
    "lettre-de-mission", "deliberation",
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Bibliotheque:
    return load(ROOT)


@pytest.fixture(scope="module")
def files(library: Bibliotheque) -> dict[str, bytes]:
    return dict(ready.office_files(library, Store()))


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def squeezed(text: str) -> str:
    """Text without spaces nor kinds of apostrophes: what typography and page layout may change."""
    return re.sub(r"\s+", "", text.replace("'", "’"))


def everything(content: bytes) -> str:
    """All text of a document, cells of cells included."""
    document = opened(content)
    return squeezed("".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")))


def headings(document: Any, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def plain(markdown: str, *extensions: Any) -> str:
    """Text of some Markdown, as the pages show it."""
    done = Markdown(extensions=["sane_lists", "tables", *extensions]).convert(markdown)
    return html.unescape(re.sub(r"<[^>]+>", "", done))


# --- All of them ---


def test_every_file_is_there(library: Bibliotheque, files: dict[str, bytes]) -> None:
    expected = {f"clauses/{c.id}.docx" for c in library.clauses.values() if c.data.statut != "historique"}
    expected |= {f"fiches/{convention}--{name}.docx" for convention, name in library.fiches}
    expected |= {"convention-modele.docx", "avenant-modele.docx", "fiche-action-vierge.docx"}
    expected |= {f"modeles/{name}.docx" for name in PAPERS}
    assert expected <= set(files) and len(library.fiches) == 48


def test_nothing_is_left_to_resolve(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in ("word/document.xml", "word/numbering.xml"):
                xml = archive.read(part).decode()
                assert not re.search(r"\{\{|&#123;|\}\}|<!--", xml), f"{name}, {part}"


def test_packages_are_sound(files: dict[str, bytes]) -> None:
    """What python-docx forgives, Word may not: order of entries, dates, well-formed parts, styles and lists that exist."""
    for name, content in files.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            assert entries[0].filename == "[Content_Types].xml", name
            assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}, name
            assert len({e.filename for e in entries}) == len(entries) and archive.testzip() is None, name
            parts = {e.filename: ET.fromstring(archive.read(e)) for e in entries}
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        styles = {s.get(f"{w}styleId") for s in parts["word/styles.xml"].iter(f"{w}style")}
        numbers = {n.get(f"{w}numId") for n in parts["word/numbering.xml"].iter(f"{w}num")}
        body = parts["word/document.xml"]
        used = {n.get(f"{w}val") for tag in ("pStyle", "rStyle", "tblStyle") for n in body.iter(w + tag)}
        assert used <= styles, f"{name} : styles inconnus {used - styles}"
        assert {n.get(f"{w}val") for n in body.iter(f"{w}numId")} <= numbers, name
        for cell in body.iter(f"{w}tc"):
            assert cell[-1].tag == f"{w}p", f"{name} : une cellule doit finir par un paragraphe"


def test_each_file_has_its_title_and_language(files: dict[str, bytes]) -> None:
    for name in ("clauses/duree.docx", "convention-modele.docx", "modeles/deliberation.docx"):
        document = opened(files[name])
        (title,) = [p.text for p in document.paragraphs if p.style.name == "Title"]
        assert document.core_properties.title.replace("\u00a0", " ") == title.replace("\u00a0", " ")
        assert document.core_properties.language == "fr-FR"


def test_each_numbered_list_has_its_own_number(library: Bibliotheque, files: dict[str, bytes]) -> None:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    total = 0
    for clause in library.clauses.values():
        if clause.data.statut == "historique":
            continue
        document = opened(files[f"clauses/{clause.id}.docx"])
        declared = [n for n in document.part.numbering_part.element.iter(f"{w}num") if int(n.get(f"{w}numId")) >= FIRST]
        used = {n.get(f"{w}val") for n in document.element.body.iter(f"{w}numId")}
        written = Markdown(extensions=["sane_lists", "tables"]).convert(text_to_sign(clause)).count("<ol")
        assert len(declared) == written, clause.path
        assert all(n.get(f"{w}numId") in used and n.find(f"{w}lvlOverride/{w}startOverride") is not None for n in declared)
        total += written
    assert total, "aucune clause n’a de liste numérotée : ce test ne vérifie plus rien"


def test_same_input_same_bytes(files: dict[str, bytes]) -> None:
    """In another process too, where sets and dictionaries of strings fall in another order."""
    script = (
        "import sys, hashlib; from pathlib import Path; from clausier.check import load; from clausier.cache.store import Store; from clausier.office.ready import office_files\n"
        f"print(hashlib.sha256(b''.join(n.encode() + c for n, c in office_files(load(Path({str(ROOT)!r})), Store()))).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONHASHSEED": "1"},
    ).stdout.strip()
    assert elsewhere == hashlib.sha256(b"".join(name.encode() + content for name, content in files.items())).hexdigest()


# --- Clauses and assembled documents ---


def test_a_clause_says_where_it_comes_from(library: Bibliotheque, files: dict[str, bytes]) -> None:
    clause = library.clauses["duree"]
    document = opened(files["clauses/duree.docx"])
    version = clause.data.versions[-1]
    last = document.paragraphs[-1]
    assert last.style.name == "Mention"
    assert f"LeClausierCTG,version{version.numero}du{squeezed(day(version.date))}" in squeezed(last.text)
    assert "à faire valider par votre Caf" in last.text
    blanks = [run.text for p in document.paragraphs for run in p.runs if run.style.name == "Blanc"]
    assert "[date d’effet]" in blanks


@pytest.mark.parametrize("trame", ["convention", "avenant"])
def test_models_hold_the_assembled_text(library: Bibliotheque, files: dict[str, bytes], trame: str) -> None:
    frame = library.vocabularies.trames[trame]
    kept = outline(library, frame, default_choice(library, frame))
    document = opened(files[f"{trame}-modele.docx"])
    assert [squeezed(h) for h in headings(document, 1)] == [squeezed(part.heading) for part in kept]
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            assert bool(paragraph.paragraph_format.page_break_before) == paragraph.text.startswith("Annexe")


@pytest.mark.parametrize("trame", ["convention", "avenant"])
@pytest.mark.parametrize("values", ["sans", "avec"])
def test_filled_documents_read_like_the_assembled_text(library: Bibliotheque, trame: str, values: str) -> None:
    """Two ways to the same words: Markdown filled then read, Markdown read then filled."""
    frame = library.vocabularies.trames[trame]
    chosen = [name for part in frame.parties for name in part.clauses]  # Every clause at once: more than anyone would take.
    given: dict[str, Any] = {}
    if values == "avec":
        for champ in library.vocabularies.champs.values():
            one: Any = f"valeur de {champ.libelle}"
            if champ.type == "groupe":
                one = [{c.id: f"{n} {c.libelle}" for c in champ.champs} for n in ("premier", "second")]
            given[champ.id] = [one, "et une autre"] if champ.type == "liste" else one
    filler = Filler(library, given, targets(library, outline(library, frame, chosen)))
    fragments = ready.clause_fragments(library)
    body = "".join(
        f"<w:p><w:r><w:t>{part.heading.replace('&', '&amp;')}</w:t></w:r></w:p>{''.join(filler.fill(fragments[n]) for n in part.clauses)}"
        for part in outline(library, frame, chosen)
    )
    found = everything(docx_bytes("Essai", body, filler.numbering))
    expected = assemble(library, frame, chosen, given)
    assert found == squeezed(plain(expected.markdown.split("\n", 1)[1], MarksExtension(library)))
    assert tuple(dict.fromkeys(filler.unresolved)) == expected.unresolved


def test_lists_and_tables_are_real(library: Bibliotheque, files: dict[str, bytes]) -> None:
    document = opened(files["convention-modele.docx"])
    assert sum(p.style.name == "List Bullet" for p in document.paragraphs) > 30
    assert len(document.tables) > 10
    for table in document.tables:
        assert table.style.name == "Tableau du Clausier"
        assert (
            sum(c.width for c in table.columns) <= document.sections[0].page_width - 2 * document.sections[0].left_margin + 700
        )


# --- Fiches ---


def strings(value: Any) -> Iterator[str]:
    """Every text of a document's front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from strings(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from strings(inside)


def rows(document: Any) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}


def test_no_text_of_a_fiche_is_lost(library: Bibliotheque, files: dict[str, bytes]) -> None:
    for (convention, name), fiche in library.fiches.items():
        found = everything(files[f"fiches/{convention}--{name}.docx"])
        data = fiche.data.model_dump(exclude={"niveau", "themes", "etat", "echeances", "anciennes_adresses"})
        for line in data["lignes_du_plan"]:
            line.pop("niveau")
        silences = {"muet", "blanc", "sans-objet"}
        for text in strings(data):
            if text not in silences:
                assert squeezed(plain(text)) in found, f"{fiche.path} : {text}"
        for text in (e.jalon for e in fiche.data.echeances if e.jalon):
            assert squeezed(text) in found, fiche.path
        for year in (y for e in fiche.data.echeances for y in (e.annees or ())[:1]):
            assert str(year) in found, fiche.path
        for theme in fiche.data.themes:
            assert squeezed(library.themes[theme].titre) in found, fiche.path
        levels = niveaux_flat(library.conventions[convention].data.niveaux)
        for niveau in levels[fiche.data.niveau] if fiche.data.niveau else ():
            assert squeezed(f"{niveau.libelle} : {niveau.titre}") in found, fiche.path
        for section in fiches.sections(fiche.body).values():
            for block in re.split(r"\n\s*\n|\n(?=- |\d+\. |\|)", section):
                assert squeezed(plain(block)) in found or block.startswith("|"), f"{fiche.path} : {block}"


def test_a_fiche_has_the_nine_rows_then_the_others(library: Bibliotheque, files: dict[str, bytes]) -> None:
    for convention, name in library.fiches:
        document = opened(files[f"fiches/{convention}--{name}.docx"])
        assert headings(document, 1) == ["Autres rubriques"]
        first = [row.cells[0].text for row in document.tables[0].rows]
        assert [squeezed(n) for n in first] == [squeezed(n) for n in fiches.ROWS]


def test_an_absent_row_says_how(library: Bibliotheque, files: dict[str, bytes]) -> None:
    said = {"muet": "non renseigné dans la source", "blanc": "rubrique laissée en blanc", "sans-objet": "sans objet"}
    states = set()
    for (convention, name), fiche in library.fiches.items():
        table = rows(opened(files[f"fiches/{convention}--{name}.docx"]))
        for row, value in (
            ("Public cible", fiche.data.public),
            ("Services mobilisés et responsables de l’action", fiche.data.pilote),
            ("Partenaires sollicités", fiche.data.partenaires),
        ):
            state = getattr(value, "etat", None if value else "muet")
            if state:
                states.add(state)
                assert table[row] == said[state], f"{fiche.path}, {row}"
        if not fiche.data.indicateurs:
            assert table["Indicateurs d’évaluation"] == said["muet"], fiche.path
    assert "muet" in states and "blanc" in states


def test_the_blank_fiche_is_the_nine_rows(files: dict[str, bytes]) -> None:
    document = opened(files["fiche-action-vierge.docx"])
    table: Table = document.tables[-1]
    assert [squeezed(row.cells[0].text) for row in table.rows] == [squeezed(n) for n in fiches.ROWS]
    assert not any(row.cells[1].text for row in table.rows)


# --- Papers of the year ---


@pytest.mark.parametrize("name", PAPERS)
def test_papers_can_be_used(library: Bibliotheque, files: dict[str, bytes], name: str) -> None:
    document = opened(files[f"modeles/{name}.docx"])
    assert document.tables and any(run.style.name == "Blanc" for p in document.paragraphs for run in p.runs)
    assert not [h for h in headings(document, 1) if "Mode d’emploi" in h], "les conseils restent sur la page"
    assert "## Mode d’emploi" in library.guides[f"modeles/{name}"].body
    model = ready.model_text(library.guides[f"modeles/{name}"].body)
    assert squeezed(plain(model)) in everything(files[f"modeles/{name}.docx"])


# --- In another program ---


@pytest.mark.complet
def test_libreoffice_opens_the_model_convention(library: Bibliotheque, files: dict[str, bytes], tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice n’est pas installé (apt install libreoffice-writer)")
    source = tmp_path / "convention-modele.docx"
    source.write_bytes(files[source.name])
    for target in ("pdf", "txt:Text (encoded):UTF8"):
        subprocess.run(
            [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", target, "--outdir", str(tmp_path), str(source)],
            check=True,
            capture_output=True,
            timeout=180,
        )  # fmt: skip
    assert source.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    found = squeezed(source.with_suffix(".txt").read_text(encoding="utf-8-sig"))
    frame = library.vocabularies.trames["convention"]
    kept = outline(library, frame, default_choice(library, frame))
    for part in kept:
        assert squeezed(part.heading) in found
    first = text_to_sign(library.clauses[kept[0].clauses[0]]).split("{{")[0]
    assert squeezed(first) in found
