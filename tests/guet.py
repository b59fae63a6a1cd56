"""What a browser is watched for: leaving this machine, being refused by the content policy, keeping traces of the visit."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

UNFOLD = """async () => {
    document.querySelectorAll('details').forEach(d => d.open = true);
    window.scrollTo(0, document.body.scrollHeight);
    await new Promise(done => requestIdleCallback(done, {timeout: 200}));
}"""
"""What unfolding or scrolling would fetch later is fetched now."""
_REFUSALS = """document.addEventListener('securitypolicyviolation', e =>
    window.refus(`${location.pathname} : ${e.effectiveDirective} ${e.blockedURI} ${e.sample} ${e.sourceFile || ''}:${e.lineNumber}`))"""


def watch(page: Page) -> list[str]:
    """Every refusal of the policy on the pages that this one will open."""
    refused: list[str] = []
    page.expose_function("refus", lambda line: refused.append(line))
    page.add_init_script(_REFUSALS)
    return refused


def keeps(page: Page) -> list[str]:
    """What the browser keeps of the visit, other than the site's own values."""
    stored: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return [f"cookie {c['name']}" for c in page.context.cookies()] + [k for k in stored if not k.startswith("clausier.")]


BROWSERS_OWN = ("CONNECT content-autofill.googleapis.com:443",)
"""What Chromium asks by itself, of its maker, wherever it meets fields to fill in: no page can forbid it."""


class _Refusal(socketserver.StreamRequestHandler):
    """A way out that leads nowhere: notes where the browser wanted to go."""

    def handle(self) -> None:
        line = self.rfile.readline(2000).decode(errors="replace").strip()
        if line and not line.startswith(BROWSERS_OWN):
            self.server.asked.append(line)  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 502 Refus\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def way_out() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Options of a browser whose only way out is watched, and what it asked, sockets included."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refusal) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"proxy": {"server": f"http://127.0.0.1:{server.server_address[1]}", "bypass": "127.0.0.1"}}, server.asked  # type: ignore[attr-defined]
        server.shutdown()
