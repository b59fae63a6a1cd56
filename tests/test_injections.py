"""One small site whose every value tries to run, to leave its attribute, or to be a formula: nothing of it runs anywhere.

What the check refuses is tested in tests/cas/contenus; here is what it admits, written where it is shown.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from built import DATA, Page, addresses, pages, running_text
from conftest import SOCLE, Site, Visit, build_once, build_site, write

ATTACKS = (
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onfocus=alert(1) autofocus x=\"",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    "{{ config.site_name }}{% raw %}${alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "javascript:alert(1)",
    "[x](javascript:alert(1)) ![x](data:text/html,x) <javascript:alert(1)>",
    "]]><x>--><!--",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)", "+1+1", "-1+1", "\t=1",
    "`<script>alert(1)</script>`",
    "w:p & </w:t></w:r><w:r>",
)  # fmt: skip
PERMITTED = ["\" onfocus=alert(1) autofocus x=\"", "' onmouseover='alert(1)", "=cmd|' /C calc'!A0", "&lt;script&gt;alert(1)&lt;/script&gt;", "javascript:alert(1)", "&#60;b onclick=alert(1)&#62;", "@SUM(1+1)", "]]> --> \\u003cscript>", "`a` **b** _c_ $x ${alert(1)} {# x #}"]  # fmt: skip
"""What a value may hold: no tag, but everything that could become one if it were not escaped."""
ODD = " ; ".join(PERMITTED)
RUNNING = frozenset(["iframe", "object", "embed", "frame", "frameset", "applet", "base", "portal", "foreignobject", "animate", "set"])  # fmt: skip
OWN_FORMS = [("filtres", None), (None, "dialog")]
"""The filters of a catalogue and the choice of an action: neither sends anything."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


V = quoted(ODD)
FORMULA = quoted('=HYPERLINK("https://exemple.fr")')


