"""``clausier importer`` on the disk: hostile files, interruptions, what is there already."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bureau import docx, odt, pdf
from clausier.commands.main import main
from clausier.importer import install as installing

Project = Callable[..., Path]
TEXT = """Convention territoriale globale

Article 1 : Objet de la convention

La convention fixe un projet commun.

Fiche action n° 1 : Ouvrir un guichet

Pilote : Centre social

Indicateurs :

- Nombre de demandes
"""


@pytest.fixture
def library(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library, in which the command runs."""
    root = project()
    monkeypatch.chdir(root)
    return root


def source(root: Path, text: str = TEXT) -> str:
    path = root.parent / "ma convention.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_an_import_is_refused_by_the_check_until_reread(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["importer", source(library), "--id", "lorvaux"]) == 0
    said = capsys.readouterr().out
    assert "1 article, 0 annexe, 1 fiche-action, 1 indicateur" in said and ".importations/lorvaux.md" in said
    assert (library / ".importations/lorvaux.md").is_file()
    assert main(["verifier"]) == 1
    assert capsys.readouterr().err.count("pas encore relu") == 2
    for path in (library / "conventions/lorvaux").rglob("*.md"):
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(line for line in lines if not line.startswith("a_relire")), encoding="utf-8")
    assert main(["verifier"]) == 0


def test_it_overwrites_only_when_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(library / "conventions")
    assert main(["importer", source(library), "--id", "essai"]) == 1
    assert "conventions/essai existe déjà" in capsys.readouterr().err
    assert tree(library / "conventions") == before
    assert main(["importer", source(library), "--id", "essai", "--remplacer"]) == 0
    assert (
        "guichet" not in str(list((library / "conventions/essai/fiches").iterdir()))
        or (library / "conventions/essai/fiches/ouvrir-un-guichet.md").is_file()
    )
    assert not (library / "conventions/essai/fiches/guichet.md").exists()


def test_a_trial_writes_nothing(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(library)
    assert main(["importer", source(library), "--id", "lorvaux", "--essai"]) == 0
    assert "## Suppositions" in capsys.readouterr().out
    assert tree(library) == before


@pytest.mark.parametrize("moment", ["écriture", "mise en place"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "plus de place")])
def test_interrupted_it_leaves_nothing_by_halves(
    library: Path, monkeypatch: pytest.MonkeyPatch, moment: str, stop: Any
) -> None:
    before = tree(library)
    if moment == "écriture":
        written = Path.write_text

        def write(self: Path, *args: Any, **options: Any) -> int:
            if self.name == "ouvrir-un-guichet.md":
                raise stop
            return written(self, *args, **options)

        monkeypatch.setattr(Path, "write_text", write)
    else:
        renamed = Path.rename

        def rename(self: Path, target: Path) -> Path:
            if (
                self.parent.name == installing.WORK
                and target.parent.name == "conventions"
                and not self.name.endswith(".ancien")
            ):
                raise stop
            return renamed(self, target)

        monkeypatch.setattr(Path, "rename", rename)
    assert main(["importer", source(library), "--id", "essai", "--remplacer"]) == (130 if stop is KeyboardInterrupt else 1)
    monkeypatch.undo()
    assert tree(library) == before
    assert not (library / installing.WORK).exists()


def test_what_a_killed_import_left_is_put_back(library: Path) -> None:
    before = tree(library / "conventions")
    (library / installing.WORK).mkdir()
    (library / "conventions/essai").rename(library / installing.WORK / "essai.ancien")
    installing._recover(
        library / installing.WORK / "essai", library / installing.WORK / "essai.ancien", library / "conventions/essai"
    )
    assert tree(library / "conventions") == before


def bomb() -> bytes:
    """A Word file of a few kilobytes that holds more than a hundred megabytes of spaces."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(110):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def scanned(path: Path) -> None:
    """A PDF whose only page is a picture."""
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path))
    page.rect(50, 50, 300, 500, fill=1)
    page.save()


def locked(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="autre", strength=128))
    page.drawString(100, 700, "Convention territoriale globale")
    page.save()


def half(writer: Callable[..., None]) -> Callable[[Path], None]:
    """A file cut in the middle."""

    def make(path: Path) -> None:
        writer([{"texte": "Convention territoriale globale " * 40}], path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return make


def zipped(name: str, text: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, text)

    return make


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("bombe.docx", lambda p: p.write_bytes(bomb()), "démesuré"),
        ("verrou.pdf", locked, "mot de passe"),
        ("scan.pdf", scanned, "reconnaissance de caractères"),
        ("vide.docx", raw(b""), "est vide"),
        ("blanc.txt", raw(b" \n\n \n"), "aucun texte"),
        ("faux.docx", raw(b"Bonjour"), "abîmé ou mal nommé"),
        ("faux.pdf", raw(b"Bonjour"), "abîmé ou mal nommé"),
        ("coupe.docx", half(docx), "abîmé"),
        ("coupe.odt", half(odt), "abîmé"),
        ("coupe.pdf", half(pdf), "abîmé"),
        ("tableur.xlsx", zipped("xl/workbook.xml", b"<x/>"), "ni un .docx"),
        ("entites.docx", zipped("word/document.xml", LAUGHS), "abîmé"),
        ("ancien.doc", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "ancien format"),
        ("riche.rtf", raw(b"{\\rtf1 Bonjour}"), "RTF"),
        ("binaire.txt", raw(b"\x00\x01\x02" * 50), "pas un fichier texte"),
        ("absent.docx", lambda p: None, "n’existe pas"),
    ],
)
def test_a_hostile_file_ends_in_one_french_line(
    library: Path, capsys: pytest.CaptureFixture[str], name: str, make: Callable[[Path], Any], said: str
) -> None:
    path = library.parent / name
    make(path)
    before = tree(library)
    assert main(["importer", str(path)]) == 1
    error = capsys.readouterr().err.strip()
    assert error.count("\n") == 0 and error.startswith(name) and said in error
    assert tree(library) == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--id", "Pays de Lorvaux"], "minuscules sans accents"),
        (["--mise-en-page", "absent.yml"], "illisible"),
        (["--couleur"], "argument inconnu"),
    ],
)
def test_misuse(library: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], said: str) -> None:
    assert main(["importer", source(library), *wrong]) in (1, 2)
    assert said in capsys.readouterr().err


def test_windows_text_is_read(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = library.parent / "windows.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("cp1252"))
    assert main(["importer", str(path), "--id", "windows"]) == 0
    assert "1 article" in capsys.readouterr().out


def test_word_numbers_and_text_boxes_are_read(library: Path) -> None:
    """What Word writes by itself («Article 1»), footnotes aside, and text in frames are part of the text."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    from clausier.importer.blocks import Paragraph
    from clausier.importer.readers import read

    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1 :"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for title in ("Objet", "Durée"):
        paragraph = document.add_paragraph(title)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    box = document.add_paragraph("Autour")
    run = parse_xml(f"<w:r {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>Dans le cadre</w:t></w:r></w:p></w:txbxContent></w:r>")
    box._p.append(run)
    deleted = document.add_paragraph("Gardé")
    deleted._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>Supprimé</w:delText></w:r></w:del>')
    )
    assert qn("w:del")
    path = library.parent / "word.docx"
    document.save(str(path))
    lines = [line for b in read(path).blocks if isinstance(b, Paragraph) for line in b.lines]
    assert lines == ["Article 1 : Objet", "Article 2 : Durée", "Autour", "Dans le cadre", "Gardé"]
