"""Questions asked to the site cold (tests/cas/questions.yml): each finds its answer, where it is said, three clicks from home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import golden
from built import pages, plain


@pytest.mark.parametrize("case", golden.listed("questions.yml", label="question"))
def test_the_page_answers(case: dict[str, Any], real_site: Path) -> None:
    """That the page is three clicks from home at most is held for every page in test_liens.py."""
    page = pages(real_site)[f"{case['page']}index.html"]
    text = page.root.one("main").text().casefold()
    missing = [words for words in case["mots"] if plain(words).casefold() not in text]
    assert not missing, f"{case['page']} ne dit pas : {missing}"
    if "ancre" in case:
        assert case["ancre"] in page.ids
