"""Data that the browser loads as scripts, and not by asking for it: pages opened from a disk may not ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_script(path: Path, name: str, value: Any) -> None:
    """``value`` as a global of the browser; ``</`` is broken so that the text could even stand inside a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (
        json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        .replace("</", "<\\/")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    path.write_text(f"window.{name}={text};\n", encoding="utf-8")
