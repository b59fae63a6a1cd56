"""What documents name in one another exists, and means what they think."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from clausier import blanks
from clausier.check.suggest import hint
from clausier.library import OWN, Bibliotheque, Entry, niveau_ids, niveaux_flat
from clausier.links.references import referral
from clausier.model.convention import Annexe, Article, Convention
from clausier.model.values import RESERVED, Document, Silence
from clausier.model.vocabulaires import Trame
from clausier.read.problems import Problem
from clausier.read.source import Source
from clausier.read.yaml_lines import Path

Report = Callable[[Problem], None]
_ADDRESS_PART = re.compile(r"[\w-]{1,80}")
_LONGEST_ADDRESS = 200
_REFERRAL_IN_LINK = re.compile(r"\[[^\[\]]*\{\{\s*renvoi:[^\[\]]*\]\(")


class References:
    """Checks every reference of a library.

    ``sources`` gives the lines, by path of file. ``unreadable`` holds ids of documents that exist but were already
    reported; a vocabulary that could not be read is empty. Neither is reported twice.
    """

    def __init__(
        self,
        library: Bibliotheque,
        sources: dict[str, Source],
        unreadable: set[str],
        report: Report,
        written: Mapping[str, Trame] | None = None,
    ) -> None:
        self.library, self.sources, self.unreadable, self.report = library, sources, unreadable, report
        self.written = library.vocabularies.trames if written is None else written
        """Documents to assemble as ``clauses/trames.yml`` writes them, before a territory adds to them."""

    def all(self) -> None:
        for clause in self.library.clauses.values():
            self._named(clause, ("themes",), clause.data.themes, self.library.themes, "thème inconnu")
            for inner in _REFERRAL_IN_LINK.finditer(clause.body):
                line = clause.body_line + clause.body.count("\n", 0, inner.start())
                self.report(
                    Problem(clause.path, line, "un renvoi est déjà un lien : sortez-le des crochets du lien qui l’entoure")
                )
            for mark in blanks.marks(clause.body):
                if (
                    mark.kind == "renvoi"
                    and mark.name in self.library.vocabularies.sujets
                    and not referral(self.library, mark.name)
                ):
                    line = clause.body_line + mark.line(clause.body)
                    self.report(Problem(clause.path, line, f"renvoi « {mark.name} » : aucune clause ne traite ce sujet"))
            self._named(clause, ("sujet",), [clause.data.sujet], self.library.vocabularies.sujets, "sujet inconnu")
        for guide in self.library.guides.values():
            self._named(guide, ("themes",), guide.data.themes, self.library.themes, "thème inconnu")
            self._named(guide, ("sujets",), guide.data.sujets, self.library.vocabularies.sujets, "sujet inconnu")
        for convention in self.library.conventions.values():
            self._convention(convention)
        for fiche in self.library.fiches.values():
            self._named(fiche, ("themes",), fiche.data.themes, self.library.themes, "thème inconnu")
            text = self.library.conventions.get(fiche.convention)
            levels = niveaux_flat(text.data.niveaux) if text else {}
            if fiche.data.niveau and text:
                self._named(fiche, ("niveau",), [fiche.data.niveau], levels, f"niveau inconnu (à déclarer dans {text.path})")
            for i, planned in enumerate(fiche.data.lignes_du_plan):
                if planned.niveau and text:
                    where = f"niveau inconnu (à déclarer dans {text.path})"
                    self._named(fiche, ("lignes_du_plan", i, "niveau"), [planned.niveau], levels, where)
        self._frames()
        self._addresses()

    def say(self, entry: Entry[Document], path: Path, message: str) -> None:
        source = self.sources[entry.path]
        self.report(Problem(entry.path, source.lines.of(path), message))

    def _twice(self, entry: Entry[Document], path: Path, names: Iterable[str]) -> None:
        names = list(names)
        for i, name in enumerate(names):
            if name in names[:i]:
                self.say(entry, (*path, i), f"« {name} » écrit deux fois : n’en gardez qu’un")

    def _named(self, entry: Entry[Document], path: Path, names: Iterable[str], known: Iterable[str], what: str) -> None:
        known = list(known)
        if what.startswith("sujet") and "sujets" in self.library.vocabularies.unreadable:
            return
        names = list(names)
        self._twice(entry, path, names)
        for i, name in enumerate(names):
            if name not in known and name not in self.unreadable:
                self.say(entry, (*path, i), f"{what} « {name} »{hint(name, known)}")

    def _convention(self, entry: Entry[Convention]) -> None:
        data, words = entry.data, self.library.vocabularies
        levels = niveaux_flat(data.niveaux)
        self._twice(entry, ("niveaux",), niveau_ids(data.niveaux))
        for i, line in enumerate(data.plan):
            if line.niveau:
                self._named(entry, ("plan", i, "niveau"), [line.niveau], levels, "niveau inconnu")
        parts: list[tuple[str, int, Article | Annexe]] = [("articles", i, a) for i, a in enumerate(data.articles)]
        parts += [("annexes", i, a) for i, a in enumerate(data.annexes)]
        seen: dict[tuple[str, str], str] = {}
        for key, i, part in parts:
            self._named(entry, (key, i, "sujets"), part.sujets, words.sujets, "sujet inconnu")
            for name, value in part.parametres.items():
                self._parameter(entry, (key, i, "parametres", name), name, value)
            if part.numero and (key, part.numero) in seen:
                self.say(
                    entry, (key, i, "numero"), f"le numéro « {part.numero} » est déjà pris par « {seen[key, part.numero]} »"
                )
            seen[key, part.numero or f"- {part.titre}"] = part.titre
        fiches = [f.id for f in self.library.fiches_of(entry.id)]
        for i, change in enumerate(data.modifications):
            if change.fiche:
                self._named(entry, ("modifications", i, "fiche"), [change.fiche], fiches, "fiche inconnue")
        if data.modifie and data.modifie.texte:
            self._named(entry, ("modifie", "texte"), [data.modifie.texte], self.library.conventions, "texte inconnu")
        if (data.type == "avenant") != bool(data.modifie):
            self.say(entry, ("type",), "un avenant, et lui seul, dit ce qu’il modifie : ajoutez ou retirez « modifie »")

    def _parameter(self, entry: Entry[Convention], path: Path, name: str, value: object) -> None:
        known = self.library.vocabularies.parametres
        if "parametres" in self.library.vocabularies.unreadable:
            return
        if name not in known:
            self.say(entry, path, f"paramètre inconnu « {name} »{hint(name, known)}")
            return
        parameter = known[name]
        if isinstance(value, dict) and "etat" in value:
            try:
                Silence.model_validate(value)
            except ValueError:
                self.say(entry, path, f"« {name} » : états admis : muet, blanc, sans-objet")
        elif not parameter.accepts(value):
            expected = {
                "entier": "un nombre entier",
                "booleen": "true ou false",
                "date": "une date AAAA-MM-JJ",
                "intervalle": "un nombre, ou {min: …, max: …}",
                "choix": "une ou plusieurs valeurs parmi " + ", ".join(parameter.choix),
            }[parameter.type]
            self.say(entry, path, f"« {name} » attend {expected}")

    def _frames(self) -> None:
        """Clauses of trames exist; every clause has its place; parts of one document differ by id."""
        library = self.library
        placed = {c for frame in library.vocabularies.trames.values() for part in frame.parties for c in part.clauses}
        if "trames" in library.vocabularies.unreadable:
            return
        source = self.sources.get("clauses/trames.yml")
        for i, frame in enumerate(self.written.values()):
            ids: set[str] = set()
            for j, part in enumerate(frame.parties):
                where = source.lines.of(("trames", i, "parties", j)) if source else 1
                for name in part.clauses:
                    if name not in library.clauses and name not in self.unreadable:
                        self.report(
                            Problem("clauses/trames.yml", where, f"clause inconnue « {name} »{hint(name, library.clauses)}")
                        )
                for name in part.clauses:
                    if name in library.clauses and library.clauses[name].data.statut == "historique":
                        self.report(
                            Problem(
                                "clauses/trames.yml",
                                where,
                                f"la clause « {name} » est historique : elle n’a pas de place dans un document à assembler",
                            )
                        )
                if not part.clauses:
                    self.report(
                        Problem(
                            "clauses/trames.yml",
                            where,
                            f"la partie « {part.titre} » n’a aucune clause : ajoutez-en, ou retirez-la",
                        )
                    )
                if part.numerote == "annexe" and not (part.id and part.relatif):
                    self.report(
                        Problem("clauses/trames.yml", where, f"l’annexe « {part.titre} » doit avoir un id et « relatif »")
                    )
                if part.id and part.id in ids:
                    self.report(
                        Problem("clauses/trames.yml", where, f"id « {part.id} » employé deux fois dans la trame « {frame.id} »")
                    )
                ids.add(part.id or "")
        for clause in library.clauses.values():
            if clause.id not in placed and clause.data.statut != "historique":
                home = f"{OWN}/trames.yml" if clause.own else "clauses/trames.yml"
                self.say(
                    clause,
                    ("titre",),
                    f"cette clause n’a de place dans aucune trame : ajoutez-la à {home}, ou donnez-lui le statut historique",
                )

    def _addresses(self) -> None:
        """A former address is free, and written as an address of the site."""
        library = self.library
        entries: list[Entry[Document]] = [
            *library.clauses.values(),
            *library.conventions.values(),
            *library.fiches.values(),
            *library.themes.values(),
            *library.guides.values(),
        ]
        current = {e.url: e.path for e in entries}
        for entry in entries:
            for i, old in enumerate(entry.data.anciennes_adresses):
                parts = old.strip("/").split("/")
                if (
                    not old.endswith("/")
                    or old.startswith("/")
                    or not all(map(_is_address_part, parts))
                    or len(old) > _LONGEST_ADDRESS
                ):
                    self.say(
                        entry,
                        ("anciennes_adresses", i),
                        f"ancienne adresse « {old[:60]} » : écrivez « fiches/ancien-nom/ », sans barre au début",
                    )
                elif old in current:
                    self.say(entry, ("anciennes_adresses", i), f"ancienne adresse « {old} » déjà prise par {current[old]}")
                current[old] = entry.path


def _is_address_part(part: str) -> bool:
    """Whether a former address may hold this: on every system, a folder of this name can be made."""
    return bool(_ADDRESS_PART.fullmatch(part)) and part.lower() not in RESERVED
