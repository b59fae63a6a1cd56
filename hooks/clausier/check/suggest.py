"""«vouliez-vous dire…»: the nearest admitted word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def hint(word: str, admitted: Iterable[str]) -> str:
    """`` (vouliez-vous dire « x » ?)``, or nothing when no admitted word is near."""
    near = difflib.get_close_matches(word, list(admitted), n=1, cutoff=0.6)
    return f" (vouliez-vous dire « {near[0]} » ?)" if near else ""
