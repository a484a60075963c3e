"""`yorimichi spots`: fill a region with spots."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from server.config import Settings
from server.db import Database


@click.group()
def spots() -> None:
    """Fill a region with spots."""


@spots.command("import-osm")
@click.option("--region", required=True, help="Code of an existing region.")
@click.option(
    "--language", help="Language of plain `name` tags; the region's first language unless told."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_osm(region: str, language: str | None, file: Path) -> None:
    """Import the places worth a stop from an OpenStreetMap FILE (.osm.pbf or .osm)."""
    from server.regions.service import get_region
    from server.spots.osm_import import read_osm_spots
    from server.spots.service import save_spots

    console = Console()
    database = Database.at(Settings().sqlalchemy_url)
    with database.reading() as session:
        place = get_region(session, region)
    with console.status(f"Reading {file.name} …"):
        found = read_osm_spots(
            file,
            local_language=language or place.languages[0],
            currency=place.currency,
        )
    with database.writing() as session:
        saved = save_spots(session, region, found.records, now=dt.datetime.now(dt.UTC))
    database.close()
    table = Table(title=f"Spots of {region} from {file.name}", title_justify="left")
    for heading in ("category", "spots", "with hours"):
        table.add_column(heading, justify="left" if heading == "category" else "right")
    for line in found.report.categories:
        table.add_row(line.category, str(line.spots), str(line.with_hours))
    console.print(table)
    console.print(
        f"{saved.created} created, {saved.updated} updated, {saved.unchanged} unchanged. "
        "© OpenStreetMap contributors, ODbL 1.0."
    )


@spots.command()
def reindex() -> None:
    """Write anew by which words spots are found; needed only after changes made by hand."""
    from server.spots.words import reindex as write_words

    database = Database.at(Settings().sqlalchemy_url)
    with database.writing() as session:
        changed = write_words(session)
    database.close()
    Console().print(f"The words of {changed} spots had been wrong or missing.", highlight=False)
