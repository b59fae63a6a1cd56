"""What visitors type into the workshop, or bring in a file, is text: nothing of it runs, and none of it breaks the page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from built import parse
from conftest import Visit
from guet import watch
from test_injections import office_faults, runs

pytestmark = pytest.mark.navigateur
ATTACKS = (
    "<script>window.touche = 1</script>",
    "<img src=x onerror=\"window.touche = 2\">",
    "\"><svg onload=alert(3)>",
    "' autofocus onfocus='alert(4)",
    "javascript:alert(5)",
    "{{caf-siege}} {{renvoi:duree}} {{chaque:signataires}}",
    "${alert(6)} $& $1 $` `x`",
    "</w:t></w:r><w:r> ]]> <!-- & &lt;b&gt; &#60;i&#62;",
    "=cmd|' /C calc'!A0",
    "[x](javascript:alert(7)) ![x](data:text/html,x)",
    "__proto__",
    "<iframe srcdoc='<script>parent.touche = 8</script>'></iframe>",
)  # fmt: skip
ALL_OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
UNTOUCHED = "() => [window.touche ?? null, Object.keys(Object.prototype), ({}).pirate ?? null]"
"""What an attack that ran, or reached the prototype of all objects, would have left."""


@dataclass
class Hostile:
    """A page under attack, and everything that it must not do."""

    page: Page
    dialogs: list[str]
    refused: list[str]
    visited: Visit

    def check(self, where: str) -> None:
        """Nothing ran, asked, failed or was refused, on this page so far."""
        assert self.page.evaluate(UNTOUCHED) == [None, [], None], where
        found = [self.dialogs, self.refused, self.visited.errors, self.visited.outside]
        assert found == [[], [], [], []], f"{where} : {found}"


@pytest.fixture
def hostile(visit: Callable[..., Visit]) -> Hostile:
    visited = visit(accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    dialogs: list[str] = []
    visited.page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    return Hostile(visited.page, dialogs, watch(visited.page), visited)


def open_workshop(page: Page, address: str, choice: str = "") -> None:
    """The workshop, ready and unfolded."""
    page.goto(f"{address}atelier/{choice}")
    page.wait_for_selector("[data-role=apercu] h2")
    page.evaluate(ALL_OPEN)


def download(page: Page, action: str) -> Path:
    with page.expect_download() as caught:
        page.click(f"[data-action={action}]")
    return Path(caught.value.path())


def words(path: Path) -> str:
    """All the text of a Word file, that of its tables included."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    assert not list(office_faults(path))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def copied(page: Page) -> str:
    """The HTML that the clipboard holds."""
    html: str = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()",
    )
    return html


def test_attacks_typed_into_the_form_are_text(hostile: Hostile, address: str) -> None:
    page = hostile.page
    open_workshop(page, address)
    page.click("#champ-signataires > button")
    fields = page.locator("[data-role=formulaire] :is(input[type=text], textarea):visible")
    # Two rounds: each attack in two fields, of one line or of several.
    typed = {f"#{fields.nth(i).get_attribute('id')}": ATTACKS[i % len(ATTACKS)] for i in range(2 * len(ATTACKS))}
    assert "#champ-signataires-0-nom" in typed
    for field, attack in typed.items():
        page.fill(field, attack)
    seen = page.locator("[data-role=apercu]")
    expect(seen).to_contain_text(list(typed.values())[-1])
    assert not [a for a in ATTACKS if a not in seen.inner_text()]
    for html in (seen.inner_html(), page.locator("[data-role=formulaire]").inner_html()):
        assert not list(runs(parse(html)))
    assert seen.locator("script, img, svg, iframe, [autofocus]").count() == 0
    hostile.check("l’atelier")

    text = words(download(page, "word"))
    assert not [a for a in ATTACKS if a not in text]
    page.click("[data-action=copier]")
    expect(page.locator("[data-avis]")).to_contain_text("copié")
    paste = parse(copied(page))
    # The only style is the one that paints a blank.
    assert not set(runs(paste)) - {"<span style>"} and not paste.root.all("img") and not paste.root.all("svg")
    assert not [a for a in ATTACKS if a not in paste.root.raw()]
    hostile.check("ce que l’on emporte")

    # Kept by the browser, they come back as typed, here and on the page of a clause.
    open_workshop(page, address)
    assert {field: page.input_value(field) for field in typed} == typed
    page.goto(f"{address}clauses/parties/")
    assert typed["#champ-caf-nom"] in page.inner_text("#feuille-texte")
    assert page.locator("#feuille-texte").locator("script, img, svg, iframe").count() == 0
    hostile.check("la page d’une clause")


