"""The list of all pages, for search engines (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path


def write_sitemap(pages: Iterable[tuple[str, date]], site: Path, root: str) -> None:
    """Write ``sitemap.xml`` under ``site``.

    Args:
        pages: address from the site's root, and day of the last change, of each page.
        root: public address of the site, with its last slash.
    """
    rows = [f"<url><loc>{escape(root + url)}</loc><lastmod>{day.isoformat()}</lastmod></url>" for url, day in sorted(pages)]
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *rows,
        "</urlset>",
    )
    (site / "sitemap.xml").write_text("\n".join(lines) + "\n", encoding="utf-8")
