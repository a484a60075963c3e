"""What the web app asks about the server that it came from."""

from __future__ import annotations

from typing import Any, Final

from pydantic import Field

from server.http.types import Model


class AppSettings(Model):
    """What is set up on this server."""

    version: str
    map_style_url: str | None = Field(
        description="A MapLibre style to draw below everything; null to use the regions' own tiles"
    )
    links: dict[str, str]


SETTINGS_EXAMPLE: Final[dict[str, Any]] = {
    "version": "0.1.0",
    "map_style_url": None,
    "links": {"self": "/v1/app-settings", "regions": "/v1/regions"},
}
