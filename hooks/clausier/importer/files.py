"""The files of an import, as text: front matter written plainly, persons masked, every word accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clausier.front import front_matter, slug
from clausier.importer import guess
from clausier.importer.blocks import Paragraph, Reading
from clausier.importer.convention import convention_data, title_of
from clausier.importer.draft import Draft
from clausier.importer.keys import FicheFile, fiche_file
from clausier.importer.layout import Layout
from clausier.importer.levels import free_id, gather
from clausier.importer.people import Masked, People, unmarked
from clausier.importer.plain import words

TO_REREAD = "a_relire: true                         # relu et corrigé ? retirez cette ligne\n"


@dataclass
class Imported:
    """What an import makes, before anything is on the disk."""

    titre: str
    files: dict[str, str] = field(default_factory=dict)
    """Text of each file, by its path in the convention's folder."""
    draft: Draft = field(default_factory=Draft)
    fiches: dict[str, FicheFile] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    masked: list[tuple[str, int, Masked]] = field(default_factory=list)
    """(file, line, what was taken out)."""
    total: int = 0
    """Words of the source."""
    lost: Counter[str] = field(default_factory=Counter)
    """Words of the source that ended nowhere: none, or the import is wrong."""


def compose(
    reading: Reading, draft: Draft, layout: Layout, source: str, titre: str | None, today: date,
    labels: Mapping[str, str], themes: Mapping[str, list[str]], acronyms: list[str],
) -> Imported:  # fmt: skip
    """Every file of the import."""
    levels, own = gather(draft, layout)
    titre = titre or title_of(draft)
    made = Imported(titre, draft=draft)
    people = People(layout, acronyms, "\n".join(said(reading)))
    made.data = _masked(convention_data(draft, levels, titre, source, labels, layout, today), people)
    _write(made, "index.md", made.data, "", people)
    taken: set[str] = set()
    for fiche, level in zip(draft.fiches, own, strict=True):
        file = fiche_file(fiche, draft, layout)
        found = guess.themes(" ".join([fiche.titre, *(t for _, t in fiche.levels[:1]), fiche.groupe]), themes)
        extra = ({"niveau": level} if level else {}) | ({"themes": found} if found else {})
        head = {k: file.data.pop(k) for k in ("titre", "numero") if k in file.data}
        file.data = _masked(head | extra | file.data, people)
        file.body = people.mask(file.body)
        name = free_id(slug(unmarked(file.data["titre"], {})), taken)
        made.fiches[name] = file
        _write(made, f"fiches/{name}.md", file.data, file.body, people)
    made.masked.sort(key=lambda m: (m[0] != "index.md", m[0], m[1]))
    _account(made, reading, people, layout)
    return made


def _write(made: Imported, path: str, data: dict[str, Any], body: str, people: People) -> None:
    lines: dict[int, int] = {}
    text = front_matter(data, TO_REREAD) + (f"\n{body}\n" if body else "")
    made.files[path] = unmarked(text, lines)
    made.masked += [(path, line, people.masked[mark]) for mark, line in lines.items()]


def _masked(value: Any, people: People, key: str = "") -> Any:
    """A value of a front matter with its persons masked, in the order in which it is written."""
    if isinstance(value, str):
        return value if key in ("id", "niveau", "type", "etat") else people.mask(value)
    if isinstance(value, list):
        return [_masked(v, people, key) for v in value]
    if isinstance(value, dict):
        signing = "signature" in value.get("sujets", ())
        if signing:
            return {k: people.mask(v, True) if k == "resume" else _masked(v, people, k) for k, v in value.items()}
        return {k: _masked(v, people, k) for k, v in value.items()}
    return value


def said(reading: Reading) -> Iterator[str]:
    """Every line of a source."""
    for block in reading.blocks:
        yield from block.lines if isinstance(block, Paragraph) else (line for cell in block.cells for line in cell)
    yield from (*reading.running, *reading.notes)


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _values(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner)
    elif isinstance(value, str | int):
        yield str(value)


def _account(made: Imported, reading: Reading, people: People, layout: Layout) -> None:
    """Compare the words of the source with those written, masked, or turned into structure."""

    def counted(texts: Iterator[str] | list[str]) -> Counter[str]:
        return Counter(w.casefold() for text in texts for w in words(re.sub(r"⟦\d+⟧", "", text)))

    # A bullet read as a letter («v», «o») is no word.
    source = counted([layout.unbulleted(line) for line in said(reading)])
    kept = counted(list(_values(made.data))) + counted(made.draft.consumed) + counted([m.text for m in people.masked])
    for file in made.fiches.values():
        kept += counted([*_values(file.data), file.body])
    made.total = sum(source.values())
    made.lost = source - kept
