"""The fields of one fiche, whatever its layout: pairs of cells, grids of labels over values, headings, «label : value»."""

from __future__ import annotations

import re

from clausier.importer.draft import Champ, FicheDraft
from clausier.importer.layout import Label, Layout
from clausier.importer.units import Unit

_UNKNOWN = re.compile(r"^([A-ZÀ-Þ][^:.;?!]{2,45}?)\s*:\s*(\S.*)$")


class Fields:
    """Reads units one after the other and files what they say."""

    def __init__(self, fiche: FicheDraft, layout: Layout, consumed: list[str]) -> None:
        self.fiche, self.layout, self.consumed = fiche, layout, consumed
        self.current: Champ | None = None
        self.columns: dict[int, Champ] = {}
        self.grid = False
        """Whether the last labels stood over their values rather than beside them."""
        self.pairs = False
        self.inline = False
        """Whether the last label and its value were one line."""
        self.bare = False
        """Whether the last label stood alone on its line, without a colon."""
        self.level = 0
        """Level of the headings that are labels."""

    def read(self, units: list[Unit]) -> None:
        for unit, following in zip(units, [*units[1:], None][: len(units)], strict=True):
            if unit.row:
                self._row(unit, following)
            else:
                self._line(unit)

    def _open(self, label: Label) -> Champ:
        champ = Champ(label.rubrique, label.text, [label.value] if label.value else [])
        self.fiche.champs.append(champ)
        return champ

    def _unknown(self, label: str) -> Champ:
        champ = Champ(None, label)
        self.fiche.champs.append(champ)
        return champ

    def _line(self, unit: Unit) -> None:
        if unit.label:
            self.current = self._open(unit.label)
            self.inline = bool(unit.label.value)
            self.level = unit.level or self.level
            self.bare = not unit.label.inline
        elif self.level and unit.level == self.level:
            self.current = self._unknown(unit.text)
        elif self.inline and not unit.item and (found := _UNKNOWN.match(unit.text)):
            self.current = self._unknown(found[1])
            self.current.lines.append(found[2])
        elif self._unnamed_heading(unit):
            self.current = self._unknown(unit.text)
        else:
            self._loose().lines.append(unit.text)

    def _unnamed_heading(self, unit: Unit) -> bool:
        """A short line after a list, where labels stand alone on theirs: a label that we do not know."""
        above = self.current.lines if self.current else []
        return (
            self.bare and unit.title_like and len(unit.text) < 80 and len(above) > 1 and all(map(self.layout.bulleted, above))
        )

    def _loose(self) -> Champ:
        """Where text without a label goes: the current field, or what stands before the first."""
        if self.current is None:
            self.current = Champ(None, "Texte sans rubrique")
            self.fiche.champs.append(self.current)
        return self.current

    def _row(self, unit: Unit, following: Unit | None) -> None:
        labels, cells = unit.labels, unit.cells
        filled = [i for i, cell in enumerate(cells) if cell]
        if self._heads_columns(unit, filled, following):
            self.grid, self.columns = True, {}
            for i in filled:
                label = labels[i] or self.layout.label(" ".join(cells[i]), heading=True)
                self.columns[i] = self.current = self._open(label) if label else self._unknown(" ".join(cells[i]).rstrip(" :"))
            return
        first = filled[0] if filled else 0
        if self._broken_label(unit, first) or self._unknown_pair(unit, first):
            return
        beside: Champ | None = None
        for i, cell in enumerate(cells):
            if not cell:
                continue
            if found := labels[i]:
                self.columns[i] = self.current = self._open(found)
                if not found.value:
                    beside = self.current
                    self.pairs, self.grid = (True, False) if i == first and len(filled) > 1 else (self.pairs, self.grid)
            elif beside is not None:
                beside.lines.extend(cell)
                self.columns[i] = beside
            else:
                (self.columns.get(i) or self._loose()).lines.extend(cell)
                self.current = self.columns.get(i) or self.current

    def _heads_columns(self, unit: Unit, filled: list[int], following: Unit | None) -> bool:
        """Whether a row names what the row below says: all its cells are labels, or look like some in such a table."""
        named = [i for i in filled if (label := unit.labels[i]) and not label.value]
        if len(filled) < 2 or not named:
            return False
        if len(named) == len(filled):
            return True
        names = all(
            len(unit.cells[i]) == 1 and len(unit.cells[i][0]) < 60 and not unit.cells[i][0].endswith(".") for i in filled
        )
        values = following is not None and following.row and following.table == unit.table and not following.labelled
        return self.grid and names and values

    def _broken_label(self, unit: Unit, first: int) -> bool:
        """A label cut by the end of a page: its last words stand alone in the first cell of the next row."""
        above = self.columns.get(first)
        if not above or unit.labels[first] or not unit.cells[first] or self.grid:
            return False
        whole = f"{above.label} {' '.join(unit.cells[first])}"
        if (rubrique := self.layout.rubrique(whole)) is None or above.rubrique is None or rubrique.name != above.rubrique.name:
            return False
        self.consumed.append(" ".join(unit.cells[first]))
        for i, cell in enumerate(unit.cells):
            if i != first and cell:
                above.lines.extend(cell)
        return True

    def _unknown_pair(self, unit: Unit, first: int) -> bool:
        """«Label we do not know | value», in a table whose other rows are pairs."""
        name = " ".join(unit.cells[first]) if unit.cells else ""
        others = [i for i, cell in enumerate(unit.cells) if cell and i != first]
        if (
            first
            or self.grid
            or not self.pairs
            or any(unit.labels)
            or len(name) > 80
            or not name
            or not others
            or len(unit.cells) > 3
        ):
            return False
        self.current = self._unknown(name.rstrip(" :"))
        for i in others:
            self.current.lines.extend(unit.cells[i])
            self.columns[i] = self.current
        self.columns[first] = self.current
        return True
