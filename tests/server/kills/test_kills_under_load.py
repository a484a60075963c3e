"""Server, worker and database are killed while people book: what was told stays true."""

from __future__ import annotations

import logging
import os
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from server import migrations
from server.db import Database
from tests.databases import missing_postgresql, new_cluster
from tests.server.bookings.builders import committed_database
from tests.server.kills.reckoning import (
    assert_all_is_kept,
    assert_all_letters_went,
    assert_same_answers,
)
from tests.server.kills.scene import Scene, Victim, scene

log = logging.getLogger(__name__)

pytestmark = pytest.mark.xdist_group("busy")  # each keeps a machine busy by itself

ROUNDS: Final = int(os.environ.get("YORIMICHI_KILLS", "1"))
"""How often each is killed; `--log-cli-level=INFO` tells what was seen."""


def _once_on(database_url: str, backend: str) -> None:
    """Let a single kill be tried on one database, and more of them on both."""
    if ROUNDS == 1 and not database_url.startswith(backend):
        pytest.skip(f"one kill is tried on {backend}; YORIMICHI_KILLS=2 tries both databases")


def _kill_again_and_again(made: Scene, victim: Victim) -> None:
    for _ in range(ROUNDS):
        made.round(victim)
        assert_all_is_kept(made)
    assert_same_answers(made)
    made.finish()
    assert_all_is_kept(made)
    log.info(_told(made))
    statuses = {status for guest in made.guests for status in guest.seen.answers}
    assert statuses <= {200, 201, 409, 412, 503}


def _told(made: Scene) -> str:
    seen = [guest.seen for guest in made.guests]
    answers = sum((s.answers for s in seen), Counter())
    return (
        f"{made.database.dialect}: {ROUNDS} kills, {made.asking_at_kills} requests under way, "
        f"{sum(s.unanswered for s in seen)} unanswered, "
        f"answers {dict(sorted(answers.items()))}, "
        f"{sum(s.done_unknown for s in seen)} done but the answer lost, "
        f"{sum(len(g.bookings) for g in made.guests)} bookings, "
        f"{len(made.box.accepted)} letters, "
        f"{sum(made.box.accepted.values()) - len(made.box.accepted)} of them twice"
    )


def test_what_a_killed_server_has_told_stays_true(database_url: str, tmp_path: Path) -> None:
    _once_on(database_url, "sqlite")
    with (
        committed_database(database_url, tmp_path) as database,
        scene(database, tmp_path, "server") as made,
    ):
        _kill_again_and_again(made, made.server)
        assert_all_letters_went(made)
        _assert_sound(database)


def test_a_killed_worker_sends_every_letter_and_loses_no_booking(
    database_url: str, tmp_path: Path
) -> None:
    """A mail server cannot be asked what it took: what was under way at a kill may go twice."""
    _once_on(database_url, "postgresql")
    with (
        committed_database(database_url, tmp_path) as database,
        scene(database, tmp_path, "worker") as made,
    ):
        _kill_again_and_again(made, made.worker)
        assert_all_letters_went(made, twice_at_most=ROUNDS)


def test_what_was_told_before_postgresql_was_killed_stays_true(tmp_path: Path) -> None:
    reason = missing_postgresql()
    if reason:
        pytest.skip(reason)
    with new_cluster(durable=True) as cluster:
        database = Database.at(cluster.url)
        migrations.upgrade(database.engine)
        try:
            with scene(database, tmp_path, "postgresql") as made:
                _kill_again_and_again(made, cluster)
                assert_all_letters_went(made)
        finally:
            database.close()


def _assert_sound(database: Database) -> None:
    if database.dialect == "sqlite":
        with database.reading() as session:
            assert session.scalars(sa.text("PRAGMA integrity_check")).all() == ["ok"]
