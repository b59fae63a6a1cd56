"""What tests share: small sites written for them, the real site built once, a real browser that cannot reach the network."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from navigateur import ARGUMENTS, find
from qualite import mesurer, pytest_runtest_logreport, pytest_sessionfinish

__all__ = ["mesurer", "pytest_runtest_logreport", "pytest_sessionfinish"]  # Pytest looks for them here.

ROOT = Path(__file__).resolve().parent.parent
SHARED_WITH_SITES = ("hooks", "overrides", "socle.yml")
"""What a small site takes from the project; its contents are its own."""

SOCLE = {
    "clauses/sujets.yml": "sujets:\n  - {id: duree, libelle: Durée, relatif: à la durée}\n  - {id: recours, libelle: Recours, relatif: aux recours}\n",
    "clauses/champs.yml": (
        "sections:\n  - {id: duree, titre: Durée}\nchamps:\n"
        "  - {id: date-effet, libelle: date d’effet, type: date, section: duree}\n"
        "  - id: signataires\n    libelle: collectivités signataires\n    type: groupe\n    section: duree\n"
        "    champs:\n      - {id: nom, libelle: nom, type: texte}\n"
    ),
    "clauses/parametres.yml": (
        "parametres:\n  - {id: preavis, libelle: Préavis, type: entier, unite: mois, sujet: duree}\n"
        "  - {id: terme, libelle: Terme, type: date, sujet: duree}\n"
    ),
    "clauses/trames.yml": (
        "trames:\n  - id: convention\n    titre: Convention\n    quand: Pour conclure.\n    parties:\n"
        "      - {titre: Durée, numerote: article, clauses: [duree]}\n"
    ),
    "clauses/duree.md": (
        "---\ntitre: Durée\nsujet: duree\nstatut: socle\nresume: Fixe la durée.\n"
        'versions:\n  - {numero: "1.0", date: 2026-11-22, motif: Première rédaction}\n---\n\n'
        "## Texte\n\nLa convention prend effet le {{date-effet}} ; voir {{renvoi:duree}}.\n\n"
        "{{chaque:signataires}}\n- {{signataires.nom}}\n{{fin:signataires}}\n\n"
        "## Pourquoi cette clause\n\nPour savoir.\n\n## À adapter\n\n- La date.\n\n## Points de vigilance\n\n- Le terme.\n"
    ),
    "conventions/essai/index.md": (
        "---\ntitre: CTG d’essai\ntitre_court: Essai\ntype: convention\netat: projet\nresume: Un texte d’essai.\nverifie: 2026-11-22\n"
        "territoire: {nom: Essai}\ncaf: {etat: muet}\nsignature: {etat: blanc}\nperiode: {debut: 2026, fin: 2030}\n"
        "niveaux:\n  - {id: axe-1, libelle: Axe, titre: Petite enfance}\n"
        'articles:\n  - {numero: "1", titre: Durée, sujets: [duree], resume: Cinq ans., parametres: {preavis: 6}}\n'
        "source: {titre: Texte d’essai, nature: écrit pour les tests}\n---\n\nPrésentation.\n"
    ),
    "conventions/essai/fiches/guichet.md": (
        "---\ntitre: Ouvrir un guichet unique\nniveau: axe-1\nthemes: [petite-enfance]\nindicateurs: [Nombre de demandes]\n"
        "echeances:\n  - {annees: 2026-2028, jalon: Ouverture}\n---\n\n## Diagnostic initial\n\nDes demandes en double.\n"
    ),
    "docs/themes/petite-enfance.md": "---\ntitre: Petite enfance\nrang: 1\nprincipal: true\nresume: Les moins de trois ans.\n---\n\nLe thème.\n",
    "docs/glossaire.yml": "sigles:\n  - {sigle: CTG, developpe: convention territoriale globale, sens: Le contrat.}\n",
} | {
    f"docs/{name}.md": f"---\ntitre: {title}\nresume: Une page.\n---\n\nTexte.\n"
    for name, title in {
        "index": "Accueil",
        "atelier/index": "L’atelier", "atelier/plan": "Mon plan",
        "glossaire": "Glossaire", "indicateurs/index": "Indicateurs", "comprendre/index": "Comprendre", "agir/index": "Agir",
        "reperes/index": "Repères", "clauses/index": "Clauses",
        "fiches/index": "Fiches", "conventions/index": "Conventions", "themes/index": "Thèmes", "a-propos": "À propos",
        "comparer/index": "Comparer", "panorama/index": "Panorama", "nouveautes": "Nouveautés",
        "mentions-legales": "Mentions légales", "accessibilite": "Accessibilité", "qualite": "Qualité", "tout-le-site": "Tout le site",
        "donnees/index": "Données",
    }.items()
} | {
    f"docs/{name}.md": (
        f"---\ntitre: {title}\nquestion: Quoi ?\nresume: Une page.\npublic: élus\nverifie: 2026-11-22\n"
        "sources: [{titre: Écrit pour les tests}]\n---\n\nTexte.\n"
    )
    for name, title in {"comprendre/la-ctg-en-une-page": "La CTG", "reperes/signaler-une-erreur": "Signaler"}.items()
}  # fmt: skip
"""The smallest complete library: one document of each kind."""


def write(root: Path, files: dict[str, str | bytes | None]) -> None:
    """Write files under ``root``; None removes one."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@dataclass
