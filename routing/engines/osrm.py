"""Travel times from an OSRM server: fast on large regions, one server per mode.

References
----------
Luxen, D., Vetter, C. (2011). Real-time routing with OpenStreetMap data.
https://doi.org/10.1145/2093973.2094062
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polyline
from numpy.typing import NDArray

from routing.engines.http_service import HttpService, Patience, understood
from routing.engines.profiles import rules_for
from routing.engines.remote import RemoteEngine, StreetWay
from routing.errors import EngineUnavailableError, ProfileNotServedError
from routing.model import AccessProfile, Mode, Point

TABLE_SIZE: Final = 100
"""OSRM's own default for `--max-table-size`."""

_NO_STREET: Final = "NoSegment"
_NO_WAY: Final = frozenset({"NoRoute", "NoTable", _NO_STREET})
# An OSRM server holds the one profile that its data was prepared with, whatever the name says.
_PROFILE: Final = {Mode.WALK: "foot", Mode.DRIVE: "driving"}


def osrm_engine(
    mode: Mode,
    base_url: str,
    *,
    table_size: int = TABLE_SIZE,
    patience: Patience | None = None,
) -> RemoteEngine:
    """Return an engine on the OSRM server at `base_url`.

    It answers for slow walkers by taking longer; for wheelchairs and strollers it cannot answer,
    because OSRM's profile is part of its data.

    Parameters
    ----------
    table_size
        What the server was started with as `--max-table-size`.
    """
    http = HttpService(base_url, patience or Patience())
    return RemoteEngine(mode, OsrmServer(mode, http, table_size))


@dataclass(frozen=True, slots=True)
class OsrmServer:
    """OSRM's dialect of routing."""

    mode: Mode
    http: HttpService
    table_size: int = TABLE_SIZE

    def check(self) -> None:
        """Return if the server answers at all; it need not have streets at that place."""
        self._ask("nearest", [Point(0.0, 0.0)], {})

    def nearest(self, points: Sequence[Point]) -> tuple[Point | None, ...]:
        """Return where each point meets the streets."""
        if not points:
            return ()
        # Through a table, not OSRM's `nearest`: that one may name a street cut off from the rest.
        # It takes two points or more.
        asked = points if len(points) > 1 else [*points, *points]
        answer = self._ask("table", asked, {"sources": "0"})
        if answer["code"] == "Ok":
            with understood():
                return tuple(_location(answer["destinations"][i]) for i in range(len(points)))
        if len(points) == 1:
            return (None,)
        return tuple(entry for point in points for entry in self.nearest([point]))

    def table_s(
        self, origins: Sequence[Point], destinations: Sequence[Point], profile: AccessProfile
    ) -> NDArray[np.float64]:
        """Return seconds along streets; NaN where there is no path."""
        self._refuse_unknown(profile)
        first, last = len(origins), len(origins) + len(destinations)
        chosen = {"sources": _indices(0, first), "destinations": _indices(first, last)}
        answer = self._ask("table", [*origins, *destinations], chosen)
        if answer["code"] != "Ok":
            return np.full((len(origins), len(destinations)), np.nan)
        with understood():
            seconds = np.array(answer["durations"], dtype=np.float64)
            return seconds.reshape(len(origins), len(destinations))

    def way(self, origin: Point, destination: Point, profile: AccessProfile) -> StreetWay | None:
        """Return the fastest way between two points, None if there is none."""
        self._refuse_unknown(profile)
        wanted = {"overview": "full", "geometries": "polyline6", "steps": "true"}
        answer = self._ask("route", [origin, destination], wanted)
        if answer["code"] != "Ok":
            return None
        with understood():
            route = answer["routes"][0]
            steps = [step for leg in route["legs"] for step in leg["steps"]]
            line = polyline.decode(route["geometry"], 6, geojson=True)
            names = tuple(str(step["name"]) for step in steps)
            return StreetWay(float(route["distance"]), tuple(line), names)

    def _refuse_unknown(self, profile: AccessProfile) -> None:
        rules = rules_for(profile, self.mode)
        if not rules.steps_allowed:
            raise ProfileNotServedError(profile.value)

    def _ask(
        self, service: str, points: Sequence[Point], params: Mapping[str, str]
    ) -> dict[str, Any]:
        places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
        answer = self.http.get(f"/{service}/v1/{_PROFILE[self.mode]}/{places}", params)
        with understood():
            code = answer["code"]
            if code != "Ok" and code not in _NO_WAY:
                raise EngineUnavailableError(f"it answered {code}: {answer.get('message', '')}")
            return dict(answer)


def _location(waypoint: Mapping[str, Any]) -> Point:
    lon, lat = waypoint["location"]
    return Point(float(lat), float(lon))


def _indices(first: int, last: int) -> str:
    return ";".join(str(index) for index in range(first, last))
