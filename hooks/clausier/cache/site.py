"""What the last whole site came from: when neither it nor the site has changed since, there is nothing to build."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from clausier.cache.prints import CONTENT, of, of_code, of_tree

FILE = ".cache/site"
"""From the project's root: print of the sources, print of the site."""
_INHERIT = re.compile(r"^INHERIT:\s*([^\s#]+)", re.MULTILINE)
_ENV = re.compile(r"!ENV\s+\[?([^\]\n#]*)")


def sources(root: Path) -> str:
    """Print of all that decides of the site of a project: contents, templates, configuration, code."""
    folders = [of_tree(root / name) for name in (*CONTENT, "overrides")]
    return of(of_code(Path(__file__).resolve().parents[2]), *folders, *_configuration(root / "mkdocs.yml"))


def _configuration(path: Path) -> Iterator[str]:
    """What a configuration says: its text, the variables of the environment that it names, then the file that it inherits from."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    yield text
    for names in _ENV.findall(text):
        yield repr([os.environ.get(name) for name in re.findall(r"\w+", names)])
    if parent := _INHERIT.search(text):
        yield from _configuration(path.parent / parent[1])


def remember(root: Path, print_of_sources: str) -> None:
    """Note that the site of the project, as it stands, came from these sources."""
    with contextlib.suppress(OSError):  # Then the next build is made.
        (root / FILE).parent.mkdir(exist_ok=True)
        (root / FILE).write_text(f"{print_of_sources} {of_tree(root / 'site')}", encoding="ascii")


def unchanged(root: Path, print_of_sources: str) -> bool:
    """Whether the site that stands is the one that these sources gave, whole."""
    try:
        noted = (root / FILE).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return False
    return noted == [print_of_sources, of_tree(root / "site")] and (root / "site").is_dir()
