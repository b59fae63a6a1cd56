"""Hostile files too large or too strange to be written down: made here, each ends in seconds, in a page or in a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from chaine import within
from clausier.check import load
from clausier.check.body import LONGEST_BLOCK
from clausier.markdown.safe import SafeExtension
from clausier.markdown.tables import TablesExtension
from clausier.markdown.tasks import TasksExtension
from clausier.pages.sections import lead_and_sections
from clausier.pages.templates import prose
from clausier.read.problems import InvalidContent
from clausier.read.source import MAX_BYTES
from clausier.typography import french_html
from conftest import SOCLE

Project = Callable[..., Path]
PAGE = SOCLE["docs/a-propos.md"]

STORMS: dict[str, Callable[[int], str]] = {
    "crochets ouverts": lambda n: "[" * n,
    "crochets emboîtés": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "images ouvertes": lambda n: "![" * (n // 2),
    "liens sans fin": lambda n: "[a](" * (n // 4),
    "parenthèses": lambda n: "[a](" + "(" * n,
    "étoiles": lambda n: "*" * n,
    "emphases ouvertes": lambda n: "*a **b " * (n // 7),
    "emphases mêlées": lambda n: "*_" * (n // 2),
    "accents graves": lambda n: "`" * n,
    "barres obliques": lambda n: "\\" * n,
    "citations emboîtées": lambda n: ">" * n + "x",
    "citations et listes": lambda n: "> - " * (n // 4) + "x",
    "listes sur une ligne": lambda n: "- " * (n // 2) + "x",
    "listes numérotées sur une ligne": lambda n: "1. " * (n // 3) + "x",
    "listes emboîtées": lambda n: "\n".join("    " * i + "- x" for i in range(int((n / 2) ** 0.5))),
    "éléments de liste par milliers": lambda n: "- x\n" * (n // 4),
    "éléments de liste espacés": lambda n: "- x\n\n" * (n // 5),
    "titres par milliers": lambda n: "## x\n\n" * (n // 6),
    "titres soulignés": lambda n: "a\n---\n" * (n // 6),
    "titre et dièses": lambda n: "## a" + " #" * (n // 2) + "b",
    "titre et espaces": lambda n: "## a" + " " * n + "b",
    "colonnes par milliers": lambda n: "|" + "a|" * (n // 4) + "\n|" + "-|" * (n // 4) + "\n",
    "lignes de tableau par milliers": lambda n: "|a|b|\n|-|-|\n" + "|1|2|\n" * (n // 6),
    "barres droites": lambda n: "|\n" * (n // 2),
    "notes par centaines": lambda n: "".join(f"x[^{i}]\n\n" for i in range(n // 40)) + "".join(f"[^{i}]: n\n" for i in range(n // 40)),
    "définitions par milliers": lambda n: "".join(f"[r{i}]: http://x/{i}\n" for i in range(n // 18)),
    "esperluettes": lambda n: "&#" * (n // 2),
    "chevrons": lambda n: "<" * n,
    "adresses sans fin": lambda n: "<a@" * (n // 3),
    "espaces": lambda n: "a" + " " * n + "!x",
    "lignes blanches": lambda n: "\n" * n + "x",
    "chiffres": lambda n: "123 " * (n // 4),
    "un seul mot": lambda n: "a" * n,
    "accolades": lambda n: "{{" * (n // 4) + "}}" * (n // 4),
    "marque sans fin": lambda n: "{{chiffre:" + "a-" * (n // 2),
    "blocs de code": lambda n: "```\n" * (n // 4),
    "cases à cocher": lambda n: "- [ ] x\n" * (n // 8),
}  # fmt: skip


def site_html(text: str) -> str:
    """What the pages' Markdown makes of a body."""
    renderer = Markdown(
        extensions=[
            "toc",
            "tables",
            "fenced_code",
            "footnotes",
            "sane_lists",
            SafeExtension(),
            TablesExtension(),
            TasksExtension(),
        ]
    )
    return french_html(renderer.convert(text))


@pytest.mark.parametrize("name", STORMS)
def test_a_storm_is_a_page_or_a_message_in_seconds(name: str, project: Project) -> None:
    text = STORMS[name](LONGEST_BLOCK - 100)
    root = project({"docs/a-propos.md": PAGE.replace("Texte.", text)})
    with within():
        try:
            load(root)
        except InvalidContent as invalid:
            assert {p.path for p in invalid.problems} == {"docs/a-propos.md"}
            assert all(p.line > 1 for p in invalid.problems)
        lead_and_sections(site_html(text))