def test_attacks_typed_into_the_plan_are_text(hostile: Hostile, address: str) -> None:
    page = hostile.page
    page.goto(f"{address}atelier/plan/")
    page.click("[data-action=ajouter]")
    fields = page.locator("[data-plan] details[open] :is(input[type=text], textarea)")
    typed = {f"#{fields.nth(i).get_attribute('id')}": ATTACKS[i] for i in range(min(fields.count(), len(ATTACKS)))}
    for field, attack in typed.items():
        page.fill(field, attack)
    page.locator("[data-plan] details[open] select").select_option("ajoutée")
    text = words(download(page, "word"))
    title = next(a for field, a in typed.items() if field.endswith("-titre"))
    assert title in text and ATTACKS[0] in text
    suivi = download(page, "suivi")
    sheet = openpyxl.load_workbook(io.BytesIO(suivi.read_bytes()))["Suivi"]
    row = [sheet.cell(3, column).value for column in range(1, 8)]
    assert title in row and {v for v in row if v} <= set(ATTACKS)
    # As text: a value that begins with «=» is no formula.
    assert {sheet.cell(3, column).data_type for column in range(1, 8)} <= {"s", "n", "inlineStr"}
    assert not list(office_faults(suivi))
    page.reload()
    page.evaluate(ALL_OPEN)
    assert {field: page.input_value(field) for field in typed} == typed
    expect(page.locator("[data-plan] summary").first).to_contain_text(title)
    hostile.check("le plan")
    open_workshop(page, address, "#document=avenant")
    assert title in page.inner_text("[data-clause=actions-ajoutees]")
    hostile.check("l’avenant")
    page.goto(f"{address}indicateurs/")
    page.locator("[data-ajouter-indicateur]:visible").first.click()
    expect(page.locator("dialog[data-choix-action] option").first).to_contain_text(title)
    hostile.check("la boîte des indicateurs")


# --- A file of values ---

GOOD = "de l’Eure <b onclick=alert(9)>"
MANY = 20_000


def saved(valeurs: Any = None, choix: Any = None, **more: Any) -> str:
    """A file as the workshop writes it, with a good value beside those given."""
    kept = {"caf-nom": GOOD} | valeurs if isinstance(valeurs, dict) else valeurs if valeurs is not None else {"caf-nom": GOOD}
    return json.dumps({"format": "clausier-territoire", "version": 1, "valeurs": kept, "choix": choix or {}} | more)


def with_proto() -> str:
    """Names that mean something to the language, wherever a name stands."""
    bad = '"__proto__": {"pirate": 1, "caf-siege": "<img>"}, "constructor": {"prototype": {"pirate": 1}}'
    return (
        f'{{"format": "clausier-territoire", "version": 1, {bad}, "valeurs": {{"caf-nom": {json.dumps(GOOD)}, {bad},'
        f'"signataires": [{{"nom": "Bourg", {bad}}}], "actions": [{{"titre": "Une action", {bad}}}]}},'
        f'"choix": {{{bad}, "ecarts": {{{bad}}}}}}}'
    )


