"""`yorimichi photos`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

import click
from rich.console import Console

from server.config import Settings
from server.db import Database
from server.experiences.photo_models import ExperiencePhoto
from server.spots.photo_models import Photo, SpotPhoto
from server.spots.photo_store import PhotoStore
from server.spots.photos import digests_in_use

KINDS: Final[tuple[type[Photo], ...]] = (SpotPhoto, ExperiencePhoto)
"""All photos whose files lie in the store; of any other the files would be tidied away."""


@click.group("photos")
def photos() -> None:
    """Look after the files of photos of spots and experiences."""


@photos.command()
def tidy() -> None:
    """Remove the files that no photo has any more and that are older than a day."""
    settings = Settings()
    database = Database.at(settings.sqlalchemy_url)

    def in_use(digests: Collection[str]) -> set[str]:
        with database.reading() as session:
            return digests_in_use(session, digests, KINDS)

    report = PhotoStore(settings.photos_folder).tidy(in_use, now=dt.datetime.now(dt.UTC))
    database.close()
    Console().print(
        f"{report.removed} files removed, {report.freed_bytes / 1e6:.1f} MB freed; "
        f"{report.kept} files kept",
        highlight=False,
    )
