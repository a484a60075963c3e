"""A server, a worker and a mail server with the sample region, as an operator runs them."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.accounts import service
from server.accounts.models import Membership, Organisation
from server.config import Settings
from server.db import Database
from server.permissions import Role
from tests.server.kills.postbox import Postbox, open_postbox
from tests.server.kills.processes import Service
from tests.server.live import free_port
from tests.server.people import make_organisation

REGION: Final = "helsinki"
PASSWORD: Final = "correct horse battery"  # noqa: S105 - of people who exist for a minute


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of an organisation, who can sign in."""

    email: str
    organisation: str
    organisation_id: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the stories take place."""

    address: str
    database: Database
    box: Postbox

    def join(self, name: str, organisation: str, kind: str = "tourism_association") -> Person:
        """Keep an organisation with one person, who owns it."""
        key = make_organisation(self.database, organisation, kind)
        newcomer = service.Newcomer(f"{uuid.uuid4().hex[:12]}@example.jp", PASSWORD, name)
        with self.database.writing() as session:
            account = service.register(session, newcomer, now=dt.datetime.now(dt.UTC))
            session.add(Membership(organisation_id=key, account_id=account.id, role=Role.OWNER))
            session.get_one(Organisation, key).region_code = REGION
        return Person(newcomer.email, organisation, key)

    def ask(
        self, who: Person, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Do something over the API, as somebody's program would."""
        headers = {"Authorization": f"Bearer {self._token(who)}", "If-Match": "*"}
        return self._answered(method, path, body, headers)

    def ask_as_guest(
        self, path: str, body: Mapping[str, Any], key: str | None = None
    ) -> dict[str, Any]:
        """Do something over the API without an account, with the key of a booking if given."""
        headers = {"Idempotency-Key": str(uuid.uuid4()), **({"Booking-Key": key} if key else {})}
        return self._answered("POST", path, body, headers)

    def _answered(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        url = f"{self.address}{path}"
        answer = requests.request(method, url, json=body, headers=headers, timeout=60)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def _token(self, who: Person) -> str:
        now = dt.datetime.now(dt.UTC)
        with self.database.writing() as session:
            return service.sign_in(session, who.email, PASSWORD, now=now).access


def _database(folder: Path) -> Database:
    database = Database.at(Settings(data_dir=folder, database_url=None).sqlalchemy_url)
    migrations.upgrade(database.engine)
    for dataset in list_datasets():
        if dataset.region.code == REGION:
            load_dataset(database, dataset, now=dt.datetime.now(dt.UTC))
    return database


def _settings(folder: Path, port: int, box: Postbox) -> dict[str, str]:
    return {
        "DATABASE_URL": "",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WORKERS": "1",
        "RATE_LIMIT_ENABLED": "false",
        "PLAN_ITERATIONS": "200",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(box.port),
        "SMTP_STARTTLS": "false",
    }


@contextmanager
def open_stage(folder: Path, networks: Path) -> Iterator[Stage]:
    """Give a running service in an empty `folder`; all of it ends with the context."""
    shutil.copytree(networks, folder / "networks")
    database = _database(folder)
    with open_postbox() as box:
        settings = _settings(folder, free_port(), box)
        server, worker = Service("serve", folder, settings), Service("worker", folder, settings)
        try:
            server.start()
            worker.start()
            yield Stage(f"http://127.0.0.1:{settings['PORT']}", database, box)
        finally:
            worker.stop()
            server.stop()
            database.close()
