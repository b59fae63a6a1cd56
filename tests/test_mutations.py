"""Thousands of accidents of the real files: each ends in a page or in a French message with its line; none hangs.

One process, the site’s real Markdown and templates. A seed names a mutant: ``mutants.outcome(1234)`` runs it again.
"""

from __future__ import annotations

import re
import shutil
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from random import Random

import pytest

from built import Page, parse, running_text
from chaine import Chain, entry_of, exported, load, remember, within
from clausier.read.problems import InvalidContent
from mutations import mutant

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("clauses", "conventions", "docs", "hooks", "overrides", "mkdocs.yml", "socle.yml")
SHOWING = ("glossaire.md", "clauses/duree.md", "reperes/chiffres.md")
"""Pages that show what vocabularies and drawings hold."""
FRENCH = re.compile(r"\b(expected|error|invalid|input|should|must|not|found|value|line|the)\b")


class Mutants:
    """The real site, in which one file at a time is changed."""

    def __init__(self, root: Path) -> None:
        self.root, self.changed = root, ""
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, root / name)
        self.patch = pytest.MonkeyPatch()
        remember(self.patch, lambda: self.changed)
        self.chain = Chain(root)
        self.kinds: dict[str, list[str]] = defaultdict(list)
        for path in sorted(p for folder in COPIED[:3] for p in (root / folder).rglob("*") if p.is_file()):
            name = path.relative_to(root).as_posix()
            if path.suffix in (".md", ".yml") or "/schemas/" in name:
                self.kinds[self._kind(name)].append(name)
        drawn = {
            p.relative_to(root / "docs").as_posix()
            for p in (root / "docs").rglob("*.md")
            if "{{schema:" in p.read_text(encoding="utf-8")
        }
        self.drawn = sorted(drawn)[:2]
        self.texts = {name: (root / name).read_text(encoding="utf-8") for names in self.kinds.values() for name in names}

    @staticmethod
    def _kind(name: str) -> str:
        if not name.endswith(".md"):
            return f"0 {name.partition('/schemas/')[0]}"
        return f"{name.partition('/')[0]} {'fiches' * ('/fiches/' in name)}{'themes' * ('/themes/' in name)}"

    def outcome(self, seed: int) -> tuple[str, str]:
        """How the mutant of this seed ends: «page» or «refus», and what is wrong with that end."""
        rng = Random(f"fichier {seed}")
        papers = [k for k in sorted(self.kinds) if k[0] != "0"]
        kind = rng.choice(papers if rng.random() < 0.85 else sorted(set(self.kinds) - set(papers)))
        name, other = rng.choice(self.kinds[kind]), rng.choice(self.kinds[kind])
        what, raw = mutant(seed, self.texts[name], self.texts[other])
        self.changed = name
        (self.root / name).write_bytes(raw)
        try:
            with within():
                end, wrong = self._run(name, raw)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            places = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)][-3:]
            end, wrong = "panne", f"{type(error).__name__} {error!s:.200} ({', '.join(places)})"
        finally:
            (self.root / name).write_text(self.texts[name], encoding="utf-8")
        return end, wrong and f"graine {seed}, {name}, {what} : {wrong}"

    def _run(self, name: str, raw: bytes) -> tuple[str, str]:
        library = load(self.root)
        if isinstance(library, InvalidContent):
            own = len(re.split(rb"\r\n|\r|\n", raw)) + 1
            bad = [
                str(p) for p in library.problems
                if p.line < 1 or "\n" in p.message or FRENCH.search(re.sub(r"«.*?»", "", p.message)) or (p.path == name and p.line > own)
            ]  # fmt: skip
            return "refus", "; ".join(bad[:2])
        self.chain.use(library)
        entry = entry_of(library, name)
        for uri in [name.removeprefix("docs/")] if entry else [*SHOWING, *self.drawn]:
            page = parse(self.chain.page(uri))
            if wrong := [*page.faults, *running_text(page)] or (entry and lost(entry.body, page)):
                return "page", f"{uri} : {wrong[:3]}"
        if entry:
            exported(library, self.chain.config["liens"], entry)
        return "page", ""


def lost(body: str, page: Page) -> list[str]:
    """Words of a body that its page does not hold. Addresses, marks and labels of links are not words."""
    syntax = r"\]\([^)\n]*\)|\{\{[^{}]*\}\}|^[ ]*\[[^\]\n]*\]:.*$|^[ ]*(```|~~~).*$|\][ ]?\[[^\]\n]*\]|<?https?://\S+|<[^<>\s]+@[^<>\s]+>|\[\^[^\]\n]*\]"
    text = unescape(re.sub(syntax, " ", body, flags=re.MULTILINE)).replace("_", " ")
    texts = [c for node in page.root.walk() for c in node.children if isinstance(c, str)]
    texts += [node.attrs[name] for node in page.root.walk() for name in ("alt", "title", "href", "src") if name in node.attrs]
    held = set(re.findall(r"\w+", " ".join(texts).replace("_", " "))) | set(
        re.findall(r"\w+", page.root.raw().replace("_", " "))
    )
    return [word for word in re.findall(r"\w{3,}", text) if word not in held]


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mutants]:
    made = Mutants(tmp_path_factory.mktemp("mutants"))
    yield made
    made.patch.undo()


def run(mutants: Mutants, seeds: range) -> None:
    ends: dict[str, int] = defaultdict(int)
    wrong = []
    for seed in seeds:
        end, fault = mutants.outcome(seed)
        ends[end] += 1
        wrong += [fault] * bool(fault)
    sys.stdout.write(f"mutants : {dict(ends)}\n")
    assert not wrong, "\n".join([f"{len(wrong)} mutants sur {len(seeds)} :", *wrong[:30]])
    assert ends["page"] > len(seeds) / 10 and ends["refus"] > len(seeds) / 10, ends


def test_some_mutants(mutants: Mutants) -> None:
    run(mutants, range(60))


@pytest.mark.complet
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_mutants(mutants: Mutants, part: int, mesurer: Callable[..., None]) -> None:
    run(mutants, range(part * 1_000, (part + 1) * 1_000))
    if part == 9:
        mesurer(
            "mutants", "Fichiers réels abîmés au hasard", "10 000 : chacun finit en page correcte ou en message",
            "Lecture, vérification, page et exports ; ni trace d’erreur, ni attente de plus de 5 secondes",
            "pytest --qualite tests/test_mutations.py",
        )  # fmt: skip
