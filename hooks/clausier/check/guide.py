"""Pages of the guide and themes: their marks lead somewhere, and each page says what a reader needs to trust it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from clausier import blanks
from clausier.check.suggest import hint
from clausier.inserts import INSERT, PARTS, inserts
from clausier.library import Entry, Vocabularies
from clausier.model.guide import BLOCKS, FOLDERS, PageGuide
from clausier.model.values import Document
from clausier.read.problems import Problem

_AMOUNT = re.compile(
    r"\d[\d    ,.]{0,20}(?:€|euros?\b|(?:millions?|milliards?) d’euros)|\b(?:3[    ]?500|10[    ]?000)\b(?=[    ](?:hab|à|et))"
)
"""An amount in euros, or one of the thresholds of the law, written out."""


def check_inserts(
    page: Entry[Document], words: Vocabularies, drawings: Collection[str], report: Callable[[Problem], None]
) -> None:
    """Figures, blocks and drawings named exist; what stands for a block is alone on its line.

    ``drawings`` are the names of the files of drawings, read or not: a fault in one is said once, there.
    """

    def say(offset: int, message: str) -> None:
        report(Problem(page.path, page.body_line + page.body.count("\n", 0, offset), message))

    for line in sorted({page.body.count("\n", 0, at) for at in blanks.stray_braces(page.body, INSERT)}):
        report(
            Problem(
                page.path,
                page.body_line + line,
                "accolades doubles mal formées : {{chiffre:nom}}, {{bloc:nom}} ou {{schema:nom}}, sans accent ni majuscule",
            )
        )
    seen: set[tuple[str, str]] = set()
    for mark in inserts(page.body):
        if mark.kind != "chiffre" and (mark.kind, mark.name) in seen:
            say(mark.start, f"{{{{{mark.kind}:{mark.name}}}}} est déjà dans la page : gardez-en un")
            continue
        seen.add((mark.kind, mark.name))
        match mark.kind:
            case "chiffre":
                if mark.name not in words.chiffres and "chiffres" not in words.unreadable:
                    near = hint(mark.name, words.chiffres)
                    say(mark.start, f"chiffre inconnu « {mark.name} »{near} : déclarez-le dans docs/chiffres.yml")
                if mark.part is not None and mark.part not in PARTS:
                    say(mark.start, f"« {mark.name} » : après le point, {', '.join(PARTS)}{hint(mark.part, PARTS)}")
                continue
            case "bloc":
                if mark.name not in BLOCKS:
                    say(
                        mark.start, f"bloc inconnu « {mark.name} »{hint(mark.name, BLOCKS)} ; blocs admis : {', '.join(BLOCKS)}"
                    )
            case "schema":
                if mark.name not in drawings:
                    near = hint(mark.name, drawings)
                    say(mark.start, f"schéma inconnu « {mark.name} »{near} : ajoutez docs/schemas/{mark.name}.svg ou .yml")
        if not mark.alone(page.body) or mark.part:
            say(mark.start, f"{{{{{mark.kind}:{mark.name}}}}} s’écrit seul sur sa ligne")


def check_page(guide: Entry[PageGuide], report: Callable[[Problem], None]) -> None:
    """A page of the guide answers one question, for someone, on sources, at a date. Introductions of folders do not."""
    folder, _, name = guide.id.partition("/")
    if folder not in FOLDERS or name in ("", "index"):
        return
    data = guide.data
    needed = {"question": data.question, "public": data.public, "verifie": data.verifie, "sources": data.sources}
    if missing := [key for key, value in needed.items() if not value]:
        keys = ", ".join(f"« {key} »" for key in missing)
        report(
            Problem(guide.path, 1, f"une page du guide dit {keys} : ajoutez {'la clé' if len(missing) == 1 else 'les clés'}")
        )


def typed_amounts(page: Entry[Document]) -> Iterator[Problem]:
    """Amounts and thresholds typed in a page, where an update would forget them. Papers to fill in hold only examples."""
    if page.path.startswith("docs/modeles/"):
        return
    body = INSERT.sub(lambda m: " " * len(m[0]), page.body)
    for found in _AMOUNT.finditer(re.sub(r"\]\([^)\n]{0,500}\)", lambda m: " " * len(m[0]), body)):
        line = page.body_line + page.body.count("\n", 0, found.start())
        message = f"montant ou seuil écrit à la main (« {found[0].strip()} ») : déclarez-le dans docs/chiffres.yml"
        yield Problem(page.path, line, message, "avertissement")
