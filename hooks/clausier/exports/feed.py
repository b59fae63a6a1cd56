"""``nouveautes.xml``: what is new, as an Atom feed (RFC 4287). Its dates are those of the contents."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from clausier.links.news import KINDS, News
from clausier.typography import french

MOST = 100
"""Entries kept: a reader that comes back after a year finds the rest on the site."""
ATOM = "http://www.w3.org/2005/Atom"
LICENCE = "Licence Ouverte 2.0"


def feed(items: Iterable[News], site_name: str, site_url: str, publisher: str) -> bytes:
    """The feed as UTF-8 XML; ``site_url`` ends with a slash."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    kept = list(items)[:MOST]
    _child(root, "id", f"{site_url}nouveautes.xml")
    _child(root, "title", f"{site_name} : nouveautés")
    _child(root, "subtitle", "Versions des clauses, textes publiés et pages du guide, par date.")
    _child(root, "updated", _instant(kept[0].day if kept else date(2026, 1, 1)))
    _child(_child(root, "author"), "name", publisher or site_name)
    _child(root, "link", rel="self", type="application/atom+xml", href=f"{site_url}nouveautes.xml")
    _child(root, "link", rel="alternate", type="text/html", hreflang="fr", href=f"{site_url}nouveautes/")
    _child(root, "rights", LICENCE)
    for item in kept:
        entry = _child(root, "entry")
        _child(entry, "id", site_url + item.key)
        _child(entry, "title", french(f"{KINDS[item.kind]} : {item.title}"))
        _child(entry, "updated", _instant(item.day))
        _child(entry, "link", rel="alternate", type="text/html", hreflang="fr", href=site_url + item.url)
        _child(entry, "category", term=item.kind, label=KINDS[item.kind])
        _child(entry, "summary", french(item.summary), type="text")
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _child(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def write_feed(items: Iterable[News], site: Path, site_name: str, site_url: str, publisher: str) -> None:
    """Write the feed; a site without an address has none, for its entries would have no lasting name."""
    if site_url:
        (site / "nouveautes.xml").write_bytes(feed(items, site_name, site_url, publisher))
