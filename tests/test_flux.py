"""The workflows: what each job may do, and in what order the site goes online."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


BRANCH = ("actualiser", "branche")
"""The one job that pushes: a branch of improvements, for a person to read."""


def read(path: Path) -> dict[Any, Any]:
    flow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return flow


def runs(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("path", FLOWS, ids=lambda p: p.stem)
def test_a_job_may_do_only_what_it_says(path: Path) -> None:
    flow = read(path)
    assert flow["permissions"] == {}
    for name, job in flow["jobs"].items():
        granted = job["permissions"]
        if (path.stem, name) == BRANCH:
            assert granted == {"contents": "write"}
            assert list(flow[True]) == ["workflow_dispatch"], "seule une personne le lance"  # YAML reads «on» as true.
            assert not [run for run in runs(job) if re.search(r"\b(make|python|pip|npm)\b", run)], (
                "il n’exécute rien de ce qu’il apporte"
            )
        elif "write" in granted.values():
            assert granted == {"pages": "write", "id-token": "write"}, name
            assert not runs(job), f"{name} publie : il n’exécute rien du dépôt"
        else:
            assert granted == {"contents": "read"}, name
        assert job["timeout-minutes"] <= 60


@pytest.mark.parametrize("path", FLOWS, ids=lambda p: p.stem)
def test_actions_are_pinned_and_leave_no_key_behind(path: Path) -> None:
    for name, job in read(path)["jobs"].items():
        for step in job["steps"]:
            if used := step.get("uses"):
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), f"{name} : {used}"
                if used.startswith("actions/checkout@") and (path.stem, name) != BRANCH:
                    assert step["with"]["persist-credentials"] is False, name
            # What a stranger writes (a title, the name of a branch) would be run.
            assert "${{" not in step.get("run", ""), name
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert len(re.findall(r"@[0-9a-f]{40} # v\d", text)) == text.count("uses: ")


def test_nothing_goes_online_untested_or_without_its_legal_notice() -> None:
    jobs = read(ROOT / ".github/workflows/site.yml")["jobs"]
    assert jobs["publication"]["needs"] == "construction"
    assert set(jobs["construction"]["needs"]) == {"contenus", "tests", "windows", "pythons"}
    assert runs(jobs["construction"]) == ["make publiable", "make site"]
    for name in ("construction", "publication"):
        assert "github.event_name != 'pull_request'" in jobs[name]["if"] and "refs/heads/main" in jobs[name]["if"]


def test_the_watch_runs_each_week_and_holds_nothing_up() -> None:
    flow = read(ROOT / ".github/workflows/veille.yml")
    assert flow[True]["schedule"]  # YAML reads «on» as true.
    assert any("pip-audit" in line and "--require-hashes" in line for line in runs(flow["jobs"]["dependances"]))
    assert "if" not in flow["jobs"]["dependances"], "une proposition est auditée aussi"
    assert flow["jobs"]["liens"]["if"] == "github.event_name != 'pull_request'"
    assert "veille" not in (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8").lower()


def test_the_commands_of_the_workflows_exist() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in FLOWS:
        for job in read(path)["jobs"].values():
            for line in runs(job):
                if target := re.match(r"make ([\w-]+)", line):
                    assert re.search(rf"^{target[1]}: ", made, re.MULTILINE), line


def test_dependencies_and_actions_are_both_kept_up() -> None:
    known = read(ROOT / ".github/dependabot.yml")
    assert {u["package-ecosystem"] for u in known["updates"]} == {"pip", "github-actions"}
