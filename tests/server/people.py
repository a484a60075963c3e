"""People of organisations, signed in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Flask

from server.accounts import service
from server.accounts.models import Membership, Organisation
from server.accounts.service import Newcomer
from server.db import Database
from server.http.access import Principal
from server.permissions import Role
from tests.server.builders import EPOCH
from tests.server.conftest import NOW

Headers = Mapping[str, str]


def recognise(app: Flask, database: Database) -> None:
    """Let `app` know the tokens of the people in `database`."""

    def authenticate(token: str) -> Principal | None:
        with database.reading() as session:
            stay = service.find_stay(session, token, now=NOW)
            if stay is None:
                return None
            roles = {m.organisation_id: Role(m.role) for m in stay.account.memberships}
            return Principal(stay.account_id, roles, stay.account.is_admin)

    app.extensions["yorimichi.access"] = authenticate


def make_organisation(
    database: Database, name: str = "観光協会", kind: str = "tourism_association"
) -> str:
    """Keep an association, unless told otherwise, and return its id."""
    key = str(uuid.uuid4())
    with database.writing() as session:
        session.add(
            Organisation(
                id=key,
                kind=kind,
                names={"ja": name},
                created_at=EPOCH,
                updated_at=EPOCH,
            )
        )
    return key


def signed_in(
    database: Database,
    organisation_id: str | None,
    role: Role = Role.EDITOR,
    *,
    admin: bool = False,
) -> Headers:
    """Keep somebody with a role in an organisation and return their request headers."""
    newcomer = Newcomer(f"{uuid.uuid4()}@example.jp", "correct horse")
    with database.writing() as session:
        account = service.register(session, newcomer, now=NOW, is_admin=admin)
        if organisation_id is not None:
            session.add(
                Membership(organisation_id=organisation_id, account_id=account.id, role=role)
            )
        tokens = service.sign_in(session, newcomer.email, newcomer.password, now=NOW)
    return {"Authorization": f"Bearer {tokens.access}"}
