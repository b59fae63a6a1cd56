"""Where each fiche starts and ends in the stream, and which levels of the plan stand above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clausier.importer.layout import Layout, compared
from clausier.importer.units import Unit, entry_text

FEWEST, FEWEST_IN_ARTICLE = 3, 5
"""Distinct fields that make a fiche without a title of fiche; more inside an article, where the same words are common."""
LOOK_BACK = 12
"""How far before the first label the title of a fiche may stand, when it is a heading."""


@dataclass
class Span:
    """Units of one fiche."""

    title: int | None
    """None when a field of the fiche gives its title."""
    first: int
    """First unit after the title (and after what stands between them)."""
    end: int = 0
    """First unit that is no longer the fiche's."""
    group: int | None = None
    """Heading right above the title."""
    levels: list[int] = field(default_factory=list)

    @property
    def start(self) -> int:
        return min(i for i in (self.group, self.title, self.first) if i is not None)


def is_table_of_fiches(unit: Unit) -> bool:
    """The first row of a table that holds a fiche a row."""
    names = [found.rubrique.name for found in unit.labels if found and not found.value]
    return "titre" in names and len(set(names)) >= FEWEST


@dataclass
class Plan:
    """Where fiches are."""

    spans: list[Span]
    """Those that are no row of a table, in order."""
    tables: dict[int, list[int]]
    """Levels above each table of fiches, by the place of its first row."""


def find_fiches(units: list[Unit], layout: Layout) -> Plan:
    """Every fiche of the stream."""
    walls = [i for i, u in enumerate(units) if u.kind in ("article", "annexe", "sommaire", "entree") or is_table_of_fiches(u)]
    spans = _titled(units, walls)
    spans += _untitled(units, walls, spans, layout)
    spans.sort(key=lambda s: s.first)
    for span, following in zip(spans, [*spans[1:], None][: len(spans)], strict=True):
        _close(span, following, units, walls)
    return Plan(spans, _place_levels(spans, units, walls))


def _names(units: list[Unit]) -> set[str]:
    return {found.rubrique.name for unit in units for found in unit.labelled if unit.kind != "entree"}


def _titled(units: list[Unit], walls: list[int]) -> list[Span]:
    """Fiches that the source calls so: «Fiche action n° 3», «Action 3»."""
    marks = [i for i, u in enumerate(units) if u.kind == "fiche"]
    found = []
    for rank, mark in enumerate(marks):
        bound = min([i for i in (*walls, *marks[rank + 1 :]) if i > mark], default=len(units))
        names = _names(units[mark + 1 : bound])
        sure = units[mark].sure and (bool(names) or units[mark].level > 0)
        if sure or len(names) >= 2:
            group = (
                mark - 1
                if mark
                and units[mark - 1].title_like
                and not units[mark - 1].kind
                and not units[mark - 1].label
                and mark - 1 not in walls
                else None
            )
            if group is not None and not (units[group].text.isupper() or units[group].level > 0):
                group = None
            found.append(Span(mark, mark + 1, group=group))
    return found


def _untitled(units: list[Unit], walls: list[int], titled: list[Span], layout: Layout) -> list[Span]:
    """Fiches known by their fields alone: a label met again opens the next one."""
    taken = sorted(s.start for s in titled)
    contents = {entry_text(" ".join(u.said.split("\n"))) for u in units if u.kind == "entree"}
    found: list[Span] = []
    for labels in _groups(units, walls, taken):
        names = _names([units[i] for i in labels])
        fewest = FEWEST_IN_ARTICLE if _in_article(labels[0], units) else FEWEST
        if len(names) < fewest or not names & set(layout.words.rubriques_sures):
            continue
        first = labels[0]
        own = next((f for f in units[first].labelled), None)
        if own and own.rubrique.name == "titre":
            found.append(Span(None, first))
            continue
        after = found[-1].first if found else -1
        title = _title_before(first, after, units)
        span = Span(title, first if title is None else title + 1)
        if title is not None and title - 1 > after and _is_group(units[title - 1], units[title], contents):
            span.group = title - 1
        found.append(span)
    return found


def _groups(units: list[Unit], walls: list[int], taken: list[int]) -> Iterator[list[int]]:
    """Runs of labelled units, none of whose labels comes twice, outside the fiches that have a title."""
    current: list[int] = []
    seen: set[str] = set()
    inside = False
    stops = set(walls)
    for i, unit in enumerate(units):
        if i in stops or i in taken:
            inside = i in taken
            if current:
                yield current
            current, seen = [], set()
            continue
        if inside or unit.kind == "entree":
            continue
        if current and _between_tables(i, current[-1], units) and len(_names([units[c] for c in current])) >= FEWEST:
            yield current
            current, seen = [], set()
        names = {compared(f.text) for f in unit.labelled}
        opens = any(f.rubrique.name == "titre" for f in unit.labelled) and len(current) >= 2
        if current and (names & seen or opens):
            yield current
            current, seen = [], set()
        if names:
            current.append(i)
            seen |= names
    if current:
        yield current


