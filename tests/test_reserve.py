"""What a build keeps for the next: the same site as without it, always; and nothing that is damaged, old or wrong."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from built import tree_bytes
from clausier.cache.prints import Values
from clausier.cache.store import FILE, UNUSED, Store
from clausier.check import load
from clausier.library import Bibliotheque
from conftest import ROOT, SOCLE, Site, build_site, write

CONFIG = "INHERIT: socle.yml\nsite_name: Essai\nsite_url: https://exemple.fr/depot/\nextra: {ecrire: [bureau, copie]}\n"
FICHE = "---\ntitre: {}\nniveau: axe-1\nthemes: [petite-enfance]\nindicateurs: [Nombre de demandes]\n---\n\n## Diagnostic initial\n\n{}\n"
WORDS = ["guichet", "médiathèque", "mobilité", "répit", "parents", "ludothèque", "itinérante", "saisonniers"]


# --- The store by itself ---


def test_what_is_kept_is_taken_by_the_next_build_from_the_same_key(tmp_path: Path) -> None:
    first = Store(tmp_path, "1")
    first.keep("page", "a", b"contenu")
    first.save()
    assert first.take("page", "a") == b"contenu"
    second = Store(tmp_path, "1")
    assert (second.take("page", "a"), second.take("page", "b"), second.take("autre", "a")) == (b"contenu", None, None)


def test_what_is_held_is_known_without_being_read(tmp_path: Path) -> None:
    first = Store(tmp_path, "1")
    first.keep("page", "a", b"contenu")
    assert (first.holds("page", "a"), first.holds("page", "b")) == (True, False)
    first.save()
    second = Store(tmp_path, "1")
    assert (second.holds("page", "a"), second.holds("page", "b"), second.holds("autre", "a")) == (True, False, False)
    assert not Store().holds("page", "a")


def test_a_build_that_does_not_end_keeps_nothing(tmp_path: Path) -> None:
    Store(tmp_path, "1").keep("page", "a", b"contenu")
    assert Store(tmp_path, "1").take("page", "a") is None


def test_another_version_starts_from_nothing(tmp_path: Path) -> None:
    first = Store(tmp_path, "1")
    first.keep("page", "a", b"contenu")
    first.save()
    assert Store(tmp_path, "2").take("page", "a") is None
    assert Store(tmp_path, "1").take("page", "a") is None


def test_a_store_laid_out_otherwise_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir()
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("CREATE TABLE state (version TEXT, build INTEGER)")
        base.execute("INSERT INTO state VALUES ('0', 7)")
        base.execute("CREATE TABLE kept (name TEXT PRIMARY KEY, key TEXT, seen INTEGER, value BLOB)")
    store = Store(tmp_path, "1")
    assert store.fresh
    store.keep("page", "a", b"contenu")
    store.save()
    again = Store(tmp_path, "1")
    assert (again.take("page", "a"), again.fresh) == (b"contenu", False)


@pytest.mark.parametrize("content", [b"", b"n'importe quoi" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(content)
    store = Store(tmp_path, "1")
    assert store.take("page", "a") is None
    store.keep("page", "a", b"contenu")
    store.save()
    assert Store(tmp_path, "1").take("page", "a") == b"contenu"


def test_a_changed_value_is_not_taken(tmp_path: Path) -> None:
    store = Store(tmp_path, "1")
    store.keep("page", "a", b"contenu")
    store.save()
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("UPDATE kept SET value = ?", (b"contrefait",))
    assert Store(tmp_path, "1").take("page", "a") is None


def test_what_no_build_takes_any_more_is_forgotten(tmp_path: Path) -> None:
    for turn in range(UNUSED + 2):
        store = Store(tmp_path, "1")
        if turn == 0:
            store.keep("vieux", "a", b"contenu")
        store.keep("neuf", str(turn), b"contenu")
        store.save()
    with sqlite3.connect(tmp_path / FILE) as base:
        assert base.execute("SELECT name FROM kept").fetchall() == [("neuf",)]


def test_builds_at_once_write_one_after_the_other(tmp_path: Path) -> None:
    def work(name: int) -> None:
        for turn in range(4):
            store = Store(tmp_path, "1")
            for i in range(20):
                store.keep(f"{name} {i}", str(turn), bytes(100))
            store.save()
            store.close()

    workers = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    last = Store(tmp_path, "1")
    assert all(last.take(f"{n} {i}", "3") == bytes(100) for n in range(4) for i in range(20))


def test_a_place_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("un fichier à la place du dossier")
    store = Store(tmp_path, "1")
    store.keep("page", "a", b"contenu")
    store.save()
    store.close()
    assert Store(tmp_path, "1").take("page", "a") is None


# --- Prints of what templates are given ---


@pytest.fixture(scope="module")
def real() -> Bibliotheque:
    return load(ROOT)


def test_a_print_follows_what_is_shown(real: Bibliotheque) -> None:
    values, (one, other) = Values(real), list(real.fiches.values())[:2]
    assert values.of({"a": one}) == Values(load(ROOT)).of({"a": one})
    assert (
        len({values.of(v) for v in (one, other, [one], (one, other), {"a": 1}, {"a": "1"}, {"b": 1}, None, "", 0, False)}) == 11
    )


def test_what_cannot_be_read_decides_of_nothing(real: Bibliotheque) -> None:
    with pytest.raises(TypeError):
        Values(real).of([object()])


# --- Whole builds ---


def built(root: Path) -> dict[str, bytes]:
    """Every file of the site, built in this process."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return {name: content for name, content in tree_bytes(root / "site").items() if not name.endswith(".gz")}


