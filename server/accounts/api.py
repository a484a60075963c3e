"""People over HTTP: registering, signing in and out, one's own account."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from server.accounts import examples, personal, resets, service
from server.accounts.models import Account
from server.accounts.schemas import (
    AccountIn,
    MeExportOut,
    MeIn,
    MeOut,
    PasswordIn,
    RefreshIn,
    ResetIn,
    ResetRequestIn,
    SignInIn,
    StayOut,
    TokensOut,
    me_out,
    tokens_out,
)
from server.errors import Unauthenticated
from server.http.access import current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.versions import require_version, version_of
from server.services import services

contract = Contract("accounts")
_SECRET = {"Cache-Control": "no-store"}


def _me(session: Session, *, to_change: bool = False) -> Account:
    account = session.get(Account, current_principal().account_id, with_for_update=to_change)
    if account is None:
        raise Unauthenticated
    return account


def _version(account: Account) -> str:
    roles = [f"{m.organisation_id}={m.role}" for m in account.memberships]
    facts = (account.name, account.language, *sorted(roles))
    return version_of(account.id, account.updated_at, *facts)


@contract.operation(
    "POST",
    "/v1/accounts",
    body=AccountIn,
    body_examples={"person": examples.ACCOUNT_EXAMPLE},
    reply=Reply(201, "The account", MeOut, example=examples.ME_EXAMPLE),
    problems=(409,),
)
def create_account(body: AccountIn) -> Answer:
    """Register."""
    newcomer = service.Newcomer(body.email, body.password, body.name, body.language)
    with services().database.writing() as session:
        account = service.register(session, newcomer, now=services().now())
        return Answer(me_out(account), {"Location": "/v1/me", **_SECRET})


@contract.operation(
    "POST",
    "/v1/tokens",
    body=SignInIn,
    body_examples={"person": examples.SIGN_IN_EXAMPLE},
    reply=Reply(200, "Tokens", TokensOut, example=examples.TOKENS_EXAMPLE),
)
def sign_in(body: SignInIn) -> Answer:
    """Sign in."""
    now = services().now()
    with services().database.reading() as session:
        person = service.recognise(session, body.email, body.password)
    with services().database.writing() as session:
        tokens = service.begin_stay(session, person, now=now)
    return Answer(tokens_out(tokens, now), _SECRET)


@contract.operation(
    "POST",
    "/v1/tokens/refresh",
    body=RefreshIn,
    body_examples={"device": {"refresh_token": "1f0e.XyZ789"}},
    reply=Reply(200, "New tokens", TokensOut, example=examples.TOKENS_EXAMPLE),
)
def refresh_tokens(body: RefreshIn) -> Answer:
    """Stay signed in.

    The refresh token is spent. Whoever sends a spent one ends the stay that it belonged to, unless
    it is the one spent within the last ten seconds: requests that were sent at once do not end it.
    """
    now = services().now()
    with services().database.writing() as session:
        tokens = service.renew(session, body.refresh_token, now=now)
    return Answer(tokens_out(service.require(tokens), now), _SECRET)


@contract.operation("DELETE", "/v1/tokens/current", reply=Reply(NO_CONTENT, "Signed out"))
def sign_out() -> Answer:
    """Sign out on this device, at once."""
    token = request.headers["Authorization"].partition(" ")[2].strip()
    with services().database.writing() as session:
        service.sign_out(session, token)
    return Answer()


@contract.operation(
    "GET", "/v1/me", reply=Reply(200, "The account", MeOut, example=examples.ME_EXAMPLE)
)
def get_me() -> Answer:
    """Show one's own account."""
    with services().database.reading() as session:
        account = _me(session)
        return Answer(me_out(account), version=_version(account))


@contract.operation(
    "PATCH",
    "/v1/me",
    body=MeIn,
    body_examples={"name": {"name": "青森 花"}},
    reply=Reply(200, "The account", MeOut, example=examples.ME_EXAMPLE),
    if_match=True,
)
def update_me(body: MeIn) -> Answer:
    """Change one's own name or language."""
    with services().database.writing() as session:
        account = _me(session, to_change=True)
        require_version(_version(account))
        service.describe_anew(account, body.name, body.language, now=services().now())
        return Answer(me_out(account), version=_version(account))


@contract.operation(
    "GET",
    "/v1/me/export",
    reply=Reply(200, "All of it", MeExportOut, example=examples.ME_EXPORT_EXAMPLE),
)
def export_me() -> Answer:
    """Hand out everything that is kept about oneself."""
    with services().database.reading() as session:
        account = _me(session)
        stays = service.list_stays(session, account)
        shown = [StayOut(signed_in_at=s.created_at, until=s.refresh_until) for s in stays]
        now = services().now()
        kept = personal.export_person(session, personal.Person.of(account))
        told = MeExportOut(account=me_out(account), signed_in=shown, kept=kept, exported_at=now)
        return Answer(told)


@contract.operation(
    "POST",
    "/v1/me/password",
    body=PasswordIn,
    body_examples={
        "password": {
            "current_password": "kaki no tane 7 tsubu",
            "new_password": "ringo no hana 5 gatsu",
        }
    },
    reply=Reply(200, "Tokens for this device", TokensOut, example=examples.TOKENS_EXAMPLE),
)
def change_password(body: PasswordIn) -> Answer:
    """Choose another password; every device is signed out at once, and this one in again."""
    now = services().now()
    with services().database.writing() as session:
        account = _me(session, to_change=True)
        service.require_password(account, body.current_password)
        person = service.change_password(session, account, body.new_password, now=now)
        tokens = service.begin_stay(session, person, now=now)
    return Answer(tokens_out(tokens, now), _SECRET)


@contract.operation(
    "DELETE",
    "/v1/me",
    reply=Reply(NO_CONTENT, "Deleted"),
    problems=(409,),
    if_match=True,
)
def delete_me() -> Answer:
    """Delete one's own account, and everything that names its person.

    What others count by stays: seats, sums and stars of bookings. Holds are given up. While a guide
    still expects the person it is refused: cancel first.
    """
    with services().database.writing() as session:
        account = _me(session, to_change=True)
        require_version(_version(account))
        person, now = personal.Person.of(account), services().now()
        service.delete_account(session, account, now=now)
        personal.forget_person(session, person, now=now)
    services().database.overwrite_deleted()
    return Answer()


@contract.operation(
    "POST",
    "/v1/password-resets",
    body=ResetRequestIn,
    body_examples={"person": {"email": "hanako@example.jp"}},
    reply=Reply(NO_CONTENT, "A letter is sent if there is such an account"),
)
def request_password_reset(body: ResetRequestIn) -> Answer:
    """Ask for a letter with which to choose a new password.

    The answer is the same whether or not there is an account with this address.
    """
    with services().database.writing() as session:
        resets.request_reset(session, body.email, now=services().now())
    return Answer()


@contract.operation(
    "POST",
    "/v1/password-resets/confirm",
    body=ResetIn,
    body_examples={"code": {"token": "AbC123", "new_password": "ringo no hana 5 gatsu"}},
    reply=Reply(NO_CONTENT, "The password is changed"),
    problems=(404,),
)
def confirm_password_reset(body: ResetIn) -> Answer:
    """Choose a new password with the code from the letter; every device is signed out."""
    with services().database.writing() as session:
        resets.confirm_reset(session, body.token, body.new_password, now=services().now())
    return Answer()
