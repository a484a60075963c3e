"""`yorimichi account`: let the first people in."""

from __future__ import annotations

import datetime as dt

import click
import pydantic
from rich.console import Console

from server.accounts import service
from server.accounts.schemas import AccountIn
from server.config import Settings
from server.db import Database


@click.group()
def account() -> None:
    """Let people in whom nobody else can."""


@account.command("create-admin")
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--language", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
@click.password_option(envvar="YORIMICHI_PASSWORD", help="Asked for when not given.")
def create_admin(email: str, name: str, language: str, password: str) -> None:
    """Make a platform administrator, who may do everything everywhere."""
    person = _checked(email, name, language, password)
    newcomer = service.Newcomer(person.email, person.password, person.name, person.language)
    database = Database.at(Settings().sqlalchemy_url)
    with database.writing() as session:
        made = service.register(session, newcomer, now=dt.datetime.now(dt.UTC), is_admin=True)
        Console().print(f"{made.email} is a platform administrator now", highlight=False)
    database.close()


def _checked(email: str, name: str, language: str, password: str) -> AccountIn:
    """Return what the API would take, too.

    Raises
    ------
    click.UsageError
        Naming every fault.
    """
    given = {"email": email, "name": name, "language": language, "password": password}
    try:
        return AccountIn.model_validate(given)
    except pydantic.ValidationError as refusal:
        faults = [f"--{fault['loc'][0]}: {fault['msg']}" for fault in refusal.errors()]
        raise click.UsageError("; ".join(faults)) from refusal
