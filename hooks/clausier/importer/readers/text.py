"""Plain text: lines of a page, tabs for tables, and the few marks that converters leave (Markdown, HTML)."""

from __future__ import annotations

import re
from pathlib import Path

from clausier.importer.blocks import Block, Paragraph, Reading, Row, Unreadable
from clausier.importer.plain import clean

_BREAK = re.compile(r"</?(?:p|li|div|br|tr|h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:ul|ol|i|b|em|strong|u|sup|sub|span|font|table|tbody|thead|td|th|a)\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^[\s|:\-=_*]+$")


def decoded(path: Path) -> str:
    """The text of a file, from the encodings that editors use."""
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    if b"\x00" in raw[:4096]:
        raise Unreadable(f"{path.name} : ce n’est pas un fichier texte : donnez un .docx, un .odt, un PDF ou un texte")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _plain(line: str) -> str:
    """A line without the marks of emphasis that converters leave."""
    line = re.sub(r"\^\{([^}]*)\}", r"\1", line)
    return re.sub(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])", "", line)


def _lines(text: str) -> tuple[str, ...]:
    """Lines of a cell, cut where its HTML cut them."""
    return tuple(found for part in _BREAK.split(text) if (found := clean(_TAG.sub(" ", _plain(part)))))


def read(path: Path) -> Reading:
    blocks: list[Block] = []
    pending: list[str] = []
    start, table, in_table = 1, 0, False

    def flush() -> None:
        if lines := tuple(found for line in pending for found in _lines(line)):
            blocks.append(Paragraph(lines, f"ligne {start}", wrapped=True))
        pending.clear()

    for number, raw in enumerate(decoded(path).split("\n"), 1):
        for page, line in enumerate(raw.rstrip("\r").split("\f")):
            if page or not line.strip():
                flush()
            if not line.strip():
                continue
            cells = _cells(line, in_table)
            if cells is not None:
                flush()
                table += not in_table
                in_table = True
                if any(cells):
                    blocks.append(Row(cells, f"ligne {number}", table))
                continue
            if heading := _HEADING.match(line.strip()):
                flush()
                in_table = False
                blocks.append(Paragraph(_lines(heading[2]), f"ligne {number}", level=len(heading[1])))
                continue
            in_table = False
            if not pending:
                start = number
            pending.append(line)
    flush()
    return Reading(tuple(blocks))


def _cells(line: str, in_table: bool) -> tuple[tuple[str, ...], ...] | None:
    """Cells of a line of a table, drawn with tabs or with Markdown's bars; None when it is none."""
    # A tab at the end says an empty cell, but only where rows are.
    if "\t" in (line if in_table else line.rstrip("\t ")) or line.startswith("\t"):
        parts = line.strip("\r\n").split("\t")
    elif line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2:
        parts = line.strip()[1:-1].split("|")
    else:
        return None
    if _RULE.match("".join(parts)):
        return ()
    return tuple(_lines(part) for part in parts)
