"""`yorimichi seed`: put the datasets that come with the product into the database."""

from __future__ import annotations

import datetime as dt

import click
from rich.console import Console

from seed_spots.datasets import Dataset, list_datasets
from server.config import Settings
from server.db import Database
from server.regions.service import save_region
from server.spots.records import SpotRecord
from server.spots.service import SaveReport, save_spots


class SeedError(ValueError):
    """A dataset has faults; the message names each."""


def read_spots(dataset: Dataset) -> list[SpotRecord]:
    """Return the dataset's spots.

    Raises
    ------
    SeedError
        If a list has faults.
    """
    return _read_lists(dataset) if dataset.has_lists else _read_sample_extract(dataset)


def _read_lists(dataset: Dataset) -> list[SpotRecord]:
    from server.spots.listed_spots import ListSource, read_spot_list
    from server.spots.spot_supplement import merge, parse_supplement

    region = dataset.region
    source = ListSource(region.code, region.attribution, region.licence)
    tourism = dataset.folder / "tourism.csv"
    spots = read_spot_list(tourism.read_bytes(), tourism.name, source)
    added = parse_supplement((dataset.folder / "supplement.csv").read_bytes())
    told = [
        *(f"row {f.row} {f.column}: {f.code} {f.found}" for f in spots.read.faults),
        *(f"row {f.row} {f.column}: {f.code} {f.found}" for f in added.errors),
    ]
    if told:
        raise SeedError(f"{dataset.folder.name}: {'; '.join(told)}")
    return list(merge(spots.records, added.by_id))


def _read_sample_extract(dataset: Dataset) -> list[SpotRecord]:
    from routing.street_network import sample_pbf
    from server.spots.osm_import import read_osm_spots

    region = dataset.region
    found = read_osm_spots(
        sample_pbf(), local_language=region.languages[0], currency=region.currency
    )
    return list(found.records)


def load_dataset(database: Database, dataset: Dataset, *, now: dt.datetime) -> SaveReport:
    """Put one dataset into the database; loading it twice changes nothing."""
    records = read_spots(dataset)
    with database.writing() as session:
        save_region(session, dataset.region, now=now)
        session.flush()
        return save_spots(session, dataset.region.code, records, now=now)


@click.command()
def seed() -> None:
    """Load the datasets that come with the product."""
    console = Console(highlight=False)
    database = Database.at(Settings().sqlalchemy_url)
    for dataset in list_datasets():
        with console.status(f"Loading {dataset.region.code} …"):
            done = load_dataset(database, dataset, now=dt.datetime.now(dt.UTC))
        console.print(
            f"{dataset.region.code}: {done.created} spots created, {done.updated} updated, "
            f"{done.unchanged} unchanged"
        )
    database.close()
