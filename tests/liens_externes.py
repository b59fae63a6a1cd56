"""``python tests/liens_externes.py site``: whether the addresses of other sites that pages name still answer.

Run on a schedule, never before a publication: a source that moved must be mended, not stop the site. Only what is surely gone
counts as broken; many public sites refuse robots, and those answers say nothing about the page.
"""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from built import addresses, pages

AGENT = "Mozilla/5.0 (compatible; Clausier; verification hebdomadaire des sources)"
TIMEOUT = 30.0
"""Seconds."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
TRIES = 3
GONE = (404, 410)
"""Answers that say that the page is no more. Others (403, 429, 5xx) say that it was not shown to us."""


@dataclass(frozen=True)
class Answer:
    """What an address answered."""

    url: str
    state: str
    """juste | perdue | deplacee | non verifiee"""
    detail: str = ""


def external(site: Path) -> dict[str, list[str]]:
    """Addresses of other sites, without their fragment, with the pages that name them. The site's own are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    own = {urlsplit(n.attrs["href"]).netloc for n in pages(site)["index.html"].root.all("link", rel="canonical")}
    for name, page in pages(site).items():
        for href, _ in addresses(page):
            parts = urlsplit(href)
            if parts.scheme in ("http", "https") and parts.netloc not in own:
                found[urlunsplit(parts._replace(fragment=""))].add(name)
    return {url: sorted(names) for url, names in sorted(found.items())}


def sendable(url: str) -> str:
    """The address as it travels: accents and spaces encoded, what is already encoded left as it is."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return urlunsplit((parts.scheme, host, quote(parts.path, "/%:@!$&'()*+,;=~-._"), quote(parts.query, "=&%/?:@!$'()*+,;~-._"), ""))  # fmt: skip


def judge(url: str, status: int, reached: str) -> Answer:
    """What a status and the address finally reached say of an address."""
    if status in GONE:
        return Answer(url, "perdue", f"réponse {status}")
    if status >= 400:
        return Answer(url, "non verifiee", f"réponse {status}")
    asked, got = urlsplit(sendable(url)), urlsplit(reached)
    if (asked.netloc.removeprefix("www."), asked.path.rstrip("/")) == (got.netloc.removeprefix("www."), got.path.rstrip("/")):
        return Answer(url, "juste")
    if asked.path.strip("/") and not got.path.strip("/"):
        return Answer(url, "perdue", f"renvoie à l’accueil de {got.netloc}")
    return Answer(url, "deplacee", reached)


def ask(url: str) -> Answer:
    """Fetch one address, again when nothing answered."""
    failure = ""
    for attempt in range(TRIES):
        time.sleep(PAUSE * attempt * 5)
        try:
            request = urllib.request.Request(sendable(url), headers={"User-Agent": AGENT, "Accept": "text/html,*/*"})
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return judge(url, response.status, response.url)
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == TRIES - 1:
                return judge(url, error.code, error.url or url)
        except (OSError, ValueError) as error:
            failure = str(getattr(error, "reason", error)) or type(error).__name__
    gone = "Name or service not known" in failure or "No address associated" in failure
    return Answer(url, "perdue" if gone else "non verifiee", failure)


def ask_all(urls: Iterable[str], asker: Callable[[str], Answer] = ask, pause: float = PAUSE) -> list[Answer]:
    """Every address; one host is asked one question at a time, with a pause, several hosts at once."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)

    def one_host(asked: list[str]) -> list[Answer]:
        answers = []
        for i, url in enumerate(asked):
            time.sleep(pause if i else 0)
            answers.append(asker(url))
        return answers

    with ThreadPoolExecutor(max_workers=8) as pool:
        return sorted((a for answers in pool.map(one_host, by_host.values()) for a in answers), key=lambda a: a.url)


TITLES = {"perdue": "Adresses perdues", "deplacee": "Adresses déplacées", "non verifiee": "Adresses non vérifiées (robots refusés, site muet)"}  # fmt: skip


def report(answers: Iterable[Answer], named: dict[str, list[str]]) -> str:
    """The answers in Markdown, what must be mended first."""
    answers = list(answers)
    lines = [f"# Liens externes : {len(answers)} adresses, {sum(a.state == 'juste' for a in answers)} justes", ""]
    for state, title in TITLES.items():
        if some := [a for a in answers if a.state == state]:
            lines += [f"## {title} ({len(some)})", ""]
            for a in some:
                where = ", ".join(named[a.url][:5]) + (f" et {len(named[a.url]) - 5} autres" if len(named[a.url]) > 5 else "")
                lines.append(f"- <{a.url}> : {a.detail}. Dans : {where}")
            lines.append("")
    return "\n".join(lines)


def main(site: Path) -> int:
    named = external(site)
    answers = ask_all(named)
    print(report(answers, named))
    return 1 if any(a.state == "perdue" for a in answers) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
