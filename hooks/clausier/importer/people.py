"""Natural persons: found, masked, and listed for a reader to confirm. The library names functions only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from clausier.importer.layout import Layout
from clausier.importer.plain import fold

NAME, MAIL, PHONE = "[nom retiré]", "[adresse électronique retirée]", "[téléphone retiré]"
_UP = r"A-ZÀ-ÖØ-Þ"
_LOW = r"a-zß-öø-ÿ"
_PART = rf"(?:[{_UP}][{_LOW}]+(?:[-’][{_UP}]?[{_LOW}]+)*|[{_UP}]{{2,}}(?:[-’][{_UP}]+)*|[{_UP}]\.)"
_PARTICLE = r"(?:(?:de|du|des|de la|le|la|van|von|da|di|el|ben)\s+|d’|l’)"
_FULL = rf"{_PART}(?:[\s-]+{_PARTICLE}?{_PART}){{0,4}}"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s.–-]?\d\d){4}(?!\d)")
_SIGN = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True)
class Masked:
    """Something taken out of the text."""

    text: str
    by: str
    """What stands in its place."""
    kind: str
    """«nom», «adresse électronique», «téléphone»."""


def first_names() -> frozenset[str]:
    """Usual first names, folded."""
    text = Path(__file__).with_name("prenoms.yml").read_text(encoding="utf-8")
    return frozenset(fold(name) for name in yaml.safe_load(text)["prenoms"])


class People:
    """Masks the persons of one text. Each mask leaves a mark by which its line is found once files are written."""

    def __init__(self, layout: Layout, acronyms: Iterable[str], text: str) -> None:
        self.layout = layout
        self.acronyms = {fold(a) for a in acronyms}
        self.lower = set(re.findall(rf"(?<![\w’])[{_LOW}]{{3,}}", text))
        self.known: set[str] = set()
        self.masked: list[Masked] = []

    @cached_property
    def _first(self) -> frozenset[str]:
        return first_names()

    @cached_property
    def _civility(self) -> str:
        return "|".join(re.escape(c) for c in sorted(self.layout.words.civilites, key=len, reverse=True))

    @cached_property
    def _function(self) -> str:
        words = "|".join(re.escape(f) for f in sorted(self.layout.words.fonctions, key=len, reverse=True))
        return rf"(?:(?:1\s?[eè]re?|premi[eè]re?|2e|deuxième)\s+)?(?:{words})\b"

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        civil, function = rf"(?<![\w’.-])(?:{self._civility})(?![{_LOW}])", self._function
        signed = "|".join(re.escape(s) for s in self.layout.words.signe_par)
        return [
            # «son Président, M. Jean Petit»: the function is already there.
            (
                re.compile(
                    rf"(?P<keep>\b(?i:{function})(?:\s+(?!{civil})[^,;.\n]{{1,60}})?),?\s+(?P<name>{civil}\s*(?:et\s+)?(?:{_FULL}))"
                ),
                "keep",
            ),
            # «Monsieur Jean Petit, Maire»: the function takes the name's place.
            (
                re.compile(
                    rf"(?P<name>(?P<civil>{civil})\s*{_FULL})\s*,\s*(?P<whose>(?:sa|son|la|le|l’)\s*)?(?P<function>(?i:{function}))"
                ),
                "function",
            ),
            (re.compile(rf"(?i:{signed})\s*:?\s*(?P<name>{_FULL})"), "name"),
            (re.compile(rf"(?P<name>{civil}\s*{_FULL})"), "name"),
        ]

    def mask(self, text: str, signing: bool = False) -> str:
        """The text without its persons; ``signing`` when it stands in a block of signatures."""
        text = _MAIL.sub(lambda m: self._put(m[0], MAIL, "adresse électronique"), text)
        text = _PHONE.sub(lambda m: self._put(m[0], PHONE, "téléphone"), text)
        for pattern, how in self._patterns:
            text = pattern.sub(lambda m, how=how: self._masked(m, how), text)  # type: ignore[misc]
        text = re.sub(
            rf"(?<![\w’-])(?P<first>[{_UP}][{_LOW}]+(?:[-\s][{_UP}][{_LOW}]+)?)\s+(?P<last>(?:{_PARTICLE})?[{_UP}]{{3,}}(?:[-’\s][{_UP}]{{2,}})*)(?![\w])",
            self._cased,
            text,
        )
        text = "\n".join(self._alone(line, signing) for line in text.split("\n"))
        for name in sorted(self.known, key=len, reverse=True):
            text = re.sub(rf"(?<![\w’-]){re.escape(name)}(?![\w-])", lambda m: self._put(m[0], NAME, "nom"), text)
        return text

    def _put(self, text: str, by: str, kind: str = "nom") -> str:
        self.masked.append(Masked(text, by, kind))
        return f"{by}⟦{len(self.masked) - 1}⟧"

    def _masked(self, match: re.Match[str], how: str) -> str:
        name = match["name"]
        bare = re.sub(rf"^(?:{self._civility})\s*(?:et\s+)?", "", name)
        if self._a_place(match.string[: match.start("name")]) or self._a_function(bare):
            return match[0]
        if len(bare.split()) > 1:
            self.known.add(bare)
        if how == "keep":
            return match["keep"] + self._put(name, "")
        if how == "function":
            feminine = match["civil"].lower().startswith(("mme", "mad", "mlle", "mes"))
            function = match["function"]
            if match["whose"]:
                return match["whose"] + function + self._put(name, "")
            article = "l’" if function[0].lower() in "aeiouéèê" else "la " if feminine else "le "
            return article + function + self._put(name, "")
        return match[0].replace(name, self._put(name, NAME))

    def _a_place(self, before: str) -> bool:
        """Whether the name is that of a street or of a school."""
        words = fold(before[-40:]).split()[-3:]
        return bool(set(words) & {fold(w) for w in self.layout.words.lieux})

    def _a_function(self, name: str) -> bool:
        head = fold(name).split()
        return not head or head[0] in {fold(f) for f in self.layout.words.fonctions}

    def _cased(self, match: re.Match[str]) -> str:
        """«Prénom NOM»: sure when the first name is a usual one, or when neither word is common here."""
        first, last = match["first"], match["last"]
        words = first.replace("-", " ").split()
        if any(fold(part) in self.acronyms for part in re.split(r"[\s’]", last)) or self._a_place(
            match.string[: match.start()]
        ):
            return match[0]
        if self._a_function(words[0]):
            return f"{words[0]} {self._put(match[0].removeprefix(words[0]).strip(), NAME)}"
        usual = fold(words[-1]) in self._first or fold(words[0]) in self._first
        rare = len(last) >= 5 and not any(w.lower() in self.lower for w in (*words, *last.split()))
        if not usual and not rare:
            return match[0]
        if usual and fold(words[0]) not in self._first and words[0].lower() in self.lower:
            # A common word stands before the first name: it stays.
            first = " ".join(words[1:])
            self.known.add(f"{first} {last}")
            return match[0].replace(f"{first} {last}", self._put(f"{first} {last}", NAME))
        self.known.add(match[0])
        return self._put(match[0], NAME)

    def _alone(self, line: str, signing: bool) -> str:
        """A line that is nothing but a name, as under a signature."""
        bare = line.strip(" .-")
        if "⟦" in line or not re.fullmatch(_FULL, bare) or not 2 <= len(re.split(r"[\s]+", bare)) <= 5:
            return line
        words = bare.split()
        usual = fold(words[0].split("-")[0]) in self._first
        if usual and (signing or not any(w.lower() in self.lower for w in words[1:])):
            self.known.add(bare)
            return line.replace(bare, self._put(bare, NAME))
        return line


def unmarked(text: str, found: dict[int, int], first_line: int = 1) -> str:
    """The text without the marks of masks; ``found`` gets the line of each."""
    rows = text.split("\n")
    for number, row in enumerate(rows, first_line):
        for mark in _SIGN.finditer(row):
            found.setdefault(int(mark[1]), number)
    return _SIGN.sub("", text)
