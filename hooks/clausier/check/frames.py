"""Documents to assemble, as this copy gives them: the shared ones, what its territory adds, without what it switched off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from clausier.check.schema import validate
from clausier.check.suggest import hint
from clausier.library import OWN, Entry
from clausier.model.clause import Clause
from clausier.model.vocabulaires import Ajout, FichierAjouts, Partie, Trame
from clausier.read.problems import Problem
from clausier.read.source import Source, read_yaml

ADDED = f"{OWN}/trames.yml"

Report = Callable[[Problem], None]


def frames_of(
    root: Path, shared: Mapping[str, Trame], clauses: Mapping[str, Entry[Clause]], absent: Collection[str], report: Report
) -> dict[str, Trame]:
    """Shared documents with the additions of ``mon-territoire/trames.yml``; ``absent`` are ids of clauses switched off.

    A part left without a clause goes, and a document left without a part.
    """
    frames = dict(shared)
    source = read_yaml(root / ADDED, root) if (root / ADDED).is_file() else None
    if isinstance(source, Problem):
        report(source)
    elif source and (content := validate(source, FichierAjouts, report)):
        for i, added in enumerate(content.ajouts):
            _add(frames, added, ("ajouts", i), source, clauses, report)
    return _kept(frames, absent) if absent else frames


def _add(
    frames: dict[str, Trame],
    added: Ajout,
    place: tuple[str | int, ...],
    source: Source,
    clauses: Mapping[str, Entry[Clause]],
    report: Report,
) -> None:
    """Put the clauses of one addition in their document, or say why they cannot be."""

    def say(key: str, message: str) -> None:
        report(Problem(source.path, source.lines.of((*place, key)), message))

    frame = frames.get(added.trame)
    if frame is None:
        say("trame", f"document inconnu « {added.trame} »{hint(added.trame, frames)}")
        return
    titles = [part.titre for part in frame.parties]
    key, anchor = ("apres", added.apres) if added.apres else ("partie", added.partie)
    if anchor not in titles:
        say(key, f"« {frame.titre} » n’a pas de partie « {anchor} »{hint(anchor, titles)} : reprenez son titre exact")
        return
    if added.apres and added.partie in titles:
        say("partie", f"« {frame.titre} » a déjà une partie « {added.partie} » : changez le titre, ou retirez « apres »")
        return
    known = []
    for name in added.clauses:
        if name not in clauses:
            say("clauses", f"clause inconnue « {name} »{hint(name, clauses)}")
        elif clauses[name].data.statut == "historique":
            say("clauses", f"la clause « {name} » est historique : elle n’a pas de place dans un document à assembler")
        elif any(name in part.clauses for part in frame.parties):
            say("clauses", f"la clause « {name} » est déjà dans « {frame.titre} » : retirez-la d’ici")
        else:
            known.append(name)
    if not known:
        return
    at, parts = titles.index(anchor), list(frame.parties)
    if added.apres:
        parts.insert(at + 1, Partie(titre=added.partie, numerote=added.numerote, clauses=tuple(known)))
    else:
        parts[at] = parts[at].model_copy(update={"clauses": (*parts[at].clauses, *known)})
    frames[added.trame] = frame.model_copy(update={"parties": tuple(parts)})


def _kept(frames: Mapping[str, Trame], absent: Collection[str]) -> dict[str, Trame]:
    found = {}
    for name, frame in frames.items():
        parts = [p.model_copy(update={"clauses": tuple(c for c in p.clauses if c not in absent)}) for p in frame.parties]
        if parts := [p for p in parts if p.clauses]:
            found[name] = frame.model_copy(update={"parties": tuple(parts)})
    return found
