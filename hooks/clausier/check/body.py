"""The Markdown of a document: its sections, its marks, and nothing that could run as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from clausier import blanks
from clausier.check.suggest import hint
from clausier.library import Entry, Vocabularies
from clausier.model.values import Document
from clausier.read.problems import Problem

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_TAG = re.compile(r"<(?!https?://[^\s<>]+>)[A-Za-z/!?][^>\n]{0,40}")
_BAD_SCHEME = re.compile(
    r"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)\s*(?!https?:|mailto:)([a-zA-Z][a-zA-Z0-9+.\-]*)\s*:", re.MULTILINE
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")


def prose(body: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) that are not in a fenced block, inline code blanked out."""
    fence = ""
    for number, row in enumerate(body.split("\n")):
        mark = _FENCE.match(row)
        if mark and (not fence or row.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, re.sub(r"`[^`]*`", lambda m: " " * len(m[0]), row)


def headings(body: str) -> list[tuple[int, int, str]]:
    """Each heading's line (from 0), level and text."""
    return [(n, len(m[1]), m[2]) for n, row in prose(body) if (m := _HEADING.match(row))]


def check_markup(entry: Entry[Document], report: Callable[[Problem], None]) -> None:
    """No raw HTML, no script address, no invisible character, no level-one heading (the title is the page's)."""
    for number, row in prose(entry.body):
        line = entry.body_line + number
        if tag := _TAG.search(row):
            report(Problem(entry.path, line, f"le HTML n’est pas admis (« {tag[0][:30]} ») : écrivez en Markdown, ou « &lt; »"))
        if scheme := _BAD_SCHEME.search(row):
            report(
                Problem(
                    entry.path, line, f"adresse « {scheme[1]}: » non admise dans un lien : http, https, mailto ou un chemin"
                )
            )
        if char := _INVISIBLE.search(row):
            report(Problem(entry.path, line, f"caractère invisible U+{ord(char[0]):04X} : retapez la ligne"))
    for number, level, title in headings(entry.body):
        if level == 1:
            report(
                Problem(
                    entry.path,
                    entry.body_line + number,
                    f"titre « # {title} » : le titre de la page est dans l’en-tête ; commencez à « ## »",
                )
            )


def check_sections(entry: Entry[Document], admitted: Sequence[str], required: bool, report: Callable[[Problem], None]) -> None:
    """Level-two headings are the admitted ones, once each, in order; all of them when ``required``."""
    found = [(n, title) for n, level, title in headings(entry.body) if level == 2]
    last = -1
    for number, title in found:
        line = entry.body_line + number
        if title not in admitted:
            report(
                Problem(
                    entry.path,
                    line,
                    f"section inconnue « {title} »{hint(title, admitted)} ; sections admises : {', '.join(admitted)}",
                )
            )
        elif admitted.index(title) == last:
            report(Problem(entry.path, line, f"section « {title} » écrite deux fois : réunissez-les"))
        elif admitted.index(title) < last:
            report(Problem(entry.path, line, f"section « {title} » à remonter : l’ordre est {', '.join(admitted)}"))
        else:
            last = admitted.index(title)
    missing = [s for s in admitted if s not in {t for _, t in found}]
    if required and missing:
        report(
            Problem(
                entry.path,
                entry.body_line,
                f"il manque {'la section' if len(missing) == 1 else 'les sections'} « {' », « '.join(missing)} »",
            )
        )


def check_marks(entry: Entry[Document], words: Vocabularies, report: Callable[[Problem], None]) -> set[str]:
    """Marks name declared fields, subjects and annexes; groups open and close. Returns the fields named."""
    annexes = [p.id for t in words.trames.values() for p in t.parties if p.id]
    groups = [c.id for c in words.champs.values() if c.type == "groupe"]
    used: set[str] = set()
    open_group: blanks.Mark | None = None

    def say(mark: blanks.Mark, message: str) -> None:
        report(Problem(entry.path, entry.body_line + mark.line(entry.body), message))

    for offset in blanks.stray_braces(entry.body):
        line = entry.body_line + entry.body.count("\n", 0, offset)
        report(
            Problem(
                entry.path, line, "accolades doubles mal formées : un blanc s’écrit {{nom-du-champ}}, sans accent ni majuscule"
            )
        )
    for mark in blanks.marks(entry.body):
        match mark.kind:
            case "renvoi":
                if mark.name not in words.sujets and mark.name not in annexes:
                    say(
                        mark,
                        f"renvoi inconnu « {mark.name} »{hint(mark.name, [*words.sujets, *annexes])} : un sujet de clauses/sujets.yml ou une annexe de clauses/trames.yml",
                    )
            case "chaque":
                if mark.name not in groups:
                    say(
                        mark,
                        f"groupe inconnu « {mark.name} »{hint(mark.name, groups)} : déclarez-le dans clauses/champs.yml avec le type groupe",
                    )
                if open_group:
                    say(mark, f"le groupe « {open_group.name} » n’est pas fermé : ajoutez {{{{fin:{open_group.name}}}}} avant")
                used.add(mark.name)
                open_group = mark
            case "fin":
                if not open_group or open_group.name != mark.name:
                    say(mark, f"{{{{fin:{mark.name}}}}} ne ferme rien : ajoutez {{{{chaque:{mark.name}}}}} avant")
                open_group = None
            case "champ":
                used.add(mark.name)
                field = words.champs.get(mark.name)
                if field is None:
                    say(
                        mark,
                        f"blanc inconnu « {mark.name} »{hint(mark.name, words.champs)} : déclarez-le dans clauses/champs.yml",
                    )
                elif field.type == "groupe" and mark.part is None:
                    say(mark, f"« {mark.name} » est un groupe : nommez un de ses champs, {{{{{mark.name}.…}}}}")
                elif mark.part is not None and mark.part not in {c.id for c in field.champs}:
                    say(
                        mark, f"« {mark.name} » n’a pas de champ « {mark.part} »{hint(mark.part, [c.id for c in field.champs])}"
                    )
                elif field.type == "groupe" and (open_group is None or open_group.name != mark.name):
                    say(
                        mark,
                        f"« {mark.name}.{mark.part} » s’emploie entre {{{{chaque:{mark.name}}}}} et {{{{fin:{mark.name}}}}}",
                    )
    if open_group:
        say(open_group, f"le groupe « {open_group.name} » n’est pas fermé : ajoutez {{{{fin:{open_group.name}}}}}")
    return used
