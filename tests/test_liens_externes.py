"""The checker of external links, without a network: what it finds in pages, and what it concludes from answers."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from built import pages
from liens_externes import Answer, ask_all, external, judge, report, sendable


def build(root: Path, **files: str) -> Path:
    for name, body in files.items():
        (root / f"{name}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    pages.cache_clear()
    return root


def test_it_finds_addresses_of_other_sites_once_with_their_pages(tmp_path: Path) -> None:
    site = build(
        tmp_path,
        index='<link rel="canonical" href="https://exemple.fr/depot/"><a href="https://caf.fr/a?x=1&amp;y=2#b">x</a>'
        '<a href="https://exemple.fr/depot/clauses/">nous</a><a href="mailto:a@caf.fr">x</a><a href="clauses/">x</a><a href="#x">x</a>',
        autre='<a href="https://caf.fr/a?x=1&amp;y=2">x</a><a href="http://msa.fr/">x</a>',
    )
    assert external(site) == {"http://msa.fr/": ["autre.html"], "https://caf.fr/a?x=1&y=2": ["autre.html", "index.html"]}


def test_it_finds_the_sources_of_the_real_site(real_site: Path) -> None:
    found = external(real_site)
    assert len(found) > 50
    assert not [url for url in found if not url.startswith(("http://", "https://"))]
    assert all(sendable(url).isascii() and " " not in sendable(url) for url in found)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://caf.fr/être là?q=é", "https://caf.fr/%C3%AAtre%20l%C3%A0?q=%C3%A9"),
        ("https://maire-info.com/a%C3%A9", "https://maire-info.com/a%C3%A9"),
        ("https://maire-info.com/cnaf-ce-qu'il-faut", "https://maire-info.com/cnaf-ce-qu'il-faut"),
        ("https://médiathèque.fr/", "https://xn--mdiathque-53af.fr/"),
    ],
)
def test_an_address_travels_encoded_once(url: str, sent: str) -> None:
    assert sendable(url) == sent
    assert sendable(sent) == sent


@pytest.mark.parametrize(
    ("status", "reached", "state"),
    [
        (200, "https://caf.fr/page/", "juste"),
        (200, "https://www.caf.fr/page", "juste"),
        (200, "https://caf.fr/nouvelle-page", "deplacee"),
        (200, "https://caf.fr/", "perdue"),
        (404, "https://caf.fr/page", "perdue"),
        (410, "https://caf.fr/page", "perdue"),
        (403, "https://caf.fr/page", "non verifiee"),
        (429, "https://caf.fr/page", "non verifiee"),
        (503, "https://caf.fr/page", "non verifiee"),
    ],
)
def test_only_what_is_surely_gone_is_called_lost(status: int, reached: str, state: str) -> None:
    assert judge("https://caf.fr/page", status, reached).state == state


def test_a_host_is_asked_one_question_at_a_time() -> None:
    busy: dict[str, int] = {}
    most: list[int] = []
    lock = threading.Lock()

    def asker(url: str) -> Answer:
        host = url.split("/")[2]
        with lock:
            busy[host] = busy.get(host, 0) + 1
            most.append(busy[host])
        time.sleep(0.01)
        with lock:
            busy[host] -= 1
        return Answer(url, "juste")

    urls = [f"https://{host}/{i}" for host in ("a.fr", "b.fr") for i in range(4)]
    assert [a.url for a in ask_all(urls, asker, pause=0)] == sorted(urls)
    assert max(most) == 1


def test_the_report_says_first_what_to_mend() -> None:
    answers = [Answer("https://a.fr/", "juste"), Answer("https://b.fr/x", "perdue", "réponse 404"), Answer("https://c.fr/x", "deplacee", "https://c.fr/y")]  # fmt: skip
    said = report(answers, {"https://b.fr/x": [f"p{i}.html" for i in range(7)], "https://c.fr/x": ["p.html"]})
    assert said.index("perdues (1)") < said.index("déplacées (1)")
    assert "<https://b.fr/x> : réponse 404. Dans : p0.html, p1.html, p2.html, p3.html, p4.html et 2 autres" in said
    assert "3 adresses, 1 justes" in said
