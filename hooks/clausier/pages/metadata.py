"""What a page says of itself to machines: schema.org in JSON-LD. Data only, escaped so that nothing in it can run."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from markupsafe import Markup

from clausier.library import Bibliotheque, Entry
from clausier.model.clause import Clause
from clausier.model.convention import Convention
from clausier.model.fiche import Fiche
from clausier.model.guide import PageGuide
from clausier.model.values import Silence
from clausier.typography import french

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LISTS = {"clause": ("Clauses", "clauses/"), "theme": ("Thèmes", "themes/"), "convention": ("Conventions", "conventions/"),
         "fiche": ("Conventions", "conventions/"), "comparaison": ("Comparer", "comparer/")}  # fmt: skip
"""The list above each kind of page, for its breadcrumb."""
TYPES = {"accueil": "WebSite", "clause": "CreativeWork", "guide": "Article", "convention": "WebPage", "fiche": "WebPage",
         "atelier": "WebPage", "plan": "WebPage"}  # fmt: skip
"""Type of each kind of page; every other one is a list."""


def described(
    library: Bibliotheque, kind: str, entry: Entry[Any], description: str, updated: date, site_name: str, site_url: str
) -> dict[str, Any]:
    """The page and its place in the site, as a schema.org graph; ``site_url`` ends with a slash."""
    page: dict[str, Any] = {
        "@type": TYPES.get(kind, "CollectionPage"),
        "@id": site_url + entry.url,
        "url": site_url + entry.url,
        "name": site_name if kind == "accueil" else entry.titre,
        "description": french(description),
        "inLanguage": "fr",
        "dateModified": updated.isoformat(),
        "license": LICENCE,
    }
    graph = [page | _own(library, entry, site_url)]
    if kind != "accueil":
        graph[0]["isPartOf"] = {"@type": "WebSite", "@id": site_url, "name": site_name, "url": site_url}
        graph.append(_breadcrumb(library, kind, entry, site_name, site_url))
    return {"@context": "https://schema.org", "@graph": graph}


def _own(library: Bibliotheque, entry: Entry[Any], site_url: str) -> dict[str, Any]:
    """What only this kind of document has."""
    data = entry.data
    if isinstance(data, Clause):
        about = [library.vocabularies.sujets[data.sujet].libelle, *(library.themes[t].titre for t in data.themes)]
        return {"genre": "clause modèle", "version": data.versions[-1].numero, "about": [_thing(name) for name in about]}
    if isinstance(data, Fiche):
        text = library.conventions[entry.convention]
        whole = {"@type": "CreativeWork", "name": text.titre, "url": site_url + text.url}
        keywords = {"keywords": [library.themes[t].titre for t in data.themes]} if data.themes else {}
        return {"about": {"@type": "CreativeWork", "name": entry.titre, "isPartOf": whole} | keywords}
    if isinstance(data, Convention):
        return {"about": _text(entry)}
    if isinstance(data, PageGuide) and data.themes:
        return {"about": [_thing(library.themes[t].titre) for t in data.themes]}
    return {}


def _text(entry: Entry[Convention]) -> dict[str, Any]:
    """The published text that a page studies; only what it states."""
    data, found = entry.data, {"@type": "CreativeWork", "name": entry.titre}
    bounds = (data.periode.debut, data.periode.fin)
    if not any(isinstance(b, Silence) for b in bounds):
        found["temporalCoverage"] = "/".join(str(b) for b in bounds)
    if not isinstance(data.signature, Silence):
        found["dateCreated"] = data.signature.isoformat()
    place = data.territoire
    if not isinstance(place, Silence) and not isinstance(place.nom, Silence):
        return found | {"spatialCoverage": {"@type": "AdministrativeArea", "name": place.nom}}
    return found


def _thing(name: str) -> dict[str, str]:
    return {"@type": "Thing", "name": name}


def _breadcrumb(library: Bibliotheque, kind: str, entry: Entry[Any], site_name: str, site_url: str) -> dict[str, Any]:
    steps = [(site_name, "")]
    if kind in LISTS:
        steps.append(LISTS[kind])
    if kind == "fiche":
        text = library.conventions[entry.convention]
        steps.append((text.data.titre_court, text.url))
    steps.append((entry.titre, entry.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": name, "item": site_url + url} for i, (name, url) in enumerate(steps, 1)
        ],
    }


def in_page(value: Any) -> Markup:
    """JSON that may stand inside a page: no character of it can close the block, whatever the contents."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
