"""``clausier stats``: the figures of the library."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from clausier import blanks
from clausier.check import load
from clausier.commands.console import complain
from clausier.commands.root import add_root, find_root
from clausier.library import Bibliotheque
from clausier.model.values import Silence
from clausier.read.problems import InvalidContent
from clausier.words import ETATS_FICHE, STATUTS, TYPES, number, plural

OLD = timedelta(days=365)
"""A check older than this is listed."""


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "stats",
        help="donne les chiffres de la bibliothèque",
        description="Compte ce que la bibliothèque contient, et ce qui y manque.",
    )
    parser.add_argument("--json", action="store_true", help="les mêmes chiffres en JSON, pour un autre programme")
    add_root(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    root = find_root(options.racine)
    try:
        library = load(root)
    except InvalidContent as invalid:
        complain(f"{plural(len(invalid.problems), 'problème')} à corriger avant de compter : lancez « clausier verifier ».")
        return 1
    found = figures(library, date.today())
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else "\n".join(shown(found, library)))
    return 0


def figures(library: Bibliotheque, today: date) -> dict[str, Any]:
    """Every figure, under names that do not change."""
    fiches = list(library.fiches.values())
    indicators = [i for f in fiches for i in f.data.indicateurs]
    marks = [m for c in library.clauses.values() for m in blanks.marks(c.body) if m.kind == "champ"]
    dated = [(c.path, c.data.verifie) for c in library.conventions.values()]
    dated += [(t.path, t.data.verifie) for t in library.themes.values() if t.data.verifie]
    dated += [(g.path, g.data.verifie) for g in library.guides.values() if g.data.verifie]
    old = sorted((day, path) for path, day in dated if today - day > OLD)
    return {
        "documents": {
            "themes": len(library.themes),
            "clauses": len(library.clauses),
            "textes_publies": len(library.conventions),
            "fiches": len(fiches),
            "pages_du_guide": len(library.guides),
            "sujets": len(library.vocabularies.sujets),
            "sigles": len(library.vocabularies.sigles),
        },
        "clauses_par_statut": dict(Counter(c.data.statut for c in library.clauses.values())),
        "textes_par_type": dict(Counter(c.data.type for c in library.conventions.values())),
        "fiches_par_etat": dict(Counter(f.data.etat for f in fiches)),
        "articles": {c.id: len(c.data.articles) for c in library.conventions.values()},
        "fiches_par_theme_et_texte": {
            theme: {c: sum(theme in f.data.themes for f in library.fiches_of(c)) for c in library.conventions}
            for theme in library.themes
        },
        "fiches_sans_theme": [f.path for f in fiches if not f.data.themes],
        "indicateurs": {
            "total": len(indicators),
            "avec_valeur_de_depart": sum(i.depart is not None for i in indicators),
            "avec_cible": sum(i.cible is not None for i in indicators),
            "par_texte": {c: sum(len(f.data.indicateurs) for f in library.fiches_of(c)) for c in library.conventions},
            "fiches_sans_indicateur": [f.path for f in fiches if not f.data.indicateurs],
        },
        "blancs": {
            "champs_declares": len(library.vocabularies.champs),
            "emplois_dans_les_clauses": len(marks),
            "clauses_avec_blanc": sum(any(m.kind == "champ" for m in blanks.marks(c.body)) for c in library.clauses.values()),
            "rubriques_en_blanc_dans_les_textes": sum(_silences(d.data) for d in (*library.conventions.values(), *fiches)),
        },
        "sources_sans_date": dict(sorted(_undated(library))),
        "a_reverifier": {path: day.isoformat() for day, path in old},
    }


def _silences(value: Any) -> int:
    """How many values of a document are left blank by its source."""
    if isinstance(value, Silence):
        return int(value.etat == "blanc")
    if isinstance(value, BaseModel):
        return sum(_silences(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, tuple | list):
        return sum(map(_silences, value))
    if isinstance(value, dict):
        return int(value.get("etat") == "blanc") + sum(map(_silences, value.values()))
    return 0


def _undated(library: Bibliotheque) -> Iterator[tuple[str, int]]:
    """Number of sources without a date, by file."""
    pages = [(t.path, t.data.sources) for t in library.themes.values()]
    pages += [(g.path, g.data.sources) for g in library.guides.values()]
    for path, sources in pages:
        if count := sum(source.date is None for source in sources):
            yield path, count


def shown(found: dict[str, Any], library: Bibliotheque) -> Iterator[str]:
    """The figures for a person."""
    documents = found["documents"]
    yield "BIBLIOTHÈQUE"
    yield from _table(
        [
            ("Clauses", documents["clauses"], _detail(found["clauses_par_statut"], STATUTS)),
            ("Textes publiés", documents["textes_publies"], _detail(found["textes_par_type"], TYPES)),
            ("Fiches-actions", documents["fiches"], _detail(found["fiches_par_etat"], ETATS_FICHE)),
            ("Thèmes", documents["themes"], ""),
            ("Pages du guide", documents["pages_du_guide"], ""),
            ("Sujets d’articles", documents["sujets"], ""),
            ("Sigles", documents["sigles"], ""),
        ]
    )
    yield ""
    yield "FICHES PAR THÈME ET PAR TEXTE"
    texts = list(library.conventions)
    for rank, text in enumerate(texts, 1):
        yield f"  ({rank}) {library.conventions[text].data.titre_court}"
    wide = max((len(library.themes[t].titre) for t in library.themes), default=0)
    yield "  " + "".ljust(wide) + "".join(f"({rank})".rjust(6) for rank in range(1, len(texts) + 1)) + " total".rjust(8)
    for theme, row in found["fiches_par_theme_et_texte"].items():
        yield (
            f"  {library.themes[theme].titre.ljust(wide)}"
            + "".join(str(row[t] or "·").rjust(6) for t in texts)
            + str(sum(row.values())).rjust(8)
        )
    indicators, empty = found["indicateurs"], found["blancs"]
    yield ""
    yield "INDICATEURS ET BLANCS"
    yield from _table(
        [
            (
                "Indicateurs",
                indicators["total"],
                f"dont {number(indicators['avec_cible'])} avec une cible, {number(indicators['avec_valeur_de_depart'])} avec une valeur de départ",
            ),
            ("Fiches sans indicateur", len(indicators["fiches_sans_indicateur"]), ""),
            (
                "Champs à remplir",
                empty["champs_declares"],
                f"{plural(empty['emplois_dans_les_clauses'], 'emploi')} dans {plural(empty['clauses_avec_blanc'], 'clause')}",
            ),
            ("Rubriques en blanc", empty["rubriques_en_blanc_dans_les_textes"], "dans les textes publiés et leurs fiches"),
        ]
    )
    yield ""
    yield "À TENIR À JOUR"
    undated = found["sources_sans_date"]
    yield f"  {plural(sum(undated.values()), 'source')} sans date, dans {plural(len(undated), 'fichier')}"
    yield from _listed((f"{path} : {plural(count, 'source')}" for path, count in undated.items()))
    yield f"  {plural(len(found['a_reverifier']), 'document vérifié', 'documents vérifiés')} il y a plus d’un an"
    yield from _listed(f"{path} : {day}" for path, day in found["a_reverifier"].items())
    if found["fiches_sans_theme"]:
        yield f"  {plural(len(found['fiches_sans_theme']), 'fiche')} sans thème"
        yield from _listed(found["fiches_sans_theme"])


def _detail(counts: dict[str, int], names: dict[str, str]) -> str:
    return ", ".join(f"{names[key].lower()} {number(counts[key])}" for key in names if counts.get(key))


def _table(rows: list[tuple[str, int, str]]) -> Iterator[str]:
    wide = max(len(name) for name, _, _ in rows)
    for name, count, more in rows:
        yield f"  {name.ljust(wide)} {number(count).rjust(7)}{'   ' + more if more else ''}".rstrip()


def _listed(lines: Iterable[str], most: int = 12) -> Iterator[str]:
    rows = list(lines)
    yield from (f"    {row}" for row in rows[:most])
    if len(rows) > most:
        yield f"    … et {number(len(rows) - most)} de plus (--json les donne tous)"
