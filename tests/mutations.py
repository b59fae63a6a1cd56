"""Small accidents of real files, drawn by a seed: what hands, editors, merges and malice do to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

ODD = [
    "\x00", "\x07", "\x1b", "\r", "\r\n", "\t", "\x0b", "\x0c", "\x85", "\u00a0", "\u00ad", "\u061c", "\u0301", "\u200b", "\u200d", "\u200e",
    "\u202e", "\u2028", "\u2066", "\u2069", "\ufeff", "\ufffd", "\uffff", "\U000e0001", "\U0001f600", "а", "ı", "İ", "ß", "ﬁ", "é", "e\u0301",
    "Ω", "𝒂", "٣", "²", "½", "ǅ", "\x02", "\x03", "\udc80",
]  # fmt: skip
"""Characters that hide, reorder, combine, look like others, or are none."""
STORM = ["{{", "}}", "{{x}}", "{{chaque:signataires}}", "{{fin:signataires}}", "{{renvoi:duree}}", "{{chiffre:x.y}}", "{{bloc:sources}}", "[", "](", ")", "![", "[^1]", "[^1]: n", "[x]: y", "<", ">", "<b>", "</", "&#x3c;", "&lt;script&gt;", "**", "_", "`", "```\n", "~~~\n", "|", "|-|", "\n> ", "\n    ", "\n- ", "\n1. ", "\n## ", "\n# ", "\n---\n", "\n===\n", "\n\n", "\\", ":", "- [ ] ", "javascript:", "$(", "{%", "%}", "{#", "\n+ ", "\n|a|b|\n|-|-|\n|1|2|3|\n", "://", "@", "=1+1"]  # fmt: skip
VALUES = ["", "~", "null", "true", "false", "0", "-1", "1", "2026", "2026-11-22", "0001-01-01", "9999-12-31", "1e400", ".inf", "-.inf", ".nan", "0x7fffffffffffffffff", "9" * 40, "9" * 400, "1.5", "01", "1_000", "10:30", "[]", "{}", "[x]", "[[x]]", "[1, 2]", "{a: 1}", "{etat: muet}", "{etat: blanc}", "[{etat: muet}]", '""', '" "', '"\\0"', '"\\u202e"', "'x'", "x", "é", "|", ">-", "!!str x", "&a x", "*a", "<<", "=", "?", "- x", "2026-2029", "[2026, 2028]", '"' + "mot " * 6000 + '"', "https://exemple.fr/", "javascript:alert(1)", "[x](javascript:alert(1))", "<script>", "../..", "con", "=1+1"]  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _line(rng: Random, rows: list[str]) -> int:
    """A line, one of the front matter half of the time."""
    end = next((i for i, row in enumerate(rows[1:], 1) if row == "---"), len(rows) - 1)
    return rng.randint(0, max(1, end)) if rng.random() < 0.5 else rng.randrange(len(rows))


def _bytes(rng: Random, text: str, other: str) -> bytes:
    raw = bytearray(text.encode())
    for _ in range(rng.choice([1, 1, 2, 8])):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(raw)


def _swap(rng: Random, text: str, other: str) -> str:
    rows = _lines(text)
    a, b = _line(rng, rows) % len(rows), _line(rng, rows) % len(rows)
    rows[a], rows[b] = rows[b], rows[a]
    return "\n".join(rows)


def _delete(rng: Random, text: str, other: str) -> str:
    rows = _lines(text)
    at = _line(rng, rows)
    del rows[at : at + rng.choice([1, 1, 1, 2, 5])]
    return "\n".join(rows)


def _double(rng: Random, text: str, other: str) -> str:
    rows = _lines(text)
    at = _line(rng, rows)
    rows[at:at] = rows[at : at + rng.choice([1, 1, 3])] * rng.choice([1, 1, 2, 300])
    return "\n".join(rows)


def _cut(rng: Random, text: str, other: str) -> str:
    return text[: rng.randrange(len(text))] if rng.random() < 0.6 else text[rng.randrange(len(text)) :]


def _splice(rng: Random, text: str, other: str) -> str:
    """The start of a file and the end of another, as a merge gone wrong leaves them."""
    if rng.random() < 0.3:
        return f"<<<<<<< HEAD\n{text}\n=======\n{other}>>>>>>> x\n"
    a, b = _lines(text), _lines(other)
    return "\n".join(a[: _line(rng, a)] + b[rng.randrange(len(b)) :])


def _odd(rng: Random, text: str, other: str) -> bytes:
    for _ in range(rng.choice([1, 1, 2, 20])):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(ODD) + text[at:]
    return text.encode("utf-8", "surrogatepass")


def _storm(rng: Random, text: str, other: str) -> str:
    at = rng.randrange(len(text)) if rng.random() < 0.3 else rng.randrange(text.find("\n---\n") + 5 or 1, len(text))
    if rng.random() < 0.15:
        return text[:at] + rng.choice(STORM) * rng.choice([50, 1000, 8000]) + text[at:]
    return text[:at] + "".join(rng.choice(STORM) for _ in range(rng.choice([1, 1, 2, 3, 40]))) + text[at:]


def _key(rng: Random, text: str, other: str) -> str:
    found = list(re.finditer(r"(?m)^[ -]*([a-z_]+)(?=:)|(?<=[{,] )([a-z_]+)(?=:)|(?<=\{)([a-z_]+)(?=:)", text))
    if not found:
        return _swap(rng, text, other)
    a, b = rng.choice(found), rng.choice(found)
    name = b[1] or b[2] or b[3]
    new = rng.choice([name, name, name.upper(), name[:-1], f"{name}s", f"{name}é", "", "<<", f'"{name}"'])
    start, end = a.span(1 if a[1] else 2 if a[2] else 3)
    return text[:start] + new + text[end:]


def _type(rng: Random, text: str, other: str) -> str:
    found = list(re.finditer(r"(?m)(?<=: )[^\n{}\[\],]+", text[: max(200, text.find("\n---\n"))]))
    if not found:
        return _storm(rng, text, other)
    at = rng.choice(found)
    return text[: at.start()] + rng.choice(VALUES) + text[at.end() :]


def _indent(rng: Random, text: str, other: str) -> str:
    rows = _lines(text)
    at = _line(rng, rows) % len(rows)
    rows[at] = (
        rng.choice(["  ", "    ", "\t", " " * 40, "> ", "- ", "1. ", "    - "]) * rng.choice([1, 1, 1, 3, 200])
        + rows[at].lstrip()
    )
    return "\n".join(rows)


KINDS: list[Callable[[Random, str, str], str | bytes]] = [_bytes, _swap, _delete, _double, _cut, _splice, _odd, _storm, _storm, _key, _type, _type, _indent]  # fmt: skip


def mutant(seed: int, text: str, other: str) -> tuple[str, bytes]:
    """The name of what happened to ``text``, and the bytes that are left; ``other`` is another file of the same kind."""
    rng = Random(seed)
    names = []
    result: str | bytes = text
    for _ in range(rng.choice([1, 1, 1, 2])):
        if isinstance(result, bytes):
            break
        happen = rng.choice(KINDS)
        names.append(happen.__name__.strip("_"))
        result = happen(rng, result or "x", other)
    return "+".join(names), result if isinstance(result, bytes) else result.encode("utf-8", "surrogatepass")
