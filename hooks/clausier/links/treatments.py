"""How each published text treats a subject: «dans les textes publiés»."""

from __future__ import annotations

from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.vocabulaires import Parametre
from clausier.words import value_in_words

_TYPE_ORDER = {"modele": 0, "convention": 1, "avenant": 2}


@dataclass(frozen=True)
class Value:
    """A parameter's value in one text."""

    parametre: Parametre
    raw: object
    words: str
    """As a reader sees it: «6 mois», «oui», «muet»."""


@dataclass(frozen=True)
class Treatment:
    """An article or annexe of a text that treats a subject."""

    convention: Entry[Convention]
    part: Article | Annexe
    name: str
    """«article 10», «annexe 2», «préambule»."""
    anchor: str
    """Fragment of the part on its text's page."""
    values: tuple[Value, ...]
    """Only those of the subject."""


def part_name(part: Article | Annexe) -> str:
    """How a part is cited."""
    kind = "annexe" if isinstance(part, Annexe) else "article"
    return f"{kind} {part.numero}" if part.numero else part.titre


def part_anchor(part: Article | Annexe, index: int) -> str:
    """Fragment of a part; its number when it has one, its rank otherwise."""
    kind = "annexe" if isinstance(part, Annexe) else "article"
    number = part.numero if part.numero and part.numero.replace("-", "").replace(".", "").isalnum() else f"rang-{index + 1}"
    return f"{kind}-{number.replace('.', '-').lower()}"


def texts_in_order(library: Bibliotheque) -> list[Entry[Convention]]:
    """The model first, then conventions and avenants by title."""
    return sorted(library.conventions.values(), key=lambda c: (_TYPE_ORDER[c.data.type], c.data.titre_court))


def by_subject(library: Bibliotheque) -> dict[str, list[Treatment]]:
    """Every subject's treatments: the model first, then conventions and avenants by title."""
    found: dict[str, list[Treatment]] = {}
    words = library.vocabularies
    for text in texts_in_order(library):
        both: tuple[tuple[Article | Annexe, ...], ...] = (text.data.articles, text.data.annexes)
        for parts in both:
            for i, part in enumerate(parts):
                for sujet in part.sujets:
                    values = tuple(
                        Value(words.parametres[name], raw, value_in_words(words.parametres[name], raw))
                        for name, raw in part.parametres.items()
                        if words.parametres[name].sujet == sujet
                    )
                    found.setdefault(sujet, []).append(Treatment(text, part, part_name(part), part_anchor(part, i), values))
    return found
