"""The files of the search box: names of all answers, read when it opens; words by lots, and texts one by one, when asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from clausier.search.answers import Searched
from clausier.search.reader import Reader
from clausier.search.words import Group, Index

FOLDER = "recherche"
"""Folder of the index in the site."""
_LOT = 12_000
"""Uses of words in a lot, about as many bytes once compressed."""
_KEPT_TOGETHER = 4
"""Words that begin with as many same letters stand in one lot: most forms of a word do."""


def write_index(reader: Reader, target: Path) -> int:
    """Write under ``target`` the index of what ``reader`` reads; returns how many answers search can give.

    All but the names stands in a folder that bears the print of what it holds: a browser that keeps files for a while
    never reads words of one version with names of another.
    """
    answers: list[Searched] = []
    index, held = Index(), _Held(target / FOLDER / "neuf")
    for found in reader.answers():
        held.write(f"texte-{len(answers)}", [[s.text, s.anchor, s.title] for s in found.text.sections])
        index.add(found.uses, found.length)
        answers.append(found.text.answer)
    starts: list[str] = []
    for start, lot in _lots(index.groups()):
        held.write(f"mots-{len(starts)}", [[" ".join(sorted(g.forms)), [_gaps(r) for r in g.ranks]] for g in lot])
        starts.append(start)
    names = {"version": held.close(), "lots": starts, **_columns(answers)}
    (target / FOLDER / "noms.json").write_text(_json(names), encoding="utf-8")
    return len(answers)


class _Held:
    """A folder of JSON files, named after what they hold once all are there."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._print = folder, hashlib.blake2b(digest_size=8)
        folder.mkdir(parents=True)

    def write(self, name: str, value: object) -> None:
        content = _json(value).encode()
        self._print.update(name.encode() + content)
        (self._folder / f"{name}.json").write_bytes(content)

    def close(self) -> str:
        """The folder's name."""
        return self._folder.rename(self._folder.with_name(self._print.hexdigest())).name


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lots(groups: Iterable[Group]) -> Iterator[tuple[str, list[Group]]]:
    """Lots of words of about one weight, each with the first form that it answers for.

    A word whose forms fall into several lots stands in each of them.
    """
    start, last, weight = "", "", 0
    lot: list[Group] = []
    for form, group in sorted(((f, g) for g in groups for f in g.forms), key=lambda pair: pair[0]):
        if weight >= _LOT and form[:_KEPT_TOGETHER] != last[:_KEPT_TOGETHER]:
            yield start, lot
            start, lot, weight = form, [], 0
        if group not in lot:
            lot.append(group)
            weight += sum(map(len, group.ranks))
        last = form
    yield start, lot


def _gaps(ranks: Sequence[int]) -> list[int]:
    """Each rank as what it adds to the one before: small numbers, that compress."""
    return [rank - before for before, rank in zip([0, *ranks], ranks, strict=False)]


def _columns(answers: Sequence[Searched]) -> dict[str, Any]:
    """What the box knows of the answers before it reads any: enough to name them, and to rank them by their names.

    A column for each key: what resembles stands together, and compresses better.
    """
    tables = {
        "sortes": list(dict.fromkeys(a.kind for a in answers)),
        "lieux": list(dict.fromkeys(a.place for a in answers)),
        "themes": list(dict.fromkeys(t for a in answers for t in a.themes)),
    }
    ranks = {name: {value: rank for rank, value in enumerate(values)} for name, values in tables.items()}
    return tables | {
        "pages": {
            "adresse": [a.url for a in answers],
            "titre": [a.title for a in answers],
            "sorte": [ranks["sortes"][a.kind] for a in answers],
            "lieu": [ranks["lieux"][a.place] for a in answers],
            "themes": [[ranks["themes"][t] for t in a.themes] for a in answers],
            "noms": [[n for n in (a.question, *a.otherwise) if n] for a in answers],
            "dit": [list(a.known_as) for a in answers],
            "mots": [list(a.words) for a in answers],
        }
    }
