"""``make bench``: how long the site takes to build, beside other engines on the same Markdown, in one run.

Commands are run in turn, round after round, so that a machine that slows down slows them all. Times are compared by the
ratio of their medians: no other figure outlives the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import apercu
import corpus
import voisins

PAGES_ONLY, ALL = "[]", "[recherche, bureau, copie]"
_CONFIG = "INHERIT: socle.yml\nsite_name: Banc\nsite_url: https://exemple.fr/depot/\nextra: {{ecrire: {}}}\n"
_PARTS = """
import sys, tempfile, time
from pathlib import Path
from clausier.cache.store import Store
from clausier.check import load
from clausier.exports.offline import write_offline
from clausier.search.reader import Reader
from clausier.search.write import write_index
from clausier.office.ready import write_office_files
from clausier.office.tables import write_tables
library, site = load(Path.cwd()), Path(sys.argv[1])
for name, write in (
    ("recherche", lambda f: write_index(Reader(library, site, Store()), f)),
    ("Word", lambda f: write_office_files(library, f, Store())),
    ("Excel", lambda f: write_tables(library, f)),
    ("copie", lambda f: write_offline(site, f, "Banc")),
):
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        write(Path(folder))
        print(name, time.perf_counter() - start)
"""


@dataclass
class Line:
    """A row of the table."""

    name: str
    seconds: list[float] = field(default_factory=list)
    """Wall time of each round."""
    peak: float = 0.0
    """Most memory of the command's own process, in MB."""
    written: int = 0
    """Bytes of the site."""
    pages: int = 0
    page: int = 0
    """Bytes of an average page."""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def run(line: Line, command: list[str], root: Path, site: Path | None = None) -> None:
    """Run a command once and add what it took to its line.

    Raises:
        SystemExit: when the command fails; its output is shown.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        line.seconds.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{line.name} : la commande échoue.\n{said.read().decode(errors='replace')[-3000:]}")
    line.peak = max(line.peak, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))
    if site is not None:
        files = [p for p in site.rglob("*") if p.is_file()]
        pages = [p.stat().st_size for p in files if p.suffix == ".html"]
        line.written, line.pages, line.page = sum(p.stat().st_size for p in files), len(pages), sum(pages) // max(1, len(pages))


def edit(root: Path, share: float, seed: int) -> None:
    """Add a sentence to some of the documents, drawn at random."""
    files = sorted([*root.glob("conventions/*/fiches/*.md"), *root.glob("clauses/*.md")])
    for path in random.Random(seed).sample(files, max(1, round(share * len(files)))):
        with path.open("a", encoding="utf-8") as text:
            text.write(f"\n- Une ligne ajoutée au tour {seed}.\n")


class Ours:
    """Our own build of a corpus."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "site"
        self.command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        self.staged = [sys.executable, "-m", "clausier.stage"]

    def write(self, what: str) -> None:
        (self.root / "mkdocs.yml").write_text(_CONFIG.format(what), encoding="utf-8")

    def cold(self) -> None:
        for path in (self.root / ".cache", self.site):
            shutil.rmtree(path, ignore_errors=True)

    def noted(self) -> None:
        """Have the site be one that ``make site`` has made."""
        run(Line("make site"), self.staged, self.root)

    def build(self, line: Line) -> None:
        run(line, self.command, self.root, self.site)


