"""Files written for authors: front matter, sections, and the identifiers that titles become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml
from yaml.resolver import Resolver

_SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "qu",
        "sur",
        "un",
        "une",
    ]
)


_RESOLVER: Any = Resolver()


class _Dumper(yaml.SafeDumper):
    """Front matter as people write it here: items of a list stand in from their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """The library refuses aliases: what is said twice is written twice."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # «1» and «2026» as texts stand between double quotes, as the other files write them.
    looks_otherwise = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) != "tag:yaml.org,2002:str"
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", value, style="|" if "\n" in value else '"' if looks_otherwise else None
    )


_Dumper.add_representer(str, _text)


def front_matter(data: Mapping[str, Any], first: str = "") -> str:
    """The lines between ``---``, these included; ``first`` comes before the keys, as it is."""
    said = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000, indent=2)
    return f"---\n{first}{said}---\n"


def page(data: Mapping[str, Any], sections: Mapping[str, str] | None = None, body: str = "") -> str:
    """A whole file."""
    parts = [front_matter(data)]
    if body:
        parts.append(f"\n{body}\n")
    for title, text in (sections or {}).items():
        parts.append(f"\n## {title}\n\n{text}\n")
    return "".join(parts)


def slug(titre: str, longest: int = 50) -> str:
    """An identifier from a title, cut between words, and not after a small one."""
    folded = unicodedata.normalize("NFKD", titre.lower().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c)))
    while len(words) > 1 and len("-".join(words)) > longest:
        words.pop()
        while len(words) > 1 and words[-1] in _SMALL:
            words.pop()
    return "-".join(words)[:80].strip("-") or "sans-titre"


def to_write(what: str) -> str:
    """A blank that a reader sees and that no check takes for content of the library."""
    return f"[À écrire : {what}.]"
