"""What the repository tells GitHub, and how a copy made from it as a template takes its improvements."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, write

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
PAGE = (ROOT / "docs/publier.md").read_text(encoding="utf-8")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(workflow: Any) -> list[Any]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_a_workflow_asks_for_nothing_that_it_does_not_need(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] and job["timeout-minutes"], name
    for step in steps(workflow):
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
        # What someone else typed must never become a command.
        assert "${{" not in step.get("run", ""), step["run"]


def test_a_pull_request_shows_each_fault_at_its_line() -> None:
    site = read(GITHUB / "workflows/site.yml")
    assert any("verifier --format annotations" in s.get("run", "") for s in steps(site))
    assert "contenus" in site["jobs"]["construction"]["needs"]


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_a_form_is_one_that_github_admits(path: Path) -> None:
    """Source: GitHub, « Syntax for issue forms » and « Syntax for GitHub's form schema »."""
    form = read(path)
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "body", "title", "labels", "assignees"}
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"[\w-]+", i) for i in ids)
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown", "checkboxes")
        assert set(part) <= {"type", "id", "attributes", "validations"}
        if part["type"] == "markdown":
            assert part["attributes"]["value"].strip()
            continue
        assert part["attributes"]["label"]
        if part["type"] in ("dropdown", "checkboxes"):
            options = [o["label"] if isinstance(o, dict) else o for o in part["attributes"]["options"]]
            assert len(options) == len(set(options)) and all(isinstance(o, str) for o in options)


def test_every_form_warns_that_it_is_public() -> None:
    assert {p.stem for p in FORMS} == {"ajouter-ma-convention", "proposer-une-clause", "signaler-une-erreur"}
    for path in FORMS:
        assert "public" in read(path)["body"][0]["attributes"]["value"]


def test_a_copy_is_published_without_the_tests_of_the_code() -> None:
    """A job that was passed over is no failure, but whatever waits for it must say so, or it is passed over too."""
    jobs = read(GITHUB / "workflows/site.yml")["jobs"]
    for name in ("tests", "windows", "pythons", "properdocs"):
        assert "needs.contenus.outputs.copie != 'true'" in jobs[name]["if"] and jobs[name]["needs"] == "contenus"
    build, publish = jobs["construction"], jobs["publication"]
    assert set(build["needs"]) == {"contenus", "tests", "windows", "pythons"}
    for part in (
        "needs.contenus.result == 'success'",
        "!contains(needs.*.result, 'failure')",
        "github.ref == 'refs/heads/main'",
    ):
        assert part in build["if"]
    assert "needs.construction.result == 'success'" in publish["if"] and "!cancelled()" in publish["if"]


@pytest.mark.parametrize(("folder", "said"), [(True, "true"), (False, "false")])
def test_a_copy_is_told_by_its_own_folder_when_github_does_not_answer(tmp_path: Path, folder: bool, said: str) -> None:
    if folder:
        (tmp_path / "mon-territoire").mkdir()
    script = next(s["run"] for s in steps(read(GITHUB / "workflows/site.yml")) if s.get("id") == "sorte")
    (tmp_path / "gh").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "gh").chmod(0o755)
    told = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b", "GITHUB_OUTPUT": str(tmp_path / "sortie")}
    subprocess.run(["bash", "-e"], input=script, text=True, cwd=tmp_path, env=os.environ | told, check=True)
    assert (tmp_path / "sortie").read_text() == f"copie={said}\n"


# --- Taking improvements ---


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, env=settings(folder), timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings(folder: Path) -> dict[str, str]:
    """No setting of this machine; addresses of GitHub lead to folders beside."""
    return os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Essai", "GIT_AUTHOR_EMAIL": "a@exemple.fr", "GIT_COMMITTER_NAME": "Essai", "GIT_COMMITTER_EMAIL": "a@exemple.fr",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.file://{folder.parent}/.insteadOf", "GIT_CONFIG_VALUE_0": "https://github.com/",
    }  # fmt: skip


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """An original and a copy made from it as a template: same files, no history in common; both went on since."""
    origin, copy = tmp_path / "origine/clausier.git", tmp_path / "copie"
    write(origin, {
        "clauses/duree.md": "Version 1\n", "clauses/perimee.md": "Retirée ensuite\n", "docs/index.md": "Accueil 1\n", "mkdocs.yml": "site_name: Origine\n",
        ".github/workflows/site.yml": "name: Un\n", "Makefile": "un:\n",
    })  # fmt: skip
    shutil.copytree(origin, copy)
    for folder in (origin, copy):
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "add", "-A")
        git(folder, "commit", "--quiet", "-m", "Début")
    write(copy, {
        "mkdocs.yml": "site_name: Lorvaux\n", "mon-territoire/clauses/duree.md": "La nôtre\n",
        "mon-territoire/pages/notre-ctg.md": "Page\n", "clauses/duree.md": "Changée à tort\n",
    })  # fmt: skip
    write(origin, {
        "clauses/duree.md": "Version 2\n", "clauses/nouvelle.md": "Neuve\n", "clauses/perimee.md": None, "mkdocs.yml": "site_name: Origine 2\n",
        ".github/workflows/site.yml": "name: Deux\n", "Makefile": "deux:\n", "mon-territoire/clauses/duree.md": "Celle de l’origine\n",
    })  # fmt: skip
    for folder in (origin, copy):
        git(folder, "add", "-A")
        git(folder, "commit", "--quiet", "-m", "Suite")
    return origin, copy


