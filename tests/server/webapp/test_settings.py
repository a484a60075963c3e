from __future__ import annotations

import pytest
from pydantic import ValidationError

from server.config import Settings


@pytest.mark.parametrize(
    "url",
    [
        "http://maps.example.org/style.json",
        "ftp://maps.example.org/style.json",
        "maps.example.org/style.json",
        "https://user:secret@maps.example.org/style.json",
        "https://maps.example.org;script-src/style.json",
        "javascript:alert(1)",
        "https://",
    ],
)
def test_a_map_style_that_cannot_be_loaded_safely_ends_the_start(url: str) -> None:
    with pytest.raises(ValidationError, match="map_style_url"):
        Settings(map_style_url=url)


@pytest.mark.parametrize(
    "origins",
    [
        "http://a.example",
        "https://a.example/tiles",
        "https://*.example",
        "*",
        "https://a.b 'unsafe-inline'",
    ],
)
def test_what_is_no_origin_never_enters_the_policy(origins: str) -> None:
    with pytest.raises(ValidationError, match="is no origin"):
        Settings(map_style_url="https://m.example/s.json", map_style_origins=origins)


def test_origins_without_a_style_are_a_mistake() -> None:
    with pytest.raises(ValidationError, match="MAP_STYLE_ORIGINS needs MAP_STYLE_URL"):
        Settings(map_style_origins="https://tiles.example")


def test_the_policy_names_the_styles_own_origin_first() -> None:
    stated = Settings(
        map_style_url="https://m.example:8443/s.json",
        map_style_origins="https://tiles.example,https://m.example:8443",
    )
    assert stated.map_origins == ("https://m.example:8443", "https://tiles.example")
    assert Settings().map_origins == ()
