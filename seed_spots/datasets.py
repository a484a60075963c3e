"""The datasets that come with the product: where each lies and what it says of itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from server.regions.service import RegionRecord

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Dataset:
    """One folder with a `dataset.toml`.

    Parameters
    ----------
    has_lists
        True when spots lie beside it as CSV; otherwise they come from the sample street extract.
    """

    folder: Path
    region: RegionRecord
    has_lists: bool


def list_datasets() -> Iterator[Dataset]:
    """Yield every dataset, by folder name."""
    for described in sorted(_HERE.glob("*/dataset.toml")):
        facts = tomllib.loads(described.read_text(encoding="utf-8"))
        folder = described.parent
        yield Dataset(folder, _region(facts), (folder / "tourism.csv").exists())


def _region(facts: dict[str, Any]) -> RegionRecord:
    west, south, east, north = facts["boundary"]
    return RegionRecord(
        code=facts["code"],
        names=facts["names"],
        time_zone=facts["time_zone"],
        country=facts["country"],
        subdivision=facts.get("subdivision"),
        currency=facts["currency"],
        languages=facts["languages"],
        centre_lat=facts["centre"]["lat"],
        centre_lon=facts["centre"]["lon"],
        west=west,
        south=south,
        east=east,
        north=north,
        attribution=facts["attribution"],
        licence=facts["licence"]["id"],
    )
