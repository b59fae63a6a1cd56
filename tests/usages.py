"""What visitors do on the site, one function a feature: a test that watches the browser runs them all under its watch.

A new feature adds its function to ``USAGES``; nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"], "accept_downloads": True}
"""Options of the browser's context that the features need."""


def search(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_label("Rechercher dans le site").fill("l’accès aux droits")
    expect(page.locator(".trouves li").first).to_be_visible()
    page.get_by_label("Rechercher dans le site").press("ArrowDown")
    page.locator(".trouves li a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def copy_a_clause(page: Page, address: str) -> None:
    page.goto(f"{address}clauses/duree/")
    page.get_by_label("avec la source").check()
    page.get_by_role("button", name=re.compile("^Copier ")).first.click()
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_visible()


def explain_an_acronym(page: Page, address: str) -> None:
    page.goto(f"{address}comprendre/la-ctg-en-une-page/")
    page.locator("button.sigle").first.click()
    expect(page.locator(".bulle:popover-open")).to_be_visible()


def menu_and_dark_look(page: Page, address: str) -> None:
    page.goto(address)
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Affichage sombre").click()
    page.reload()
    page.set_viewport_size(size or {"width": 1280, "height": 900})


def check_boxes(page: Page, address: str) -> None:
    page.goto(f"{address}agir/premiere-semaine/")
    page.locator(".taches input").first.check()
    page.reload()
    expect(page.locator(".taches input").first).to_be_checked()


def obligations_aid(page: Page, address: str) -> None:
    page.goto(f"{address}comprendre/obligations-petite-enfance/")
    page.fill("#obligations-habitants", "3600")
    expect(page.locator("[data-role=lignes] tr").first).to_be_visible()
    page.get_by_label("une intercommunalité (EPCI)").check()
    page.get_by_role("button", name="Ajouter une commune").click()


def workshop(page: Page, address: str) -> None:
    page.goto(f"{address}atelier/")
    page.wait_for_selector("[data-role=apercu] h2")
    page.fill("#champ-caf-nom", "de l’Eure")
    page.click("#champ-signataires > button")
    for action in ("word", "enregistrer"):
        with page.expect_download():
            page.click(f"[data-action={action}]")
    for action in ("copier", "lien"):
        page.click(f"[data-action={action}]")
    page.goto(f"{address}clauses/parties/")
    page.click("[data-mes-valeurs]")


def plan(page: Page, address: str) -> None:
    page.goto(f"{address}conventions/val-de-morteau/fiches/guichet-unique/")
    page.click("[data-reprendre]")
    page.click("text=L’ouvrir dans mon plan")
    page.wait_for_selector("[data-plan] details[open]")
    for action in ("word", "suivi"):
        with page.expect_download():
            page.click(f"[data-action={action}]")


USAGES: dict[str, Callable[[Page, str], None]] = {
    "recherche": search,
    "copie d’une clause": copy_a_clause,
    "sigle expliqué": explain_an_acronym,
    "menu et affichage sombre": menu_and_dark_look,
    "listes à cocher": check_boxes,
    "aide aux obligations": obligations_aid,
    "atelier": workshop,
    "plan": plan,
}
