"""What a built site holds, read with the standard library alone: pages as trees, and whether every address leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
"""Elements that close a paragraph when they open in one: the page would not be the tree that was written."""


DATA = ("application/json", "application/ld+json")
"""Types of scripts that the browser does not run."""
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset", "ping", "background")
"""Attributes that hold addresses; a title that begins with «javascript:» runs nothing."""


@dataclass
class Node:
    """An element; its children are elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", keep: Callable[[Node], bool] = lambda _: True, **attrs: str) -> list[Node]:
        """Elements below with this tag and these attributes (``class_`` for class: one of them)."""
        wanted = attrs.pop("class_", None)
        return [
            n
            for n in self.walk()
            if (not tag or n.tag == tag)
            and (wanted is None or wanted in n.attrs.get("class", "").split())
            and all(n.attrs.get(k) == v for k, v in attrs.items())
            and keep(n)
        ]

    def one(self, tag: str = "", **attrs: str) -> Node:
        """The only such element."""
        (found,) = self.all(tag, **attrs)
        return found

    def above(self) -> Iterator[Node]:
        """Its parent, and so on to the top."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def raw(self) -> str:
        """All text below as written, entities decoded."""
        return "".join(c if isinstance(c, str) else c.raw() for c in self.children)

    def text(self) -> str:
        """All text below, spaces made single and ordinary."""
        return plain(self.raw())


class _Reader(HTMLParser):
    """Builds the tree and notes what is not nested as HTML must be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("")
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        line = self.getpos()[0]
        if len(names) != len(set(names)):
            self.faults.append(f"ligne {line} : attribut écrit deux fois dans <{tag}>")
        if tag in BLOCKS and "p" in [self.at.tag, *(n.tag for n in self.at.above())]:
            self.faults.append(f"ligne {line} : <{tag}> dans un paragraphe")
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.at.tag != tag:
            self.faults.append(f"ligne {self.getpos()[0]} : </{tag}> ferme <{self.at.tag}>")
            if tag not in [n.tag for n in self.at.above()]:
                return
            while self.at.tag != tag:
                assert self.at.parent
                self.at = self.at.parent
        assert self.at.parent
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)

    def close(self) -> None:
        super().close()
        if self.at is not self.root:
            self.faults.append(f"<{self.at.tag}> n’est pas fermé")


@dataclass(frozen=True)
class Page:
    """A page of a built site."""

    path: str
    """File, from the site's folder."""
    root: Node
    faults: tuple[str, ...]

    @cached_property
    def ids(self) -> list[str]:
        return [n.attrs["id"] for n in self.root.walk() if "id" in n.attrs]


def parse(html: str, path: str = "") -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(path, reader.root, tuple(reader.faults))


@cache
def pages(site: Path) -> dict[str, Page]:
    """Every page of a built site, by its file. Read once: give a folder that no longer changes."""
    found = sorted(site.rglob("*.html"))
    assert found, f"aucune page dans {site}"
    return {name: parse(p.read_text(encoding="utf-8"), name) for p in found for name in [p.relative_to(site).as_posix()]}


