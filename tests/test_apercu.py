"""``make serve``: whatever an author saves, the preview lives, says what is wrong in the browser, and recovers."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from built import plain
from conftest import SOCLE, Site, Visit, write

LONGEST = 40.0
"""Seconds within which a saved file must show, on a machine that does other work; MkDocs looks at files every half second."""
CLAUSE = SOCLE["clauses/duree.md"]
BAD_CLAUSE = CLAUSE.replace("sujet: duree", "sujet: dure")
PROBLEM = re.compile(r"clauses/duree\.md:3 .*sujet inconnu « dure »")


@dataclass
class Preview:
    """A preview under way."""

    root: Path
    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, url: str = "") -> str:
        """What the browser would show at an address, whatever the status; empty when nothing answers yet."""
        try:
            with urllib.request.urlopen(self.address + url, timeout=5) as answer:
                body = answer.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        except OSError:
            return ""
        return plain(unescape(re.sub(r"<[^>]*>", "", body.decode())))

    def shows(self, wanted: str | re.Pattern[str], url: str = "") -> None:
        """Wait until a page shows something; fail when the server ends or time is out."""
        end, text = time.monotonic() + LONGEST, ""
        while time.monotonic() < end:
            assert self.process.poll() is None, f"le serveur s’est arrêté\n{self.output()}"
            text = self.get(url)
            if wanted in text if isinstance(wanted, str) else wanted.search(text):
                return
            time.sleep(0.1)
        raise AssertionError(
            f"« {wanted} » n’est pas venu en {LONGEST:.0f} s à l’adresse /{url}\n{text[:500]}\n{self.output()}"
        )

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def says(self, wanted: str) -> None:
        """Wait until the terminal shows something."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if re.search(wanted, self.output()):
                return
            time.sleep(0.1)
        raise AssertionError(f"« {wanted} » n’est pas venu dans le terminal\n{self.output()}")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


@pytest.fixture
def preview(site: Callable[..., Site], smallest: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Preview]]:
    """Start a preview of a small site; ended whatever happens."""
    started: list[subprocess.Popen[bytes]] = []
    # The preview builds for itself.
    monkeypatch.setattr(Site, "build", lambda self, *_: self)

    def make(files: dict[str, str | bytes | None] | None = None) -> Preview:
        root, port = site(files).root, free_port()
        log = root.parent / f"{root.name}-apercu.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
                cwd=root,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            )
        started.append(process)
        return Preview(root, process, f"http://127.0.0.1:{port}/depot/", log)

    yield make
    for process in started:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)


def test_a_bad_file_shows_at_every_address_until_it_is_mended(preview: Callable[..., Preview]) -> None:
    served = preview()
    served.shows("Pour savoir.", "clauses/duree/")
    served.shows("Comprendre la CTG")
    write(served.root, {"clauses/duree.md": BAD_CLAUSE})
    served.shows(PROBLEM, "clauses/duree/")
    for url in ("", "conventions/essai/fiches/guichet/", "n/existe/pas/"):
        served.shows(PROBLEM, url)
    served.says(r"clauses/duree\.md:3 : ")
    # Another bad file, saved while the first is not mended, is said too.
    write(served.root, {"conventions/essai/fiches/guichet.md": "", "docs/a-propos.md": "---\ntitre: [\n---\n"})
    served.shows("conventions/essai/fiches/guichet.md:1", "clauses/")
    served.shows("docs/a-propos.md:", "clauses/")
    served.shows(PROBLEM, "clauses/")
    write(
        served.root,
        {name: SOCLE[name] for name in ("conventions/essai/fiches/guichet.md", "docs/a-propos.md")}
        | {"clauses/duree.md": CLAUSE.replace("Pour savoir.", "Pour savoir enfin.")},
    )
    served.shows("Pour savoir enfin.", "clauses/duree/")
    served.shows("Comprendre la CTG")
    served.shows("Ouvrir un guichet unique", "conventions/essai/fiches/guichet/")
    assert "sujet inconnu" not in served.get("n/existe/pas/")
    assert "Traceback" not in served.output()


@pytest.mark.navigateur
def test_the_browser_reloads_by_itself(preview: Callable[..., Preview], visit: Callable[..., Visit]) -> None:
    """The policy of pages lets through the script that MkDocs adds to them here, and here only."""
    served = preview()
    served.shows("Pour savoir.", "clauses/duree/")
    visited = visit()
    visited.page.goto(f"{served.address}clauses/duree/")
    write(served.root, {"clauses/duree.md": CLAUSE.replace("Pour savoir.", "Pour savoir enfin.")})
    visited.page.get_by_text("Pour savoir enfin.").wait_for(timeout=LONGEST * 1000)
    write(served.root, {"clauses/duree.md": BAD_CLAUSE})
    visited.page.get_by_text("sujet inconnu « dure »").wait_for(timeout=LONGEST * 1000)
    write(served.root, {"clauses/duree.md": CLAUSE})
    visited.page.get_by_text("Pour savoir.").wait_for(timeout=LONGEST * 1000)


def test_a_preview_starts_with_a_bad_file(preview: Callable[..., Preview]) -> None:
    served = preview({"clauses/duree.md": BAD_CLAUSE})
    served.shows(PROBLEM)
    served.shows(PROBLEM, "clauses/duree/")
    write(served.root, {"clauses/duree.md": CLAUSE})
    served.shows("Pour savoir.", "clauses/duree/")


def test_a_bad_template_shows_until_it_is_mended(preview: Callable[..., Preview]) -> None:
    served = preview()
    served.shows("Pour savoir.", "clauses/duree/")
    template = served.root / "overrides/clause.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("{% endblock %}", "\n{% if %}\n{% endblock %}"), encoding="utf-8")
    for url in ("clauses/duree/", "", "n/existe/pas/"):
        served.shows(re.compile(rf"clause\.html:{good.count(chr(10), 0, good.index('{% endblock %}')) + 2}\b"), url)
    template.write_text(good.replace("{% endblock %}", "{{ 1 / 0 }}{% endblock %}"), encoding="utf-8")
    served.shows("division by zero", "clauses/duree/")
    template.write_text(good.replace("<h1>", "<h1>Réparé : "), encoding="utf-8")
    served.shows("Réparé : Durée", "clauses/duree/")
    served.shows("Comprendre la CTG")


def test_a_change_of_code_asks_for_a_restart(preview: Callable[..., Preview]) -> None:
    served = preview()
    served.shows("Comprendre la CTG")
    assert "relancez" not in served.output()
    code = served.root / "hooks/clausier/words.py"
    code.write_text(code.read_text(encoding="utf-8") + "\n# Une ligne de plus.\n", encoding="utf-8")
    served.says(r"hooks/.*relancez")
    served.shows("Comprendre la CTG")
    assert served.process.poll() is None


def test_the_preview_follows_what_a_territory_adds(preview: Callable[..., Preview]) -> None:
    page = "---\ntitre: Notre CTG\nresume: Une page.\n---\n\n{}\n"
    served = preview({"mon-territoire/pages/notre-ctg.md": page.format("Avant.")})
    served.shows("Avant.", "mon-territoire/notre-ctg/")
    write(served.root, {"mon-territoire/pages/notre-ctg.md": page.format("Après.")})
    served.shows("Après.", "mon-territoire/notre-ctg/")
