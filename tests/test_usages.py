"""Each feature, used under watch: no way out, nothing for the content policy to refuse, no error, no trace left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conftest import Visit
from guet import keeps, watch, way_out
from usages import ALLOWED, USAGES

__all__ = ["way_out"]


@pytest.mark.navigateur
@pytest.mark.parametrize("usage", USAGES)
def test_a_feature_offends_nothing_and_stays_at_home(
    visit: Callable[..., Visit], address: str, way_out: tuple[dict[str, Any], list[str]], usage: str
) -> None:
    options, asked = way_out
    visited = visit(**ALLOWED, **options)
    refused = watch(visited.page)
    USAGES[usage](visited.page, address)
    assert (refused, visited.outside, visited.errors, asked, keeps(visited.page)) == ([], [], [], [], [])
