"""A process dies right before or right after it has written: the same request is done once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from server.app import create_app
from server.bookings.models import Booking
from server.config import Settings
from server.db import Database
from server.idempotency.models import KeptAnswer
from server.outbox.models import Mail
from tests.server.bookings.builders import committed_database, make_rice_field
from tests.server.conftest import NOW

CONTACT = {"name": "青森 花子", "email": "hanako@example.jp", "language": "ja"}

_DIES = """
import datetime as dt, json, os, signal, sys
from sqlalchemy import event
from sqlalchemy.orm import Session
from server.app import create_app
from server.config import Settings
from server.db import Database

url, folder, now, moment, path, body, headers = sys.argv[1:]
settings = Settings(data_dir=folder, rate_limit_enabled=False)
now = dt.datetime.fromisoformat(now)
app = create_app(settings, database=Database.at(url), now=lambda: now)

def die(session):
    if session.get_nested_transaction() is None:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Session, moment, die)
app.test_client().post(path, json=json.loads(body), headers=json.loads(headers))
"""


@dataclass
class Asked:
    """A request that can be sent again."""

    path: str
    body: dict[str, Any]
    more: dict[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def headers(self) -> dict[str, str]:
        """What goes along with it."""
        return {"Idempotency-Key": self.key, **self.more}


class Scene:
    """A database, the service over it, and processes of it that die."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        settings = Settings(data_dir=folder, rate_limit_enabled=False)
        self.app = create_app(settings, database=database, now=lambda: NOW)

    def send(self, asked: Asked) -> TestResponse:
        """Send a request to a service that lives."""
        return self.app.test_client().post(asked.path, json=asked.body, headers=asked.headers)

    def dies(self, asked: Asked, moment: str) -> None:
        """Send a request to a process that dies at a moment of its transaction."""
        url = self.database.engine.url.render_as_string(hide_password=False)
        told = (asked.path, json.dumps(asked.body), json.dumps(asked.headers))
        command = [sys.executable, "-c", _DIES, url, str(self.folder), NOW.isoformat(), moment]
        ended = subprocess.run([*command, *told], timeout=120, env=os.environ, check=False)
        assert ended.returncode == -signal.SIGKILL

    def picture(self) -> tuple[int, list[tuple[str, int]], int]:
        """Return how many answers are kept, the bookings with their versions, and the letters."""
        with self.database.reading() as session:
            answers = sa.select(sa.func.count()).select_from(KeptAnswer)
            letters = sa.select(sa.func.count()).select_from(Mail)
            bookings = session.execute(sa.select(Booking.status, Booking.version))
            return (
                session.scalars(answers).one(),
                [(row.status, row.version) for row in bookings],
                session.scalars(letters).one(),
            )


@pytest.fixture
def scene(database_url: str, tmp_path: Path) -> Iterator[Scene]:
    with committed_database(database_url, tmp_path) as database:
        yield Scene(database, tmp_path)


def _hold(scene: Scene) -> Asked:
    rice = make_rice_field(scene.database)
    units = [{"unit_id": rice.adult, "quantity": 2}]
    return Asked("/v1/bookings", {"slot_id": rice.slots[0], "units": units, "contact": CONTACT})


def _confirm(scene: Scene) -> Asked:
    made = scene.send(_hold(scene)).get_json()
    return Asked(f"/v1/bookings/{made['id']}/confirm", {}, {"Booking-Key": made["key"]})


def test_a_hold_whose_answer_was_cut_off_is_answered_as_it_was_made(scene: Scene) -> None:
    asked = _hold(scene)
    scene.dies(asked, "after_commit")
    _assert_answered_as_kept(scene, asked, 201)
    assert scene.picture() == (1, [("ON_HOLD", 1)], 0)


def test_a_step_whose_answer_was_cut_off_is_answered_as_it_was_taken(scene: Scene) -> None:
    asked = _confirm(scene)
    scene.dies(asked, "after_commit")
    assert scene.picture() == (2, [("CONFIRMED", 2)], 1)
    _assert_answered_as_kept(scene, asked, 200)
    assert scene.picture() == (2, [("CONFIRMED", 2)], 1)


def _assert_answered_as_kept(scene: Scene, asked: Asked, status: int) -> None:
    with scene.database.reading() as session:
        kept = session.scalars(sa.select(KeptAnswer).where(KeptAnswer.key == asked.key)).one()
    for _ in range(2):
        answer = scene.send(asked)
        assert (answer.status_code, answer.text) == (status, kept.content)
        assert answer.headers["Idempotency-Replayed"] == "true"


def test_what_was_cut_off_before_it_was_written_is_done_when_asked_again(scene: Scene) -> None:
    asked = _confirm(scene)
    scene.dies(asked, "before_commit")
    assert scene.picture() == (1, [("ON_HOLD", 1)], 0)
    answer = scene.send(asked)
    assert answer.status_code == 200
    assert "Idempotency-Replayed" not in answer.headers
    assert scene.picture() == (2, [("CONFIRMED", 2)], 1)
    assert scene.send(asked).text == answer.text
