"""The few words of WordprocessingML that our documents need, as strings.

Elements follow the order that the schema asks for (ECMA-376, part 1, § 17): Word repairs, or refuses, anything else.
"""

from __future__ import annotations

import re

from clausier.typography import french

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Namespace of the prefix ``w:``."""
BODY_WIDTH = 9070
"""Width of the text of an A4 page between our margins, in twentieths of a point (16 cm)."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, lone surrogates included (§ 2.2)."""


def escape(text: str) -> str:
    """Text as XML holds it. A brace is written as a reference, so that no text can be mistaken for a mark to fill."""
    text = _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("{", "&#123;").replace('"', "&quot;")


def run(text: str, format: str = "") -> str:
    """One run of text as typed: its line breaks and tabs kept; ``format`` is the content of its properties.

    Empty for a text without a character that XML can hold.
    """
    pieces = []
    for part in re.split(r"(\r\n|\r|\n|\t)", text):
        if part in ("\r\n", "\r", "\n"):
            pieces.append("<w:br/>")
        elif part == "\t":
            pieces.append("<w:tab/>")
        elif words := escape(part):
            pieces.append(f'<w:t xml:space="preserve">{words}</w:t>')
    if not pieces:
        return ""
    return f"<w:r>{f'<w:rPr>{format}</w:rPr>' if format else ''}{''.join(pieces)}</w:r>"


def blank(text: str, format: str = "") -> str:
    """A run in the style of blanks, highlighted: what is still to be written."""
    return run(text, f'<w:rStyle w:val="Blanc"/>{format}')


def paragraph(runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; ``properties`` follow its style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p>{f'<w:pPr>{named}{properties}</w:pPr>' if named or properties else ''}{runs}</w:p>"


def text(words: str, style: str = "") -> str:
    """A paragraph of an author's plain text, in French typography."""
    return paragraph(run(french(words)), style)


def heading(words: str, level: int, new_page: bool = False) -> str:
    """A title: of the document at level 0, «Titre 1» to «Titre 3» below."""
    style = "Title" if level == 0 else f"Heading{min(level, 3)}"
    return paragraph(run(french(words)), style, "<w:pageBreakBefore/>" if new_page else "")


AFTER_TABLE = paragraph("", "Interligne")
"""Between a table and what follows: two tables that touch are one, and a cell must not end with a table."""


def cell(blocks: str, width: int, header: bool = False) -> str:
    """A cell; ``blocks`` ends with a paragraph."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7EFF1"/>' if header else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{blocks}</w:tc>'


def row(cells: str, header: bool = False, whole: bool = True, height: int = 0) -> str:
    """A row: repeated on each page if ``header``, kept on one page if ``whole``; at least ``height`` twentieths of a point high."""
    properties = "<w:cantSplit/>" if whole else ""
    properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table(rows: str, widths: list[int], first_column: bool = False) -> str:
    """A table of fixed columns, in twentieths of a point; ``first_column`` when it holds the names of the rows."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    look = (
        f'<w:tblLook w:val="{"0680" if first_column else "0620"}" w:firstRow="{0 if first_column else 1}" w:lastRow="0" '
        f'w:firstColumn="{1 if first_column else 0}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableauClausier"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )
