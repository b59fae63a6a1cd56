"""What Markdown or a template would drop without a word: text before the first section, cells beyond a table's last column,
link definitions that nothing calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausier.read.outline import headings, prose

_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_DEFINITION = re.compile(r"[ ]{0,3}\[([^\^\[\]][^\[\]]*)\]:[ ]*\S+[ ]*(?:[\"'(].*)?")
_ESCAPED = re.compile(r"\\.")


def _cells(row: str) -> int:
    """Cells of a table's row, as Python-Markdown counts them; inline code is already blanked out."""
    bare = _ESCAPED.sub("  ", row).strip()
    return bare.count("|") + 1 - bare.startswith("|") - (len(bare) > 1 and bare.endswith("|"))


def lost_cells(body: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) whose table has fewer columns than they have cells."""
    if "|" not in body:
        return
    above, columns = "", 0
    for number, row in prose(body):
        if not row.strip():
            columns = 0
        elif columns and _cells(row) > columns:
            yield number, f"cette ligne a plus de cases que le tableau n’a de colonnes ({columns}) : la fin serait perdue"
        elif not columns and "|" in row and "|" in above and _RULE.fullmatch(row):
            columns = _cells(row)
            if _cells(above) > columns:
                yield number, f"le tableau a plus de titres que de colonnes ({columns}) : complétez la ligne de tirets"
        above = row


def lost_definitions(body: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) that define a link which nothing calls: «[Attention]: lire» would vanish."""
    if "]:" not in body:
        return
    rows = list(prose(body))
    for number, row in rows:
        if (found := _DEFINITION.fullmatch(row)) and not re.search(
            rf"\[{re.escape(found[1])}\](?!:)", "\n".join(r for n, r in rows if n != number), re.IGNORECASE
        ):
            yield (
                number,
                f"« [{found[1][:40]}]: » définit un lien que rien n’appelle, la ligne serait perdue : retirez les crochets",
            )


def lost_lead(body: str) -> Iterator[tuple[int, str]]:
    """The first line (from 0) of a text that stands before any section."""
    first = next((number for number, level, _ in headings(body) if level == 2), None)
    for number, row in enumerate(body.split("\n")[:first]):
        if row.strip():
            yield number, "ce texte est avant la première section, il serait perdu : mettez-le sous un titre « ## »"
            return
