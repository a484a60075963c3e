"""The service at other times than the fixed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.accounts.authentication import authenticator
from server.app import create_app
from server.http import access
from server.services import services
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW

Clock = Callable[[dt.datetime], FlaskClient]


@pytest.fixture
def at(app: Flask, database: RolledBackDatabase) -> Clock:
    """Give a client of the service at another time; who has signed in stays so."""
    with app.app_context():
        settings = services().settings

    def client_at(moment: dt.datetime) -> FlaskClient:
        later = create_app(settings, database=database, now=lambda: moment)
        access.install(later, authenticator(database, lambda: NOW))
        return later.test_client()

    return client_at
