"""Doing small jobs again and again, side by side, so that none waits for another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import structlog

log = structlog.get_logger()

_LONGEST_PAUSE_S: Final = 300.0
"""A chore that fails waits longer from time to time, up to this, or its own pause if longer."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One job.

    Parameters
    ----------
    pause_s
        How long to wait, in seconds, once nothing was left to do.
    work
        Does a little of it, in short transactions, and returns how much; 0 when nothing was left.
    """

    name: str
    pause_s: float
    work: Callable[[], int]


def do_once(chores: Sequence[Chore]) -> list[str]:
    """Do each chore until nothing is left of it, and return the names of those that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=1) as pool:
        for chore in chores:
            while done := _try(pool, chore):
                pass
            if done is None:
                failed.append(chore.name)
    return failed


def keep_doing(chores: Sequence[Chore], stop: threading.Event) -> None:
    """Do the chores until `stop` is set; what is being done then is done to its end."""
    people = [
        threading.Thread(target=_keep_doing, args=(chore, stop), name=chore.name)
        for chore in chores
    ]
    for person in people:
        person.start()
    stop.wait()
    for person in people:
        person.join()


def _keep_doing(chore: Chore, stop: threading.Event) -> None:
    failures = 0
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix=chore.name) as pool:
        while not stop.is_set():
            done = _try(pool, chore)
            failures = failures + 1 if done is None else 0
            if not done:
                stop.wait(_pause_s(chore, failures))


def _pause_s(chore: Chore, failures: int) -> float:
    longest = max(chore.pause_s, _LONGEST_PAUSE_S)
    return min(longest, chore.pause_s * 2.0 ** min(failures, 20))


def _try(pool: ThreadPoolExecutor, chore: Chore) -> int | None:
    """Return how much was done, or None where it failed: whatever happened, others go on."""
    trial = pool.submit(chore.work)
    error = trial.exception()
    if error is None:
        return trial.result()
    log.error("chore_failed", chore=chore.name, exc_info=error)
    return None
