"""What a page of the site may load and run: its Content-Security-Policy, in a meta tag since the host's headers are not ours.

The reason for each relaxation is told at length in ``decisions/0007-une-politique-de-contenu.md``.
"""

from __future__ import annotations

import base64
import hashlib

COPIED_BLANK = "background:#fdeccf"
"""The one style written in an attribute: a blank of a copied text, so that Word shows it. ``clausier.js`` writes the same."""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    # Our scripts are files.
    "script-src": ("'self'",),
    # The browser reads again, under this policy, the HTML that a page puts into the clipboard.
    "style-src": ("'self'", "'unsafe-hashes'", _hash(COPIED_BLANK)),
    "img-src": ("'self'",),
    # The index of the search box, fetched piece by piece.
    "connect-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""Order matters to readers only. What is not named (fonts, frames, media, objects) falls back to none; workers, to scripts."""

PREVIEW = {"script-src": ("'unsafe-inline'",)}
"""What ``mkdocs serve`` needs besides: it puts in each page the script that reloads it."""

NOTHING = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"
"""For a page that only leads elsewhere: one script of ours, nothing to show."""


def policy(preview: bool = False) -> str:
    """The value of the header, for a published page or for the preview on the author's machine."""
    more = PREVIEW if preview else {}
    return "; ".join(" ".join((name, *sources, *more.get(name, ()))) for name, sources in DIRECTIVES.items())


def on_disk(header: str) -> str:
    """The same policy for a page opened from a disk: there it has no origin, and ``'self'`` may match nothing.

    ``file:`` admits the files of the machine and no host. The search box, which alone fetches anything, is not there.
    """
    found = []
    for name, *sources in (directive.split() for directive in header.split("; ")):
        kept = list(sources)
        if name == "connect-src":
            kept = ["'none'"]
        elif "'self'" in kept:
            kept.insert(kept.index("'self'") + 1, "file:")
        found.append(" ".join((name, *kept)))
    return "; ".join(found)
