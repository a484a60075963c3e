"""One worker process of a server: `python -m benchmarks.routing_worker ROOT REGION MODE`.

Prints as JSON how long it took to load, to answer first and to answer again, then waits for its
standard input to end, so that its memory can be read while another worker runs.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.routing_questions import CITY_M, Questioner
from routing.engines.embedded import EmbeddedEngine
from routing.engines.warm_up import warm_up
from routing.model import Mode
from routing.street_network import load_network


def main(root: Path, region: str, mode: Mode) -> None:
    """Load, answer, and wait."""
    warm_up()
    started = time.perf_counter()
    engine = EmbeddedEngine(load_network(root, region, mode))
    loaded = time.perf_counter()
    questioner = Questioner(engine.network, np.random.default_rng(7))
    answers_ms = []
    for _ in range(8):
        points = questioner.points(100, within_m=CITY_M)
        asked = time.perf_counter()
        engine.travel_times(points)
        engine.legs(points[:2])
        answers_ms.append((time.perf_counter() - asked) * 1000)
    said = {
        "load_s": loaded - started,
        "first_ms": answers_ms[0],
        "warm_ms": float(np.median(answers_ms[1:])),
    }
    print(json.dumps(said), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Mode(sys.argv[3]))