class Site:
    """A small project, with the outcome of its last build."""

    root: Path
    status: int = 0
    output: str = ""

    def build(self, *arguments: str) -> Site:
        """Run MkDocs as a user would; ``status`` and ``output`` tell how it ended."""
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            timeout=600,
        )
        self.status, self.output = done.returncode, done.stdout + done.stderr
        return self

    def page(self, url: str) -> str:
        """HTML of a page of the built site, by its address."""
        return (self.root / "site" / url / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """A project with the smallest library, plus or minus the given files; not built."""

    def make(files: dict[str, str | bytes | None] | None = None) -> Path:
        write(tmp_path, dict(SOCLE))
        write(tmp_path, files or {})
        return tmp_path

    return make


def build_site(root: Path, files: dict[str, str | bytes | None] | None = None, config: str = "") -> Site:
    """The smallest library under ``root``, plus or minus the given files, with templates and hooks, built in strict mode."""
    write(root, dict(SOCLE))
    write(root, files or {})
    for name in SHARED_WITH_SITES:
        if (ROOT / name).is_dir():
            # With what Python has compiled: it does not have to do it again for every site.
            shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets", dirs_exist_ok=True)
    (root / "mkdocs.yml").write_text(
        config or "INHERIT: socle.yml\nsite_name: Essai\nsite_url: https://exemple.fr/depot/\n", encoding="utf-8"
    )
    return Site(root).build()


def build_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Site]) -> Site:
    """``build(folder)`` by the first of the workers that asks for ``name``; the others wait for it and share what it made."""
    base = factory.getbasetemp()
    # Under xdist each worker has a folder of its own, below that of the session.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"commun-{name}"
    said = folder / "issue.json"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(6000):
            if said.exists():
                break
            time.sleep(0.1)
        return Site(folder / name, *json.loads(said.read_text(encoding="utf-8")))
    outcome = Site(folder / name, 1, "la construction ne s’est pas terminée")
    try:
        built = build(folder / name)
        # Its own folder, whatever the project that was built.
        outcome = Site(folder / name, built.status, built.output)
    finally:
        # Renamed, so that it is read whole.
        (folder / "ecrite").write_text(json.dumps([outcome.status, outcome.output]), encoding="utf-8")
        (folder / "ecrite").rename(said)
    return outcome


@pytest.fixture(scope="session")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The smallest site, built once: read it, do not change it."""
    return build_once(tmp_path_factory, "petit", build_site)


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Site]:
    """A small site in a folder of its own: ``site(files, config)``; without either, a copy of the smallest."""

    def make(files: dict[str, str | bytes | None] | None = None, config: str = "") -> Site:
        if files or config:
            return build_site(tmp_path, files, config)
        same: Site = request.getfixturevalue("smallest")
        shutil.copytree(same.root, tmp_path, dirs_exist_ok=True)
        return Site(tmp_path, same.status, same.output)

    return make


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once for all tests, strictly."""

    def build(folder: Path) -> Site:
        folder.mkdir()
        return Site(ROOT).build("--site-dir", str(folder / "depot"))

    built = build_once(tmp_path_factory, "vrai", build)
    assert built.status == 0, built.output
    return built.root / "depot"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing: tests read pages, not logs."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder under its own name: ``serve(site)`` is ``http://127.0.0.1:<port>/<name>/``."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/{folder.name}/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def address(real_site: Path, serve: Callable[[Path], str]) -> str:
    """The real site served under a sub-path, as GitHub Pages does: ``http://127.0.0.1:<port>/depot/``."""
    return serve(real_site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    assert path, "aucun navigateur : lancez « python tests/navigateur.py »"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser page, with every request that tried to leave this machine and every error in its console."""

    page: Page
    outside: list[str]
    errors: list[str]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page: ``visit(width=390, dark=True)``. Requests to other hosts are noted and refused."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, dark: bool = False, **options: Any) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="fr-FR", **options
        )
        contexts.append(context)
        outside: list[str] = []
        errors: list[str] = []

        def gate(route: Any) -> None:
            if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
                route.continue_()
            else:
                outside.append(route.request.url)
                route.abort()

        context.route("**/*", gate)
        page = context.new_page()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        return Visit(page, outside, errors)

    yield make
    for context in contexts:
        context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refaire", action="store_true", help="réécrit les documents de référence de tests/cas/assemblages")
    parser.addoption("--qualite", action="store_true", help="écrit dans docs/qualite.yml ce que les essais réussis ont compté")
