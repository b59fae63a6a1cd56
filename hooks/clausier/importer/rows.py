"""One table for the whole plan: a fiche a row, its fields in columns named by the first row."""

from __future__ import annotations

from clausier.importer.draft import Champ, Draft, FicheDraft
from clausier.importer.layout import Label, Layout
from clausier.importer.units import Unit


def read_table(place: int, units: list[Unit], levels: list[tuple[str, str]], draft: Draft, layout: Layout) -> int:
    """Read the table whose first row is at ``place``, under ``levels``; returns the place of the first unit after it."""
    head = units[place]
    names = [" ".join(cell) for cell in head.cells]
    draft.consumed.append(" ".join(names))
    current: FicheDraft | None = None
    above: dict[int, str] = {}
    at = place + 1
    while at < len(units) and (units[at].row or units[at].table == head.table != 0):
        unit = units[at]
        cells = unit.cells or ((unit.text,),)
        at += 1
        if [" ".join(cell) for cell in cells] == names:
            draft.consumed.append(" ".join(names))
            continue
        said = {i: list(cell) for i, cell in enumerate(cells) if cell}
        if not unit.row:
            # A cell that spans the table heads the rows below it.
            above[-1] = unit.text
            current = None
            continue
        title = next((i for i, label in enumerate(head.labels) if label and label.rubrique.name == "titre"), 0)
        if current is None or said.get(title):
            current = FicheDraft("", unit.place, levels=list(levels))
            draft.fiches.append(current)
        _fill(current, said, head.labels, names, above, draft, layout)
    return at


def _fill(
    fiche: FicheDraft, said: dict[int, list[str]], labels: tuple[Label | None, ...], names: list[str],
    above: dict[int, str], draft: Draft, layout: Layout,
) -> None:  # fmt: skip
    """File one row. A level said once holds for the rows below; a row without a title goes on with the last one."""
    if -1 in above and not any(titre == above[-1] for _, titre in fiche.levels):
        fiche.levels.append((layout.words.niveau_sans_nom, above[-1]))
    for i, lines in said.items():
        label = labels[i] if i < len(labels) else None
        text = " ".join(lines)
        match label.rubrique.name if label else "":
            case "titre":
                fiche.titre = f"{fiche.titre} {text}".strip()
            case "numero":
                fiche.numero = text
            case "niveau":
                above[i] = text
            case _:
                name = names[i] if i < len(names) and names[i] else "Autre colonne"
                champ = next((c for c in fiche.champs if c.label == name), None)
                if champ is None:
                    champ = Champ(label.rubrique if label else None, name)
                    fiche.champs.append(champ)
                champ.lines.extend(lines)
    for i, label in enumerate(labels):
        if label and label.rubrique.name == "niveau" and i in above and not any(word == label.text for word, _ in fiche.levels):
            fiche.levels.append((label.text, above[i]))
