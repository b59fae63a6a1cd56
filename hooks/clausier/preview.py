"""What keeps the preview alive: errors shown in the browser, a word when the code itself has changed."""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_STARTED = time.time()

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Le site ne se construit pas</title>
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:50rem;margin:3rem auto;padding:0 1rem}}pre{{white-space:pre-wrap}}</style>
</head><body><h1>Le site ne se construit pas</h1><pre>{message}</pre>
<p>Corrigez le fichier et enregistrez : cette page se recharge toute seule.</p></body></html>"""


def changed_since_start(folder: Path) -> bool:
    """Whether a Python file of ``folder`` is newer than this process: MkDocs does not reload hooks."""
    return any(p.stat().st_mtime > _STARTED for p in folder.rglob("*.py"))


def one_line(error: BaseException) -> str:
    """An error in one French line with its file and line, as far as it knows them."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    place = f"{Path(str(name)).name}:{line} : " if name and line else ""
    return f"{place}{str(error) or type(error).__name__}"


def guard(builder: Callable[..., Any], site: Path) -> Callable[..., Any]:
    """``builder``, whose failure is shown at every address of the preview until the next good build."""

    def build(*args: Any, **kwargs: Any) -> None:
        try:
            builder(*args, **kwargs)
        except (Exception, SystemExit) as error:
            # MkDocs ends a build that one of its own errors stopped by another one, which says nothing of it.
            message = one_line(error.__context__ if isinstance(error, SystemExit) and error.__context__ else error)
            print(f"ERREUR — {message}", file=sys.stderr)
            for page in site.rglob("*.html"):
                page.unlink(missing_ok=True)
            site.mkdir(parents=True, exist_ok=True)
            (site / "404.html").write_text(_PAGE.format(message=html.escape(message)), encoding="utf-8")

    return build