@pytest.mark.complet
@pytest.mark.parametrize("name", STORMS)
def test_a_whole_file_of_storms_is_laid_out_in_seconds(name: str) -> None:
    """The largest file, of the largest blocks."""
    block = STORMS[name](LONGEST_BLOCK - 100)
    with within():
        lead_and_sections(site_html("\n\n".join([block] * (MAX_BYTES // LONGEST_BLOCK))))


@pytest.mark.parametrize("name", STORMS)
def test_a_storm_in_a_front_matter_text(name: str) -> None:
    with within():
        prose(STORMS[name](19_000))


def test_a_block_too_long_is_refused_at_its_line(project: Project) -> None:
    root = project({"docs/a-propos.md": PAGE + "\n" + "mot " * LONGEST_BLOCK})
    with pytest.raises(InvalidContent) as caught:
        load(root)
    assert [str(p).split(" : plus")[0] for p in caught.value.problems] == ["docs/a-propos.md:8"]


@pytest.mark.parametrize("where", ["docs/a-propos.md", "docs/glossaire.yml", "clauses/champs.yml", "docs/schemas/x.svg"])
def test_ten_megabytes_are_refused_at_once(project: Project, where: str) -> None:
    root = project({where: b"a" * 10_000_000})
    with within(2), pytest.raises(InvalidContent) as caught:
        load(root)
    assert [p.message for p in caught.value.problems if p.path == where and "découpez-le" in p.message]


def test_ten_thousand_headings(project: Project) -> None:
    text = "".join(f"## T{i}\n\n" for i in range(10_000))
    with within():
        load(project({"docs/a-propos.md": PAGE.replace("Texte.", text)}))
        assert len(lead_and_sections(site_html(text))[1]) == 10_000


def test_deep_text_stays_and_is_not_lost() -> None:
    assert "au fond" in site_html("- " * 500 + "au fond")
    assert "au fond" in site_html("> " * 500 + "au fond")


@pytest.mark.parametrize("brackets", [1_000, 100_000])
def test_a_deep_front_matter_has_its_line(project: Project, brackets: int) -> None:
    root = project({"docs/a-propos.md": PAGE.replace("Une page.", "[" * brackets)})
    with within(), pytest.raises(InvalidContent) as caught:
        load(root)
    assert [str(p) for p in caught.value.problems if p.line == 3 and "emboîtés" in p.message]


def test_a_deep_drawing_is_refused(project: Project) -> None:
    root = project({"docs/schemas/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>T</title><desc>D</desc>' + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>"})  # fmt: skip
    with within(), pytest.raises(InvalidContent) as caught:
        load(root)
    assert "emboîté" in str(caught.value) or "ko" in str(caught.value)


@pytest.mark.parametrize("target", [".", "..", "boucle", "/etc", "absent"])
@pytest.mark.parametrize("folder", ["docs", "docs/assets", "clauses", "conventions", "conventions/essai"])
def test_a_link_to_a_folder_is_refused_and_not_followed(project: Project, folder: str, target: str) -> None:
    root = project({"docs/assets/image.png": "x"})
    (root / folder / "boucle").symlink_to(target)
    with within(), pytest.raises(InvalidContent) as caught:
        load(root)
    assert f"{folder}/boucle:1 : lien symbolique" in str(caught.value)


def test_a_link_to_an_image_is_refused(project: Project) -> None:
    root = project({"docs/assets/image.png": "x"})
    (root / "docs/assets/secret.png").symlink_to("/etc/hostname")
    with pytest.raises(InvalidContent, match=r"docs/assets/secret\.png:1 : lien symbolique"):
        load(root)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Un mot" + "*" * 101 + " puis rien.", "plus de 100 signes « * » à la suite"),
        ("{{bloc:obligations}}\n\nTexte.\n\n{{bloc:obligations}}\n", "{{bloc:obligations}} est déjà dans la page"),
    ],
    ids=["suite d’étoiles", "bloc deux fois"],
)
def test_what_would_swell_a_page_is_refused_on_its_line(project: Project, body: str, said: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        load(project({"docs/a-propos.md": f"{PAGE}\n{body}"}))
    assert [said in str(p) for p in refused.value.problems] == [True]


def test_a_message_about_a_value_of_many_lines_is_one_line(project: Project) -> None:
    clause = SOCLE["clauses/duree.md"].replace("statut: socle", 'statut: "so\n\n\n\n  cle"')
    assert '"so\n' in clause
    with pytest.raises(InvalidContent) as refused:
        load(project({"clauses/duree.md": clause}))
    assert all("\n" not in str(p) for p in refused.value.problems)