def contents() -> dict[str, str | bytes | None]:
    """The smallest library, each of its values replaced."""
    body = (
        f'Un mot : {ODD} et [{ODD.replace("]", "")}](../clauses/duree.md "{ODD.replace(chr(34), "")}").\n\n'
        f"- {ODD}\n- {ODD}\n\n| a | b |\n|---|---|\n| {ODD.replace('|', '')} | {FORMULA} |\n\n`{ODD.replace('`', '')}`[^1]\n\n"
        f"    {ODD}\n\n```\n{ODD}\n```\n\n![{ODD.replace(']', '').replace('[', '')}](../assets/image.png)\n\n{{{{chiffre:x}}}}\n\n"
        f"{{{{schema:s}}}}\n\n{{{{schema:f}}}}\n\n[^1]: Note {ODD}\n"
    )
    head = f"question: {V}\nresume: {V}\npublic: {V}\nrubrique: {V}\nverifie: 2026-11-22\nsources: [{{titre: {V}, url: 'https://exemple.fr/?a=1&b=(1)'}}]\n"
    fiche = SOCLE["conventions/essai/fiches/guichet.md"]
    clause = SOCLE["clauses/duree.md"]
    return {
        "docs/assets/image.png": b"\x89PNG\r\n\x1a\n",
        "docs/schemas/s.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><desc>&#34; onload=&#34;alert(1)</desc><text>&lt;img src=x onerror=alert(1)&gt;</text></svg>',
        "docs/schemas/f.yml": f"titre: {V}\nevenements:\n  - {{debut: 2006, titre: {V}, detail: {V}}}\n",
        "docs/chiffres.yml": f"sections:\n  - {{id: s, titre: {V}}}\nchiffres:\n  - {{id: x, section: s, libelle: {V}, valeur: 1, unite: {V}, date: 2026, note: {V}, source: {{titre: {V}}}}}\n",
        "docs/glossaire.yml": f"sigles:\n  - {{sigle: CTG, developpe: {V}, sens: {V}, variantes: [{quoted(PERMITTED[0])}]}}\n",
        "docs/comprendre/la-ctg-en-une-page.md": f"---\ntitre: {V}\n{head}---\n\n{body}\n## {ODD}\n\nLa CTG : {ODD}\n",
        "docs/reperes/chiffres.md": f"---\ntitre: {V}\n{head}---\n\n{{{{bloc:chiffres}}}}\n\n{{{{bloc:sources}}}}\n\n{{{{bloc:gouvernance}}}}\n\n{{{{bloc:indicateurs}}}}\n\n{{{{bloc:signaler}}}}\n",
        "docs/modeles/index.md": f"---\ntitre: {V}\nresume: {V}\n---\n",
        "docs/modeles/papier.md": f"---\ntitre: {V}\nresume: {V}\n---\n\n[à remplir : {PERMITTED[0]}]\n\n- [ ] {ODD}\n",
        "docs/themes/petite-enfance.md": f"---\ntitre: {V}\nrang: 1\nprincipal: true\nsynonymes: [{V}]\nresume: {V}\nsources: [{{titre: {V}}}]\n---\n\n{ODD}\n",
        "docs/index.md": f"---\ntitre: {V}\nresume: {V}\n---\n\n{ODD}\n",
        "clauses/sujets.yml": SOCLE["clauses/sujets.yml"].replace("libelle: Durée", f"libelle: {V}").replace("à la durée", V),
        "clauses/champs.yml": SOCLE["clauses/champs.yml"].replace("libelle: date d’effet", f"libelle: {V}, aide: {V}, exemple: {V}").replace("libelle: nom,", f"libelle: {V}, exemple: {FORMULA},").replace("titre: Durée", f"titre: {V}"),
        "clauses/parametres.yml": SOCLE["clauses/parametres.yml"].replace("libelle: Préavis", f"libelle: {V}").replace("unite: mois", f"unite: {V}"),
        "clauses/trames.yml": SOCLE["clauses/trames.yml"].replace("titre: Convention", f"titre: {V}").replace("Pour conclure.", V).replace("titre: Durée", f"titre: {V}"),
        "clauses/duree.md": clause.replace("titre: Durée", f"titre: {V}").replace("resume: Fixe la durée.", f"resume: {V}\nthemes: [petite-enfance]\necart_modele: [{V}]\ntextes: [{{titre: {V}}}]\nvariante: {{groupe: g, libelle: {V}, quand: {V}}}").replace("La convention prend", f"{ODD} prend").replace("- La date.", f"- {ODD}"),
        "conventions/essai/index.md": SOCLE["conventions/essai/index.md"].replace("titre: CTG d’essai", f"titre: {V}").replace("titre_court: Essai", f"titre_court: {V}").replace("resume: Un texte d’essai.", f"resume: {V}").replace("{nom: Essai}", f"{{nom: {V}, region: {V}}}").replace("caf: {etat: muet}", f"caf: {V}\nsignataires: [{{nature: caf, nom: {V}}}]\ngouvernance: [{{instance: {V}, role: {V}}}]\nchiffres: [{{libelle: {V}, valeur: {FORMULA}, source: {V}}}]\nautres: [{{libelle: {V}, texte: {V}}}]\nplan: [{{titre: {FORMULA}, acteurs: [{V}]}}]").replace("titre: Petite enfance", f"titre: {V}").replace("resume: Cinq ans.", f"resume: {V}, ecart: {V}").replace("Présentation.", ODD),
        "conventions/essai/fiches/guichet.md": fiche.replace("titre: Ouvrir un guichet unique", f"titre: {V}\nnumero: {FORMULA}\nresume: {V}\npilote: [{V}, {FORMULA}]\npartenaires: [{V}]\npublic: [{V}]\nmoyens: [{V}]\nalertes: [{V}]\nautres: [{{libelle: {V}, texte: {V}}}]\nlignes_du_plan: [{{titre: {V}}}]").replace("[Nombre de demandes]", f"[{V}, {FORMULA}, {{texte: {V}, groupe: {V}, depart: {FORMULA}, cible: {V}, source: {V}}}]").replace("jalon: Ouverture", f"jalon: {V}").replace("Des demandes en double.", body.replace("../clauses/duree.md", "../../../clauses/duree.md").replace("../assets/", "../../../assets/").split("{{chiffre")[0].replace("[^1]", "")),
    }  # fmt: skip


def config() -> str:
    # The check admits no quote, space or angle bracket in an address: this is the worst that it lets through.
    notices = ", ".join(f"{key}: {V}" for key in ("editeur", "adresse", "telephone", "directeur_publication"))
    extra = f"{{{notices}, contact: 'alert(1)`;${{x}}@exemple.fr', hebergeur: {{nom: {V}, adresse: {V}}}}}"
    return f"INHERIT: socle.yml\nsite_name: {V}\nsite_description: {V}\nsite_url: https://exemple.fr/site/\nextra: {extra}\n"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = build_once(tmp_path_factory, "attaque", lambda folder: build_site(folder, contents(), config()))
    assert built.status == 0, built.output
    return built


