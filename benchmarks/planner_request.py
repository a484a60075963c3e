"""How long a tourist waits for a plan: `python -m benchmarks.planner_request [requests]`.

Whole requests `POST /v1/itineraries` to the service in this process, warm, one after the other,
each a different one: on foot and by car among 150 sights and 40 places to eat on the streets of
Kumamoto (also leaving the car to walk), and among the real spots of Ube. It needs the real street
files beside the project (`YORIMICHI_SHARED_DATA` names another folder).
"""

from __future__ import annotations

import datetime as dt
import functools
import gc
import logging
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import structlog
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

import routing.parking.plan as parking
from benchmarks.measuring import machine
from routing import planner
from routing.engines.embedded import EmbeddedEngine
from routing.model import Mode
from routing.street_network import (
    GraphmlSource,
    NetworkSource,
    PbfSource,
    build_network,
    load_network,
)
from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.app import create_app
from server.config import Settings
from server.db import Database
from server.itineraries import at_hand, service
from server.regions.kernels import OF_THIS_PROCESS
from server.regions.service import RegionRecord, save_region
from server.spots.records import HoursRule, SpotRecord
from server.spots.service import save_spots

NOW: Final = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
SIGHTS: Final = ("temple", "shrine", "museum", "park", "craft", "viewpoint", "historic", "shop")
MEALS: Final = ("food", "cafe")
HOURS: Final = (None, "09:00-17:00", "Tu-Su 10:00-18:00", "09:30-16:30; We off", "24/7")
UBE_CENTRE: Final = (33.9584, 131.2425)

WATCHED: Final[tuple[tuple[Any, str, str], ...]] = (
    (service, "check_request", "database"),
    (service, "gather_spots", "database"),
    (service, "save", "database"),
    (service, "build_trip", "shortlist"),
    (planner, "search", "search"),
    (parking, "improve", "search"),
    (EmbeddedEngine, "travel_times", "matrix"),
    (EmbeddedEngine, "snap", "matrix"),
    (EmbeddedEngine, "legs", "legs"),
    (service, "plan_document", "JSON"),
    (at_hand, "itinerary_out", "JSON"),
)
"""What is looked up where it is called, and the part of a request that it belongs to."""


@dataclass
class Stopwatch:
    """Adds up where the time of one request goes.

    What one part spends inside another is counted with the inner one only.
    """

    taken_ms: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _inner_ms: list[float] = field(default_factory=list)

    def watch(self, owner: Any, name: str, part: str) -> None:
        """Count the calls of `owner.name` as `part`, from now on."""
        plain: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(plain)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner_ms.append(0.0)
            begun = time.perf_counter()
            try:
                return plain(*args, **kwargs)
            finally:
                whole_ms = (time.perf_counter() - begun) * 1000
                self.taken_ms[part] += whole_ms - self._inner_ms.pop()
                if self._inner_ms:
                    self._inner_ms[-1] += whole_ms

        setattr(owner, name, timed)


def _watched() -> Stopwatch:
    watch = Stopwatch()
    for owner, name, part in WATCHED:
        watch.watch(owner, name, part)
    return watch


def _region(code: str) -> RegionRecord:
    return RegionRecord(
        code=code,
        names={"en": code},
        time_zone="Asia/Tokyo",
        country="JP",
        subdivision="43",
        currency="JPY",
        languages=["ja", "en"],
        centre_lat=32.8,
        centre_lon=130.71,
        west=130.6,
        south=32.7,
        east=130.8,
        north=32.9,
        attribution="benchmark",
        licence="CC0-1.0",
    )


def _spots_on_streets(root: Path) -> Iterator[SpotRecord]:
    """Yield 150 sights and 40 places to eat at random crossings."""
    nodes = load_network(root, "kumamoto", Mode.WALK).nodes
    rng = np.random.default_rng(7)
    places = rng.choice(len(nodes.lat), 190, replace=False).tolist()
    for number, node in enumerate(places):
        kinds = SIGHTS if number < 150 else MEALS
        yield SpotRecord(
            source="benchmark",
            source_id=str(number),
            names={"ja": f"場所{number}", "en": f"Place {number}"},
            lat=float(nodes.lat[node]),
            lon=float(nodes.lon[node]),
            categories=(str(rng.choice(kinds)),),
            attribution="benchmark",
            licence="CC0-1.0",
            hours=HoursRule(opening_hours=HOURS[int(rng.integers(len(HOURS)))]),
            renown=float(rng.beta(1, 3)),
        )


