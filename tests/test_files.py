"""Files that the library refuses to read, whatever they hold: links, folders, sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clausier.check import load
from clausier.check.__main__ import main
from clausier.read.problems import InvalidContent, Problem
from clausier.read.source import MAX_BYTES
from conftest import SOCLE

Project = Callable[..., Path]


def problems(root: Path) -> list[str]:
    """Problems of a library as «path: message»."""
    try:
        load(root)
    except InvalidContent as invalid:
        return [f"{p.path}: {p.message}" for p in invalid.problems]
    return []


def only(found: list[str], path: str, part: str) -> bool:
    return len(found) == 1 and found[0].startswith(f"{path}: ") and part in found[0]


@pytest.mark.parametrize(
    "path", ["conventions/essai/fiches/copie.md", "clauses/copie.md", "docs/themes/copie.md", "docs/copie.md"]
)
def test_a_link_to_a_file_is_refused(project: Project, tmp_path: Path, path: str) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-dehors.md"
    outside.write_text(SOCLE["docs/a-propos.md"], encoding="utf-8")
    root = project()
    (root / path).symlink_to(outside)
    assert only(problems(root), path, "lien symbolique")


def test_a_link_to_the_index_of_a_text_is_refused(project: Project) -> None:
    root = project()
    (root / "conventions/copie").mkdir()
    (root / "conventions/copie/index.md").symlink_to(root / "conventions/essai/index.md")
    assert only(problems(root), "conventions/copie/index.md", "lien symbolique")


def test_a_broken_link_is_refused(project: Project) -> None:
    root = project()
    (root / "clauses/perdue.md").symlink_to(root / "absent.md")
    assert only(problems(root), "clauses/perdue.md", "lien symbolique")


def test_a_link_to_the_folder_of_a_text_is_refused(project: Project) -> None:
    root = project()
    (root / "conventions/copie").symlink_to(root / "conventions/essai", target_is_directory=True)
    assert [p for p in problems(root) if "lien symbolique" in p]


def test_a_link_to_a_vocabulary_is_refused(project: Project, tmp_path: Path) -> None:
    root = project()
    glossary = root / "docs/glossaire.yml"
    glossary.rename(tmp_path / "dehors.yml")
    glossary.symlink_to(tmp_path / "dehors.yml")
    assert only(problems(root), "docs/glossaire.yml", "lien symbolique")


def test_a_huge_file_is_refused(project: Project) -> None:
    root = project({"docs/a-propos.md": SOCLE["docs/a-propos.md"] + "a" * MAX_BYTES})
    assert only(problems(root), "docs/a-propos.md", "découpez-le")


def test_a_folder_named_like_a_file_is_refused(project: Project) -> None:
    root = project()
    (root / "clauses/dossier.md").mkdir()
    assert only(problems(root), "clauses/dossier.md", "illisible")


def test_a_number_of_any_kind_sorts(project: Project) -> None:
    numbers = ["2", "10", "1", "PE 2", "PE 10", "Axe 1-3", "1 bis", "²"]
    files = {
        f"conventions/essai/fiches/f-{i}.md": f'---\ntitre: Une fiche\nnumero: "{n}"\n---\n' for i, n in enumerate(numbers)
    }
    library = load(project(files))
    order = [f.data.numero for f in library.fiches_of("essai") if f.data.numero]
    assert sorted(order) == sorted(numbers)
    assert order.index("1") < order.index("2") < order.index("10") and order.index("PE 2") < order.index("PE 10")


def test_the_library_says_how_much_it_holds(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(project())]) == 0
    assert "Tout est en ordre : 1 clause" in capsys.readouterr().out


def test_the_command_fails_and_says_every_problem(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({"docs/a-propos.md": "", "docs/themes/Un.md": ""})
    assert main([str(root)]) == 1
    said = capsys.readouterr().err
    assert (
        "docs/a-propos.md:1 : fichier vide" in said and "docs/themes/Un.md:1 : " in said and "2 problèmes à corriger." in said
    )


def test_the_command_rewrites_what_windows_marked(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    marked = b"\xef\xbb\xbf" + SOCLE["docs/a-propos.md"].replace("\n", "\r\n").encode()
    root = project({"docs/a-propos.md": marked})
    assert main([str(root)]) == 1
    assert main([str(root), "--corriger"]) == 0
    assert (root / "docs/a-propos.md").read_text(encoding="utf-8") == SOCLE["docs/a-propos.md"]
    assert "docs/a-propos.md : réenregistré" in capsys.readouterr().out


def test_the_command_leaves_alone_what_it_cannot_read(project: Project) -> None:
    other = SOCLE["docs/a-propos.md"].replace("\n", "\r\n").encode("utf-16")
    root = project({"docs/a-propos.md": other})
    assert main([str(root), "--corriger"]) == 1
    assert (root / "docs/a-propos.md").read_bytes() == other


def test_problems_sort_by_file_and_line() -> None:
    invalid = InvalidContent([Problem("b.md", 1, "x"), Problem("a.md", 10, "y"), Problem("a.md", 9, "z")])
    assert str(invalid) == "a.md:9 : z\na.md:10 : y\nb.md:1 : x"
