"""From a bearer token to who is calling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from server.accounts.models import Account
from server.accounts.service import find_stay
from server.db import Database
from server.http.access import Authenticate, Principal
from server.permissions import Role


def principal_of(account: Account) -> Principal:
    """Return what the account may be recognised by."""
    roles = {m.organisation_id: Role(m.role) for m in account.memberships}
    return Principal(account.id, roles, account.is_admin)


def authenticator(database: Database, now: Callable[[], dt.datetime]) -> Authenticate:
    """Return what looks tokens up in `database`, at every request anew.

    Nothing is remembered between requests: a token that was taken back, and a role that was
    changed, hold from the next request on.
    """

    def authenticate(token: str) -> Principal | None:
        with database.reading() as session:
            stay = find_stay(session, token, now=now())
            return principal_of(stay.account) if stay else None

    return authenticate
