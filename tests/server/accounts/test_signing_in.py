"""Registering, signing in, staying signed in, and being signed out at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from server.accounts import service
from server.accounts.errors import EmailTaken, WrongCredentials
from server.accounts.models import Account, SignIn
from server.accounts.service import ACCESS_FOR, AT_ONCE, REFRESH_FOR, Newcomer, Tokens
from server.db import Database
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import committed_database

NOW = dt.datetime(2027, 3, 1, 3, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
HANAKO = Newcomer("hanako@example.jp", "correct horse", name="花子")


@pytest.fixture
def hanako(database: RolledBackDatabase) -> Account:
    """Somebody who has registered."""
    with database.writing() as session:
        return service.register(session, HANAKO, now=NOW)


def _signed_in(database: Database, at: dt.datetime = NOW) -> Tokens:
    with database.writing() as session:
        return service.sign_in(session, HANAKO.email, HANAKO.password, now=at)


def _renewed(database: Database, refresh: str, at: dt.datetime = NOW) -> Tokens | None:
    with database.writing() as session:
        return service.renew(session, refresh, now=at)


def _is_good(database: Database, access: str, at: dt.datetime = NOW) -> bool:
    with database.reading() as session:
        return service.find_stay(session, access, now=at) is not None


def test_an_address_has_one_account_however_it_is_written(
    database: RolledBackDatabase, hanako: Account
) -> None:
    again = replace(HANAKO, email=" Hanako@Example.JP ")
    with database.writing() as session, pytest.raises(EmailTaken):
        service.register(session, again, now=NOW)
    with database.writing() as session:
        assert service.sign_in(session, again.email, again.password, now=NOW)


@pytest.mark.parametrize(
    ("email", "password"),
    [(HANAKO.email, "correct house"), ("nobody@example.jp", HANAKO.password), ("", "")],
)
def test_a_wrong_address_and_a_wrong_password_are_refused_alike(
    database: RolledBackDatabase, hanako: Account, email: str, password: str
) -> None:
    with database.writing() as session, pytest.raises(WrongCredentials):
        service.sign_in(session, email, password, now=NOW)


def test_an_access_token_runs_out(database: RolledBackDatabase, hanako: Account) -> None:
    tokens = _signed_in(database)
    assert _is_good(database, tokens.access, NOW + ACCESS_FOR - SECOND)
    assert not _is_good(database, tokens.access, NOW + ACCESS_FOR)


def test_a_renewal_replaces_both_tokens(database: RolledBackDatabase, hanako: Account) -> None:
    first = _signed_in(database)
    second = _renewed(database, first.refresh)
    assert second is not None
    assert _is_good(database, second.access)
    assert not _is_good(database, first.access)


def test_a_spent_refresh_token_ends_the_stay(database: RolledBackDatabase, hanako: Account) -> None:
    first = _signed_in(database)
    elsewhere = _signed_in(database)
    second = _renewed(database, first.refresh)
    third = _renewed(database, second.refresh) if second else None
    assert third is not None
    assert _renewed(database, first.refresh) is None
    assert not _is_good(database, third.access)
    assert _renewed(database, third.refresh) is None
    assert _is_good(database, elsewhere.access)


def test_who_sends_a_refresh_token_twice_at_once_stays_signed_in(
    database: RolledBackDatabase, hanako: Account
) -> None:
    first = _signed_in(database)
    second = _renewed(database, first.refresh)
    assert second is not None
    for _ in range(3):
        assert _renewed(database, first.refresh, NOW + AT_ONCE - SECOND) is None
    assert _is_good(database, second.access)
    third = _renewed(database, second.refresh)
    assert third is not None, "what came too late has not spent it"
    assert _renewed(database, second.refresh) is None
    assert _is_good(database, third.access)


def test_a_spent_refresh_token_ends_the_stay_ten_seconds_later(
    database: RolledBackDatabase, hanako: Account
) -> None:
    first = _signed_in(database)
    second = _renewed(database, first.refresh)
    assert _renewed(database, first.refresh, NOW + AT_ONCE) is None
    assert second is not None
    assert not _is_good(database, second.access)


def test_many_renewals_at_the_same_instant_leave_one_winner_signed_in(
    database_url: str, tmp_path: Path
) -> None:
    with committed_database(database_url, tmp_path) as database:
        with database.writing() as session:
            service.register(session, HANAKO, now=NOW)
        refresh = _signed_in(database).refresh
        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(lambda _: _renewed(database, refresh), range(16)))
        (winner,) = [tokens for tokens in told if tokens is not None]
        assert _is_good(database, winner.access)
        assert _renewed(database, winner.refresh) is not None


def test_a_refresh_token_runs_out(database: RolledBackDatabase, hanako: Account) -> None:
    tokens = _signed_in(database)
    assert _renewed(database, tokens.refresh, NOW + REFRESH_FOR) is None


@pytest.mark.parametrize("refresh", ["", ".", "unknown", "unknown.secret", "é.é"])
def test_what_never_was_a_refresh_token_renews_nothing(
    database: RolledBackDatabase, refresh: str
) -> None:
    assert _renewed(database, refresh) is None


def test_signing_out_ends_both_tokens_of_this_stay_only(
    database: RolledBackDatabase, hanako: Account
) -> None:
    here, elsewhere = _signed_in(database), _signed_in(database)
    with database.writing() as session:
        service.sign_out(session, here.access)
    assert not _is_good(database, here.access)
    assert _renewed(database, here.refresh) is None
    assert _is_good(database, elsewhere.access)


def test_a_new_password_ends_every_stay_and_the_old_password(
    database: RolledBackDatabase, hanako: Account
) -> None:
    stays = [_signed_in(database) for _ in range(3)]
    with database.writing() as session:
        account = session.get_one(Account, hanako.id)
        service.change_password(session, account, "battery staple", now=NOW)
    assert not any(_is_good(database, stay.access) for stay in stays)
    with pytest.raises(WrongCredentials):
        _signed_in(database)


def test_the_database_holds_no_token_and_no_password(
    database: RolledBackDatabase, hanako: Account
) -> None:
    tokens = _signed_in(database)
    with database.reading() as session:
        (stay,) = session.query(SignIn).all()
        kept = f"{stay.access} {stay.refresh} {stay.account.password_hash}"
    for secret in (tokens.access, tokens.refresh.partition(".")[2], HANAKO.password):
        assert secret not in kept
