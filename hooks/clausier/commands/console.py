"""What the terminal shows: errors on one line, progress, and French letters whatever the console's encoding."""

from __future__ import annotations

import codecs
import sys
from typing import TextIO

_PLAIN = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "→": "->",
    "\u202f": " ",
    "\u00a0": " ",
}


class CommandError(Exception):
    """What stops a command: a French line, and the exit status (1: a problem in what it was given; 2: misuse)."""

    def __init__(self, message: str, status: int = 1) -> None:
        self.status = status
        super().__init__(message)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Stand-ins for what an old console cannot show."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(c, "?") for c in error.object[error.start : error.end]), error.end


def prepare() -> None:
    """Make the standard streams able to take any text: Windows consoles and pipes are not all UTF-8."""
    codecs.register_error("clausier", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="clausier")


def complain(message: str) -> None:
    print(message, file=sys.stderr)


class Progress:
    """«Lecture : page 12 sur 80», redrawn in place; nothing when nobody watches."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self.label, self.stream = label, stream or sys.stderr
        self.shown = 0

    def __call__(self, done: int, total: int) -> None:
        if not self.stream.isatty():
            return
        text = f"{self.label} : {done} sur {total}" if total else f"{self.label}…"
        self.stream.write("\r" + text.ljust(self.shown))
        self.stream.flush()
        self.shown = len(text)

    def clear(self) -> None:
        if self.shown:
            self.stream.write("\r" + " " * self.shown + "\r")
            self.stream.flush()
            self.shown = 0