ODD: dict[str, Callable[[], str]] = {
    "des textes à la place des groupes": lambda: saved({"signataires": "<img src=x>", "actions": "filter", "communes-couvertes": "x"}),
    "des groupes à la place des textes": lambda: saved({"caf-siege": [{"a": "b"}], "population": [{"nom": "x"}, "y"], "territoire-nom": ["<b>", "x"]}),
    "des nombres, des vides, des listes de listes": lambda: saved({"caf-siege": 1, "signataires": [None, 1, [["x"]]], "actions": [1, "texte", None, {"titre": 3}], "population": None, "communes-couvertes": {"a": 1}}),
    "des actions sans nom ni identifiant": lambda: saved({"actions": [{}, {"titre": ["a", "b"], "etat": ["ajoutée"]}, {"id": "x", "indicateurs": ["a"]}, {"id": "x", "origine": "<b>", "adresse": "javascript:alert(1)"}]}),
    "des textes dans un groupe": lambda: saved({"signataires": ["x", "y"], "actions": ["filter", "map"]}),
    "des noms du langage": with_proto,
    "un choix qui n’en est pas un": lambda: saved(choix={"document": {"a": 1}, "ecarts": {"convention": {"avec": 5, "sans": {"includes": 1}}, "avenant": None}}),
    "un choix en texte": lambda: saved(choix="convention"),
    "des écarts en liste": lambda: saved(choix={"document": "convention", "ecarts": {"convention": {"sans": [1, None, ["x"]], "avec": ["<b>", "duree"]}}}),
    "du HTML partout": lambda: saved({"<img src=x onerror=alert(1)>": {"<b>": "<i>"}, "signataires": [{"nom": ATTACKS[0], "nature": ATTACKS[1], "deliberation": ATTACKS[2], "<script>": "x"}], "caf-representant": ATTACKS[1], "caf-deliberation": ATTACKS[0]}),
    "des milliers de lignes": lambda: saved({"signataires": [{}] * MANY, "actions": [{"titre": "x"}] * MANY, "communes-couvertes": ["x"] * MANY} | {f"champ-{i}": "x" for i in range(MANY)}),
    "un long texte": lambda: saved({"caf-siege": "x" * 199_999, "territoire-nom": "y" * 200_001}),
}  # fmt: skip


def take(page: Page, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    page.set_input_files("[data-role=fichier]", {"name": "x.json", "mimeType": "application/json", "buffer": data})


SELDOM = (
    "des groupes à la place des textes",
    "des nombres, des vides, des listes de listes",
    "des actions sans nom ni identifiant",
    "des textes dans un groupe",
    "un choix en texte",
    "des écarts en liste",
    "des milliers de lignes",
    "un long texte",
)
"""Kept for the complete suite: near to others, or long."""


@pytest.mark.parametrize("what", [pytest.param(what, marks=pytest.mark.complet) if what in SELDOM else what for what in ODD])
def test_an_odd_file_leaves_a_workshop_that_works(hostile: Hostile, address: str, what: str) -> None:
    """What can be read is taken, the rest is said; here and wherever the values show, nothing runs and nothing breaks."""
    page = hostile.page
    open_workshop(page, address)
    take(page, ODD[what]())
    expect(page.locator("[data-avis]")).to_contain_text("Fichier repris")
    assert len(page.inner_text("[data-avis]")) < 600
    expect(page.locator("[data-role=apercu]")).to_contain_text(GOOD)
    hostile.check("l’atelier")
    assert GOOD in words(download(page, "word"))
    for choice in ("", "#document=convention", "#document=avenant"):
        open_workshop(page, address, choice)
        assert page.input_value("#champ-caf-nom") == GOOD
        page.fill("#champ-caf-nom", "du Doubs")
        page.fill("#champ-caf-nom", GOOD)
        hostile.check(f"l’atelier, de retour {choice}")
    if page.locator("#champ-signataires > button").count():
        page.click("#champ-signataires > button")
        page.locator("[id^=champ-signataires-][id$=-nom]").last.fill("de Morteau")
    page.goto(f"{address}clauses/parties/")
    assert GOOD in page.inner_text("#feuille-texte")
    page.goto(f"{address}atelier/plan/")
    page.click("[data-action=ajouter]")
    last = page.locator("[data-plan] details").last
    last.locator("[id$=-titre]").fill("La dernière")
    expect(page.locator("[id$=-titre]").last).to_have_value("La dernière")
    assert sum(field.input_value() == "La dernière" for field in page.locator("[id$=-titre]").all()[-5:]) == 1
    for action in ("word", "suivi"):
        download(page, action)
    hostile.check("le plan")
    page.goto(f"{address}indicateurs/")
    page.locator("[data-ajouter-indicateur]:visible").first.click()
    page.locator("dialog[data-choix-action] select").select_option(index=0)
    page.locator("dialog[data-choix-action]").get_by_role("button", name="Ajouter").click()
    expect(page.locator("[data-avis-geste]")).to_contain_text("plan")
    hostile.check("la banque d’indicateurs")


DEEP = '{"format": "clausier-territoire", "version": 1, "valeurs": {}, "choix": ' + "[" * 200_000 + "]" * 200_000 + "}"
REFUSED: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "coupé": (lambda: saved()[:-5], "abîmé"),
    "vide": (lambda: "", "abîmé"),
    "octets au hasard": (lambda: bytes(range(256)), "abîmé"),
    "une page": (lambda: "<script>alert(1)</script>", "abîmé"),
    "rien": (lambda: "null", "ne vient pas du Clausier"),
    "un texte": (lambda: '"<img src=x onerror=alert(1)>"', "ne vient pas du Clausier"),
    "des valeurs en texte": (lambda: saved("pirate"), "abîmé"),
    "des valeurs en liste": (lambda: saved([1]), "abîmé"),
    "une version en texte": (lambda: saved(version="<b>"), "abîmé"),
    "une version en liste": (lambda: saved(version=[1]), "abîmé"),
    "énorme": (lambda: saved({f"c{i}": "x" * 100_000 for i in range(80)}), "trop gros"),
}


