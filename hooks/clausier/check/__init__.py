"""From files to a checked library: every problem of every file, at once, in French."""

from clausier.check.content import load

__all__ = ["load"]
