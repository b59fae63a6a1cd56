"""A large library made of the real one: same keys, same sections, same lengths, other words, by a seed.

Nothing is invented that a page could mistake for a real territory: names are made of syllables. The same seed and the same
size give the same files.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FICHES_PER_TEXT = 20
CLAUSE_SHARE = 0.16
"""Clauses among the documents, as in the real library's own growth; the real ones are all kept, whatever the size."""
LONGEST_BODY = 2_600
"""Characters of a fiche's body: with its front matter a file weighs 3 to 4 kB."""

_SYLLABLES = ["bra", "cor", "dal", "fon", "gri", "lun", "mar", "nev", "oul", "pra", "rec", "sal", "tor", "val", "ver", "zel"]
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_COPIED = ("hooks", "overrides", "docs", "clauses", "conventions", "socle.yml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def split(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a document."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(head, _LOADER), body


def write(path: Path, data: dict[str, Any], body: str) -> None:
    """Write a document. ``data`` is its front matter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=200)
    path.write_text(f"---\n{head}---\n\n{body.strip()}\n", encoding="utf-8")


class Maker:
    """Draws documents at random from the real ones under ``root``."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.fiches = [split(p) for p in sorted(root.glob("conventions/*/fiches/*.md"))]
        self.texts = [
            (p.parent.name, *split(p))
            for p in sorted(root.glob("conventions/*/index.md"))
            if split(p)[0]["type"] == "convention" and split(p)[0].get("niveaux")
        ]
        self.clauses = [(p.stem, *split(p)) for p in sorted(root.glob("clauses/*.md"))]
        self.pool: dict[str, list[str]] = {}
        """Paragraphs and lists under each title of section, over all real fiches."""
        for _, body in self.fiches:
            for title, blocks in sections(body):
                self.pool.setdefault(title, []).extend(blocks)

    def place(self) -> str:
        """A name of place that no map holds."""
        return "".join(self.random.sample(_SYLLABLES, 3)).capitalize()

    def varied(self, text: str, place: str) -> str:
        """The text with one of its words followed by the place: two documents drawn from one stay apart."""
        words = text.split(" ")
        at = self.random.randrange(len(words))
        return text if len(words) < 8 else " ".join([*words[:-1], f"à {place}" if at % 2 else "du territoire", words[-1]])

    def fiche(self, niveaux: list[str], number: int, place: str) -> tuple[dict[str, Any], str]:
        """A fiche of a plan with these levels."""
        data = dict(self.random.choice(self.fiches)[0])
        for key in ("lignes_du_plan", "anciennes_adresses", "alertes"):
            data.pop(key, None)
        data |= {"titre": f"{data['titre']} à {place}", "numero": str(number), "niveau": self.random.choice(niveaux)}
        if data.get("indicateurs"):
            drawn = self.random.choice(self.fiches)[0].get("indicateurs") or []
            texts = [i if isinstance(i, str) else i["texte"] for i in [*data["indicateurs"], *drawn]]
            own = [f"{t} à {place}" if self.random.random() < 0.3 else t for t in dict.fromkeys(texts)]
            data["indicateurs"] = self.random.sample(own, min(4, len(own)))
        body = ""
        for title in ("Diagnostic initial", "Objectifs opérationnels", "Modalités de mise en œuvre", "Résultats attendus"):
            drawn = self.random.sample(self.pool[title], min(4, len(self.pool[title])))
            body += f"## {title}\n\n" + "\n\n".join(self.varied(b, place) for b in drawn) + "\n\n"
        if len(body) > LONGEST_BODY:
            body = body[:LONGEST_BODY].rpartition("\n\n")[0]
        return data, body

    def text(self, number: int, place: str) -> tuple[dict[str, Any], list[str]]:
        """Front matter of a published text, and the ids of its levels."""
        _, source, _ = self.random.choice(self.texts)
        data = {
            k: v for k, v in source.items() if k not in ("modifie", "modifications", "anciennes_adresses", "plan", "autres")
        }
        data |= {"titre": f"CTG de {place} ({number})", "titre_court": f"{place} {number}"}
        data["territoire"] = {
            "nom": f"{place} {number}",
            "departement": {"code": f"{number % 95 + 1:02d}", "nom": f"Département {number % 95 + 1}"},
        }
        return data, list(levels(data["niveaux"]))

    def clause(self) -> tuple[str, dict[str, Any], str]:
        """The id of a real clause, and another made of it; a historical one, which needs no place in a document."""
        name, data, body = self.random.choice(self.clauses)
        place = self.place()
        data = {k: v for k, v in data.items() if k not in ("variante", "anciennes_adresses")}
        return (
            name,
            data | {"titre": f"{data['titre']} ({place})", "statut": "historique"},
            body.replace("## Pourquoi", f"Ceci vaut pour {place}.\n\n## Pourquoi"),
        )


def sections(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each section of a body: title, blocks without links."""
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        title, _, text = part.partition("\n")
        yield title.strip(), [b for b in _LINK.sub(r"\1", text).strip().split("\n\n") if b and not b.startswith("#")]


def levels(niveaux: list[dict[str, Any]]) -> Iterator[str]:
    """Ids of all levels, from the top down."""
    for niveau in niveaux:
        yield niveau["id"]
        yield from levels(niveau.get("niveaux", ()))


def generate(target: Path, size: int = 1_000, seed: int = 1) -> int:
    """Write under ``target`` a whole project with about ``size`` clauses, fiches and texts; returns how many it holds."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    maker = Maker(ROOT, seed)
    held = len(maker.clauses) + len(maker.fiches) + len(list(ROOT.glob("conventions/*/index.md")))
    for number in range(max(0, round(size * CLAUSE_SHARE) - len(maker.clauses))):
        name, data, body = maker.clause()
        write(target / f"clauses/{name}-{number}.md", data, body)
        held += 1
    number = 0
    while held < size:
        number += 1
        place = maker.place()
        folder = target / f"conventions/{place.lower()}-{number}"
        data, niveaux = maker.text(number, place)
        write(folder / "index.md", data, "Texte tiré au sort pour mesurer.")
        held += 1
        for rank in range(1, min(FICHES_PER_TEXT, size - held) + 1):
            write(folder / f"fiches/action-{rank}.md", *maker.fiche(niveaux, rank, place))
            held += 1
    return held
