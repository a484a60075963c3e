"""What can go wrong with routes and travel times."""

from __future__ import annotations

from typing import Final

from server.text import Text

OUTSIDE_NETWORK: Final = Text(
    "This point is {distance_km} km from the nearest street of region '{region}'.",
    "この地点は、地域「{region}」の最も近い道路から {distance_km} km 離れています。",
)
NO_STREETS: Final = Text(
    "No street is known anywhere near this point.",
    "この地点の近くに道路が見つかりません。",
)
OUTSIDE_REGION: Final = Text(
    "This point is {distance_km} km outside region '{region}'.",
    "この地点は、地域「{region}」の範囲から {distance_km} km 外れています。",
)
NO_REGION: Final = Text(
    "No region lies around this point; name one in `region`, see /v1/regions.",
    "この地点を含む地域がありません。/v1/regions を参考に `region` を指定してください。",
)
NO_PATH: Final = Text(
    "No street leads from point {origin} to point {destination} in this mode.",
    "この移動手段では、地点 {origin} から地点 {destination} への道がありません。",
)
