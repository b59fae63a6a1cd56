"""What titles let one suppose: subjects of articles, themes of fiches. Every guess is to be reread."""

from __future__ import annotations

from collections.abc import Mapping

from clausier.importer.layout import Layout
from clausier.importer.plain import fold
from clausier.links.stems import stems


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem for stem, _ in stems(fold(text)))


def subjects(title: str, labels: Mapping[str, str], layout: Layout) -> list[str]:
    """Subjects of an article, from its title, in the order of the vocabulary.

    Args:
        title: the article's title.
        labels: label of each subject of ``clauses/sujets.yml``, by id.
    """
    words = _stems(title)
    scores: dict[str, float] = {}
    for subject, label in labels.items():
        names = [label, *layout.words.sujets.get(subject, ())]
        for name in names:
            wanted = _stems(name)
            # A one-word name («durée») must be the heart of the title; a longer one must be there whole.
            if wanted and wanted <= words:
                scores[subject] = max(scores.get(subject, 0), len(wanted) + len(wanted) / max(len(words), 1))
    if not scores:
        return []
    best = max(scores.values())
    whole = fold(title)
    kept = [
        s
        for s in scores
        if scores[s] >= best - 1.05
        and (scores[s] >= 2 or len(words) <= 4 or any(fold(n) in whole for n in layout.words.sujets.get(s, ())))
    ]
    return [s for s in labels if s in kept][:3]


def themes(titles: str, known: Mapping[str, list[str]]) -> list[str]:
    """Themes whose name or synonyms stand in the titles of a fiche and of its levels, best first."""
    said = _stems(titles)
    flat = f" {fold(titles)} "
    scores: dict[str, int] = {}
    for theme, names in known.items():
        for name in names:
            wanted = _stems(name)
            if (wanted and wanted <= said) or f" {fold(name)} " in flat:
                scores[theme] = scores.get(theme, 0) + max(len(wanted), 1)
    order = list(known)
    return sorted(scores, key=lambda t: (-scores[t], order.index(t)))[:3]