def faults_of(page: Page) -> Iterator[str]:
    """A French sentence, whole, that says that nothing changed."""
    said = page.inner_text("[data-avis]")
    if "Vos valeurs n’ont pas changé" not in said or not said.endswith("."):
        yield said


def test_a_bad_file_is_refused_in_french(hostile: Hostile, address: str) -> None:
    page = hostile.page
    open_workshop(page, address)
    page.fill("#champ-caf-nom", "du Doubs")
    for what, (content, said) in REFUSED.items():
        page.evaluate("document.querySelector('[data-avis]').textContent = ''")
        take(page, content())
        expect(page.locator("[data-avis]"), what).to_contain_text(said)
        assert not list(faults_of(page)), what
        assert page.input_value("#champ-caf-nom") == "du Doubs", what
        hostile.check(what)
    page.reload()
    assert page.input_value("#champ-caf-nom") == "du Doubs"
    hostile.check("l’atelier, de retour")


def test_a_bottomless_file_harms_nothing(hostile: Hostile, address: str) -> None:
    """Thousands of lists one in another: a reader that calls itself would run out of room."""
    page = hostile.page
    open_workshop(page, address)
    take(page, DEEP)
    expect(page.locator("[data-avis]")).to_contain_text("ichier")
    hostile.check("l’atelier")
    open_workshop(page, address)
    hostile.check("l’atelier, de retour")


def test_a_file_too_big_for_the_browser_says_that_it_is_not_kept(hostile: Hostile, address: str) -> None:
    page = hostile.page
    page.goto(address)
    page.evaluate(
        "for (let i = 0, x = 'x'.repeat(100000); i < 60; i++) try { localStorage['clausier.plein' + i] = x } catch {}"
    )
    open_workshop(page, address)
    take(page, saved({"caf-siege": "x" * 150_000}))
    expect(page.locator("[data-avis]")).to_contain_text("Fichier repris")
    expect(page.locator("[data-avis]")).to_contain_text("ne peut pas garder")
    expect(page.locator("[data-role=apercu]")).to_contain_text(GOOD)
    hostile.check("l’atelier")


SPOILT = ("#%", "#%E0%A4%A", "#document=__proto__&avec=constructor.__proto__&ajouter=__proto__", "#document=<img src=x>")


def test_a_spoilt_address_opens_the_page(hostile: Hostile, address: str) -> None:
    for hash in SPOILT:
        # By way of another page: the same page with another «#» would not be opened anew.
        hostile.page.goto(f"{address}clauses/duree/{hash}")
        hostile.check(f"clauses/duree/{hash}")
        open_workshop(hostile.page, address, hash)
        hostile.check(f"atelier/{hash}")
