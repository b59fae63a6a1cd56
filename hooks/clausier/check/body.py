"""The Markdown of a document: its sections, its marks, and nothing that could run as HTML."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence

from clausier import blanks
from clausier.check.lost import lost_cells, lost_definitions, lost_lead
from clausier.check.suggest import hint
from clausier.library import Entry, Vocabularies
from clausier.model.values import Document
from clausier.read.outline import headings
from clausier.read.problems import Problem

_TAG = re.compile(r"<(?!https?://[^\s<>]+>)[A-Za-z/!?][^>\n]{0,40}")
_BAD_SCHEME = re.compile(
    r"(?:\]\(|^[ ]{0,3}\[(?!\^)[^\]]+\]:)\s*<?\s*(?!https?:|mailto:)([a-z][a-z0-9+.\-]*):", re.MULTILINE | re.IGNORECASE
)
_NOTE = re.compile(r"\[\^[^\]\n]*\]")
MOST_CALLS = 50
"""Calls of one footnote: each call compares itself with all those before."""

LONGEST_RUN = 100
"""Stars or underscores in a row; each pair of them may open an element inside the last."""
_RUN = re.compile(rf"([*_])\1{{{LONGEST_RUN},}}")
LONGEST_BLOCK = 20_000
"""Characters between two blank lines, as for a text of the front matter; the longest real block has under 4 000."""


def _revealed(body: str) -> str:
    """The body with its entities read and its escapes dropped, as a browser would see an address; line ends stay."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", html.unescape(body)).replace("\t", "")


def check_markup(entry: Entry[Document], report: Callable[[Problem], None]) -> None:
    """No raw HTML, no script address, no level-one heading (the title is the page's), nothing too long to be laid out at once.

    One message of each kind a line.
    """
    said: set[tuple[int, str]] = set()

    def say(offset: int, kind: str, message: str, text: str = entry.body) -> None:
        line = entry.body_line + text.count("\n", 0, offset)
        if (line, kind) not in said:
            said.add((line, kind))
            report(Problem(entry.path, line, message))

    # Code is no shelter: what opens or closes it can be forged, and no page of ours needs to show HTML.
    for tag in _TAG.finditer(entry.body):
        say(tag.start(), "html", f"le HTML n’est pas admis (« {tag[0][:30]} ») : écrivez en Markdown")
    revealed = _revealed(entry.body)
    for scheme in _BAD_SCHEME.finditer(revealed):
        message = f"adresse « {scheme[1]}: » non admise dans un lien : http, https, mailto ou un chemin"
        say(scheme.start(1), "adresse", message, revealed)
    at = 0
    for block in entry.body.split("\n\n"):
        if len(block) > LONGEST_BLOCK:
            say(
                at, "long", f"plus de {LONGEST_BLOCK} caractères sans ligne vide : coupez le paragraphe, la liste ou le tableau"
            )
        at += len(block) + 2
    for run in _RUN.finditer(entry.body):
        say(run.start(), "suite", f"plus de {LONGEST_RUN} signes « {run[1]} » à la suite : retirez-les")
    for number, message in (*lost_cells(entry.body), *lost_definitions(entry.body)):
        report(Problem(entry.path, entry.body_line + number, message))
    calls = Counter(_NOTE.findall(entry.body))
    for note in _NOTE.finditer(entry.body):
        if calls[note[0]] > MOST_CALLS:
            calls[note[0]] = 0
            say(
                note.start(),
                "note",
                f"note « {note[0][:30]} » appelée plus de {MOST_CALLS} fois : écrivez-la une fois dans le texte",
            )
    for number, level, title in headings(entry.body):
        if level == 1:
            line = entry.body_line + number
            report(
                Problem(entry.path, line, f"titre « # {title} » : le titre de la page est dans l’en-tête ; commencez à « ## »")
            )


def check_sections(entry: Entry[Document], admitted: Sequence[str], required: bool, report: Callable[[Problem], None]) -> None:
    """Level-two headings are the admitted ones, once each, in order; all of them when ``required``."""
    for number, message in lost_lead(entry.body):
        report(Problem(entry.path, entry.body_line + number, message))
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

    for line in sorted({entry.body_line + entry.body.count("\n", 0, at) for at in blanks.stray_braces(entry.body)}):
        report(
            Problem(
                entry.path, line, "accolades doubles mal formées : un blanc s’écrit {{nom-du-champ}}, sans accent ni majuscule"
            )
        )
    for mark in blanks.marks(entry.body):
        match mark.kind:
            case "renvoi":
                if not words.unreadable & {"sujets", "trames"} and mark.name not in words.sujets and mark.name not in annexes:
                    say(
                        mark,
                        f"renvoi inconnu « {mark.name} »{hint(mark.name, [*words.sujets, *annexes])} : un sujet de clauses/sujets.yml ou une annexe de clauses/trames.yml",
                    )
            case "chaque":
                row = entry.body[: mark.start].rpartition("\n")[2] + entry.body[mark.end :].partition("\n")[0]
                if row.strip() and not row.lstrip().startswith("|"):
                    say(mark, f"{{{{chaque:{mark.name}}}}} s’écrit seul sur sa ligne, ou au début d’une ligne de tableau")
                if "champs" not in words.unreadable and mark.name not in groups:
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
                if field is None and "champs" in words.unreadable:
                    continue  # the vocabulary itself could not be read: said once, elsewhere
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
