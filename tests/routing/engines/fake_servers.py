"""Routing servers on loopback that speak OSRM's and Valhalla's dialects about a tiny world.

Streets are the parallels every 0.01° of latitude from 33 to 35; the point (lat, lon) enters at
the same longitude on the nearest parallel. Streets north of 34.5 are cut off from those south of
it. A metre takes 0.9 s, and everything takes 0.5 s more towards the east than towards the west.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polyline

from routing.geodesy import great_circle_m

Place = tuple[float, float]
Answer = tuple[int, bytes]
Dialect = Callable[[str, dict[str, str], Any], Answer]

STREET_NAME = "本町通り"


@dataclass
class Asked:
    """What a server was asked, in order.

    Parameters
    ----------
    instead
        What replaces the next answers: another one, silence for some seconds, or None for its own.
    """

    paths: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    instead: list[Answer | float | None] = field(default_factory=list)


def entry(place: Place) -> Place | None:
    lat, lon = place
    return (round(lat, 2), lon) if 33 <= lat <= 35 else None


def metres(origin: Place, destination: Place) -> float | None:
    here, there = entry(origin), entry(destination)
    if here is None or there is None or (here[0] > 34.5) != (there[0] > 34.5):
        return None
    return float(great_circle_m(*here, *there))


def seconds(origin: Place, destination: Place) -> float | None:
    length_m = metres(origin, destination)
    if length_m is None:
        return None
    return round(length_m * 0.9 + (0.5 if destination[1] > origin[1] else 0.0), 1)


def line(origin: Place, destination: Place) -> str:
    ends = [place for place in (entry(origin), entry(destination)) if place is not None]
    return polyline.encode(ends, 6)


def osrm(path: str, query: dict[str, str], body: Any) -> Answer:
    """Answer as OSRM does."""
    _, service, _, _, coordinates = path.split("/")
    lonlats = [tuple(map(float, pair.split(","))) for pair in coordinates.split(";")]
    places = [(lat, lon) for lon, lat in lonlats]
    if service == "nearest":
        return _osrm("Ok" if entry(places[0]) else "NoSegment")
    if len(places) < 2:
        return _osrm("InvalidOptions")
    if any(entry(place) is None for place in places):
        return _osrm("NoSegment")
    return _osrm_table(places, query) if service == "table" else _osrm_route(*places)


def _osrm(code: str, **content: Any) -> Answer:
    document = {"code": code, **content}
    return (200 if code == "Ok" else 400), json.dumps(document).encode()


def _osrm_table(places: list[Place], query: dict[str, str]) -> Answer:
    chosen = [
        [places[int(i)] for i in query[side].split(";")] if side in query else places
        for side in ("sources", "destinations")
    ]
    if len(chosen[0]) * len(chosen[1]) > 100:
        return _osrm("TooBig")
    entries = [entry(place) for place in chosen[1]]
    waypoints = [{"location": [e[1], e[0]], "distance": 1.0} for e in entries if e]
    durations = [[seconds(a, b) for b in chosen[1]] for a in chosen[0]]
    return _osrm("Ok", durations=durations, destinations=waypoints)


def _osrm_route(origin: Place, destination: Place) -> Answer:
    length_m = metres(origin, destination)
    if length_m is None:
        return _osrm("NoRoute")
    steps = [{"name": name} for name in (STREET_NAME, "", STREET_NAME)]
    route = {
        "distance": length_m,
        "duration": length_m,  # not the table's time, so that a test can tell them apart
        "geometry": line(origin, destination),
        "legs": [{"steps": steps}],
    }
    return _osrm("Ok", routes=[route])


def valhalla(path: str, query: dict[str, str], body: Any) -> Answer:
    """Answer as Valhalla does."""
    if path == "/status":
        return 200, b'{"version": "3.9.1"}'
    named = [_named(body, name) for name in ("locations", "sources", "targets")]
    locations, sources, targets = named
    if path == "/locate":
        return 200, json.dumps([_located(place) for place in locations]).encode()
    if any(entry(place) is None for place in locations + sources + targets):
        return _valhalla_error(171, "No suitable edges near location")
    if path == "/sources_to_targets":
        if len(sources) * len(targets) > 100:
            return _valhalla_error(150, "Exceeded max locations")
        cells = [[{"time": seconds(a, b), "distance": 0} for b in targets] for a in sources]
        return 200, json.dumps({"sources_to_targets": cells}).encode()
    return _valhalla_route(*locations)


def _named(body: Any, name: str) -> list[Place]:
    return [(place["lat"], place["lon"]) for place in body.get(name, ())]


def _located(place: Place) -> dict[str, Any]:
    at = entry(place)
    edge = {"correlated_lat": at[0], "correlated_lon": at[1]} if at else {}
    return {"edges": [edge] if at else None, "nodes": []}


def _valhalla_route(origin: Place, destination: Place) -> Answer:
    length_m = metres(origin, destination)
    if length_m is None:
        return _valhalla_error(442, "No path could be found for input")
    leg = {
        "shape": line(origin, destination),
        "summary": {"length": length_m / 1000, "time": length_m},
        "maneuvers": [{"street_names": [STREET_NAME]}, {}, {"street_names": [STREET_NAME]}],
    }
    return 200, json.dumps({"trip": {"legs": [leg], "status": 0}}).encode()


def _valhalla_error(number: int, text: str) -> Answer:
    document = {"error_code": number, "error": text, "status_code": 400}
    return 400, json.dumps(document).encode()


@contextmanager
def serving(dialect: Dialect) -> Iterator[tuple[str, Asked]]:
    """Serve a dialect on loopback; give its address and what it is asked."""
    asked = Asked()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(dialect, asked))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(dialect: Dialect, asked: Asked) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def _answer(self, body: Any) -> None:
            address = urlsplit(self.path)
            asked.paths.append(address.path)
            asked.bodies.append(body)
            instead = asked.instead.pop(0) if asked.instead else None
            if isinstance(instead, float):
                time.sleep(instead)
                self.close_connection = True
                return
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            status, content = instead or dialect(address.path, query, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler
