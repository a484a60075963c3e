"""`yorimichi import`: import a national open-data list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from server.config import Settings
from server.db import Database
from server.exchange.lists import ROUTINES, Order
from server.exchange.outcome import Outcome
from server.text import Language

_MOST_SHOWN = 50


@click.command("import")
@click.option("--organisation", required=True, help="Id of the organisation whose list it is.")
@click.option("--kind", type=click.Choice(sorted(ROUTINES)), default="spots", show_default=True)
@click.option("--region", help="Code of a region; the organisation's unless told.")
@click.option("--attribution", help="Whom to name; the organisation unless told.")
@click.option("--licence", help="The list's licence, such as CC-BY-4.0.")
@click.option("--dry-run", is_flag=True, help="Only tell what would become of it.")
@click.option("--publish", is_flag=True, help="Let new spots be public at once.")
@click.option("--skip-refused", is_flag=True, help="Take the rows that can be taken.")
@click.option("--replace", is_flag=True, help="Toilets, shelters: remove what is not listed.")
@click.option("--language", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(
    file: Path, kind: str, organisation: str, region: str | None, language: Language, **how: Any
) -> None:
    """Import the list in FILE (CSV or xlsx), whole or not at all."""
    from server.exchange.service import import_list

    database = Database.at(Settings().sqlalchemy_url)
    order = _order(database, organisation, region, how)
    with Console(stderr=True).status(f"Reading {file.name} …"):
        outcome = import_list(database, order, kind, file.read_bytes(), file.name)
    database.close()
    _show(outcome, language)
    if not outcome.committed:
        raise click.exceptions.Exit(1)


def _order(database: Database, key: str, code: str | None, how: dict[str, Any]) -> Order:
    from server.accounts.models import Organisation
    from server.regions.service import get_region

    with database.reading() as session:
        owner = session.scalars(sa.select(Organisation).where(Organisation.id == key)).one_or_none()
        if owner is None:
            raise click.UsageError(f"there is no organisation {key}")
        if not (code or owner.region_code):
            raise click.UsageError("the organisation has no region; name one with --region")
        return Order(
            organisation_id=owner.id,
            organisation_name=owner.names.get("ja") or next(iter(owner.names.values()), ""),
            region=get_region(session, code or str(owner.region_code)),
            account_id=None,
            now=dt.datetime.now(dt.UTC),
            **how,
        )


def _show(outcome: Outcome, language: Language) -> None:
    console = Console(highlight=False)
    for title, said in (("Refused", outcome.faults), ("Remarks", outcome.remarks)):
        if not said:
            continue
        table = Table(title=f"{title}: {len(said):,}", title_justify="left")
        for heading in ("row", "column", "code", "found", "message"):
            table.add_column(heading)
        for one in said[:_MOST_SHOWN]:
            table.add_row(str(one.row), one.column, one.code, one.found, one.message(language))
        console.print(table)
    counts = outcome.counts
    console.print(
        f"{outcome.read.rows_read:,} rows read, {outcome.accepted:,} accepted, "
        f"{outcome.rejected:,} refused, {len(outcome.read.repairs):,} cells repaired: "
        f"{counts.created:,} created, {counts.updated:,} updated, {counts.unchanged:,} unchanged, "
        f"{counts.removed:,} removed" + (" (dry run)" if outcome.dry_run else ""),
        soft_wrap=True,
    )
    if not outcome.committed:
        console.print("Nothing was imported.")
