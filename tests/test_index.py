"""What the search box is given to read: the texts of the pages, the words that lead to them, in small files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clausier.search import write
from clausier.search.answers import Searched
from clausier.search.names import OtherNames
from clausier.search.texts import Section, read
from clausier.search.words import LEVELS, Index, weigh, words

PAGE = """<main><div class="page page--{kind}" id="contenu" tabindex="-1">
<nav>Fil</nav><header><h1>La durée</h1><p>Ce que dit&nbsp;la clause.</p></header>
<p class="etiquettes">En vigueur</p>
<p>L’<button type="button" class="sigle" popovertarget="s">EPCI</button> et la <a href="../x/">Caf</a>, ensemble.</p>
<h2 id="texte">Texte</h2><p>La convention est conclue pour <strong>quatre ans</strong>.</p>
<section data-hors-recherche><h2 id="autour">Autour</h2><section><p>Autre clause</p></section><p>Une autre encore</p></section>
<section><h3 id="quand">Quand signer ?</h3><p>Avant la <em>fin</em>.</p></section>
</div></main>"""


def answer(url: str = "clauses/duree/") -> Searched:
    return Searched(url, "Clause", "La durée")


def put(index: Index, text: str, *names: tuple[float, str]) -> None:
    said = words(text)
    index.add(weigh(said, names), said.total())


def test_a_page_is_read_without_what_surrounds_its_text_and_apart_from_its_questions() -> None:
    page, question = read(PAGE.format(kind="clause"), answer(), "", OtherNames([], []))
    assert page.sections == (
        Section("Ce que dit la clause. L’EPCI et la Caf, ensemble."),
        Section("La convention est conclue pour quatre ans.", "texte", "Texte"),
    )
    assert (question.answer.url, question.answer.title, question.answer.place) == (
        "clauses/duree/#quand",
        "Quand signer ?",
        "La durée",
    )
    assert question.sections == (Section("Avant la fin."),)


def test_a_list_answers_by_what_its_source_says_of_it() -> None:
    (only,) = read(PAGE.format(kind="liste"), answer(), "Les [clauses](x.md) du **modèle**.", OtherNames([], []))
    assert [s.text for s in only.sections] == ["Les clauses du modèle."]
    assert read("<html></html>", answer(), "", OtherNames([], [])) == []


def uses(index: Index, form: str) -> dict[int, int]:
    """Strength of a word in each answer that uses it."""
    (group,) = [g for g in index.groups() if form in g.forms]
    return {rank: level for level, ranks in enumerate(group.ranks) for rank in ranks}


def test_forms_of_a_word_lead_to_the_same_answers_without_case_or_accent() -> None:
    index = Index()
    for text in ("Les crèches", "Une CRÈCHE", "Rien", "Des micro-crèches, un cœur"):
        put(index, text)
    (group,) = [g for g in index.groups() if "creche" in g.forms]
    assert group.forms == {"creche", "creches"}
    assert set(uses(index, "creche")) == {0, 1, 3}
    assert set(uses(index, "micro-creches")) == set(uses(index, "coeur")) == {3}


def test_a_word_weighs_more_in_a_name_when_repeated_and_in_a_short_text() -> None:
    index = Index()
    filler = " autre chose" * 200
    put(index, "durée" + filler)
    put(index, "durée durée durée durée" + filler)
    put(index, filler, (8, "Durée"))
    put(index, "durée")
    once, repeated, named, short = (uses(index, "duree")[rank] for rank in range(4))
    assert once < repeated < named <= LEVELS - 1
    assert once < short


def test_a_lot_answers_for_every_form_between_its_start_and_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_LOT", 1)
    index = Index()
    put(index, "cheval, chevaux, cheveu, commission, comité, commissions, yeux, œil, naïf, naïve")
    lots = list(write._lots(index.groups()))
    starts = [start for start, _ in lots]
    assert starts[0] == "" and starts == sorted(starts) and len(lots) > 3
    for form in (form for group in index.groups() for form in group.forms):
        held = lots[max(i for i, start in enumerate(starts) if start <= form)][1]
        assert [g for g in held if form in g.forms], form
    together = [lot for _, lot in lots if any("commission" in g.forms for g in lot)]
    assert len(together) == 1 and not any("comite" in g.forms for g in together[0])


def test_the_index_of_a_site_is_whole_and_the_same_each_time(real_site: Path) -> None:
    folder = real_site / "recherche"
    names: dict[str, Any] = json.loads((folder / "noms.json").read_text(encoding="utf-8"))
    held = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (folder / names["version"]).iterdir()}
    count = len(names["pages"]["adresse"])
    assert count > 300 and {len(column) for column in names["pages"].values()} == {count}
    assert set(held) == {f"texte-{n}" for n in range(count)} | {f"mots-{n}" for n in range(len(names["lots"]))}
    assert sorted(p.name for p in folder.iterdir()) == sorted([names["version"], "noms.json"])
    # Every rank that a word leads to is an answer, and every answer is led to.
    led = set()
    for lot in (content for name, content in held.items() if name.startswith("mots-")):
        for _, levels in lot:
            for gaps in levels:
                rank = 0
                for gap in gaps:
                    rank += gap
                    led.add(rank)
    assert led == set(range(count))
