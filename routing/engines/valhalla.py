"""Travel times from a Valhalla server: slower than the others, with profiles of its own."""

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
from routing.errors import EngineUnavailableError
from routing.model import AccessProfile, Mode, Point
from routing.networks.speeds import WALKING_KMH

TABLE_SIZE: Final = 50
"""Valhalla's own default allows 2,500 pairs in one matrix."""

_NO_STREET: Final = frozenset({170, 171})
_NO_WAY: Final = frozenset({441, 442, 443, 444})
_COSTING: Final = {Mode.WALK: "pedestrian", Mode.DRIVE: "auto"}
_STEEPEST_PERCENT: Final = 90


def valhalla_engine(
    mode: Mode,
    base_url: str,
    *,
    table_size: int = TABLE_SIZE,
    patience: Patience | None = None,
) -> RemoteEngine:
    """Return an engine on the Valhalla server at `base_url`.

    Parameters
    ----------
    table_size
        The square root of the server's `max_matrix_location_pairs`.
    """
    http = HttpService(base_url, patience or Patience())
    return RemoteEngine(mode, ValhallaServer(mode, http, table_size))


@dataclass(frozen=True, slots=True)
class ValhallaServer:
    """Valhalla's dialect of routing."""

    mode: Mode
    http: HttpService
    table_size: int = TABLE_SIZE

    def check(self) -> None:
        """Return if the server answers and says which version it is."""
        with understood():
            str(self.http.get("/status", {})["version"])

    def nearest(self, points: Sequence[Point]) -> tuple[Point | None, ...]:
        """Return where each point meets the streets."""
        if not points:
            return ()
        places = {"locations": [_location(point) for point in points], "verbose": False}
        answer = self._ask("locate", places, AccessProfile.NONE)
        if answer is not None:
            with understood():
                return tuple(_entry(located) for located in answer)
        if len(points) == 1:
            return (None,)
        return tuple(entry for point in points for entry in self.nearest([point]))

    def table_s(
        self, origins: Sequence[Point], destinations: Sequence[Point], profile: AccessProfile
    ) -> NDArray[np.float64]:
        """Return seconds along streets; NaN where there is no path."""
        places = {
            "sources": [_location(point) for point in origins],
            "targets": [_location(point) for point in destinations],
        }
        answer = self._ask("sources_to_targets", places, profile)
        if answer is None:
            return np.full((len(origins), len(destinations)), np.nan)
        with understood():
            rows = [[cell["time"] for cell in row] for row in answer["sources_to_targets"]]
            return np.array(rows, dtype=np.float64).reshape(len(origins), len(destinations))

    def way(self, origin: Point, destination: Point, profile: AccessProfile) -> StreetWay | None:
        """Return the fastest way between two points, None if there is none."""
        places = {"locations": [_location(origin), _location(destination)], "units": "kilometers"}
        answer = self._ask("route", places, profile)
        if answer is None:
            return None
        with understood():
            (leg,) = answer["trip"]["legs"]
            line = polyline.decode(leg["shape"], 6, geojson=True)
            named = (step.get("street_names", ()) for step in leg["maneuvers"])
            names = tuple(str(name) for names in named for name in names)
            return StreetWay(float(leg["summary"]["length"]) * 1000, tuple(line), names)

    def _ask(self, action: str, places: Mapping[str, Any], profile: AccessProfile) -> Any:
        """Return the answer, None where a place has no street or a pair has no way."""
        costing = _COSTING[self.mode]
        options = {costing: self._options(profile)}
        answer = self.http.post(
            f"/{action}", {**places, "costing": costing, "costing_options": options}
        )
        if not isinstance(answer, Mapping) or "error_code" not in answer:
            return answer
        if answer["error_code"] in _NO_STREET | _NO_WAY:
            return None
        said = f"it answered {answer['error_code']}: {answer.get('error', '')}"
        raise EngineUnavailableError(said)

    def _options(self, profile: AccessProfile) -> dict[str, Any]:
        if self.mode is Mode.DRIVE:
            return {}
        rules = rules_for(profile, self.mode)
        if rules.steps_allowed:
            return {"walking_speed": WALKING_KMH}
        # Of Valhalla's kinds of walker, only this one never takes steps.
        steepest = min(rules.max_slope * 100, _STEEPEST_PERCENT)
        return {"type": "wheelchair", "walking_speed": WALKING_KMH, "max_grade": round(steepest)}


def _location(point: Point) -> dict[str, float]:
    return {"lat": point.lat, "lon": point.lon}


def _entry(located: Mapping[str, Any]) -> Point | None:
    edges = located["edges"]
    if not edges:
        return None
    return Point(float(edges[0]["correlated_lat"]), float(edges[0]["correlated_lon"]))
