"""`yorimichi worker`."""

from __future__ import annotations

import datetime as dt
import signal
import threading

import click

from server.config import Settings
from server.db import Database
from server.outbox.delivery import Letterhead, deliverer
from server.worker.chores import do_once, keep_doing
from server.worker.round import chores_of


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Send mail and refunds, let holds run out, make slots, and tidy up; several may run."""
    from server.bookings.stripe_payments import open_stripe

    settings = Settings()
    database = Database.at(settings.sqlalchemy_url)
    chores = chores_of(
        database,
        deliverer(settings),
        head=Letterhead(settings.mail_from, settings.home),
        mail_dir=settings.mail_dir,
        payments=open_stripe(settings),
        now=_utc_now,
    )
    try:
        if once:
            _require_done(do_once(chores))
            return
        keep_doing(chores, _told_to_stop())
    finally:
        database.close()


def _require_done(failed: list[str]) -> None:
    if failed:
        raise click.ClickException(f"These chores failed: {', '.join(failed)}.")


def _told_to_stop() -> threading.Event:
    """Return what is set once the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
