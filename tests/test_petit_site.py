"""Whole small sites, built as a user builds them: what works, what is refused, and what stays when something is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from built import addresses, broken_links, outside_resources, pages, plain, running_text, tree_bytes
from conftest import SOCLE, Site, build_once, build_site, write

Make = Callable[..., Site]

GUIDE = "docs/comprendre/la-ctg-en-une-page.md"
CLAUSE = SOCLE["clauses/duree.md"]
FICHE = SOCLE["conventions/essai/fiches/guichet.md"]
CONVENTION = SOCLE["conventions/essai/index.md"]


def guide(body: str, titre: str = "La CTG", more: str = "") -> str:
    own = ["question: Quoi ?", "public: élus", "verifie: 2026-11-22", "sources: [{titre: Écrit pour les tests}]"]
    trust = "".join(f"{line}\n" for line in own if f"{line.split(':')[0]}:" not in more)
    return f"---\ntitre: {titre}\nresume: Une page.\n{trust}{more}---\n\n{body}\n"


def stage(root: Path) -> subprocess.CompletedProcess[str]:
    """``make site``, without make."""
    return subprocess.run(
        [sys.executable, "-m", "clausier.stage"],
        cwd=root,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        timeout=120,
    )


def test_the_smallest_site_builds_without_a_warning(site: Make) -> None:
    built = site()
    assert built.status == 0, built.output
    assert not re.search(r"warning|error|avertissement|traceback", built.output, re.IGNORECASE), built.output
    found = pages(built.root / "site")
    for url in (
        "",
        "clauses/",
        "clauses/duree/",
        "conventions/essai/",
        "conventions/essai/fiches/guichet/",
        "themes/petite-enfance/",
    ):
        assert f"{url}index.html" in found
    for name, page in found.items():
        assert not page.faults, f"{name} : {page.faults}"
        assert len(page.ids) == len(set(page.ids)), name
    assert not (broken := broken_links(built.root / "site")), "\n".join(broken)
    assert not (outside := outside_resources(built.root / "site")), "\n".join(outside)
    assert "n'existe pas" in found["404.html"].root.one("h1").text()
    assert not found["404.html"].root.all("meta", keep=lambda n: n.attrs.get("http-equiv") == "refresh")


FORMER = {
    "clauses/duree.md": ("clauses/ancienne-duree/", "clauses/duree/"),
    "conventions/essai/index.md": ("textes/essai/", "conventions/essai/"),
    "conventions/essai/fiches/guichet.md": ("fiches/guichet/", "conventions/essai/fiches/guichet/"),
    "docs/themes/petite-enfance.md": ("petite-enfance/", "themes/petite-enfance/"),
    GUIDE: ("comprendre/autrefois/tres/loin/", "comprendre/la-ctg-en-une-page/"),
}
"""Of one document of each kind, its former address and its present one."""
LINKS = (
    "[clause](../clauses/duree.md), [ses blancs](../clauses/duree.md#texte), [fiche](../conventions/essai/fiches/guichet.md), "
    "[texte](../conventions/essai/index.md), [thème](../themes/petite-enfance.md), [ici](#deux), [dossier](index.md), "
    "![Schéma](<../assets/schéma d’ensemble.svg>).\n\n## Deux\n\nSuite."
)


def varied(root: Path, address: str) -> Site:
    """A site with links of every kind, former addresses, an accent in a name, and documents that nothing fills."""
    texts = {name: SOCLE[name] for name in FORMER} | {GUIDE: guide(LINKS)}
    moved = {n: t.replace("---\n", f"---\nanciennes_adresses: [{FORMER[n][0]}]\n", 1) for n, t in texts.items()}
    bare = {
        "docs/assets/schéma d’ensemble.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        "conventions/essai/fiches/seule.md": "---\ntitre: Une action dont on ne sait rien\n---\n",
        "conventions/nue/index.md": (
            "---\ntitre: Texte nu\ntitre_court: Nu\ntype: convention\netat: presentation\nresume: Presque rien.\nverifie: 2026-11-22\n"
            "territoire: {etat: sans-objet}\ncaf: {etat: muet}\nsignature: {etat: muet}\nperiode: {debut: {etat: muet}, fin: {etat: blanc}}\n"
            "signataires: {etat: blanc}\ngouvernance: {etat: muet}\nsource: {titre: Nu, nature: écrit pour les tests}\n---\n"
        ),
        "docs/themes/vide.md": "---\ntitre: Thème vide\nrang: 2\nresume: Sans rien.\n---\n",
    }
    config = f"INHERIT: socle.yml\nsite_name: Essai\nsite_url: {address}\n"
    return build_site(root, {**moved, **bare}, config)


@pytest.fixture(
    scope="module", params=["https://exemple.fr/a/b/c/", pytest.param("https://exemple.fr/", marks=pytest.mark.complet)]
)
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    rank = request.param.count("/")
    built = build_once(tmp_path_factory, f"varie-{rank}", lambda folder: varied(folder, request.param))
    assert built.status == 0, built.output
    return built


def test_a_document_that_nothing_else_fills_still_has_its_page(rich: Site) -> None:
    """A title alone makes a valid fiche; a text without articles, plan or fiche is one too."""
    assert "Une action dont on ne sait rien" in rich.page("conventions/essai/fiches/seule/")
    assert "non renseigné dans la source" in rich.page("conventions/essai/fiches/seule/")
    assert "Texte nu" in rich.page("conventions/nue/")


# --- Addresses ---


def test_every_link_resolves_under_any_path(rich: Site) -> None:
    assert not (broken := broken_links(rich.root / "site")), "\n".join(broken)
    links = {href for href, _ in addresses(pages(rich.root / "site")["comprendre/la-ctg-en-une-page/index.html"])}
    assert {"../../clauses/duree/", "../../clauses/duree/#texte", "../../conventions/essai/fiches/guichet/", "#deux"} <= links


def test_the_link_checker_sees_what_is_broken(site: Make) -> None:
    """The checker is what says that all is well elsewhere: it must be able to say otherwise."""
    root = site().root / "site"
    before = len(broken_links(root))
    page = root / "a-propos/index.html"
    good = page.read_text(encoding="utf-8")
    for broken in (
        '<a href="../nulle-part/">x</a>',
        '<a href="../clauses/#nulle-ancre">x</a>',
        '<a href="#nulle-ancre">x</a>',
        '<a href="/clauses/">x</a>',
        '<a href="../../ailleurs/">x</a>',
        '<img src="../assets/absente.png" alt="">',
        '<script src="../assets/absent.js"></script>',
        '<link rel="stylesheet" href="../assets/absent.css">',
        '<meta http-equiv="refresh" content="0; url=../absente/">',
        '<img srcset="../assets/absente.png 2x" alt="">',
        '<div style="background: url(../assets/absente.png)"></div>',
    ):
        page.write_text(good.replace("</body>", f"{broken}</body>"), encoding="utf-8")
        pages.cache_clear()
        assert len(broken_links(root)) == before + 1, broken
    page.write_text(good.replace("</body>", '<img src="https://exemple.fr/x.png" alt=""></body>'), encoding="utf-8")
    pages.cache_clear()
    assert len(outside_resources(root)) == 1


def test_a_name_that_cannot_become_an_address_is_refused(site: Make) -> None:
    names = [
        "docs/comprendre/évaluer.md",
        "clauses/Durée longue.md",
        "conventions/Essai/index.md",
        "docs/themes/santé.md",
        "conventions/essai/fiches/a_b.md",
    ]
    built = site(dict.fromkeys(names, "---\ntitre: Essai\n---\n"))
    assert built.status != 0
    for name in names:
        assert re.search(rf"{re.escape(name)}:1 : .*minuscules sans accents", built.output), f"{name}\n{built.output}"


def test_an_image_with_an_accent_in_its_name_is_shown(rich: Site) -> None:
    (image,) = pages(rich.root / "site")["comprendre/la-ctg-en-une-page/index.html"].root.all("img")
    assert unquote(image.attrs["src"]).endswith("assets/schéma d’ensemble.svg")


def test_former_addresses_lead_to_the_present_ones(rich: Site) -> None:
    found = pages(rich.root / "site")
    for before, after in FORMER.values():
        page = found[f"{before}index.html"]
        (refresh,) = page.root.all("meta", keep=lambda n: n.attrs.get("http-equiv") == "refresh")
        delay, _, url = refresh.attrs["content"].partition("; url=")
        assert (delay, urljoin(f"/{before}", url)) == ("0", f"/{after}")
        assert [urljoin(f"/{before}", a.attrs["href"]) for a in page.root.all("a")] == [f"/{after}"]
    listed = re.findall(r"<loc>(.*?)</loc>", (rich.root / "site/sitemap.xml").read_text(encoding="utf-8"))
    home = min(listed, key=len)
    assert all(home + before not in listed and home + after in listed for before, after in FORMER.values())


def test_a_former_address_that_is_taken_is_refused(site: Make) -> None:
    built = site({"clauses/duree.md": CLAUSE.replace("titre: Durée", "titre: Durée\nanciennes_adresses: [conventions/essai/]")})
    assert built.status != 0
    assert re.search(r"clauses/duree\.md:3 : .*conventions/essai/", built.output), built.output


# --- What is refused, and what stays then ---


def test_a_broken_link_fails_the_build_and_names_its_file(site: Make) -> None:
    broken = [
        (GUIDE, guide("[x](absente-a.md)"), "absente-a.md"),
        ("docs/agir/index.md", guide("[x](../clauses/duree.md#nulle-ancre)"), "nulle-ancre"),
        ("docs/a-propos.md", guide("![x](assets/absente-b.png)"), "absente-b.png"),
        ("clauses/duree.md", CLAUSE.replace("- Le terme.", "- [x](../conventions/absente-c/index.md)"), "absente-c"),
        ("conventions/essai/fiches/guichet.md", FICHE.replace("Des demandes", "[x](absente-d.md)"), "absente-d.md"),
        ("conventions/essai/index.md", CONVENTION.replace("Présentation.", "[x](fiches/absente-e.md)"), "absente-e.md"),
    ]
    built = site({path: text for path, text, _ in broken})
    assert built.status != 0
    for path, _, target in broken:
        told = [line for line in built.output.splitlines() if target in line and path.removeprefix("docs/") in line]
        assert told, f"{path}\n{built.output}"
        assert told[0].startswith(("WARNING", "ERROR")), told


def test_a_broken_link_in_a_front_matter_never_reaches_a_page(site: Make) -> None:
    """Summaries, gaps and warnings of the front matter hold Markdown too."""
    built = site(
        {
            "conventions/essai/index.md": CONVENTION.replace("resume: Cinq ans.", "resume: 'Voir [x](../absente/index.md).'"),
            "conventions/essai/fiches/guichet.md": FICHE.replace(
                "themes:", "alertes: ['Voir [x](absente.md).']\nautres: [{libelle: A, texte: 'Voir [x](absente.md).'}]\nthemes:"
            ),
            "clauses/duree.md": CLAUSE.replace("statut: socle", "statut: socle\necart_modele: ['Voir [x](absente.md).']"),
        }
    )
    assert built.status != 0 or broken_links(built.root / "site") == []


def test_a_bad_file_leaves_the_last_site_as_it_was(site: Make) -> None:
    built = site()
    before = tree_bytes(built.root / "site")
    write(built.root, {"clauses/duree.md": CLAUSE.replace("statut: socle", "statut: socles")})
    built.build()
    assert built.status != 0
    assert re.search(r"clauses/duree\.md:4 : .*(« socles »|statut)", built.output), built.output
    assert "Traceback" not in built.output
    assert tree_bytes(built.root / "site") == before


def test_make_site_replaces_the_last_site_only_by_a_whole_one(site: Make) -> None:
    root = site().root
    wrong = []
    for what, path, text in [
        ("contenu", "clauses/duree.md", CLAUSE.replace("sujet: duree", "sujet: dure")),
        (
            "gabarit qui échoue",
            "overrides/clause.html",
            "{% extends 'main.html' %}{% block content %}{{ 1 / 0 }}{% endblock %}",
        ),
    ]:
        before, good = tree_bytes(root / "site"), (root / path).read_bytes()
        write(root, {path: text})
        failed = stage(root)
        if (
            failed.returncode == 0
            or "le précédent est resté en place" not in failed.stderr
            or tree_bytes(root / "site") != before
        ):
            wrong.append(f"{what} : {failed.returncode}, {failed.stderr}")
        write(root, {path: good})
    assert not wrong
    write(root, {GUIDE: guide("Un texte tout neuf.")})
    done = stage(root)
    assert done.returncode == 0, done.stderr
    assert "Un texte tout neuf." in (root / "site/comprendre/la-ctg-en-une-page/index.html").read_text(encoding="utf-8")
    assert not list(root.glob(".site-*"))


def test_all_problems_of_all_files_are_said_at_once(site: Make) -> None:
    built = site(
        {
            "clauses/duree.md": CLAUSE.replace("sujet: duree", "sujet: dure").replace("{{date-effet}}", "{{date-effets}}"),
            "conventions/essai/fiches/guichet.md": FICHE.replace("petite-enfance", "petite-enfnce").replace(
                "Des demandes", "<script>x</script>"
            ),
            "conventions/essai/index.md": CONVENTION.replace("etat: projet", "etat: brouillon"),
            "docs/themes/petite-enfance.md": "pas d’en-tête",
            GUIDE: guide("Texte.", titre="[1, 2"),
            "docs/a-propos.md": guide("[x](javascript:alert)"),
        }
    )
    assert built.status != 0
    for told in (
        r"clauses/duree\.md:3 : .*« dure ».*« duree »",
        r"clauses/duree\.md:\d+ : .*« date-effets »",
        r"conventions/essai/fiches/guichet\.md:\d+ : .*HTML",
        r"conventions/essai/index\.md:5 : ",
        r"docs/themes/petite-enfance\.md:1 : ",
        r"docs/comprendre/la-ctg-en-une-page\.md:[23] : ",
        r"docs/a-propos\.md:10 : .*javascript",
    ):
        assert re.search(told, built.output), f"{told}\n{built.output}"
    assert "Traceback" not in built.output


# --- Escaping ---

ODD = "A & B < C « d’été » \"e\" 'f' {g} 100 % & Æ"
"""A title with all that HTML, YAML and templates give a meaning."""


def test_titles_are_text_everywhere(site: Make) -> None:
    odd = "'" + ODD.replace("'", "''") + "'"
    built = site(
        {
            "clauses/duree.md": CLAUSE.replace("titre: Durée", f"titre: {odd}")
            .replace("resume: Fixe la durée.", f"resume: {odd}")
            .replace("themes: []", "themes: [petite-enfance]")
            .replace("statut: socle", f"statut: socle\nthemes: [petite-enfance]\nvariante: {{groupe: g, libelle: {odd}, quand: {odd}}}"),
            "conventions/essai/index.md": CONVENTION.replace("titre: CTG d’essai", f"titre: {odd}")
            .replace("titre_court: Essai", f"titre_court: {odd}")
            .replace("{nom: Essai}", f"{{nom: {odd}}}")
            .replace("titre: Petite enfance", f"titre: {odd}")
            .replace("resume: Cinq ans.", f"resume: {odd}, ecart: {odd}"),
            "conventions/essai/fiches/guichet.md": FICHE.replace("titre: Ouvrir un guichet unique", f"titre: {odd}\nresume: {odd}\npilote: [{odd}]\npartenaires: [{odd}, {odd}]\nalertes: [{odd}]")
            .replace("[Nombre de demandes]", f"[{odd}]")
            .replace("jalon: Ouverture", f"jalon: {odd}"),
            "docs/themes/petite-enfance.md": SOCLE["docs/themes/petite-enfance.md"].replace("Petite enfance", odd),
            GUIDE: guide("Texte.", titre=odd, more=f"question: {odd}\npublic: {odd}\n"),
            "docs/index.md": SOCLE["docs/index.md"].replace("titre: Accueil", f"titre: {odd}"),
            "clauses/champs.yml": SOCLE["clauses/champs.yml"].replace("libelle: date d’effet", f"libelle: {odd}"),
            "clauses/sujets.yml": SOCLE["clauses/sujets.yml"].replace("libelle: Durée", f"libelle: {odd}"),
        },
        config=f"INHERIT: socle.yml\nsite_name: {odd}\nsite_url: https://exemple.fr/depot/\nextra: {{editeur: {odd}, contact: 'a@exemple.fr'}}\n",
    )  # fmt: skip
    assert built.status == 0, built.output
    found = pages(built.root / "site")
    wanted = plain(ODD)
    for url in (
        "",
        "clauses/duree/",
        "conventions/essai/",
        "conventions/essai/fiches/guichet/",
        "themes/petite-enfance/",
        "comprendre/la-ctg-en-une-page/",
    ):
        page = found[f"{url}index.html"]
        assert page.root.one("h1").text() == wanted, url
        assert page.root.one("head").one("title").text().startswith(wanted), url
    for url in ("clauses/", "conventions/", "fiches/", "themes/", "comprendre/"):
        assert wanted in [a.text() for a in found[f"{url}index.html"].root.all("a")], url
    for name, page in found.items():
        assert not page.faults, f"{name} : {page.faults}"
        assert not running_text(page), f"{name} : {running_text(page)}"
        # Every time it starts, it goes on to its end: nothing was cut, escaped twice or read as a tag.
        text = plain(page.root.raw())
        # A drawing cuts a long name in lines, and says the whole of it in a title.
        drawn = plain(" ".join(n.raw() for n in page.root.all("text")))
        assert text.count("A & B <") - drawn.count("A & B <") == text.count(wanted) - drawn.count(wanted), name
        assert "&amp;" not in text and "&lt;" not in text and "&#" not in text, name
        for node in page.root.walk():
            for value in node.attrs.values():
                assert "&amp;" not in value and "&quot;" not in value, f"{name} : {value}"
    for script in [s for page in found.values() for s in page.root.all("script", type="application/json")]:
        assert "&#" not in script.raw() and "&amp;" not in script.raw(), script
    button = found["clauses/duree/index.html"].root.all("button", keep=lambda n: "data-titre" in n.attrs)[0]
    assert plain(button.attrs["data-titre"]) == wanted


def test_nothing_that_runs_reaches_a_page(site: Make) -> None:
    """Refused with its file and line, or shown as plain text: never run."""
    fiches = [
        FICHE.replace("Nombre de demandes", "'<script>alert(1)</script>'"),
        FICHE.replace("titre: Ouvrir", "titre: <svg/onload=alert(1)> Ouvrir"),
        FICHE.replace("themes:", "alertes: ['[x](javascript:alert(1))']\nthemes:"),
        FICHE.replace("themes:", "autres: [{libelle: A, texte: '[x](<JavaScript:alert(1)>)'}]\nthemes:"),
        FICHE.replace("themes:", "alertes: ['<javascript:alert(1)>', '![x](javascript:alert(1))']\nthemes:"),
        FICHE.replace("themes:", 'alertes: ["[x][y]\\n\\n[y]: javascript:alert(1)"]\nthemes:'),
        FICHE.replace("themes:", "alertes: ['[x](java&#115;cript:alert(1))']\nthemes:"),
    ]
    guides = [
        "Pour <b onclick=alert(1)>savoir</b>.",
        "[x](javascript&colon;alert(1)) et ![x](data:text/html,x)",
        "[x](java&#115;cript:alert(1))",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "Une note[^1].\n\n[^1]: <svg onload=alert(1)>",
        "```\n<script>alert(1)</script>\n```",
    ]
    probes = {f"conventions/essai/fiches/f{i}.md": text for i, text in enumerate(fiches)}
    probes |= {f"docs/comprendre/g{i}.md": guide(text) for i, text in enumerate(guides)}
    built = site(probes)
    if built.status:
        refused = {path for path in probes if re.search(rf"{re.escape(path)}:\d+ : ", built.output)}
        assert refused, built.output
        write(built.root, dict.fromkeys(refused))
        built.build()
    # A link that leads nowhere is a warning of MkDocs: the page is there all the same.
    assert "WARNING" in built.output or built.status == 0, built.output
    found = pages(built.root / "site")
    assert {name: runs for name, page in found.items() if (runs := running_text(page))} == {}


def test_a_text_without_an_introduction_keeps_its_sections(site: Callable[..., Site]) -> None:
    made = site(
        {"conventions/essai/index.md": SOCLE["conventions/essai/index.md"].replace("Présentation.", "## Histoire\n\nLe récit.")}
    )
    assert "Le récit." in made.page("conventions/essai")


def test_a_former_address_never_takes_the_place_of_a_page_without_a_file(site: Callable[..., Site]) -> None:
    made = site(
        {"docs/a-propos.md": "---\ntitre: À propos\nresume: Une page.\nanciennes_adresses: [comparer/duree/]\n---\n\nTexte.\n"}
    )
    assert made.status == 0, made.output
    assert "a changé d’adresse" not in made.page("comparer/duree")
