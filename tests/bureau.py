"""Office files written for tests from one neutral description: headings, paragraphs, items, tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Bloc = dict[str, Any]


def docx(blocs: list[Bloc], path: Path) -> None:
    """A Word file, with the styles that Word gives."""
    from docx import Document

    document = Document()
    for bloc in blocs:
        if "titre" in bloc:
            document.add_heading(bloc["titre"], bloc["niveau"])
        elif "puce" in bloc:
            document.add_paragraph(bloc["puce"], style="List Bullet")
        elif "texte" in bloc:
            document.add_paragraph(bloc["texte"])
        elif "sommaire" in bloc:
            for entry in bloc["sommaire"]:
                document.add_paragraph(entry)
        else:
            wide = max(map(len, bloc["table"]))
            table = document.add_table(rows=0, cols=wide)
            for row in bloc["table"]:
                cells = table.add_row().cells
                if len(row) == 1 and wide > 1:
                    cells[0].merge(cells[-1]).text = row[0]
                else:
                    for cell, text in zip(cells, row, strict=True):
                        cell.text = text
    document.save(str(path))


def odt(blocs: list[Bloc], path: Path) -> None:
    """An OpenDocument file."""
    from odfdo import Cell, Document, Header, List, Paragraph, Row, Table

    document = Document("text")
    body = document.body
    body.clear()
    for rank, bloc in enumerate(blocs):
        if "titre" in bloc:
            body.append(Header(bloc["niveau"], bloc["titre"]))
        elif "puce" in bloc:
            body.append(List([bloc["puce"]]))
        elif "texte" in bloc:
            body.append(Paragraph(bloc["texte"]))
        elif "sommaire" in bloc:
            for entry in bloc["sommaire"]:
                body.append(Paragraph(entry))
        else:
            wide = max(map(len, bloc["table"]))
            table = Table(f"Tableau{rank}")
            for cells in bloc["table"]:
                row = Row()
                for text in cells:
                    cell = Cell()
                    for line in text.split("\n"):
                        cell.append(Paragraph(line))
                    if len(cells) < wide:
                        cell.set_attribute("table:number-columns-spanned", str(wide))
                    row.append(cell)
                for _ in range(wide - len(cells)):
                    covered = Cell()
                    covered.tag = "table:covered-table-cell"
                    row.append(covered)
                table.append(row)
            body.append(table)
    document.save(str(path))


def pdf(blocs: list[Bloc], path: Path) -> None:
    """A PDF of several pages, with ruled tables, a header and page numbers."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    wide = max((max(map(len, b["table"])) for b in blocs if "table" in b), default=1)
    page = landscape(A4) if wide > 4 else A4
    small = 7 if wide > 4 else 10
    text = ParagraphStyle("texte", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=8)
    cell = ParagraphStyle("cellule", parent=text, fontSize=small, leading=small * 1.25, spaceAfter=0)
    story: list[Any] = []

    def said(value: str) -> str:
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")

    for bloc in blocs:
        if "titre" in bloc:
            size = 20 - 1.6 * bloc["niveau"]
            style = ParagraphStyle(
                "titre", parent=text, fontName="Helvetica-Bold", fontSize=size, leading=size * 1.3, spaceBefore=10
            )
            story.append(Paragraph(said(bloc["titre"]), style))
        elif "puce" in bloc:
            story.append(Paragraph(said("• " + bloc["puce"]), text))
        elif "texte" in bloc:
            story.append(Paragraph(said(bloc["texte"]), text))
        elif "sommaire" in bloc:
            story.extend(Paragraph(said(entry), text) for entry in bloc["sommaire"])
        else:
            columns = max(map(len, bloc["table"]))
            rows = [[Paragraph(said(c), cell) for c in row] + [""] * (columns - len(row)) for row in bloc["table"]]
            spans = [("SPAN", (0, i), (-1, i)) for i, row in enumerate(bloc["table"]) if len(row) == 1 < columns]
            table = Table(rows, colWidths=[(page[0] - 80) / columns] * columns)
            table.setStyle(
                TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans])
            )
            story += [table, Spacer(1, 12)]

    def around(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, page[1] - 25, "Document de travail")
        canvas.drawRightString(page[0] - 40, 20, f"Page {document.page}")

    SimpleDocTemplate(str(path), pagesize=page, margins=40, leftMargin=40, rightMargin=40).build(
        story, onFirstPage=around, onLaterPages=around
    )


def txt(blocs: list[Bloc], path: Path) -> None:
    """Plain text as one copies it: a blank line between paragraphs, tabs between cells, lines of 90 signs."""
    import textwrap

    found: list[str] = []
    for bloc in blocs:
        if "puce" in bloc:
            found.append(textwrap.fill("- " + bloc["puce"], 90))
        elif "sommaire" in bloc:
            found.append("\n".join(bloc["sommaire"]))
        elif "table" in bloc:
            found.append("\n".join("\t".join(c.replace("\n", "<br>") for c in row) for row in bloc["table"]))
        else:
            found.append(textwrap.fill(bloc.get("titre") or bloc["texte"], 90))
    path.write_text("\n\n".join(found) + "\n", encoding="utf-8")


FORMATS: dict[str, Callable[[list[Bloc], Path], None]] = {"docx": docx, "odt": odt, "pdf": pdf, "txt": txt}