def plain(text: str) -> str:
    """Text without what typography changes: kinds of spaces and of apostrophes."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip()


def tree_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- Links ---


def addresses(page: Page) -> Iterator[tuple[str, bool]]:
    """Every address that a page names, and whether the browser fetches it to show the page."""
    for node in page.root.walk():
        a = node.attrs
        if node.tag == "link":
            fetched = bool(
                {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
                & set(a.get("rel", "").split())
            )
            yield a.get("href", ""), fetched
        elif node.tag in ("a", "area") and "href" in a:
            yield a["href"], False
        elif node.tag in ("use", "image") and (a.get("href") or a.get("xlink:href")):
            yield a.get("href") or a["xlink:href"], True
        elif node.tag == "meta" and a.get("http-equiv", "").lower() == "refresh" and "url=" in a.get("content", ""):
            yield a["content"].split("url=", 1)[1], False
        elif node.tag == "form" and "action" in a:
            yield a["action"], False
        for name in ("src", "data", "poster"):
            if name in a and node.tag in (
                "script",
                "img",
                "source",
                "iframe",
                "video",
                "audio",
                "track",
                "embed",
                "object",
                "input",
                "frame",
            ):
                yield a[name], True
        for candidate in filter(None, map(str.strip, a.get("srcset", "").split(","))):
            yield candidate.split()[0], True
        if "style" in a:
            yield from ((url, True) for url in urls_of_css(a["style"]))
        if node.tag == "style":
            yield from ((url, True) for url in urls_of_css(node.raw()))


def urls_of_css(css: str) -> list[str]:
    """Addresses that a style sheet makes the browser fetch."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [m[2] for m in re.finditer(r"url\(\s*(['\"]?)(.*?)\1\s*\)", css)] + [
        m[2] for m in re.finditer(r"@import\s+(['\"])(.*?)\1", css)
    ]


def own_path(site: Path) -> str:
    """Path under which the site says that it lives, from the canonical address of its home: ``/depot/``."""
    (canonical,) = pages(site)["index.html"].root.all("link", rel="canonical")
    return urlsplit(canonical.attrs["href"]).path


def broken_links(site: Path) -> list[str]:
    """Addresses of the site's own that lead nowhere: a missing file, a missing anchor, a way out of the sub-path.

    Ordinary pages are checked under ``/depot/``, wherever the site was built for: they must work under any sub-path.
    404.html is shown at any depth, so its addresses must be whole, from the path that the site was built for.
    """
    everything = pages(site)
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    bad: list[str] = []
    for name, page in everything.items():
        base = own_path(site) if name == "404.html" else "/depot/"
        here = base + ("nulle/part/ici/" if name == "404.html" else name.removesuffix("index.html"))
        for href, fetched in addresses(page):
            where = urlsplit(href)
            if where.scheme or href.startswith("//"):
                continue
            if not href and not fetched:
                bad.append(f"{name} : adresse vide")
                continue
            target = urlsplit(urljoin(here, href))
            path = unquote(target.path)
            if not path.startswith(base):
                bad.append(f"{name} : {href} sort du site")
                continue
            path = path.removeprefix(base)
            file = f"{path}index.html" if path == "" or path.endswith("/") else path
            if file not in files and f"{path}/index.html" in files:
                file = f"{path}/index.html"
            if path == "nulle/part/ici/":
                file = name
            if file not in files:
                bad.append(f"{name} : {href} ne mène à rien")
            # A fragment with «=» carries values to a script of the page; it names no place in it.
            elif (
                (anchor := unquote(target.fragment))
                and "=" not in anchor
                and (file not in everything or anchor not in everything[file].ids)
            ):
                bad.append(f"{name} : {href} : pas d’ancre « {anchor} » dans {file}")
    for name in sorted(f for f in files if f.endswith(".css")):
        for href in urls_of_css((site / name).read_text(encoding="utf-8")):
            if not urlsplit(href).scheme and urljoin(f"/{name}", href).lstrip("/") not in files:
                bad.append(f"{name} : {href} ne mène à rien")
    return bad


def outside_resources(site: Path) -> list[str]:
    """What a page or a style sheet would fetch from another host."""
    bad = [
        f"{name} : {href}"
        for name, page in pages(site).items()
        for href, fetched in addresses(page)
        if fetched and (href.startswith("//") or urlsplit(href).scheme not in ("", "data"))
    ]
    for path in sorted([*site.rglob("*.css"), *site.rglob("*.svg")]):
        text = path.read_text(encoding="utf-8")
        found = urls_of_css(text) if path.suffix == ".css" else re.findall(r'(?:href|src)="([^"]*)"', text)
        bad += [
            f"{path.relative_to(site)} : {u}" for u in found if u.startswith("//") or urlsplit(u).scheme not in ("", "data")
        ]
    return bad


def running_text(page: Page) -> list[str]:
    """What would run from within the page itself: scripts with a body, on… attributes, script addresses.

    A block of data runs nothing, as long as it is data.
    """
    bad = []
    for node in page.root.walk():
        if node.tag == "script" and node.attrs.get("type") in DATA:
            try:
                json.loads(node.raw())
            except ValueError as error:
                bad.append(f"<script> : données illisibles ({error})")
        elif node.tag == "script" and (node.raw().strip() or "src" not in node.attrs):
            bad.append(f"<script> : {node.raw().strip()[:60]}")
        bad += [f"<{node.tag} {name}>" for name in node.attrs if name.startswith("on")]
        bad += [
            f"<{node.tag} {name}> {v[:60]}"
            for name, v in node.attrs.items()
            if name in ADDRESSES and re.match(r"\s*(javascript|vbscript):", v, re.I)
        ]
    return bad
