"""What every reader makes of a file: a stream of paragraphs and table rows, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or a heading. A line that opens an item of a list starts with a bullet."""

    lines: tuple[str, ...]
    place: str
    """Where it stands in the source, for the reader's eye: «page 3», «ligne 120»."""
    level: int = 0
    """1 for the highest heading; 0 for plain text."""
    wrapped: bool = False
    """Whether lines are those of the page (PDF, text) and may need joining, or the author's own (Word)."""
    toc: bool = False
    """Whether the file itself says that this is an entry of its table of contents."""


@dataclass(frozen=True)
class Row:
    """A row of a table; each cell is a tuple of lines. Spanned columns are empty cells."""

    cells: tuple[tuple[str, ...], ...]
    place: str
    table: int
    """Number of the table in the file, from 1."""
    wrapped: bool = False


Block = Paragraph | Row


@dataclass(frozen=True)
class Reading:
    """A file, read."""

    blocks: tuple[Block, ...]
    running: tuple[str, ...] = ()
    """Lines repeated at the top or bottom of pages, and page numbers: not part of the text."""
    notes: tuple[str, ...] = ()
    """Footnotes and endnotes."""


class Unreadable(Exception):
    """A file that cannot be imported, with the reason and what to do, in French, on one line."""