def _between_tables(place: int, last: int, units: list[Unit]) -> bool:
    """Whether a short line stands after a table of labels and before another: the title of the next fiche."""
    unit = units[place]
    if not unit.title_like or unit.label or unit.table or not units[last].row:
        return False
    following = next((u for u in units[place + 1 : place + 3] if u.row or not u.title_like), None)
    return following is not None and following.row and bool(following.labelled) and following.table != units[last].table


def _in_article(place: int, units: list[Unit]) -> bool:
    return next((u.kind == "article" for u in reversed(units[:place]) if u.kind in ("article", "annexe")), False)


def _title_before(first: int, after: int, units: list[Unit]) -> int | None:
    level = units[first].level
    for i in range(first - 1, max(after, first - LOOK_BACK, -1), -1):
        unit = units[i]
        if unit.kind in ("entree", "article", "annexe", "sommaire"):
            return None
        if unit.title_like and not unit.label and (0 < unit.level < (level or 10) or i == first - 1):
            return i
        if not level and unit.row:
            return None
    return None


def _is_group(unit: Unit, title: Unit, contents: set[str]) -> bool:
    """Whether the line above a title is the heading of a part of the plan."""
    if not unit.title_like or unit.label or unit.kind or len(unit.text) > 120:
        return False
    if unit.level or title.level:
        return 0 < unit.level < (title.level or 10)
    known = entry_text(title.text) in contents
    return not known or unit.text.isupper() or _near(entry_text(unit.text), contents)


def _near(name: str, contents: set[str]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(name, contents, n=1, cutoff=0.8))


def _close(span: Span, following: Span | None, units: list[Unit], walls: list[int]) -> None:
    level = units[span.title].level if span.title is not None else 0
    bound = min([i for i in walls if i >= span.first], default=len(units))
    if following:
        bound = min(bound, following.start)
    for i in range(span.first, bound):
        unit = units[i]
        if (unit.kind == "niveau" and not unit.label) or (level and 0 < unit.level <= level and not unit.label):
            bound = i
            break
    last = max((i for i in range(span.first, bound) if units[i].labelled), default=None)
    if last is None:
        span.end = bound
        return
    if not units[last].row:
        span.end = bound
        return
    end = last + 1
    while end < bound and (units[end].row or units[end].table == units[last].table):
        end += 1
    span.end = end


def _place_levels(spans: list[Span], units: list[Unit], walls: list[int]) -> dict[int, list[int]]:
    """Give each fiche the levels above it: «Axe 1», then «Objectif stratégique 2», or headings above its own.

    Returns those of each table of fiches.
    """
    tables: dict[int, list[int]] = {}
    opening = {s.start: s for s in spans}
    inside = {i for s in spans for i in range(s.start, s.end)}
    chain: list[int] = []
    for i, unit in enumerate(units):
        if span := opening.get(i):
            if span.group is not None and not _numbered_title(span, units):
                chain = (
                    [*[c for c in chain if units[c].kind == "niveau" or units[c].level < units[span.group].level], span.group]
                    if units[span.group].level
                    else [span.group]
                )
            span.levels = list(chain)
        elif i in inside:
            continue
        elif is_table_of_fiches(unit):
            tables[i] = [c for c in chain if units[c].kind == "niveau"]
        elif i in walls and unit.kind in ("article", "annexe"):
            chain = []
        elif unit.kind == "niveau":
            word = compared(unit.word)
            same = next((rank for rank, c in enumerate(chain) if compared(units[c].word) == word), None)
            chain = [*(chain if same is None else chain[:same]), i]
        elif unit.level and unit.title_like and _heads_a_fiche(i, unit, spans, units):
            chain = [*[c for c in chain if units[c].level and units[c].level < unit.level], i]
    return tables


def _numbered_title(span: Span, units: list[Unit]) -> bool:
    """A fiche that the source calls so; what stands above it is a theme rather than a level."""
    return span.title is not None and units[span.title].kind == "fiche" and not units[span.title].level


def _heads_a_fiche(place: int, unit: Unit, spans: list[Span], units: list[Unit]) -> bool:
    """Whether a heading is higher than the title of the next fiche."""
    following = next((s for s in spans if s.start > place), None)
    if following is None or following.title is None:
        return False
    return unit.level < units[following.title].level and not unit.kind
