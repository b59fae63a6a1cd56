"""The bank of indicators: every distinct one once, near-duplicates together, with the fiches that use it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from clausier.catalogues.model import SANS_THEME, SPLIT_AT, theme_address
from clausier.folding import fold, slug
from clausier.library import Bibliotheque, Entry, group
from clausier.model.fiche import Fiche, Indicateur
from clausier.model.indicateurs import Jugement


@dataclass(frozen=True)
class Use:
    """An indicator in one fiche, with what that fiche says of its values."""

    fiche: Entry[Fiche]
    indicateur: Indicateur


@dataclass(frozen=True)
class Wording:
    """One text of an indicator."""

    id: str
    """Its fragment, made from the text: it stays as long as the text does."""
    texte: str
    jugement: Jugement | None
    """None when nobody has judged it yet."""
    uses: tuple[Use, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """What no fiche gives with it: «valeur de départ», «source»."""
        given = [u.indicateur for u in self.uses]
        missing = [("valeur de départ", any(i.depart for i in given)), ("source", any(i.source for i in given))]
        return tuple(name for name, known in missing if not known)


@dataclass(frozen=True)
class Indicator:
    """A line of the bank: a lone text, or a family of texts that measure the same thing."""

    id: str
    titre: str
    page: str
    """Address of the page that shows it whole, from the site's root."""
    wordings: tuple[Wording, ...]
    themes: tuple[str, ...]
    """Those of its fiches, in the order of the library."""
    famille: str | None = None
    """Id of the family."""

    @property
    def url(self) -> str:
        return f"{self.page}#{self.id}"

    @property
    def fiches(self) -> tuple[Entry[Fiche], ...]:
        """Fiches that use one of its texts, each once."""
        return tuple({u.fiche.key: u.fiche for w in self.wordings for u in w.uses}.values())

    @property
    def alike(self) -> bool:
        """Whether what is said of one of its texts holds for all."""
        return len({(w.jugement and (w.jugement.nature, w.jugement.mesure), w.lacks) for w in self.wordings}) == 1

    @property
    def natures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(w.jugement.nature for w in self.wordings if w.jugement))

    @property
    def mesures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(w.jugement.mesure for w in self.wordings if w.jugement))


@dataclass(frozen=True)
class Bank:
    """All indicators, alphabetically."""

    indicators: tuple[Indicator, ...]
    of_text: dict[str, Indicator]
    """The line of the bank that holds each text."""
    wording_of: dict[str, Wording]


def bank(library: Bibliotheque) -> Bank:
    """The bank of a checked library."""
    words = library.vocabularies
    uses = group((Use(f, i) for f in library.fiches.values() for i in f.data.indicateurs), lambda u: [u.indicateur.texte])
    fragments = _fragments(uses)
    wordings = {t: Wording(fragments[t], t, words.jugements.get(t), tuple(found)) for t, found in uses.items()}
    held = {t for family in words.familles for t in family.textes}
    lines: list[tuple[str, str, tuple[Wording, ...], str | None]]
    lines = [(w.id, t, (w,), None) for t, w in wordings.items() if t not in held]
    # A family keeps its own fragment apart from those of its texts.
    lines += [(f"famille-{f.id}", f.libelle, tuple(wordings[t] for t in f.textes), f.id) for f in words.familles]
    lines.sort(key=lambda line: (fold(line[1]), line[0]))
    split = len(lines) > SPLIT_AT
    placed: Counter[str] = Counter()  # Lines of each theme so far: the bank and its pages have one order.
    found = []
    for id, titre, own, famille in lines:
        carried = {t for w in own for u in w.uses for t in u.fiche.data.themes}
        ordered = tuple(t for t in library.themes if t in carried)
        first, *others = ordered or (SANS_THEME,)
        page = theme_address("indicateurs", first, placed[first]) if split else "indicateurs/"
        placed.update((first, *others))
        found.append(Indicator(id, titre, page, own, ordered, famille))
    return Bank(tuple(found), {w.texte: i for i in found for w in i.wordings}, wordings)


def _fragments(texts: Iterable[str]) -> dict[str, str]:
    """A fragment a text; those that would be the same get a mark of their own text."""
    slugs = {t: slug(t) or "indicateur" for t in texts}
    shared = group(slugs, lambda t: [slugs[t]])
    return {
        t: name if len(shared[name]) == 1 else f"{name}-{hashlib.sha256(t.encode()).hexdigest()[:6]}"
        for t, name in slugs.items()
    }
