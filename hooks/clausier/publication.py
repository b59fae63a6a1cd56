"""``python -m clausier.publication``: whether a copy may be put online under its publisher's name.

The publishing workflow runs it; building and previewing at home do not ask for it.
"""

from __future__ import annotations

import datetime
import ipaddress
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from clausier.check.publication import FILE, load_settings
from clausier.read.problems import Problem

PAGES = ("docs/mentions-legales.md", "docs/accessibilite.md")
"""Pages that every page leads to; a copy may reword them, not drop them."""
VALID_YEARS = 3
"""A declaration of accessibility is renewed three years after it is published, at the latest.

Source: https://accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite/
"""
RENEW = {
    "date": f"l’audit a plus de {VALID_YEARS} ans : refaites-le, ou videz « date », « taux » et « auditeur »",
    "declaration": f"la déclaration a plus de {VALID_YEARS} ans : relisez-la, puis datez-la à nouveau",
}
"""What to do about each date of the declaration once it is too old."""


def _local(address: str) -> bool:
    """Whether an address is that of one machine: the preview's, or none."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith((".localhost", ".example", ".invalid", ".test"))


def _later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def problems(root: Path, today: datetime.date) -> list[Problem]:
    """All that stands between a copy and its publication; warnings do not forbid it."""
    found: list[Problem] = []
    settings = load_settings(root, found.append)
    if found:
        return sorted(found)  # Until they can be read, nothing can be said to be missing.
    publication, audit = settings.publication, settings.publication.accessibilite

    def say(message: str, *path: str) -> None:
        found.append(Problem(FILE, settings.line(*path), message))

    if not (root / FILE).is_file():
        say("fichier absent : il porte le nom, l’adresse et les mentions légales du site")
    if urlsplit(settings.site_url).scheme not in ("http", "https") or _local(settings.site_url):
        say("« site_url » : écrivez l’adresse publique du site (https://…)", "site_url")
    for lack in publication.manques:
        say(f"mention légale à remplir : « {'.'.join(lack.cle)} », {lack.libelle}", "extra", *lack.cle)
    for key, old in RENEW.items():
        day: datetime.date | None = getattr(audit, key)
        if day and day > today:
            say(f"« accessibilite.{key} » est dans l’avenir : corrigez la date", "extra", "accessibilite", key)
        elif day and _later(day, VALID_YEARS) < today:
            say(f"« accessibilite.{key} » : {old}", "extra", "accessibilite", key)
    for page in PAGES:
        if not (root / page).is_file():
            found.append(Problem(page, 1, "page absente : le pied de chaque page y mène, rétablissez-la"))
    for lack in publication.manques_accessibilite:
        place = settings.line("extra", *lack.cle)
        found.append(Problem(FILE, place, f"« {'.'.join(lack.cle)} » est vide : {lack.libelle}", "avertissement"))
    return sorted(found)


def main(root: Path | None = None, today: datetime.date | None = None) -> int:
    """Say everything at once; 1 when something forbids to publish."""
    found = problems(root or Path.cwd(), today or datetime.date.today())
    for problem in found:
        shown = replace(problem, message=f"avertissement — {problem.message}") if problem.level == "avertissement" else problem
        print(shown, file=sys.stderr)
    wrong = sum(problem.level == "erreur" for problem in found)
    if wrong:
        print(f"Publication refusée : {wrong} point{'s' if wrong > 1 else ''} à régler. Le site se construit quand même chez vous.", file=sys.stderr)  # fmt: skip
        return 1
    print("Tout est rempli : le site peut être publié.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
