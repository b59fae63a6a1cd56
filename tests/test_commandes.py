"""The command ``clausier``: questions and answers, paths, annotations, figures, old consoles."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from clausier.check import load
from clausier.commands import console
from clausier.commands.frames import Misfit, with_clause
from clausier.commands.main import main
from clausier.commands.verifier import annotation
from clausier.front import front_matter, slug
from clausier.read.problems import Problem
from conftest import ROOT

Project = Callable[..., Path]


@pytest.fixture
def library(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project()
    monkeypatch.chdir(root)
    answer(monkeypatch)
    return root


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the person types; then nothing more."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def data(path: Path) -> dict:  # type: ignore[type-arg]
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


CLAUSE = [
    "--titre",
    "Préavis",
    "--id",
    "preavis",
    "--sujet",
    "duree",
    "--resume",
    "Un délai.",
    "--trame",
    "convention",
    "--partie",
    "1",
]


def test_a_clause_from_options_alone(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (library / "clauses/trames.yml").read_text(encoding="utf-8")
    assert main(["nouveau", "clause", *CLAUSE, "--texte", "Le préavis est de six mois."]) == 0
    assert "clauses/preavis.md : écrit" in capsys.readouterr().out
    after = (library / "clauses/trames.yml").read_text(encoding="utf-8")
    assert after == before.replace("clauses: [duree]", "clauses: [duree, preavis]")
    assert load(library).clauses["preavis"].data.statut == "option"


def test_a_clause_from_questions(library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(
        monkeypatch,
        "Préavis",
        "",
        "dure",
        "duree",
        "autre",
        "socle",
        "",
        "Un délai.",
        "jeunesse",
        "petite-enfance",
        "convention",
        "1",
        "",
        "",
        "",
        "",
    )
    assert main(["nouveau", "clause"]) == 0
    said = capsys.readouterr().out
    assert "« dure » n’est pas admis (vouliez-vous dire « duree » ?)" in said
    assert (
        "« autre » n’est pas admis" in said and "une réponse est nécessaire" in said and "« jeunesse » n’est pas admis" in said
    )
    assert "[preavis]" in said and "[option]" in said
    written = data(library / "clauses/preavis.md")
    assert written["statut"] == "socle" and written["themes"] == ["petite-enfance"] and written["resume"] == "Un délai."


def test_without_a_terminal_what_is_missing_is_named(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nouveau", "clause", "--titre", "Préavis"]) == 2
    assert "il manque --sujet" in capsys.readouterr().err
    assert not (library / "clauses/preavis.md").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--id", "Pré avis"], "minuscules sans accents"),
        (["--id", "duree"], "existe déjà"),
        (["--sujet", "durée"], "vouliez-vous dire « duree »"),
        (["--partie", "9"], "valeurs admises : 1"),
        (["--titre", "<b>gras</b>"], "HTML"),
    ],
)
def test_a_wrong_option_is_misuse(library: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], said: str) -> None:
    options = dict(zip(CLAUSE[::2], CLAUSE[1::2], strict=True)) | {wrong[0]: wrong[1]}
    assert main(["nouveau", "clause", *(part for pair in options.items() for part in pair)]) == 2
    assert said in capsys.readouterr().err


def test_a_fiche(library: Path) -> None:
    options = ["--convention", "essai", "--titre", "Ouvrir une ludothèque", "--niveau", "axe-1", "--themes", "petite-enfance"]
    more = ["--pilote", "Ville, Caf", "--indicateurs", "Nombre de prêts ; Taux de retour", "--objectifs", "Jouer ensemble."]
    assert main(["nouveau", "fiche", *options, *more]) == 0
    found = load(library).fiches["essai", "ouvrir-une-ludotheque"]
    assert found.data.pilote == ("Ville", "Caf") and [i.texte for i in found.data.indicateurs] == [
        "Nombre de prêts",
        "Taux de retour",
    ]
    assert found.body.strip() == "## Objectifs opérationnels\n\nJouer ensemble."


@pytest.mark.parametrize("kind", ["convention", "avenant", "modele"])
def test_a_convention(library: Path, kind: str) -> None:
    options = [
        "--titre",
        "CTG du Pays de Lorvaux",
        "--type",
        kind,
        "--resume",
        "Un plan.",
        "--nature",
        "acte signé",
        "--signature",
        "2025-07-04",
    ]
    assert main(["nouveau", "convention", *options, "--debut", "2025", "--fin", "2029-12-31"]) == 0
    found = load(library).conventions["ctg-du-pays-de-lorvaux"].data
    assert found.type == kind and found.periode.debut == 2025 and str(found.signature) == "2025-07-04"


def test_a_theme(library: Path) -> None:
    assert main(["nouveau", "theme", "--titre", "Mobilité", "--resume", "Se déplacer.", "--synonymes", "bus, vélo"]) == 0
    found = load(library).themes["mobilite"].data
    assert found.rang == 2 and found.synonymes == ("bus", "vélo")


def test_nothing_stays_of_a_file_that_would_not_pass(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "clauses/champs.yml").write_text("sections: []\nchamps: [\n", encoding="utf-8")
    assert main(["nouveau", "theme", "--titre", "Mobilité", "--resume", "Se déplacer."]) == 1
    assert "corrigez-les d’abord" in capsys.readouterr().err
    assert not (library / "docs/themes/mobilite.md").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "plein")])
def test_interrupted_a_new_clause_leaves_no_trace(library: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException) -> None:
    before = {p: p.read_bytes() for p in library.rglob("*") if p.is_file()}
    replaced = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == ".trames.yml.nouveau" and not seen:
            seen.append(self)
            raise stop
        return replaced(self, target)

    seen: list[Path] = []
    monkeypatch.setattr(Path, "replace", replace)
    assert main(["nouveau", "clause", *CLAUSE]) in (1, 130)
    assert {p: p.read_bytes() for p in library.rglob("*") if p.is_file()} == before


def test_a_clause_takes_its_place_without_touching_the_rest() -> None:
    text = (ROOT / "clauses/trames.yml").read_text(encoding="utf-8")
    frames = yaml.safe_load(text)["trames"]
    for frame in frames:
        for rank, part in enumerate(frame["parties"]):
            new = with_clause(text, frame["id"], rank, "essai-de-clause")
            wanted = [dict(p) for p in frame["parties"]]
            wanted[rank]["clauses"] = [*part["clauses"], "essai-de-clause"]
            assert next(f for f in yaml.safe_load(new)["trames"] if f["id"] == frame["id"])["parties"] == wanted
            assert [line for line in new.split("\n") if "#" in line] == [line for line in text.split("\n") if "#" in line]
            assert abs(new.count("\n") - text.count("\n")) <= 1


def test_a_part_without_clauses_is_said() -> None:
    with pytest.raises(Misfit):
        with_clause("trames:\n  - {id: a, parties: [{titre: x}]}\n", "a", 0, "duree")


def test_verifier_speaks_of_what_lies_under_a_path(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "conventions/essai/fiches/guichet.md").write_text(
        "---\ntitre: Ouvrir\nthemes: [petite-enfanse]\n---\n", encoding="utf-8"
    )
    (library / "docs/a-propos.md").write_text("", encoding="utf-8")
    assert main(["verifier", "conventions/essai"]) == 1
    said = capsys.readouterr().err
    assert "guichet.md:3 : thème inconnu « petite-enfanse » (vouliez-vous dire « petite-enfance » ?)" in said
    assert "a-propos" not in said and "1 problème à corriger ; 1 autre ailleurs" in said
    assert main(["verifier", "clauses/duree.md"]) == 0
    assert "Rien à corriger sous clauses/duree.md ; 2 autres ailleurs" in capsys.readouterr().out
    assert main(["verifier", str(library / "docs")]) == 1
    assert main(["verifier", "absent"]) == 2


def test_verifier_finds_the_library_from_below(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(library / "conventions/essai")
    assert main(["verifier", "fiches"]) == 0
    assert "Tout est en ordre sous conventions/essai/fiches." in capsys.readouterr().out
    monkeypatch.chdir(library.parent)
    assert main(["verifier", "--racine", str(library)]) == 0


def test_verifier_mends_only_under_the_path(library: Path) -> None:
    for path in ("docs/a-propos.md", "clauses/duree.md"):
        (library / path).write_bytes((library / path).read_bytes().replace(b"\n", b"\r\n"))
    assert main(["verifier", "docs", "--corriger"]) == 0
    assert b"\r\n" in (library / "clauses/duree.md").read_bytes() and b"\r\n" not in (library / "docs/a-propos.md").read_bytes()


def test_annotations_for_a_pull_request(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "docs/a-propos.md").write_text("", encoding="utf-8")
    assert main(["verifier", "--format", "annotations"]) == 1
    assert capsys.readouterr().out.startswith("::error file=docs/a-propos.md,line=1,title=Clausier::fichier vide")


def test_an_annotation_is_one_line_whatever_it_says() -> None:
    said = annotation(Problem("a,b:c.md", 3, "100 %\nfini", "avertissement"))
    assert said == "::warning file=a%2Cb%3Ac.md,line=3,title=Clausier::100 %25%0Afini"


def test_stats(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"]["clauses"] == 1 and found["indicateurs"]["total"] == 1
    assert found["fiches_par_theme_et_texte"] == {"petite-enfance": {"essai": 1}}
    assert main(["stats"]) == 0
    assert "Fiches-actions" in capsys.readouterr().out
    (library / "docs/a-propos.md").write_text("", encoding="utf-8")
    assert main(["stats"]) == 1


def test_stats_list_what_was_checked_long_ago(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project()
    path = root / "conventions/essai/index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("verifie: 2026-11-22", "verifie: 2021-01-01"), encoding="utf-8")
    assert main(["stats", "--json", "--racine", str(root)]) == 0
    assert json.loads(capsys.readouterr().out)["a_reverifier"] == {"conventions/essai/index.md": "2021-01-01"}


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["nouveau", "clause", "--help"], ["importer", "--help"], ["verifier", "-h"], ["stats", "-h"]]
)
def test_help_is_french(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr().out
    assert status == (2 if not arguments else 0)
    assert said.startswith("Usage : ") and not any(word in said for word in ("usage:", "show this", "positional", "optional"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verifer"], "vouliez-vous dire « verifier »"),
        (["importer"], "il manque : FICHIER"),
        (["stats", "x"], "argument inconnu : x"),
    ],
)
def test_misuse_is_one_french_line(library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert said in error and "\n" not in error


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "ascii"])
def test_an_old_console_shows_something_and_never_fails(library: Path, encoding: str) -> None:
    command = [sys.executable, "-m", "clausier", "verifier", "absent"]
    import os

    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=library, env=env, capture_output=True, check=False)
    assert done.returncode == 2 and b"absent : ce chemin n'existe pas" in done.stderr.replace("’".encode("cp1252"), b"'")


def test_progress_shows_on_a_terminal_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    watched, piped = Terminal(), io.StringIO()
    for stream in (watched, piped):
        progress = console.Progress("Lecture, page", stream)
        progress(3, 12)
        progress.clear()
    assert "Lecture, page : 3 sur 12" in watched.getvalue() and piped.getvalue() == ""


def test_front_matter_is_written_as_people_write_it() -> None:
    said = front_matter({"titre": "L’été", "numero": "1", "liste": ["a"], "texte": "un\ndeux"})
    assert said == '---\ntitre: L’été\nnumero: "1"\nliste:\n  - a\ntexte: |-\n  un\n  deux\n---\n'


@pytest.mark.parametrize(
    ("titre", "wanted"),
    [
        ("L’Été à Œuvres", "l-ete-a-oeuvres"),
        ("!!!", "sans-titre"),
        ("a" * 90, "a" * 80),
        ("Créer une crèche pour les enfants de la vallée haute", "creer-une-creche-pour-les-enfants-de-la-vallee"),
    ],
)
def test_slugs(titre: str, wanted: str) -> None:
    assert slug(titre) == wanted