def apply(root: Path, change: tuple[str, int, str]) -> None:
    """One thing that an author, or a developer, does; what does not apply any more is left out."""
    kind, number, word = change
    fiches = sorted(root.glob("conventions/*/fiches/*.md"))
    clause, text, theme = root / "clauses/duree.md", root / "conventions/essai/index.md", root / "docs/themes/petite-enfance.md"

    def swap(path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def add(path: Path, more: str) -> None:
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")

    match kind:
        case "corps-fiche" if fiches:
            add(fiches[number % len(fiches)], f"\nUn {word} de plus.\n")
        case "rapproche":  # Its words now bring it near a fiche of another text, whose page must say so.
            path = root / "conventions/essai/fiches/guichet.md"
            write(
                root,
                {
                    path.relative_to(root).as_posix(): (
                        path.read_text(encoding="utf-8") if path.exists() else FICHE.format("Guichet", "Rien.")
                    )
                    + "\n"
                    + "La ludothèque itinérante. " * 4
                },
            )
        case "titre-fiche" if fiches:
            path = fiches[number % len(fiches)]
            swap(path, path.read_text(encoding="utf-8").split("\n")[1], f"titre: Un {word} pour les familles")
        case "ajoute":
            folder = ["essai", "autre"][number % 2]
            write(root, {f"conventions/{folder}/fiches/f-{number}.md": FICHE.format(f"Ouvrir {word} {number}", f"Le {word}.")})
        case "supprime" if len(fiches) > 1:
            fiches[number % len(fiches)].unlink()
        case "renomme" if fiches:
            path = fiches[number % len(fiches)]
            path.rename(path.with_name(f"{path.stem}-{number}.md"))
        case "corps-clause":
            swap(clause, "## Pourquoi", f"Le {word} vaut aussi.\n\n## Pourquoi")
        case "titre-clause":
            swap(clause, clause.read_text(encoding="utf-8").split("\n")[1], f"titre: Durée et {word}")
        case "texte":
            swap(text, "Cinq ans.", f"Cinq ans {word}.")
            add(text, f"\nLe {word} est présenté.\n")
        case "theme":
            swap(theme, theme.read_text(encoding="utf-8").split("\n")[1], f"titre: Petite enfance et {word}")
        case "guide":
            add(root / "docs/comprendre/la-ctg-en-une-page.md", f"\nLe {word} compte.\n")
        case "gabarit":
            swap(root / "overrides/fiche.html", "{% block content %}", f"{{% block content %}}<p>{word} {number}</p>")
        case "blanc" if f"b-{number}," not in (root / "clauses/champs.yml").read_text(encoding="utf-8"):
            add(root / "clauses/champs.yml", f"  - {{id: b-{number}, libelle: {word}, type: texte, section: duree}}\n")
        case "sujet":
            swap(root / "clauses/sujets.yml", "libelle: Durée", f"libelle: Durée {word}")
        case "sigle":
            swap(root / "docs/glossaire.yml", "Le contrat.", f"Le contrat {word}.")
        case "style":
            add(root / "docs/assets/clausier.css", f"/* {word} */\n")
        case "code":
            add(root / "hooks/clausier/words.py", f"# {word}\n")
        case "reglage":
            swap(root / "mkdocs.yml", "site_name: Essai", f"site_name: Essai {word}")


KINDS = [
    "corps-fiche", "rapproche", "titre-fiche", "ajoute", "supprime", "renomme", "corps-clause", "titre-clause", "texte", "theme", "guide",
    "gabarit", "blanc", "sujet", "sigle", "code", "reglage", "style", "rien",
]  # fmt: skip
CHANGES = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.sampled_from(WORDS)), min_size=1, max_size=5)
START = {
    "conventions/autre/index.md": SOCLE["conventions/essai/index.md"].replace("CTG d’essai", "CTG d’ailleurs"),
    "conventions/autre/fiches/une.md": FICHE.format(
        "Un guichet unique pour les familles", "Des demandes en double au guichet."
    ),
    "conventions/autre/fiches/deux.md": FICHE.format("Une ludothèque itinérante", "Peu de jeux."),
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, built once: its store is full."""
    root = tmp_path_factory.mktemp("depart")
    assert build_site(root, dict(START), CONFIG).status == 0
    return root


@pytest.fixture
def quiet() -> Iterator[None]:
    level = logging.getLogger("mkdocs").level
    yield
    logging.getLogger("mkdocs").setLevel(level)


def same_after(start: Path, changes: list[tuple[str, int, str]], folder: Path) -> None:
    """After each change, the site built from what was kept is the one that is built from nothing."""
    warm, cold = folder / "chaud", folder / "froid"
    for root in (warm, cold):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root)
    for change in changes:
        for root in (warm, cold):
            apply(root, change)
        shutil.rmtree(cold / ".cache")
        found, expected = built(warm), built(cold)
        differ = sorted(n for n in found.keys() | expected.keys() if found.get(n) != expected.get(n))
        assert not differ, f"après {change} : {differ}"


QUICK = (Phase.reuse, Phase.generate)
"""A failing sequence is said as it is: making it shorter would build hundreds of sites."""
USUAL = ["corps-fiche", "corps-clause", "rapproche", "titre-clause", "supprime", "theme", "blanc", "style"]
"""What an author does most; the other changes wait for the complete suite."""


@pytest.mark.parametrize("kind", [*USUAL, *(pytest.param(k, marks=pytest.mark.complet) for k in KINDS if k not in USUAL)])
def test_a_warm_build_is_a_cold_one(kind: str, start: Path, tmp_path: Path, quiet: None) -> None:
    same_after(start, [(kind, 1, "répit")], tmp_path)


@pytest.mark.complet
@settings(phases=QUICK, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_a_warm_build_is_a_cold_one_whatever_came_before(
    changes: list[tuple[str, int, str]], start: Path, tmp_path: Path, quiet: None
) -> None:
    same_after(start, changes, tmp_path)


@settings(phases=QUICK, max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_so_is_one_after_a_few_changes(changes: list[tuple[str, int, str]], start: Path, tmp_path: Path, quiet: None) -> None:
    same_after(start, changes, tmp_path)


def test_a_page_that_warned_warns_again(site: Callable[..., Site]) -> None:
    broken = {"docs/a-propos.md": "---\ntitre: À propos\nresume: Une page.\n---\n\nVoir [ici](clauses/duree.md#nulle-part).\n"}
    first = site(broken)
    assert first.status and "nulle-part" in first.output
    assert first.build().status and "nulle-part" in first.output


def test_a_broken_anchor_shows_when_another_page_loses_it(site: Callable[..., Site]) -> None:
    linked = site({
        "docs/a-propos.md": "---\ntitre: À propos\nresume: Une page.\n---\n\n[Là](comprendre/la-ctg-en-une-page.md#la).\n",
        "docs/comprendre/la-ctg-en-une-page.md": SOCLE["docs/comprendre/la-ctg-en-une-page.md"] + "\n## Là\n\nTexte.\n",
    })  # fmt: skip
    assert linked.status == 0, linked.output
    write(linked.root, {"docs/comprendre/la-ctg-en-une-page.md": SOCLE["docs/comprendre/la-ctg-en-une-page.md"]})
    linked.build()
    assert linked.status and "#la" in linked.output


def test_a_broken_anchor_shows_when_it_leads_to_a_page_that_is_taken_again(site: Callable[..., Site]) -> None:
    linking = site()
    assert linking.status == 0, linking.output
    text = "---\ntitre: À propos\nresume: Une page.\n---\n\nVoir [ici](clauses/duree.md#nulle-part).\n"
    write(linking.root, {"docs/a-propos.md": text})
    assert linking.build().status and "#nulle-part" in linking.output


def test_two_builds_at_once_end_in_the_same_site(start: Path, tmp_path: Path) -> None:
    root = tmp_path / "projet"
    shutil.copytree(start, root)
    apply(root, ("titre-clause", 1, "répit"))
    commands = [
        subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "--site-dir", f"site-{n}"], cwd=root)
        for n in range(2)
    ]
    assert [c.wait(timeout=120) for c in commands] == [0, 0]
    one, other = (tree_bytes(root / f"site-{n}") for n in range(2))
    assert {n: c for n, c in one.items() if not n.endswith(".gz")} == {n: c for n, c in other.items() if not n.endswith(".gz")}
