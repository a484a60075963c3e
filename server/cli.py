"""`yorimichi` on the command line.

Each command imports what it needs when it runs, so that `--help` and small commands stay quick.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import Final

import click
from rich.console import Console

from server.config import Settings
from server.db import Database
from server.errors import AppError, Invalid
from server.itineraries.commands import plan
from server.regions.commands import network
from server.spots.commands import spots

_PLUGINS: Final = "yorimichi.commands"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yorimichi")
def commands() -> None:
    """Plan days that respect every clock, with lesser-known places in them."""


@commands.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from server import migrations

    database = Database.at(Settings().sqlalchemy_url)
    before = migrations.current_revision(database.engine)
    migrations.upgrade(database.engine)
    after = migrations.current_revision(database.engine)
    database.close()
    Console().print(
        f"Database at revision {after}" + ("" if before != after else ", nothing to do"),
        highlight=False,
    )


@commands.command()
def serve() -> None:
    """Serve the API and its pages with gunicorn (HOST, PORT, WORKERS, THREADS)."""
    from server.gunicorn_app import run

    run(Settings())


@commands.command()
@click.option("--output", type=click.Path(dir_okay=False, writable=True), help="File to write.")
def openapi(output: str | None) -> None:
    """Write the API's contract as YAML."""
    from pathlib import Path

    from server.app import openapi_document
    from server.http.openapi import to_yaml

    text = to_yaml(openapi_document())
    if output is None:
        click.echo(text, nl=False)
    else:
        Path(output).write_text(text, encoding="utf-8")


@commands.command("check-migrations", hidden=True)
def check_migrations() -> None:
    """Compare a freshly migrated database with the tables in the code."""
    from server import migrations

    engine = Database.at(Settings().sqlalchemy_url).engine
    migrations.upgrade(engine)
    migrations.check(engine)


for command in (network, plan, spots):
    commands.add_command(command)


def _add_plugins() -> None:
    """Add commands of layers above the service, such as `seed`."""
    for plugin in entry_points(group=_PLUGINS):
        commands.add_command(plugin.load())


def _explain(error: Exception) -> str:
    if isinstance(error, Invalid):
        return "; ".join(f"{f.pointer}: {f.message('en')}" for f in error.faults)
    return str(error).strip() or type(error).__name__


def main() -> None:
    """Run one command; a failure is one clear line and exit status 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from routing.errors import RoutingError

    _add_plugins()
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        sys.exit("Stopped.")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SQLAlchemyError as error:
        sys.exit(f"yorimichi: the database does not answer as expected: {_first_line(error)}")
    except (AppError, RoutingError, OSError, ValueError) as error:
        sys.exit(f"yorimichi: {_explain(error)}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] + "; did `yorimichi migrate` run?"
