"""`yorimichi worker`."""

from __future__ import annotations

import datetime as dt
import time
from typing import Final

import click
import structlog

from server.config import Settings
from server.db import Database
from server.outbox.delivery import deliverer
from server.outbox.worker import send_due

log = structlog.get_logger()

_PAUSE_S: Final = 5.0


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@click.command("worker")
@click.option("--once", is_flag=True, help="Send what is due and stop.")
def worker(once: bool) -> None:
    """Send the mail that waits in the outbox."""
    settings = Settings()
    database = Database.at(settings.sqlalchemy_url)
    deliver = deliverer(settings)
    while True:
        sent = send_due(database, deliver, sender=settings.mail_from, now=_utc_now)
        if once and not sent:
            return
        if sent:
            log.info("mail_sent", count=sent)
        else:
            time.sleep(_PAUSE_S)
