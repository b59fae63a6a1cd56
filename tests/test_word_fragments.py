"""From Markdown to the body of a Word file (tests/cas/word.yml), and what visitors' values become in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import golden
from clausier.check import load
from clausier.document import assemble, outline, targets
from clausier.exports.entries import text_to_sign
from clausier.library import Bibliotheque
from clausier.office import wordml
from clausier.office.fill import Filler
from clausier.office.fragments import Converter, Fragment
from clausier.office.package import browser_pieces, docx_bytes

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Bibliotheque:
    from conftest import SOCLE, write

    root = tmp_path_factory.mktemp("mots")
    write(root, dict(SOCLE))
    return load(root)


def opened(body: str, filler: Filler | None = None) -> Any:
    """The document that holds ``body``, as python-docx reads it."""
    return docx.Document(io.BytesIO(docx_bytes("Essai", body, filler.numbering if filler else None)))


def blocks(document: Any) -> Iterator[str]:
    """Paragraphs as «style | text», rows as «cell / cell»."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (" / ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield f"{block.style.name} | {block.text}"


def shown(text: str) -> str:
    """No-break spaces as the cases write them."""
    return text.replace("\u202f", "_").replace("\u00a0", "~").strip()


@pytest.mark.parametrize("case", golden.listed("word.yml"))
def test_case(case: dict[str, Any], library: Bibliotheque) -> None:
    done = Converter(library).convert(case["texte"])
    for part in case.get("xml", []):
        assert part in done.xml
    assert list(done.starts) == case.get("listes", [])
    body = re.sub(r"\{\{(num|suite):\d+\}\}", "3", done.xml)  # What follows is still a document that Word can open.
    found = [shown(block) for block in blocks(opened(body))]
    if "blocs" in case:
        assert found == [block.strip() for block in case["blocs"]]


# --- Values ---


def filled(library: Bibliotheque, text: str, values: dict[str, Any], **options: Any) -> Any:
    filler = Filler(library, values, {}, **options)
    return opened(filler.fill(Converter(library).convert(text)), filler)


def texts(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs]


def kept(value: str) -> str:
    """What XML can hold of a value; every kind of line end is one."""
    return ILLEGAL.sub("", re.sub(r"\r\n|\r", "\n", value))


@settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60))
@example("{{date-effet}} {{num:1}} {{renvoi:duree}}")
@example("$& $1 $` \\1 \\g<0>")
@example("<w:t>&amp; \"guillemets\" 'apostrophe' ]]> <!--chaque:signataires-->")
@example("👩‍👧 Œuvre ñ 中文 \u202e")
@example("une\ndeux\r\ntrois\rquatre\tcinq")
@example("a\ud800b\x00c\ufffe")
@example("x" * 10_000)
def test_a_value_comes_out_as_it_went_in(library: Bibliotheque, value: str) -> None:
    document = filled(library, "Le {{date-effet}} !\n\n- {{date-effet}}", {"date-effet": value})
    expected = kept(value) or "[date d’effet]"
    assert texts(document) == [f"Le {expected}\u202f!", expected]
    # In a repeated group too, where what it holds is not read again.
    group = "{{chaque:signataires}}\n\n- {{signataires.nom}} : {{date-effet}}\n\n{{fin:signataires}}"
    document = filled(library, group, {"signataires": [{"nom": value}, {"nom": "b"}], "date-effet": "c"})
    assert texts(document) == [f"{kept(value) or '[nom]'}\u00a0: c", "b\u00a0: c"]


PIECES = ["a", "**", "*", "`", "\n", "\n\n", "- ", "1. ", "    ", "| ", "|---|---|\n", "### ", "> ", "[x](y)", "&", "<b>", "{{", "}}", "{{date-effet}}", "{{chaque:signataires}}\n", "\n{{fin:signataires}}", "\\", "\x02", "\ud800"]  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_written_makes_a_document_that_opens(library: Bibliotheque, text: str) -> None:
    filler = Filler(library, {"signataires": [{}, {"nom": "x"}]}, {})
    body = filler.fill(Converter(library).convert(text))
    opened(body, filler)
    assert "{{" not in body


