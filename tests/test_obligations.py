"""The aid on early childhood duties, against the law written as a table (tests/cas/obligations.yml), in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import golden
from conftest import Visit

pytestmark = pytest.mark.navigateur
LAW: dict[str, Any] = golden.read("obligations.yml")
URL = "comprendre/obligations-petite-enfance/"
ASK = "cas => Object.fromEntries(Clausier.devoirs(cas, JSON.parse(document.querySelector('[data-obligations]').dataset.obligations)).map(d => [d.id, d.statut]))"


def subsets() -> list[list[str]]:
    """Every choice of competences transferred."""
    return [[c for c, yes in zip(LAW["competences"], chosen, strict=True) if yes] for chosen in product((0, 1), repeat=4)]


def expected_of_commune(rank: int, transferred: list[str]) -> dict[str, str]:
    """Read in the table: the status of each duty for the population of this rank."""
    found = {}
    for duty, row in LAW["commune"].items():
        gone = [c for c in row["depend"] if c in transferred]
        if len(gone) == len(row["depend"]):
            found[duty] = row["transfere"]
        else:
            found[duty] = row["partage" if gone else "garde"][rank]
    return found


def expected_of_group(rank: int, transferred: list[str]) -> dict[str, str]:
    return {
        duty: row["recue"][rank] if set(row["depend"]) & set(transferred) else "rien" for duty, row in LAW["groupement"].items()
    }


@pytest.fixture
def aid(visit: Callable[..., Visit], address: str) -> Page:
    page = visit().page
    page.goto(address + URL)
    return page


def test_a_commune_at_every_threshold_with_every_transfer(aid: Page) -> None:
    """4 populations × 16 choices."""
    for (rank, people), transferred in product(enumerate(LAW["populations"]), subsets()):
        case = {"nature": "commune", "habitants": people, "transferees": transferred}
        assert aid.evaluate(ASK, case) == expected_of_commune(rank, transferred), case


@pytest.mark.parametrize("nature", ["epci", "syndicat"])
def test_a_group_counts_only_the_communes_that_transferred(aid: Page, nature: str) -> None:
    """The population is reached by two communes that transferred; a third, large, did not and is not counted."""
    for (rank, people), transferred in product(enumerate(LAW["populations"]), subsets()):
        communes = [
            {"habitants": 1500, "transferees": transferred},
            {"habitants": people - 1500, "transferees": transferred},
            {"habitants": 40000, "transferees": []},
        ]
        case = {"nature": nature, "communes": communes}
        assert aid.evaluate(ASK, case) == expected_of_group(rank, transferred), case


@pytest.mark.parametrize("case", LAW["cas"], ids=lambda c: c["nom"])
def test_whole_cases(aid: Page, case: dict[str, Any]) -> None:
    communes = [{"habitants": people, "transferees": transferred} for people, transferred in case["communes"]]
    assert aid.evaluate(ASK, {"nature": case["nature"], "communes": communes}) == case["attendu"]


def shown(page: Page) -> dict[str, str]:
    """What the page answers: duty and status."""
    found: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-devoir]')].map(r => [r.dataset.devoir, r.dataset.statut]))"
    )
    return found


def test_the_form_answers_as_one_types_and_the_address_keeps_the_case(aid: Page, visit: Callable[..., Visit]) -> None:
    """A commune by the keyboard, then the address opened elsewhere."""
    people = aid.get_by_label("Habitants de la commune")
    expect(aid.locator("[data-role=reponse]")).to_be_hidden()
    people.fill("10 001 habitants")
    assert shown(aid) == expected_of_commune(3, [])
    people.press("Tab")
    aid.keyboard.press("Tab")
    aid.keyboard.press("Space")
    assert shown(aid) == expected_of_commune(3, ["informer"])
    expect(aid.get_by_role("status").filter(has_text="obligations sur 7")).to_be_visible()
    # The duties 2° and 4° are now apart: the page says that the law does not settle who holds the relais.
    expect(aid.locator("[data-devoir=rpe]")).to_contain_text("la loi ne dit pas qui porte")
    other = visit()
    other.page.goto(aid.url)
    assert shown(other.page) == expected_of_commune(3, ["informer"])
    assert not other.errors and not other.outside


def test_a_group_is_described_commune_by_commune(aid: Page) -> None:
    aid.get_by_label("une intercommunalité").check()
    aid.get_by_role("button", name="Ajouter une commune").click()
    rows = aid.locator(".obligations__commune")
    expect(rows).to_have_count(3)
    for row, people in enumerate(("6000", "4001", "90000")):
        rows.nth(row).get_by_label("Habitants").fill(people)
    for row in (0, 1):
        rows.nth(row).get_by_label("3° Planifier").check()
    assert shown(aid)["schema"] == "doit"
    aid.reload()
    assert shown(aid)["schema"] == "doit"
    aid.get_by_role("button", name="Retirer la commune B").click()
    assert shown(aid)["schema"] == "rien"


def test_a_forged_address_is_harmless(visit: Callable[..., Visit], address: str) -> None:
    visited = visit()
    visited.page.goto(
        address + URL + "#nature=epci&communes=<img src=x onerror=alert(1)>:planifier,pirate;99999999999999999999:;;;"
    )
    expect(visited.page.locator(".obligations")).to_be_visible()
    assert not visited.errors and not visited.page.locator(".obligations img").count()


def test_without_scripts_the_table_says_the_same(visit: Callable[..., Visit], address: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(address + URL)
    expect(page.locator("[data-obligations]")).to_be_hidden()
    expect(page.get_by_text("a besoin des scripts du navigateur")).to_be_visible()
    table = page.get_by_role("table").first
    for words in ("Planifier", "3 500", "10 000"):
        expect(table).to_contain_text(words)
