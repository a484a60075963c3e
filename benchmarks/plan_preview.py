"""How fast the picture of a plan's link is drawn, beside the plan's other forms.

Real requests to the service in this process, on SQLite with the sample region; then its ground
alone, on the sample laid side by side until it is as large as a city.
"""

from __future__ import annotations

import datetime as dt
import logging
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import structlog
from flask.testing import FlaskClient
from rich.console import Console

from benchmarks.map_tiles import city
from benchmarks.measuring import Task, machine, run_in_turns, show
from routing.street_network import sample_pbf
from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.app import create_app
from server.cartography import inks
from server.cartography.canvas import Canvas
from server.cartography.index import MapIndex
from server.cartography.painting import paint_ground
from server.cartography.reading import map_of_extract
from server.cartography.views import View
from server.config import Settings
from server.db import Database
from server.itineraries.examples import HELSINKI_DAY
from server.itineraries.preview import shelf
from server.regions.kernels import OF_THIS_PROCESS
from tests.sample_region import build_once
from tests.server.builders import day_at

_NOW: Final = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
_STATION: Final = (60.1713, 24.9414)
_ISAHAYA: Final = (32.789, 130.370)
_DATES: Final = [f"2027-05-{day}" for day in range(15, 22)]


def _requests() -> dict[str, dict[str, Any]]:
    """Return plans as different as they come."""
    short = {"start": "10:00", "end": "11:00"}
    coast = {"region": "shimabara", "mode": "drive", "categories": []}
    return {
        "one stop": {
            **HELSINKI_DAY,
            "days": [day_at(*_STATION, **short)],
            "categories": ["church"],
        },
        "a day": HELSINKI_DAY,
        "a day by car": {**HELSINKI_DAY, "mode": "drive"},
        "three days": {**HELSINKI_DAY, "days": [day_at(*_STATION, date) for date in _DATES[:3]]},
        "a packed week": {
            **HELSINKI_DAY,
            "days": [day_at(*_STATION, date) for date in _DATES],
            "pace": "packed",
            "categories": [],
        },
        "a coast, no map": {**HELSINKI_DAY, **coast, "days": [day_at(*_ISAHAYA)]},
    }


def _client(folder: Path) -> FlaskClient:
    settings = Settings(data_dir=folder, database_url=None, rate_limit_enabled=False)
    database = Database.at(settings.sqlalchemy_url)
    migrations.upgrade(database.engine)
    for dataset in list_datasets():
        load_dataset(database, dataset, now=_NOW)
    return create_app(settings, database=database, now=lambda: _NOW).test_client()


def _tasks(client: FlaskClient) -> Iterator[Task]:
    for name, request in _requests().items():
        planned = client.post("/v1/itineraries", json=request)
        links = planned.get_json()["links"]
        stops = sum(len(day["visits"]) for day in planned.get_json()["days"])

        def get(form: str, links: dict[str, str] = links) -> bytes:
            answer = client.get(links[form])
            if answer.status_code != 200:
                raise LookupError(answer.text)
            return answer.data

        def cold(_: int, get: Any = get) -> None:
            shelf.KEPT.forget_all()
            get("preview")

        size = {form: f"{len(get(form)) / 1000:.0f} kB" for form in ("preview", "page", "gpx")}
        what = f"{name}, {stops} stops"
        yield Task("sample", what, "picture, drawn", cold, note=size["preview"])
        yield Task("sample", what, "page with SVG", lambda _, g=get: g("page"), note=size["page"])
        yield Task("sample", what, "GPX", lambda _, g=get: g("gpx"), note=size["gpx"])


def _kept_tasks(client: FlaskClient) -> Iterator[Task]:
    planned = client.post("/v1/itineraries", json=HELSINKI_DAY).get_json()
    address = planned["links"]["preview"]
    tag = client.get(address).headers["ETag"]
    known = {"If-None-Match": tag}
    yield Task("sample", "a day", "picture, kept", lambda _: client.get(address), rounds=100)
    yield Task("sample", "a day", "304", lambda _: client.get(address, headers=known), rounds=100)


def _city(console: Console) -> None:
    index = MapIndex(city(map_of_extract(sample_pbf(), "sample")))
    console.print(f"\nground of a city of {len(index.map.streets):,} lines, zoom by zoom:")
    west, north, east, south = index.map.box or (0.0, 0.0, 0.0, 0.0)
    middle = np.array([[(west + east) / 2, (north + south) / 2]])
    for zoom in (8.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.2):
        view = View.around(middle, (600, 315), (0, 0, 600, 315), zoom)
        taken = []
        for _ in range(5):
            begin = time.perf_counter()
            canvas = Canvas((600, 315), 2, inks.PAPER)
            paint_ground(canvas, view, index)
            size = len(canvas.png())
            taken.append((time.perf_counter() - begin) * 1000)
        console.print(f"  {zoom:5.1f} {statistics.median(taken):8.0f} ms {size / 1000:8.0f} kB")


def main() -> None:
    """Print the tables."""
    console = Console(width=150)
    console.print(machine())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    OF_THIS_PROCESS.prepare()
    with tempfile.TemporaryDirectory() as name:
        client = _client(build_once(Path(name)))
        tasks = list(_tasks(client))
        run_in_turns(tasks)
        show(tasks, "A plan's forms")
        kept = list(_kept_tasks(client))
        run_in_turns(kept)
        show(kept, "Asked for again")
    _city(console)


if __name__ == "__main__":
    main()