def prepare(data: Path, folder: Path) -> FlaskClient:
    """Return a client of a service with both towns."""
    root = folder / "networks"
    streets: tuple[tuple[str, Mode, NetworkSource], ...] = (
        ("kumamoto", Mode.WALK, PbfSource(data / "streets/kumamoto/kumamoto_chuo.osm.pbf")),
        ("kumamoto", Mode.DRIVE, PbfSource(data / "streets/kumamoto/kumamoto_chuo.osm.pbf")),
        ("ube", Mode.WALK, GraphmlSource(data / "streets/ube/ube_walk.graphml.gz")),
    )
    for region, mode, source in streets:
        build_network(source, mode, root=root, region=region, created_at=NOW)
    settings = Settings(data_dir=folder, rate_limit_enabled=False, database_url=None)
    database = Database.at(settings.sqlalchemy_url)
    migrations.upgrade(database.engine)
    for dataset in list_datasets():
        if dataset.region.code == "ube":
            load_dataset(database, dataset, now=NOW)
    with database.writing() as session:
        save_region(session, _region("kumamoto"), now=NOW)
        session.flush()
        save_spots(session, "kumamoto", _spots_on_streets(root), now=NOW)
    return create_app(settings, database=database, now=lambda: NOW).test_client()


def _request(region: str, mode: str, number: int, **more: Any) -> dict[str, Any]:
    """Return a different day for each number."""
    rng = np.random.default_rng(number)
    lat, lon = (32.803, 130.708) if region == "kumamoto" else UBE_CENTRE
    at = {"lat": lat + rng.uniform(-0.01, 0.01), "lon": lon + rng.uniform(-0.01, 0.01)}
    date = dt.date(2027, 4, 1) + dt.timedelta(days=number % 60)
    day = {
        "date": date.isoformat(),
        "start": {**at, "time": "09:30"},
        "end": {**at, "time": "17:30"},
    }
    return {
        "region": region,
        "mode": mode,
        "days": [day],
        "lesser_known": float(rng.choice([0, 0.3, 0.6, 1])),
        "pace": str(rng.choice(["relaxed", "normal", "packed"])),
        "lunch": {"earliest": "11:30", "latest": "13:30", "minutes": 60},
        "seed": number,
        **more,
    }


@dataclass
class Case:
    """What is asked again and again, and what came of it."""

    name: str
    ask: Callable[[int], dict[str, Any]]
    taken_ms: list[float] = field(default_factory=list)
    parts_ms: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def _measure(client: FlaskClient, watch: Stopwatch, case: Case, numbers: range) -> None:
    for number in numbers:
        asked = case.ask(number)
        watch.taken_ms.clear()
        begun = time.perf_counter()
        answer = client.post("/v1/itineraries", json=asked)
        whole_ms = (time.perf_counter() - begun) * 1000
        assert answer.status_code == 201, answer.text
        case.taken_ms.append(whole_ms)
        parts = dict(watch.taken_ms)
        for part, ms in {**parts, "other": whole_ms - sum(parts.values())}.items():
            case.parts_ms[part].append(ms)


def _cases() -> list[Case]:
    asks: dict[str, tuple[str, str, dict[str, Any]]] = {
        "Kumamoto, walk": ("kumamoto", "walk", {}),
        "Kumamoto, drive": ("kumamoto", "drive", {}),
        "Kumamoto, drive and walk": ("kumamoto", "drive", {"park_and_walk": True}),
        "Ube, walk": ("ube", "walk", {}),
    }
    return [
        Case(name, functools.partial(lambda r, m, more, n: _request(r, m, n, **more), *ask))
        for name, ask in asks.items()
    ]


def _show(cases: list[Case]) -> None:
    parts = ("database", "shortlist", "matrix", "search", "legs", "JSON", "other")
    table = Table("request", "p50", "p95", *parts, title="ms; the parts are medians")
    for case in cases:
        p50, p95 = np.percentile(case.taken_ms, [50, 95])
        medians = [f"{np.median(case.parts_ms[p] or [0.0]):.1f}" for p in parts]
        table.add_row(case.name, f"{p50:.0f}", f"{p95:.0f}", *medians)
    Console(width=120).print(table)


def main() -> None:
    """Print the table."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(os.environ.get("YORIMICHI_SHARED_DATA") or beside)
    if not data.is_dir():
        print(f"no real streets at {data}; set YORIMICHI_SHARED_DATA")
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    print(machine(), "one core used", sep="; ")
    with tempfile.TemporaryDirectory(prefix="yorimichi-bench-") as folder:
        OF_THIS_PROCESS.prepare()
        client, watch, cases = prepare(data, Path(folder)), _watched(), _cases()
        for case in cases:
            _measure(client, watch, Case("warm-up", case.ask), range(1000, 1003))
        gc.collect()
        gc.freeze()
        for case in cases:
            _measure(client, watch, case, range(requests))
    _show(cases)


if __name__ == "__main__":
    main()
