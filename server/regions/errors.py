"""What can go wrong with regions."""

from __future__ import annotations

from routing.errors import EngineUnavailableError, ProfileNotServedError
from server.errors import AppError, Fault, Invalid, NotFound, Unavailable
from server.text import Text


class RegionNotFound(NotFound):
    """No region has that code."""

    code = "region_not_found"
    text = Text(
        "There is no region '{region}'. Known regions: {known}.",
        "地域「{region}」はありません。利用できる地域: {known}",
    )


class TileNotFound(NotFound):
    """The map has no such tile."""

    code = "tile_not_found"
    text = Text(
        "There is no tile {z}/{x}/{y}: zooms go from 0 to {largest}, x and y from 0 to 2^z − 1.",
        "タイル {z}/{x}/{y} はありません。ズームは 0～{largest}、x と y は 0～2^z − 1 です。",
    )


class RoutingUnavailable(Unavailable):
    """The routing server cannot be used now."""

    code = "routing_unavailable"
    text = Text(
        "Travel times cannot be computed at the moment. Please try again shortly.",
        "ただいま移動時間を計算できません。少し時間をおいて、もう一度お試しください。",
    )


_PROFILE_NOT_SERVED = Text(
    "Streets cannot be chosen for '{profile}' on this server; leave the profile out to plan "
    "without it.",
    "このサーバーでは「{profile}」に合わせた道を選べません。指定を外すと計画できます。",
)


def from_engine(error: EngineUnavailableError | ProfileNotServedError) -> AppError:
    """Return what an engine's failure means to the caller."""
    if isinstance(error, EngineUnavailableError):
        return RoutingUnavailable()
    values: dict[str, object] = {"profile": error.profile}
    return Invalid([Fault("/access_profile", "profile_not_served", _PROFILE_NOT_SERVED, values)])
