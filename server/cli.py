"""`yorimichi` on the command line.

Each command imports what it needs when it runs, so that `--help` and small commands stay quick.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final, cast

import click
from pydantic import ValidationError
from rich.console import Console

from server.config import Settings
from server.db import Database
from server.errors import AppError, Invalid
from server.logs import configure_logs

_PLUGINS: Final = "yorimichi.commands"
"""Entry points through which layers above the service add commands, such as `seed`."""

_DOMAIN_COMMANDS: Final = {
    "account": "server.accounts.commands",
    "import": "server.exchange.commands",
    "network": "server.regions.commands",
    "photos": "server.experiences.photo_commands",
    "plan": "server.itineraries.commands",
    "region": "server.regions.region_commands",
    "spots": "server.spots.commands",
    "worker": "server.worker.commands",
}

_NAMES: Final = {"import": "import_command"}
"""What a command is called in its module where Python keeps the word for itself."""


class _LazyGroup(click.Group):
    """Imports a command's module when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        plugins = entry_points(group=_PLUGINS).names
        return sorted({*super().list_commands(ctx), *_DOMAIN_COMMANDS, *plugins})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _DOMAIN_COMMANDS:
            module = import_module(_DOMAIN_COMMANDS[cmd_name])
            return cast(click.Command, getattr(module, _NAMES.get(cmd_name, cmd_name)))
        for plugin in entry_points(group=_PLUGINS, name=cmd_name):
            return cast(click.Command, plugin.load())
        return super().get_command(ctx, cmd_name)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
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


def _explain(error: Exception) -> str:
    if isinstance(error, Invalid):
        return "; ".join(f"{f.pointer}: {f.message('en')}" for f in error.faults)
    if isinstance(error, ValidationError):
        return "; ".join(f"{_setting(e['loc'])}: {e['msg']}" for e in error.errors())
    return str(error).strip() or type(error).__name__


def _setting(location: tuple[int | str, ...]) -> str:
    """Return the environment variable behind a field of the settings."""
    return "/".join(str(part) for part in location).upper()


def main() -> None:
    """Run one command; a failure is one clear line and exit status 1."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from routing.errors import RoutingError

    configure_logs(as_json=False, level=logging.WARNING)
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        sys.exit("Stopped.")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ArgumentError as error:
        sys.exit(f"yorimichi: DATABASE_URL: {_explain(error)}")
    except SQLAlchemyError as error:
        sys.exit(f"yorimichi: the database does not answer as expected: {_first_line(error)}")
    except (AppError, RoutingError, OSError, ValueError) as error:
        sys.exit(f"yorimichi: {_explain(error)}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] + "; did `yorimichi migrate` run?"
