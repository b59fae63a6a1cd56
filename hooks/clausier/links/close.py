"""Close fiches of *other* territories, ranked, with the reason in words.

A fiche is described by its rarest words; only fiches that share some of them are compared, so that nothing compares
everything with everything. Sharing a theme makes no link by itself: it only raises one that words have made.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from clausier.library import Bibliotheque, Entry
from clausier.links.stems import stems
from clausier.model.fiche import Fiche

WORDS_KEPT = 30
"""Heaviest words that describe a fiche."""
COMMON = 60
"""A word found in more fiches than this links nothing (bounds the work on a large library)."""
THRESHOLD = 0.1
"""Least closeness shown, 0 to 1; set on the golden pairs of tests/cas/proches.yml."""
SHOWN = 5
_ROUNDING = 0.0001
"""Closeness is given to four decimals, and ties are put in order by name."""


@dataclass(frozen=True)
class Close:
    """A fiche close to another one."""

    fiche: Entry[Fiche]
    closeness: float
    """0 to 1."""
    themes: tuple[str, ...]
    """Themes that both carry, in the order of the first."""
    words: tuple[str, ...]
    """The words that bring them together, heaviest first, as the other fiche writes them."""


_WEIGHTS = (4.0, 2.0, 1.0, 0.5)
"""Of each of the texts of a fiche."""


def texts(fiche: Entry[Fiche]) -> tuple[str, str, str, str]:
    """All that tells what a fiche is about, from what says most of it: title, summary, indicators, body."""
    data = fiche.data
    return data.titre, data.resume or "", " ".join(i.texte for i in data.indicateurs), fiche.body


def weighted_words(fiche: Entry[Fiche]) -> tuple[Counter[str], dict[str, str]]:
    """Weight of each stem in a fiche, and a word that shows it."""
    weights: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for weight, text in zip(_WEIGHTS, texts(fiche), strict=True):
        for stem, word in stems(text):
            weights[stem] += weight  # type: ignore[assignment]
            shown.setdefault(stem, word)
    return weights, shown


def close_fiches(
    library: Bibliotheque, words_of: Callable[[Entry[Fiche]], tuple[Counter[str], dict[str, str]]] = weighted_words
) -> dict[str, list[Close]]:
    """For each fiche (by its key), the close ones of other texts, closest first; at most ``SHOWN``.

    Args:
        words_of: the words of a fiche, found now or kept since another build.
    """
    fiches = list(library.fiches.values())
    described = [words_of(f) for f in fiches]
    frequency = Counter(stem for weights, _ in described for stem in weights)
    scarcity = {stem: math.log((1 + len(fiches)) / n) for stem, n in frequency.items()}
    vectors: list[dict[str, float]] = []
    for weights, _ in described:
        heaviest = sorted([(-(1 + math.log(w)) * scarcity[s], s) for s, w in weights.items() if w >= 1])[:WORDS_KEPT]
        norm = math.sqrt(sum(v * v for v, _ in heaviest)) or 1.0
        vectors.append({s: -v / norm for v, s in heaviest})
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for stem, weight in vector.items():
            holders[stem].append((i, weight))
    telling = {stem: held for stem, held in holders.items() if 1 < len(held) <= COMMON}

    # A theme that few fiches carry says more than one that most of them do.
    carried = Counter(t for f in fiches for t in f.data.themes)
    rarity = {t: math.log((1 + len(fiches)) / n) for t, n in carried.items()}

    found: dict[str, list[Close]] = {}
    for i, fiche in enumerate(fiches):
        near: dict[int, float] = defaultdict(float)
        for stem, weight in vectors[i].items():
            for j, other in telling.get(stem, ()):
                near[j] += weight * other
        raised = 1.0 + 0.6 * max((rarity[t] for t in fiche.data.themes), default=0.0)
        least = THRESHOLD / raised
        ranked: list[Close] = []
        for product, j in sorted([(p, j) for j, p in near.items() if p >= least], reverse=True):
            if len(ranked) >= SHOWN and product * raised + _ROUNDING < ranked[SHOWN - 1].closeness:
                break  # Whatever its themes, it comes after those already found; so do all the next ones.
            if fiches[j].convention == fiche.convention:
                continue
            themes = tuple(t for t in fiche.data.themes if t in fiches[j].data.themes)
            closeness = product * (1.0 + 0.6 * max((rarity[t] for t in themes), default=0.0))
            if closeness < THRESHOLD or (len(ranked) >= SHOWN and closeness + _ROUNDING < ranked[SHOWN - 1].closeness):
                continue
            own, others = vectors[i], vectors[j]
            shared = sorted(((w * others[s], s) for s, w in own.items() if s in others and s in telling), reverse=True)
            # One word in common is chance.
            if len(shared) >= 2:
                words = tuple(described[j][1][s] for _, s in shared[:4])
                ranked.append(Close(fiches[j], round(min(closeness, 1.0), 4), themes, words))
                ranked.sort(key=lambda c: (-c.closeness, c.fiche.key))
        found[fiche.key] = ranked[:SHOWN]
    return found