def test_values_read_as_in_the_assembled_text(library: Bibliotheque) -> None:
    def written(value: Any) -> str:
        return texts(filled(library, "{{date-effet}}", {"date-effet": value}))[0].replace("\u202f", " ")

    assert written(date(2027, 1, 1)) == "1er janvier 2027"
    assert written(["un", "deux"]) == "un ; deux"
    assert written(12) == "12"
    assert [written(value) for value in (None, "", [])] == ["[date d’effet]"] * 3


def test_what_is_still_blank_is_highlighted_and_what_is_filled_is_not(library: Bibliotheque) -> None:
    (left,) = filled(library, "**Le {{date-effet}}**", {}).paragraphs
    assert [(r.text, r.style.name, r.bold) for r in left.runs][1] == ("[date d’effet]", "Blanc", True)
    (done,) = filled(library, "**Le {{date-effet}}**", {"date-effet": "x"}).paragraphs
    assert [(r.text, r.style.name, r.bold) for r in done.runs][1] == ("x", "Default Paragraph Font", True)


# --- References, groups, lists ---


def test_references_follow_the_document(library: Bibliotheque) -> None:
    fragment = Converter(library).convert("Selon {{renvoi:duree}} et {{renvoi:recours}}.")
    filler = Filler(library, {}, {"duree": "l’article 3"})
    assert texts(opened(filler.fill(fragment))) == ["Selon l’article 3 et [recours]."]
    assert filler.unresolved == ["recours"]
    assert texts(opened(Filler(library, {}, {}).fill(fragment)))[0].startswith("Selon l’article relatif à la durée et")


def test_a_group_without_elements_is_written_once_and_may_say_that_it_repeats(library: Bibliotheque) -> None:
    text = "{{chaque:signataires}}\n\n- {{signataires.nom}}\n\n{{fin:signataires}}"
    assert texts(filled(library, text, {})) == ["[nom]"]
    assert texts(filled(library, text, {"signataires": []}, hints=True)) == [
        "[à répéter\u00a0: collectivités signataires]",
        "[nom]",
    ]
    assert texts(filled(library, text, {"signataires": [{}, {}]}, hints=True)) == ["[nom]", "[nom]"]


def test_rows_repeat(library: Bibliotheque) -> None:
    text = (
        "| Nom | Le |\n|---|---|\n| {{chaque:signataires}}{{signataires.nom}} | {{date-effet}}{{fin:signataires}} |\n| fin | |"
    )
    document = filled(library, text, {"signataires": [{"nom": "a"}, {"nom": "b"}], "date-effet": "x"})
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["Nom", "Le"],
        ["a", "x"],
        ["b", "x"],
        ["fin", ""],
    ]
    blank = filled(library, text, {}, hints=True)
    assert blank.tables[0].rows[1].cells[0].text == "[ligne à répéter]\n[nom]"


def numbers(document: Any) -> list[tuple[str, int]]:
    """Each numbered paragraph with the number that Word shows: lists are told apart by their ``w:num``."""
    w = f"{{{wordml.W}}}"
    starts = {}
    for num in document.part.numbering_part.element.findall(f"{w}num"):
        override = num.find(f"{w}lvlOverride/{w}startOverride")
        if override is not None:
            starts[num.get(f"{w}numId")] = int(override.get(f"{w}val"))
    found = []
    for paragraph in document.paragraphs:
        number = paragraph._p.find(f"{w}pPr/{w}numPr/{w}numId")
        if paragraph.style.name == "List Number":
            used = number.get(f"{w}val")
            found.append((paragraph.text, starts[used]))
            starts[used] += 1
    return found


