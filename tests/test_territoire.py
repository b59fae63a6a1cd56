"""What a territory adds under ``mon-territoire/``, and what it switches off of the shared corpus."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from built import broken_links, plain
from clausier.check import load
from clausier.check.absent import unlinked
from clausier.commands.frames import Misfit, with_addition
from clausier.commands.main import main
from clausier.read.problems import InvalidContent
from conftest import SOCLE, Site

Make = Callable[..., Site]
Project = Callable[..., Path]

CLAUSE, TEXT, FICHE = (
    SOCLE["clauses/duree.md"],
    SOCLE["conventions/essai/index.md"],
    SOCLE["conventions/essai/fiches/guichet.md"],
)
PAGE = (
    "---\ntitre: Notre CTG en une page\nresume: Qui fait quoi.\n---\n\n"
    "Voir [le texte](../conventions/lorvaux/index.md), [la durée](../clauses/duree.md), [l’acte](fichiers/acte.pdf). La Caf verse 12 000 €.\n"
)
OWN: dict[str, str | bytes | None] = {
    "mon-territoire/conventions/lorvaux/index.md": TEXT.replace("CTG d’essai", "CTG de Lorvaux").replace("Essai", "Lorvaux"),
    "mon-territoire/conventions/lorvaux/fiches/guichet.md": FICHE.replace("guichet unique", "guichet à Lorvaux"),
    "mon-territoire/clauses/observatoire.md": CLAUSE.replace("titre: Durée", "titre: Observatoire").replace(
        "{{date-effet}}", "{{observatoire-nom}}"
    ),
    "mon-territoire/champs.yml": "champs:\n  - {id: observatoire-nom, libelle: nom de l’observatoire, type: texte, section: duree}\n",
    "mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Observatoire, apres: Durée, clauses: [observatoire]}\n",
    "mon-territoire/pages/notre-ctg.md": PAGE,
    "mon-territoire/fichiers/acte.pdf": b"%PDF-1.4\n",
}
"""One document of each kind, of the territory."""


def config(corpus: str) -> str:
    return (
        "INHERIT: socle.yml\nsite_name: Essai\nsite_url: https://exemple.fr/depot/\n"
        f"extra:\n  contact: a@exemple.fr\n  corpus_commun: {corpus}\n"
    )


def problems(root: Path) -> str:
    with pytest.raises(InvalidContent) as raised:
        load(root)
    return str(raised.value)


# --- What it adds ---


def test_documents_of_a_territory_stand_where_shared_ones_do(site: Make) -> None:
    built = site(OWN)
    assert built.status == 0, built.output
    for url in ("conventions/lorvaux/", "conventions/lorvaux/fiches/guichet/", "clauses/observatoire/", "clauses/duree/"):
        assert built.page(url)
    assert not (broken := broken_links(built.root / "site")), "\n".join(broken)
    page = built.page("mon-territoire/notre-ctg/")
    assert 'href="../../conventions/lorvaux/"' in page and 'href="../fichiers/acte.pdf"' in page
    assert (built.root / "site/mon-territoire/fichiers/acte.pdf").read_bytes() == b"%PDF-1.4\n"
    home = plain(built.page("mon-territoire/"))
    for title in ("Notre territoire", "Notre CTG en une page", "CTG de Lorvaux", "Observatoire"):
        assert title in home
    for name in ("", "clauses/duree/"):
        assert 'href="../../mon-territoire/"' in built.page(name) or 'href="mon-territoire/"' in built.page(name), name
    assert "Rédaction de notre territoire" in plain(built.page("clauses/observatoire/"))
    assert "Rédaction de notre territoire" not in plain(built.page("clauses/duree/"))
    data = json.loads((built.root / "site/donnees/conventions.json").read_text(encoding="utf-8"))
    assert {c["id"] for c in data["conventions"]} == {"essai", "lorvaux"}


def test_nothing_says_our_territory_until_it_adds_something(site: Make) -> None:
    built = site({"mon-territoire/champs.yml": "champs: []\n"})
    assert built.status == 0, built.output
    assert not (built.root / "site/mon-territoire").exists()
    assert "Notre territoire" not in plain(built.page(""))


def test_its_own_introduction_replaces_ours(site: Make) -> None:
    intro = "---\ntitre: Le Pays de Lorvaux\nresume: Nos textes et nos contacts.\n---\n\nÉcrivez à la mission locale.\n"
    built = site({**OWN, "mon-territoire/pages/index.md": intro})
    assert built.status == 0, built.output
    assert "Écrivez à la mission locale." in plain(built.page("mon-territoire/"))
    assert "Le Pays de Lorvaux" in plain(built.page(""))


def test_a_new_article_takes_its_place_in_the_document(project: Project) -> None:
    library = load(project(OWN))
    parts = library.vocabularies.trames["convention"].parties
    assert [(p.titre, p.clauses, p.numerote) for p in parts] == [
        ("Durée", ("duree",), "article"),
        ("Observatoire", ("observatoire",), "article"),
    ]
    own = {**OWN, "mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Durée, clauses: [observatoire]}\n"}
    assert load(project(own)).vocabularies.trames["convention"].parties[0].clauses == ("duree", "observatoire")


def test_a_clause_of_the_territory_replaces_the_shared_one(project: Project) -> None:
    root = project({"mon-territoire/clauses/duree.md": CLAUSE.replace("resume: Fixe la durée.", "resume: Chez nous, six ans.")})
    library = load(root)
    assert library.clauses["duree"].data.resume == "Chez nous, six ans."
    assert library.clauses["duree"].url == "clauses/duree/"
    assert [str(w) for w in library.warnings] == ["mon-territoire/clauses/duree.md:1 : cette clause remplace clauses/duree.md"]


def test_the_shared_clause_that_it_replaces_may_be_faulty(project: Project) -> None:
    """An update of the shared corpus cannot break what the territory wrote in its place."""
    load(project({"mon-territoire/clauses/duree.md": CLAUSE, "clauses/duree.md": "---\ntitre: À moitié\n---\n"}))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"mon-territoire/conventions/essai/index.md": TEXT}, "mon-territoire/conventions/essai/index.md:1 : « essai » est déjà le nom d’un texte du fonds commun"),
        ({"mon-territoire/clauses/x.md": CLAUSE}, "mon-territoire/clauses/x.md:2 : cette clause n’a de place dans aucune trame : ajoutez-la à mon-territoire/trames.yml"),
        ({"mon-territoire/champs.yml": "champs:\n  - {id: date-effet, libelle: x, type: date, section: duree}\n"}, "mon-territoire/champs.yml:2 : « date-effet » est déjà déclaré dans clauses/champs.yml"),
        ({"mon-territoire/champs.yml": "champs:\n  - {id: x, libelle: x, type: date, section: dure}\n"}, "mon-territoire/champs.yml:2 : section inconnue « dure » (vouliez-vous dire « duree » ?)"),
        ({"mon-territoire/trames.yml": "ajouts:\n  - {trame: conventio, partie: Durée, clauses: [duree]}\n"}, "mon-territoire/trames.yml:2 : document inconnu « conventio » (vouliez-vous dire « convention » ?)"),
        ({"mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Duree, clauses: [duree]}\n"}, "« Convention » n’a pas de partie « Duree » (vouliez-vous dire « Durée » ?)"),
        ({"mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Durée, apres: Durée, clauses: [duree]}\n"}, "a déjà une partie « Durée »"),
        ({"mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Durée, clauses: [dure]}\n"}, "clause inconnue « dure »"),
        ({"mon-territoire/trames.yml": "ajouts:\n  - {trame: convention, partie: Durée, clauses: [duree]}\n"}, "la clause « duree » est déjà dans « Convention »"),
        ({"mon-territoire/trame.yml": "a: 1\n"}, "mon-territoire/trame.yml:1 : personne ne lit ce fichier"),
        ({"mon-territoire/notre-ctg.md": PAGE}, "mon-territoire/notre-ctg.md:1 : ce fichier n’est pas à sa place"),
        ({"mon-territoire/pages/a/b.md": PAGE}, "mon-territoire/pages/a/b.md:1 : ce fichier n’est pas à sa place"),
        ({"mon-territoire/pages/a.md": "---\ntitre: A\nresume: A\nthemes: [petite-enfence]\n---\n"}, "mon-territoire/pages/a.md:4 : thème inconnu « petite-enfence »"),
        ({"mon-territoire/fichiers/page.html": "<p>"}, "mon-territoire/fichiers/page.html:1 : « .html » ne se publie pas d’ici"),
        ({"mon-territoire/fichiers/a.svg": "<svg><script/></svg>"}, "« script » n’est pas admis dans une image"),
        ({"mon-territoire/indicateurs.yml": "indicateurs:\n  - {texte: Nombre de demande, nature: realisation, mesure: quantitative}\n"}, "mon-territoire/indicateurs.yml:2 : aucune fiche n’a cet indicateur"),
    ],
)  # fmt: skip
def test_a_fault_of_its_files_is_said_as_any_other(project: Project, files: dict[str, str | bytes | None], said: str) -> None:
    assert said in problems(project(files))


# --- What it switches off ---


def test_texts_switched_off_leave_no_broken_link(site: Make) -> None:
    guide = SOCLE["docs/comprendre/la-ctg-en-une-page.md"].replace(
        "Texte.", "Lisez [le texte d’essai](../conventions/essai/index.md#contenu \"x\"), [sa fiche](../conventions/essai/fiches/guichet.md)."
    )  # fmt: skip
    built = site({**OWN, "docs/comprendre/la-ctg-en-une-page.md": guide}, config=config("{conventions: false}"))
    assert built.status == 0, built.output
    assert not (broken := broken_links(built.root / "site")), "\n".join(broken)
    assert not (built.root / "site/conventions/essai").exists()
    assert "Lisez le texte d’essai, sa fiche." in plain(built.page("comprendre/la-ctg-en-une-page/")).replace("'", "’")
    assert "CTG d’essai" not in plain(built.page("")).replace("'", "’")
    assert "1 fiche-action réelle" in plain(built.page(""))


@pytest.mark.parametrize(
    ("corpus", "own"),
    [("{clauses: false, conventions: false}", {}), ("{clauses: [], conventions: [essai]}", OWN)],
    ids=["vide", "avec le sien"],
)
def test_a_site_without_the_shared_corpus_builds(site: Make, corpus: str, own: dict[str, str | bytes | None]) -> None:
    built = site(own, config=config(corpus))
    assert built.status == 0, built.output
    assert not (broken := broken_links(built.root / "site")), "\n".join(broken)
    assert not (built.root / "site/clauses/duree").exists()
    assert (built.root / "site/clauses/observatoire").exists() == bool(own)
    assert "0 rédaction" not in plain(built.page(""))


def test_only_some_texts_may_be_kept(project: Project) -> None:
    more = {"conventions/autre/index.md": TEXT, "mkdocs.yml": config("{conventions: [autre]}")}
    assert list(load(project(more)).conventions) == ["autre"]
    said = problems(project({"mkdocs.yml": config("{conventions: [autr]}")}))
    assert (
        said
        == "mkdocs.yml:6 : « corpus_commun.conventions » : rien ne s’appelle « autr » dans conventions/ (vouliez-vous dire « autre » ?)"
    )


def test_an_avenant_may_be_shown_without_the_text_that_it_changes(site: Make) -> None:
    avenant = TEXT.replace("type: convention", "type: avenant\nmodifie: {titre: CTG d’essai, texte: essai}")
    built = site({"conventions/avenant/index.md": avenant}, config=config("{conventions: [avenant]}"))
    assert built.status == 0, built.output
    assert not (broken := broken_links(built.root / "site")), "\n".join(broken)


def test_a_switched_off_text_leaves_its_name_to_the_territory(project: Project) -> None:
    library = load(project({"mon-territoire/conventions/essai/index.md": TEXT, "mkdocs.yml": config("{conventions: false}")}))
    assert library.conventions["essai"].own


def test_links_keep_their_words() -> None:
    absent = {"conventions/a/index.md"}
    body = "[*A*](../conventions/a/index.md), [B](../conventions/b/index.md), [a](https://a.fr) `x`\n![i](../conventions/a/index.md)"
    assert unlinked(body, "agir/x.md", absent).startswith("*A*, [B](../conventions/b/index.md), [a](https://a.fr)")
    assert unlinked(body, "agir/deux/x.md", absent) == body
    assert unlinked(body, "agir/x.md", ()) == body


# --- Commands ---


@pytest.fixture
def library(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project()
    monkeypatch.chdir(root)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return root


TEXT_OPTIONS = ["--titre", "CTG de Lorvaux", "--id", "lorvaux", "--resume", "Un texte.", "--nature", "acte signé"]
CLAUSE_OPTIONS = ["--titre", "Préavis", "--id", "preavis", "--sujet", "duree", "--resume", "Un délai.", "--trame", "convention", "--partie", "1"]  # fmt: skip


def test_commands_write_where_the_copy_keeps_its_own(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nouveau", "convention", *TEXT_OPTIONS, "--mon-territoire"]) == 0
    assert (library / "mon-territoire/conventions/lorvaux/index.md").is_file()
    # From now on the folder exists: nothing needs to be said.
    assert main(["nouveau", "clause", *CLAUSE_OPTIONS]) == 0
    assert (
        main(["nouveau", "clause", *(o.replace("reavis", "reavis-bis").replace("Préavis", "Bis") for o in CLAUSE_OPTIONS)]) == 0
    )
    assert main(["nouveau", "fiche", "--convention", "lorvaux", "--titre", "Un guichet"]) == 0
    assert (library / "mon-territoire/conventions/lorvaux/fiches/un-guichet.md").is_file()
    added = yaml.safe_load((library / "mon-territoire/trames.yml").read_text(encoding="utf-8"))
    assert [a["clauses"] for a in added["ajouts"]] == [["preavis"], ["preavis-bis"]]
    assert (library / "clauses/trames.yml").read_text(encoding="utf-8") == SOCLE["clauses/trames.yml"]
    assert main(["nouveau", "clause", *(o.replace("preavis", "commune") for o in CLAUSE_OPTIONS), "--commun"]) == 0
    assert (library / "clauses/commune.md").is_file()
    assert "mon-territoire/conventions/lorvaux/index.md : écrit" in capsys.readouterr().out
    load(library)


def test_a_fiche_goes_with_its_text_wherever_that_is(library: Path) -> None:
    (library / "mon-territoire").mkdir()
    assert main(["nouveau", "fiche", "--convention", "essai", "--titre", "Un guichet"]) == 0
    assert (library / "conventions/essai/fiches/un-guichet.md").is_file()


def test_an_import_goes_to_the_territory(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "mon-territoire").mkdir()
    source = library / "ctg lorvaux.txt"
    source.write_text("CONVENTION TERRITORIALE GLOBALE\n\nArticle 1 : Durée\n\nCinq ans.\n", encoding="utf-8")
    assert main(["importer", str(source), "--id", "lorvaux"]) == 0
    assert (library / "mon-territoire/conventions/lorvaux/index.md").is_file()
    assert "mon-territoire/conventions/lorvaux/ : 1 article" in capsys.readouterr().out
    assert main(["importer", str(source), "--id", "essai"]) == 1
    assert "conventions/essai est un texte du fonds commun" in capsys.readouterr().err


def test_an_addition_keeps_what_is_written() -> None:
    first = with_addition("", "convention", "Durée", "a")
    assert with_addition(first, "convention", "Durée", "b").count("- {") == 2
    written = "# À nous\najouts:\n- trame: convention\n  partie: Durée # ici\n  clauses:\n  - a\n\n# fin\n"
    again = with_addition(written, "avenant", "Objet : suite", "c")
    assert "# ici" in again and "# fin" in again
    assert yaml.safe_load(again)["ajouts"][1] == {"trame": "avenant", "partie": "Objet : suite", "clauses": ["c"]}
    with pytest.raises(Misfit):
        with_addition("ajouts: [{trame: a, partie: b, clauses: [c]}]\n", "convention", "Durée", "a")
