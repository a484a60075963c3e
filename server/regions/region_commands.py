"""`yorimichi region`: register a region without building a street network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console

from server.config import Settings
from server.db import Database
from server.regions.service import RegionRecord, find_region, save_region


@dataclass(frozen=True, slots=True)
class _Box:
    west: float
    south: float
    east: float
    north: float


@click.group()
def region() -> None:
    """Register regions."""


@region.command()
@click.option("--code", required=True, help="Region code, such as yamaguchi.")
@click.option("--name", required=True, help="What it is called in its first language.")
@click.option("--bbox", required=True, help="west,south,east,north in degrees.")
@click.option("--subdivision", help="ISO 3166-2 code of its prefecture, such as JP-35.")
@click.option("--time-zone", default="Asia/Tokyo", show_default=True)
@click.option("--country", default="JP", show_default=True)
@click.option("--currency", default="JPY", show_default=True)
@click.option("--languages", default="ja,en", show_default=True)
@click.option("--attribution", default="", help="Whom to name for what is said of the region.")
@click.option("--licence", default="", help="The licence of what is said of the region.")
def add(code: str, name: str, bbox: str, languages: str, **facts: Any) -> None:
    """Register a region whose travel times are estimated until it has a street network."""
    box, tags = _box(bbox), languages.split(",")
    record = RegionRecord(
        code=code,
        names={tags[0]: name},
        languages=tags,
        centre_lat=(box.south + box.north) / 2,
        centre_lon=(box.west + box.east) / 2,
        west=box.west,
        south=box.south,
        east=box.east,
        north=box.north,
        **facts,
    )
    database = Database.at(Settings().sqlalchemy_url)
    with database.writing() as session:
        if find_region(session, code) is not None:
            raise click.UsageError(f"there is a region {code} already")
        save_region(session, record, now=dt.datetime.now(dt.UTC))
    database.close()
    Console().print(f"{code}: registered as a new region, {record.time_zone}", highlight=False)


def _box(text: str) -> _Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise click.UsageError("--bbox: four numbers, west,south,east,north") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise click.UsageError("--bbox: west,south,east,north in degrees, south below north")
    return _Box(west, south, east, north)