def test_numbered_lists_start_anew(library: Bibliotheque) -> None:
    filler = Filler(library, {"signataires": [{"nom": "x"}, {"nom": "y"}]}, {})
    converter = Converter(library)
    body = filler.fill(converter.convert("1. a\n2. b\n\nTexte.\n\n1. c")) + filler.fill(
        converter.convert("1. d\n\nTexte.\n\n4. e\n5. f")
    )
    body += filler.fill(
        converter.convert("{{chaque:signataires}}\n\nPour {{signataires.nom}} :\n\n1. g\n2. h\n\n{{fin:signataires}}")
    )
    body += filler.fill(converter.convert("{{chaque:signataires}}\n\n1. {{signataires.nom}}\n\n{{fin:signataires}}"))
    assert numbers(opened(body, filler)) == [
        ("a", 1), ("b", 2), ("c", 1), ("d", 1), ("e", 4), ("f", 5), ("g", 1), ("h", 2), ("g", 1), ("h", 2), ("x", 1), ("y", 2),
    ]  # fmt: skip


def test_model_papers_show_their_brackets_as_blanks() -> None:
    done = Converter(brackets=True).convert("Le [date], à [lieu] : {{x}}")
    (paragraph,) = opened(done.xml).paragraphs
    assert [r.text for r in paragraph.runs if r.style.name == "Blanc"] == ["[date]", "[lieu]"]
    assert paragraph.text == "Le [date], à [lieu]\u00a0: {{x}}"


# --- The base, and what the browser receives ---


def test_the_base_is_a_french_a4_page_with_real_styles() -> None:
    document = opened("")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert re.findall(r'w:instr=" (\w+) "', section.footer._element.xml) == ["PAGE", "NUMPAGES"]
    assert document.core_properties.language == "fr-FR" and document.core_properties.title == "Essai"
    styles = {s.name for s in document.styles}
    assert styles >= {"Title", "Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "List Number", "Blanc"}
    xml = document.styles.element.xml
    assert 'w:lang w:val="fr-FR"' in xml and "en-US" not in xml
    names = {part.partname for part in document.part.package.iter_parts()}
    assert not [n for n in names if re.search("thumbnail|customXml|Effects|theme", n)]


def test_a_browser_can_write_the_same_document(library: Bibliotheque, project: Callable[..., Path]) -> None:
    """Done here with nothing but the strings that it receives, as its script does."""
    pieces = browser_pieces()
    library = load(project())
    fragment = Converter(library).convert(text_to_sign(library.clauses["duree"]) + "\n\n1. a")
    group, mark = re.compile(pieces["marques"]["groupe"], re.DOTALL), re.compile(pieces["marques"]["marque"])
    assert [m[1] for m in group.finditer(fragment.xml)] == ["signataires"]
    found = [m.groups() for m in mark.finditer(fragment.xml)]
    assert found == [
        ("", None, "date-effet", None, None, None),
        (None, "renvoi:", "duree", None, None, None),
        ("", None, "signataires", "nom", None, None),
        (None, None, None, None, "num", "1"),
    ]
    num = pieces["numerotation"]["num"].replace("{id}", str(pieces["numerotation"]["premier"])).replace("{debut}", "1")
    lists = num.join(pieces["numerotation"]["autour"])
    filler = Filler(library, {}, {})
    filler.fill(fragment)
    assert lists == filler.numbering.xml()
    assert pieces["modeles"]["titre"][0] + "x" + pieces["modeles"]["titre"][1] == wordml.heading("x", 0)
    assert pieces["parties"][0][0] == "[Content_Types].xml"


def test_words_are_those_of_the_assembled_text(project: Callable[..., Path]) -> None:
    library = load(project())
    trame = library.vocabularies.trames["convention"]
    values = {"signataires": [{"nom": "a"}, {}], "date-effet": date(2027, 1, 1)}
    filler = Filler(library, values, targets(library, outline(library, trame, ["duree"])))
    found = texts(opened(filler.fill(Converter(library).convert(text_to_sign(library.clauses["duree"]))), filler))
    expected = assemble(library, trame, ["duree"], values).markdown
    assert found == [
        "La convention prend effet le 1er janvier\u00a02027\u202f; voir l’article 1.".replace("r\u00a02", "r 2"),
        "a",
        "[nom]",
    ]
    assert "prend effet le 1er janvier 2027 ; voir l’article 1." in expected and "- a\n- [nom]" in expected


def test_an_empty_fragment_is_empty() -> None:
    assert Converter().convert("\n \n") == Fragment("")
    assert Converter().convert("", cell_width=3000).xml == wordml.paragraph("", "Cellule")
