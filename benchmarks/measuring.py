"""What benchmarks share: timing in turns, the machine, and the table."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table


@dataclass
class Task:
    """One thing to time.

    Parameters
    ----------
    run
        Called with the number of the turn, -1 for warming up.
    rounds
        How often it takes part at most; slow ones take part in the first rounds only.
    warm_up
        Whether to run it once without timing it.
    exact
        What the comparison with another source said, in words.
    differing
        How many answers it found to differ, None where nothing was compared.
    scale
        What a time is multiplied with, where only a part of the question was asked.
    """

    network: str
    what: str
    engine: str
    run: Callable[[int], object]
    rounds: int = 15
    warm_up: bool = True
    exact: str = ""
    note: str = ""
    scale: float = 1.0
    differing: int | None = None
    taken_ms: list[float] = field(default_factory=list)


def run_in_turns(tasks: Sequence[Task]) -> None:
    """Run all tasks in turns, so that a busy moment of the machine strikes them alike."""
    for task in tasks:
        if task.warm_up:
            task.run(-1)
    for turn in range(max((task.rounds for task in tasks), default=0)):
        for task in tasks:
            if turn < task.rounds:
                started = time.perf_counter()
                task.run(turn)
                taken_s = time.perf_counter() - started
                task.taken_ms.append(taken_s * 1000 * task.scale)


def show(tasks: Sequence[Task], title: str) -> None:
    """Print the table of what was measured, and on what."""
    table = Table("network", "what", "engine", "p50", "p95", "runs", "exact", "note", title=title)
    for task in tasks:
        spread = [_time(t) for t in np.percentile(task.taken_ms, [50, 95])] if task.taken_ms else []
        p50, p95 = spread or ("–", "–")
        runs = str(len(task.taken_ms))
        table.add_row(task.network, task.what, task.engine, p50, p95, runs, task.exact, task.note)
    Console(width=150).print(table)


def _time(ms: float) -> str:
    if ms >= 10_000:
        return f"{ms / 1000:.1f} s"
    return f"{ms:.0f} ms" if ms >= 100 else f"{ms:.3g} ms"


def machine() -> str:
    """Return what this runs on, in words."""
    load = os.getloadavg()[0]
    return (
        f"{_processor()}, {os.cpu_count()} cores, load {load:.1f} before; "
        f"Python {platform.python_version()}, NumPy {np.__version__}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def private_mib(pid: int) -> float:
    """Return the memory of a process that it shares with no other, in MiB; Linux only."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    kib = [int(line.split()[1]) for line in lines if line.startswith("Private_")]
    return sum(kib) / 1024
