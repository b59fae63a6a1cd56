"""YAML read with its lines, and without what a hostile file could abuse."""

from __future__ import annotations

import datetime
import string
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clausier.read.yaml_lines import GREATEST, MAX_DEPTH, YamlProblem, load

QUICK = settings(deadline=None, derandomize=True, max_examples=120)


def test_each_value_has_its_line() -> None:
    text = "titre: Un\nliste:\n  - a\n\n  # une remarque\n  - {b: 1,\n     c: 2}\nbloc: >-\n  deux\n  lignes\nfin:\n  - - x\n"
    _, lines = load(text)
    assert lines.by_path[("titre",)] == 1
    assert lines.by_path[("liste",)] == 2
    assert lines.by_path[("liste", 0)] == 3
    assert lines.by_path[("liste", 1)] == lines.by_path[("liste", 1, "b")] == 6
    assert lines.by_path[("liste", 1, "c")] == 7
    assert lines.by_path[("bloc",)] == 8
    assert lines.by_path[("fin", 0, 0)] == 12


def test_lines_count_from_the_file() -> None:
    _, lines = load("a: 1\nb: 2\n", first_line=2)
    assert (lines.of(("a",)), lines.of(("b",))) == (2, 3)


def test_a_missing_value_has_the_line_of_its_parent() -> None:
    _, lines = load("a: 1\nb:\n  - {c: 1}\n")
    assert lines.of(("b", 0, "absent")) == 3
    assert lines.of(("absent",)) == 1
    assert load("")[1].of(("absent",)) == 1


def test_problems_count_from_the_file() -> None:
    with pytest.raises(YamlProblem) as caught:
        load("a: 1\na: 2\n", first_line=10)
    assert caught.value.line == 11


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: &x 2\n", 2, "ancres"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: &x [*x]\n", 1, "ancres"),
        ("a: !!python/name:os.system\n", 1, "étiquette"),
        ("a: !essai 1\n", 1, "étiquette"),
        ("a: !!set {x}\n", 1, "étiquette"),
        ("a: 1\n---\nb: 2\n", 2, "deux documents"),
        ("a: 1\n...\nb: 2\n", 3, "deux documents"),
        ("a: {b: 1, b: 2}\n", 1, "écrite deux fois"),
        ("1: a\n'1': b\n", 2, "écrite deux fois"),
        ("? {a: 1}\n: b\n", 1, "une clé doit être un mot"),
        ("~: b\n", 1, "une clé doit être un mot"),
        ("a: 2026-02-30\n", 1, "n’est pas une date"),
        ("a: 2026-01-01T10:00:00Z\n", 1, "porte une heure"),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, "niveaux emboîtés"),
        ("[" * 1_000, 1, "niveaux emboîtés"),
        ("a: " + "9" * 5000, 1, "n’est pas une date ou un nombre possible"),
    ],
)
def test_refusals(text: str, line: int, part: str) -> None:
    with pytest.raises(YamlProblem) as caught:
        load(text)
    assert caught.value.line == line
    assert part in caught.value.message


@pytest.mark.parametrize("text", ["a: [", "a: {", "a: 'b", 'a: "C:\\q"', "a: b: c", "a:\n\tb: 1", "a\x01b", "- a\nb: 1", "@"])
def test_messages_are_one_french_line(text: str) -> None:
    with pytest.raises(YamlProblem) as caught:
        load(text)
    assert caught.value.message.startswith("en-tête illisible")
    assert "\n" not in caught.value.message
    assert not [word for word in ("expected", "found", "unacceptable", "while") if word in caught.value.message.split()]


def test_deepest_nesting_admitted() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert load(text)[0] == yaml.safe_load(text)


WORDS = ["a", "-", "- ", ": ", ":", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\n    ", "#", "'", '"', "|", ">", "&x ", "*x", "!!str ", "!", "%", "---", "...", "\t", "~", "é", "<<", "=", "0", "2026-02-30", "1_", "0x", "0b_", ".", "1e9", "10:30", "-", "+", ".inf", "2001-12-14 21:59:43 -30:00"]  # fmt: skip


@QUICK
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
@example("\x00")
@example("a: \ud7ff")
def test_random_text_is_read_or_refused(text: str) -> None:
    try:
        load(text)
    except YamlProblem as problem:
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert problem.message


class Plain(yaml.SafeDumper):
    """Writes repeated objects in full: this reader admits no alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


SCALARS = (
    st.text(st.characters(exclude_characters="\x85\u2028\u2029", exclude_categories=["Cs"]), max_size=20)
    | st.integers(-(10**12), 10**12)
    | st.booleans()
    | st.none()
    | st.floats(-GREATEST, GREATEST)
    | st.dates(datetime.date(1980, 1, 1))
    | st.sampled_from(
        ["non", "no", "10:30", "2026", "2026-2029", "~", "null", "<<", "=", "1_000", "« x » : y", "- x", "# x", "l’été"]
    )
)
KEYS = st.text(string.ascii_lowercase + "é-", min_size=1, max_size=8)
DATA = st.dictionaries(
    KEYS,
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8),
)


@QUICK
@given(DATA, st.booleans())
def test_agrees_with_pyyaml(data: dict[str, Any], flow: bool) -> None:
    text = yaml.dump(data, Dumper=Plain, allow_unicode=True, default_flow_style=flow)
    assert load(text)[0] == yaml.safe_load(text)


@QUICK
@given(DATA)
def test_each_key_stands_on_its_line(data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=Plain, allow_unicode=True, default_flow_style=False)
    rows = text.split("\n")
    for path, line in load(text)[1].by_path.items():
        if path and isinstance(path[-1], str):
            assert path[-1] in rows[line - 1]
