"""One file that keeps what was made, each thing under its name with the key that it was made from.

Nothing is ever taken that was made from another key, by another version of the code, or that is damaged. A build that
cannot read or write the file goes on without it. What a build makes is written at its end, in one transaction: a build that
stops, fails or warns keeps nothing, and two builds at once write one after the other.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections import ChainMap
from collections.abc import Callable
from pathlib import Path

FILE = ".cache/clausier.sqlite"
"""From the project's root."""
UNUSED = 20
"""Builds after which what none of them took is forgotten."""
_WAIT = 10.0
"""Seconds for another build to end its transaction."""


class Store:
    """The store of one build.

    Args:
        root: the project's; None for a store that outlives nothing.
        version: of all that makes what is kept: code, libraries, Python. Another version starts from nothing.
    """

    def __init__(self, root: Path | None = None, version: str = "") -> None:
        self._version = version
        self.fresh = True
        """Whether nothing is kept of an earlier build."""
        self._path = root and root / FILE
        self._made = ChainMap[str, tuple[str, bytes]]()
        """First what this process makes; in a copy of one, then what was made before it was copied."""
        self._taken: set[str] = set()
        self._base: sqlite3.Connection | None = None
        self._left: sqlite3.Connection | None = None
        if root is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._base = self._open(root / FILE)

    def _open(self, path: Path) -> sqlite3.Connection:
        path.parent.mkdir(exist_ok=True)
        try:
            return self._begin(path)
        except sqlite3.OperationalError:  # Locked, or not to be written: it is another's, or whole.
            raise
        except sqlite3.DatabaseError:  # Not a database any more: another is begun.
            path.unlink()
            return self._begin(path)

    def _begin(self, path: Path) -> sqlite3.Connection:
        base = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        base.execute("PRAGMA synchronous = OFF")  # What a power cut spoils is seen, and made again: nothing waits for the disk.
        with self._transaction(base):  # Two builds may begin at once.
            base.execute("CREATE TABLE IF NOT EXISTS state (version TEXT, build INTEGER)")
            if base.execute("SELECT version FROM state").fetchall() != [(self._version,)]:
                base.execute("DELETE FROM state")
                base.execute("DROP TABLE IF EXISTS kept")
                base.execute("DROP TABLE IF EXISTS seen")
                base.execute("INSERT INTO state VALUES (?, 0)", (self._version,))
            base.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, key TEXT, sum INTEGER, value BLOB)")
            # Apart from what is kept: to note that a page was taken must not write the page again.
            base.execute("CREATE TABLE IF NOT EXISTS seen (name TEXT PRIMARY KEY, build INTEGER)")
            self.fresh = base.execute("SELECT build FROM state").fetchone() == (0,)
        return base

    @staticmethod
    @contextlib.contextmanager
    def _transaction(base: sqlite3.Connection):  # type: ignore[no-untyped-def]
        base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")

    def take(self, name: str, key: str) -> bytes | None:
        """What was kept under ``name``, if it was made from the same ``key``."""
        if name in self._made:
            made, value = self._made[name]
            return value if made == key else None
        if self._base is None or self.fresh:
            return None
        try:
            row = self._base.execute("SELECT key, sum, value FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or row[0] != key or not isinstance(row[2], bytes) or zlib.crc32(row[2]) != row[1]:
            return None
        self._taken.add(name)
        return row[2]

    def holds(self, name: str, key: str) -> bool:
        """Whether something is kept under ``name`` from the same ``key``; it is read, and its soundness known, when it is taken."""
        if name in self._made:
            return self._made[name][0] == key
        if self._base is None:
            return False
        with contextlib.suppress(sqlite3.Error):
            return self._base.execute("SELECT 1 FROM kept WHERE name = ? AND key = ?", (name, key)).fetchone() is not None
        return False

    def keep(self, name: str, key: str, value: bytes) -> None:
        """Have ``value`` written under ``name`` at the end of the build, in the place of what was there."""
        self._made[name] = key, value

    def made(self, name: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What was kept, or what ``make`` gives now, kept in its turn."""
        found = self.take(name, key)
        if found is None:
            found = make()
            self.keep(name, key, found)
        return found

    def branch(self) -> Callable[[], tuple[dict[str, tuple[str, bytes]], set[str]]]:
        """Go on in a copy of the process; returns what tells all that is made and taken from here on, for ``adopt``."""
        self._made, self._taken = self._made.new_child(), set()
        self._left, self._base = self._base, None  # A connection is of one process; closed here, it would spoil the other's.
        if self._left and self._path:
            with contextlib.suppress(sqlite3.Error):
                self._base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        return lambda: (dict(self._made.maps[0]), self._taken)

    def adopt(self, told: tuple[dict[str, tuple[str, bytes]], set[str]]) -> None:
        """Take what a copy of the process made and took."""
        self._made |= told[0]
        self._taken |= told[1]

    def save(self) -> None:
        """Write what this build made and forget what none of the last builds took; what cannot be written is lost, no more."""
        if self._base is None:
            return
        with contextlib.suppress(sqlite3.Error), self._transaction(self._base):
            ((version, build),) = self._base.execute("SELECT version, build FROM state").fetchall()
            if version != self._version:  # Another version has begun the store again meanwhile.
                return
            build += 1
            rows = [(name, key, zlib.crc32(value), value) for name, (key, value) in self._made.items()]
            self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            served = [(name, build) for name in self._made.keys() | self._taken]
            self._base.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", served)
            self._base.execute("DELETE FROM seen WHERE build <= ?", (build - UNUSED,))
            self._base.execute("DELETE FROM kept WHERE name NOT IN (SELECT name FROM seen)")
            self._base.execute("UPDATE state SET build = ?", (build,))
        self._made, self._taken, self.fresh = ChainMap(), set(), False

    def close(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None