def contents(folder: Path, at: str = "HEAD") -> dict[str, str]:
    names = git(folder, "ls-tree", "-r", "--name-only", at).split()
    return {name: git(folder, "show", f"{at}:{name}").strip() for name in names}


KEPT = {
    "mkdocs.yml": "site_name: Lorvaux", "mon-territoire/clauses/duree.md": "La nôtre", "mon-territoire/pages/notre-ctg.md": "Page",
}  # fmt: skip
TAKEN = {"clauses/duree.md": "Version 2", "clauses/nouvelle.md": "Neuve", "docs/index.md": "Accueil 1", "Makefile": "deux:"}


def test_the_commands_of_the_page_take_all_but_what_is_ours(pair: tuple[Path, Path]) -> None:
    _, copy = pair
    block = next(b for b in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if "restore" in b)
    assert block.count("\n") == 3
    done = subprocess.run(["bash", "-e"], input=block, cwd=copy, capture_output=True, text=True, env=settings(copy), timeout=60)
    assert done.returncode == 0, done.stderr
    assert contents(copy) == KEPT | TAKEN | {".github/workflows/site.yml": "name: Deux"}
    assert not git(copy, "status", "--porcelain")


def test_the_workflow_does_the_same_on_a_branch(pair: tuple[Path, Path], tmp_path: Path) -> None:
    origin, copy = pair
    git(origin.parent, "clone", "--quiet", "--bare", str(copy), "distant.git")
    git(copy, "remote", "add", "origin", str(origin.parent / "distant.git"))
    summary = tmp_path / "resume.md"
    script = next(s["run"] for s in steps(read(GITHUB / "workflows/actualiser.yml")) if "run" in s)

    def run(origine: str) -> subprocess.CompletedProcess[str]:
        told = {"ORIGINE": origine, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_REPOSITORY": "ccl/clausier", "GITHUB_REF_NAME": "main", "GITHUB_SERVER_URL": "https://github.com"}  # fmt: skip
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail"],
            input=script,
            cwd=copy,
            capture_output=True,
            text=True,
            env=settings(copy) | told,
            timeout=60,
        )

    before = git(copy, "rev-parse", "HEAD")
    done = run("origine/clausier")
    assert done.returncode == 0, done.stderr
    branch = git(origin.parent / "distant.git", "branch", "--list", "actualisation-*", "--format=%(refname:short)").strip()
    assert contents(origin.parent / "distant.git", branch) == KEPT | TAKEN | {".github/workflows/site.yml": "name: Un"}
    assert git(origin.parent / "distant.git", "rev-parse", "main") == before
    said = summary.read_text(encoding="utf-8")
    assert f"https://github.com/ccl/clausier/compare/main...{branch}?expand=1" in said
    assert "Recopiez-les à la main" in said
    # Once merged, there is nothing more to take.
    summary.unlink()
    assert run("origine/clausier").returncode == 0
    assert "Rien de nouveau" in summary.read_text(encoding="utf-8")
    for wrong in ("origine", "a/b; rm -rf x", "$(id)/x", "../../x/y"):
        assert run(wrong).returncode == 1, wrong


def test_what_a_copy_changes_is_all_in_one_short_file() -> None:
    own = read(ROOT / "mkdocs.yml")
    assert set(own) == {"INHERIT", "site_name", "site_url", "site_description", "extra"}


def test_the_page_speaks_of_documents_that_exist() -> None:
    frames = {f["id"]: [p["titre"] for p in f["parties"]] for f in read(ROOT / "clauses/trames.yml")["trames"]}
    block = next(yaml.safe_load(b) for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "ajouts" in b)
    for added in block["ajouts"]:
        assert added.get("apres", added["partie"]) in frames[added["trame"]]
