"""`yorimichi photos`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import click
from rich.console import Console

from server.config import Settings
from server.db import Database
from server.spots import photos as use_cases
from server.spots.photo_store import PhotoStore


@click.group("photos")
def photos() -> None:
    """Look after the files of spots' photos."""


@photos.command()
def tidy() -> None:
    """Remove the files that no photo has any more and that are older than a day."""
    settings = Settings()
    database = Database.at(settings.sqlalchemy_url)

    def in_use(digests: Collection[str]) -> set[str]:
        with database.reading() as session:
            return use_cases.digests_in_use(session, digests)

    report = PhotoStore(settings.photos_folder).tidy(in_use, now=dt.datetime.now(dt.UTC))
    database.close()
    Console().print(
        f"{report.removed} files removed, {report.freed_bytes / 1e6:.1f} MB freed; "
        f"{report.kept} files kept",
        highlight=False,
    )
