"""Links to documents that a copy does not show: their words stay, the link goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.)+)\]\(\s*<?([^()\s<>#]+)(?:#[^()\s<>]*)?>?(?:\s+\"[^\"\n]*\")?\s*\)")


def unlinked(body: str, uri: str, absent: Collection[str]) -> str:
    """``body`` without its links to ``absent`` documents; no line moves.

    Args:
        body: Markdown.
        uri: the document's own place, from which its links start: ``comprendre/acteurs.md``.
        absent: documents as links name them, from the site's root.
    """
    if not absent:
        return body
    folder = posixpath.dirname(uri)

    def kept(found: re.Match[str]) -> str:
        return found[1] if posixpath.normpath(posixpath.join(folder, found[2])) in absent else found[0]

    return _LINK.sub(kept, body)