def runs(page: Page) -> Iterator[str]:
    """Everything in a page that could run or ask for something, however it came there."""
    yield from running_text(page)
    for node in page.root.walk():
        if node.tag in RUNNING:
            yield f"<{node.tag}>"
        if node.tag == "form" and (
            "action" in node.attrs or (node.attrs.get("class"), node.attrs.get("method")) not in OWN_FORMS
        ):
            yield "<form>"
        if node.tag == "script" and node.attrs.get("type") not in DATA and not re.fullmatch(r"(\.\./|\./|/site/)*((assets|atelier)/[\w./-]+|donnees)\.js", node.attrs.get("src", "")):  # fmt: skip
            yield f"<script src={node.attrs.get('src')}>"
        for name, value in node.attrs.items():
            if name in ("style", "srcdoc", "formaction", "ping", "autofocus"):
                yield f"<{node.tag} {name}>"
            if name in ("href", "src", "action") and re.match(r"[\s\x00-\x20]*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):  # fmt: skip
                yield f"<{node.tag} {name}={value[:40]}>"
    yield from (f"appelle {href}" for href, fetched in addresses(page) if fetched and re.match(r"(https?:)?//", href))


def test_nothing_runs_in_any_page_or_file(attacked: Site) -> None:
    root = attacked.root / "site"
    found = pages(root)
    wrong = [f"{name} : {w}" for name, page in found.items() for w in runs(page)]
    wrong += [f"{name} : {page.faults[:2]}" for name, page in found.items() if page.faults]
    assert not wrong, "\n".join(wrong[:20])
    shown = " ".join(page.root.raw() for page in found.values())
    for value in ("onfocus=alert(1)", "{# x #}", "javascript:alert(1)"):
        assert value in shown, value  # As text: nothing was cut out to make it harmless.
    for path in sorted((root / "atelier").glob("*.js")):
        assert "</script" not in path.read_text(encoding="utf-8").lower(), path
        text = path.read_text(encoding="utf-8")
        json.loads(text[text.index("=") + 1 : text.rindex(";")])
    for path in sorted((root / "donnees").glob("*.json")):
        json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((root / "donnees").glob("*.csv")):
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"):
            assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], path
    for path in sorted([*root.rglob("*.docx"), *root.rglob("*.xlsx")]):
        wrong += [f"{path.name} : {w}" for w in office_faults(path)]
    assert not wrong, "\n".join(wrong[:20])


def office_faults(path: Path) -> Iterator[str]:
    """What would run, or be fetched, in an office file; every part must be sound XML."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert not re.search(r"vbaProject|activeX|embeddings|externalLink", name), name
            if not name.endswith((".xml", ".rels")):
                continue
            tree = ET.fromstring(package.read(name))
            for node in tree.iter():
                tag = node.tag.rpartition("}")[2]
                # The footer's page numbers are our only fields.
                if tag == "fldSimple" and (node.get(f"{W}instr") or "").strip() not in ("PAGE", "NUMPAGES"):
                    yield f"{name} : champ {node.get(f'{W}instr')}"
                if tag in ("instrText", "object", "OLEObject", "control", "altChunk", "dde"):
                    yield f"{name} : <{tag}>"
                if tag == "f" and re.search(r"HYPERLINK|cmd|SUM\(1\+1\)|alert", node.text or ""):
                    yield f"{name} : formule {node.text}"
                if tag == "Relationship" and node.get("TargetMode") == "External" and not re.match(r"https?://|mailto:", node.get("Target", "")):  # fmt: skip
                    yield f"{name} : lien {node.get('Target')}"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_or_stays_text(project: Callable[..., Path], attack: str) -> None:
    """Each attack alone, in a value and in a body, with what the check lets through rendered by the pages' Markdown."""
    from clausier.check import load
    from clausier.pages.templates import prose
    from clausier.read.problems import InvalidContent
    from test_hostiles import site_html

    for name, text in {
        "docs/a-propos.md": SOCLE["docs/a-propos.md"].replace("Texte.", attack),
        "docs/themes/petite-enfance.md": SOCLE["docs/themes/petite-enfance.md"].replace(
            "Les moins de trois ans.", json.dumps(attack)
        ),
    }.items():
        root = project({name: text})
        try:
            load(root)
        except InvalidContent as invalid:
            assert {p.path for p in invalid.problems} == {name}
        write(root, {name: SOCLE[name]})
    from built import parse

    for html in (site_html(attack), str(prose(attack))):
        page = parse(html)
        assert not running_text(page) and not list(runs(page)), html


@pytest.mark.navigateur
def test_a_browser_runs_nothing(attacked: Site, visit: Callable[..., Visit], serve: Any) -> None:
    """No dialog, no error, no request outside, on any page; what is folded is unfolded, what can be hovered is."""
    visited = visit()
    dialogs: list[str] = []
    visited.page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    address = serve(attacked.root / "site")
    visited.page.on("pageerror", lambda e: visited.errors.append(f"{visited.page.url} : {e.stack}"))
    visited.page.on(
        "response", lambda r: visited.errors.append(f"{visited.page.url} : {r.status} {r.url}") if r.status >= 400 else None
    )
    for name in pages(attacked.root / "site"):
        visited.page.goto(address + name.removesuffix("index.html"))
        visited.page.evaluate(
            """() => {
                document.querySelectorAll('details').forEach(d => d.open = true);
                for (const kind of ['mouseover', 'focus', 'click'])
                    document.querySelectorAll('main *:not(a):not(button):not(input)').forEach(e => e.dispatchEvent(new Event(kind)));
            }"""
        )
    assert (dialogs, visited.outside) == ([], [])
    assert not [e for e in visited.errors if "image.png" not in e], visited.errors