def compared(size: int, rounds: int, seed: int, root: Path) -> tuple[list[Line], dict[str, list[float]]]:
    """Every line of the table, Material first, and what each part beside the pages takes by itself."""
    held = corpus.generate(root / "nous", size, seed)
    corpus.generate(real := root / "vrai", 0, seed)
    (real / "mkdocs.yml").write_text(_CONFIG.format(PAGES_ONLY), encoding="utf-8")
    print(f"Corpus : {held} clauses, fiches et textes.", flush=True)
    ours, bare, rest = (
        Ours(root / "nous"),
        voisins.material(root / "nous", root / "material"),
        voisins.others(root / "nous", root),
    )
    lines: dict[str, Line] = {}
    parts: dict[str, list[float]] = {}

    def line(name: str) -> Line:
        return lines.setdefault(name, Line(name))

    for turn in range(rounds):
        print(f"Tour {turn + 1} sur {rounds}…", flush=True)
        shutil.rmtree(bare.site, ignore_errors=True)
        run(line(bare.name), bare.command, bare.root, bare.site)
        ours.write(PAGES_ONLY)
        ours.cold()
        ours.build(line("Clausier, à froid : pages, liens, données"))
        ours.build(line("Clausier, tout repris de la réserve"))
        ours.noted()
        run(line("Clausier, « make site » quand rien n’a changé"), ours.staged, ours.root, ours.site)
        edit(ours.root, 0.01, turn)
        ours.build(line("Clausier, un document sur cent changé"))
        ours.write(ALL)
        ours.cold()
        ours.build(line("Clausier, à froid : tout, recherche et bureautique"))
        ours.build(line("Clausier, tout, repris de la réserve"))
        timed = subprocess.run(
            [sys.executable, "-c", _PARTS, str(ours.site)], cwd=ours.root, env=os.environ | {"PYTHONPATH": "hooks"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for row in timed.stdout.splitlines():
            name, seconds = row.split()
            parts.setdefault(name, []).append(float(seconds))
        line("Clausier, aperçu : une fiche modifiée").seconds.append(apercu.after_an_edit(ours.root, turn))
        line("Le vrai corpus, aperçu : une fiche modifiée").seconds.append(apercu.after_an_edit(real, turn))
        for other in rest:
            for path in other.cold:
                shutil.rmtree(path, ignore_errors=True)
            run(line(other.name), other.command, other.root, other.site)
            if other.cold:
                run(line(f"{other.name}, seconde fois"), other.command, other.root, other.site)
    index = sum(p.stat().st_size for p in (ours.site / "recherche").rglob("*") if p.is_file())
    print(f"Index de la recherche : {index / 1e6:.1f} Mo.")
    return list(lines.values()), parts


def table(lines: list[Line]) -> str:
    """Markdown; the first line is what the others are compared with."""
    rows = ["| | médiane | de … à … | rapport | mémoire | écrit | pages | page moyenne |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for one in lines:
        said = [f"{one.peak:.0f} Mo" if one.peak else "", f"{one.written / 1e6:.0f} Mo" if one.written else ""]
        said += [str(one.pages or ""), f"{one.page / 1000:.1f} ko" if one.page else ""]
        span = f"{min(one.seconds):.1f}–{max(one.seconds):.1f} s"
        rows.append(f"| {one.name} | {one.median:.1f} s | {span} | {one.median / lines[0].median:.2f} | {' | '.join(said)} |")
    return "\n".join(rows).replace(".", ",")


def grown(sizes: list[int], seed: int, root: Path) -> str:
    """How time and memory grow with the corpus: one cold build of each size."""
    import math

    found: list[tuple[int, Line]] = []
    for size in sizes:
        held = corpus.generate(root / str(size), size, seed)
        ours, one = Ours(root / str(size)), Line(str(size))
        ours.write(PAGES_ONLY)
        ours.cold()
        ours.build(one)
        found.append((held, one))
        print(f"{held} documents : {one.seconds[0]:.1f} s, {one.peak:.0f} Mo", flush=True)
    (few, first), (many, last) = found[0], found[-1]
    power = math.log(last.seconds[0] / first.seconds[0]) / math.log(many / few)
    each = (last.peak - first.peak) * 1000 / (many - few)
    return f"De {few} à {many} documents : exposant {power:.2f}, {each:.0f} ko de mémoire par document.".replace(".", ",", 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare le temps de construction du site à celui d’autres moteurs.")
    parser.add_argument("--documents", type=int, default=1_000, help="clauses, fiches et textes du corpus (1000)")
    parser.add_argument("--tours", type=int, default=3, help="tours de mesure (3)")
    parser.add_argument("--graine", type=int, default=1, help="graine du tirage (1)")
    parser.add_argument(
        "--croissance", type=int, nargs="+", metavar="N", help="mesure seulement la croissance entre ces tailles"
    )
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Libraries are installed compiled: our modules must stay so too.
    with tempfile.TemporaryDirectory(prefix="banc-") as folder:
        if asked.croissance:
            print(grown(asked.croissance, asked.graine, Path(folder)))
            return
        lines, parts = compared(asked.documents, asked.tours, asked.graine, Path(folder))
        print(f"\n{table(lines)}\n")
        print("À part : " + ", ".join(f"{name} {statistics.median(times):.1f} s" for name, times in parts.items()) + ".")


if __name__ == "__main__":
    main()
