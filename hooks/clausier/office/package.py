"""The .docx package: a base prepared once with python-docx, into which documents are written as XML.

Same input, same bytes: fixed dates, fixed order, ``[Content_Types].xml`` first. A file does not say when it was made.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

from clausier.office import fill, numbering, wordml
from clausier.office.numbering import Numbering
from clausier.office.styles import FONTS, STYLES

CREATOR = "Le Clausier CTG"
DOCUMENT, LISTS, PROPERTIES = "word/document.xml", "word/numbering.xml", "docProps/core.xml"
"""Parts that differ from one document to another."""
_KEPT = ("styles", "numbering", "settings", "fontTable", "footer")
"""Parts of python-docx's template that we keep, by the end of their relationship's type."""
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{wordml.W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{_COMPATIBILITY}</w:compat>'
    '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)


def _field(code: str) -> str:
    """A field that Word computes; shows 1 until then."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_FOOTER = (
    f'{_HEAD}<w:ftr xmlns:w="{wordml.W}">'
    + wordml.paragraph(f"{wordml.run('Page ')}{_field('PAGE')}{wordml.run(' sur ')}{_field('NUMPAGES')}", "Footer")
    + "</w:ftr>"
)
_CORE_BEFORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
)
_CORE_AFTER = f"</dc:title><dc:creator>{CREATOR}</dc:creator><cp:lastModifiedBy>{CREATOR}</cp:lastModifiedBy><dc:language>fr-FR</dc:language></cp:coreProperties>"


@cache
def base_parts() -> dict[str, bytes]:
    """Every part of an empty document, by its path, ``[Content_Types].xml`` first."""
    # Slow to import, and no page needs it: a preview does without.
    import docx
    from docx.shared import Mm

    document = docx.Document()
    for relations, kept in ((document.part.rels, _KEPT), (document.part.package.rels, ("officeDocument", "core-properties"))):
        for name, relation in list(relations.items()):
            if not relation.reltype.endswith(kept):
                del relations[name]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)
    section.footer.is_linked_to_previous = False
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist(), key=lambda n: (n != "[Content_Types].xml", n))}
    ours = {
        DOCUMENT: _document(parts[DOCUMENT].decode()),
        LISTS: numbering.PREFIX + numbering.SUFFIX,
        PROPERTIES: _CORE_BEFORE + _CORE_AFTER,
        "word/styles.xml": STYLES,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/footer1.xml": _FOOTER,
    }
    missing = set(ours) - set(parts)
    assert not missing, f"parts that python-docx's template no longer has: {missing}"
    return parts | {name: text.encode() for name, text in ours.items()}


def _document(template: str) -> str:
    """The main part with an empty body and the section that python-docx wrote."""
    section = re.search(r"<w:sectPr.*?</w:sectPr>", template, re.DOTALL)
    assert section is not None
    clean = re.sub(r' w:rsid\w*="\w+"|<w:docGrid[^>]*>|>\s+<', lambda m: "><" if m[0][0] == ">" else "", section[0])
    return f'{_HEAD}<w:document xmlns:w="{wordml.W}" xmlns:r="{_R}"><w:body>{clean}</w:body></w:document>'


@cache
def around_body() -> tuple[str, str]:
    """The main part before and after its body."""
    before, mark, after = base_parts()[DOCUMENT].decode().partition("<w:sectPr")
    return before, mark + after


def docx_bytes(title: str, body: str, lists: Numbering | None = None) -> bytes:
    """A document: ``title`` goes in its properties, ``body`` between its margins."""
    before, after = around_body()
    archive = io.BytesIO(_prepared())
    archive.seek(0, io.SEEK_END)
    with zipfile.ZipFile(archive, "a") as opened:
        _add(opened, PROPERTIES, f"{_CORE_BEFORE}{wordml.escape(title)}{_CORE_AFTER}".encode())
        _add(opened, LISTS, (lists or Numbering()).xml().encode())
        _add(opened, DOCUMENT, f"{before}{body}{after}".encode())
    return archive.getvalue()


@cache
def _prepared() -> bytes:
    """The zip of what all documents share."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in base_parts().items():
            if name not in (DOCUMENT, LISTS, PROPERTIES):
                _add(opened, name, content)
    return archive.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(info, content)


def browser_pieces() -> dict[str, Any]:
    """What the workshop needs to write the same files in the browser: strings, lists and dictionaries only.

    Each pair holds what stands before and after: a body, an escaped text. ``modeles`` are whole paragraphs, ``blanc`` a run.
    """
    hole = "\ue000"

    def around(xml: str) -> list[str]:
        before, _, after = xml.partition(hole)
        return [before, after]

    shared = [[name, text.decode()] for name, text in base_parts().items() if name not in (DOCUMENT, LISTS, PROPERTIES)]
    return {
        "parties": shared,
        "document": {"chemin": DOCUMENT, "autour": list(around_body())},
        "proprietes": {"chemin": PROPERTIES, "autour": [_CORE_BEFORE, _CORE_AFTER]},
        "numerotation": {
            "chemin": LISTS,
            "autour": [numbering.PREFIX, numbering.SUFFIX],
            "num": numbering.NUM,
            "premier": numbering.FIRST,
        },
        "marques": {"groupe": fill.GROUP, "marque": fill.MARK},
        "modeles": {
            "titre": around(wordml.heading(hole, 0)),
            "article": around(wordml.heading(hole, 1)),
            "annexe": around(wordml.heading(hole, 1, new_page=True)),
            "texte": around(wordml.text(hole)),
            "mention": around(wordml.text(hole, "Mention")),
            "blanc": around(wordml.blank(hole)),
        },
    }
