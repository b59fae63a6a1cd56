"""Work given to another process while this one goes on. It comes back by the store: what was kept there is taken, as ever.

Only where a process can be copied as it stands (Linux), on several cores, and while this one runs a single thread. Elsewhere,
and whenever the other process fails, nothing comes back: whoever asks the store finds nothing there and does the work.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from clausier.cache.store import Store

T = TypeVar("T")
FEW = 60
"""Things that one process makes sooner than it is copied."""
_WAY = 4
"""How far a patient process gives way, of 19: more would have it alone at work when the others are done."""
_ROOM = 1_000
"""Numbers of four bytes that a pipe holds at once, however little room it is given."""


def processes() -> int:
    """How many processes may share the work of a build, this one included."""
    alone = threading.active_count() == 1  # A copy of a process with threads may wait for ever on what they held.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" and alone else 1


def apart(store: Store, work: Callable[[], object], patient: bool = False) -> Callable[[], None]:
    """Have another process do ``work``; returns what waits for its end, and then gives ``store`` all that was kept meanwhile.

    Args:
        patient: whether it gives way to the other processes: nobody will wait for it before long.
    """
    if processes() == 1:
        return lambda: None
    ours, theirs = multiprocessing.Pipe(duplex=False)
    # Or looking for garbage would go through, and so copy, all that both processes share. Whoever begins another build undoes it.
    gc.freeze()
    process = multiprocessing.get_context("fork").Process(target=_do, args=(store, work, theirs, patient), daemon=True)
    process.start()
    theirs.close()

    @cache
    def wait() -> None:
        with contextlib.suppress(EOFError, OSError):
            kept, said = ours.recv()
            store.adopt(kept)
            for record in said:
                logging.getLogger(record.name).handle(record)
        process.join()

    return wait


def shared(store: Store, things: Sequence[T], work: Callable[[T], object]) -> None:
    """Do ``work`` on each thing, in as many processes as may: each takes the next ones as soon as it is free.

    What another process fails to do is left undone.
    """
    if (more := processes() - 1) == 0 or len(things) < FEW:
        for thing in things:
            work(thing)
        return
    several = 1 + len(things) // _ROOM
    parts = [things[i : i + several] for i in range(0, len(things), several)]
    turns, numbers = os.pipe()
    os.write(numbers, b"".join(i.to_bytes(4, "big") for i in range(len(parts))))
    os.close(numbers)

    def some() -> None:
        while turn := os.read(turns, 4):  # Two processes never read the same number, and none holds a lock when it dies.
            for thing in parts[int.from_bytes(turn, "big")]:
                work(thing)

    others = [apart(store, some) for _ in range(more)]
    try:
        some()
    except BaseException:
        while os.read(turns, _ROOM):  # Nobody is to go on.
            pass
        raise
    finally:
        os.close(turns)
        for wait in others:
            wait()


def _do(store: Store, work: Callable[[], object], answer: Connection, patient: bool) -> None:
    """In the other process: what it would log is sent back, for this one to say and count it."""
    if patient:
        os.nice(_WAY)
    said: SimpleQueue[Any] = SimpleQueue()
    logger = logging.getLogger("mkdocs")
    logger.handlers, logger.propagate = [QueueHandler(said)], False
    with contextlib.suppress(BaseException):  # Nobody would read its traceback: the first process meets the error in its turn.
        kept = store.branch()
        work()
        answer.send((kept(), [said.get() for _ in range(said.qsize())]))
