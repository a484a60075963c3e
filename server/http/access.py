"""Who is calling, and whether they may.

A rule of `server.permissions` is held in two steps. Before anything is read, `admit` turns away
whom the rule can never let in. What depends on the owner of the thing asked for is decided by
`authorise`, which a handler calls once it knows that owner. An operation for members whose handler
never asked gives no answer at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from server.errors import Forbidden, NotFound, Unauthenticated
from server.permissions import Audience, Role, Rule

_KEY: Final = "yorimichi.access"
_SHOWN: Final = ("Authorization", "Booking-Key")
"""Headers by which callers show who they are, or what was made for them."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling.

    Parameters
    ----------
    account_id
        None for somebody who has not signed in.
    memberships
        Role by organisation id.
    """

    account_id: str | None = None
    memberships: Mapping[str, Role] = field(default_factory=dict)
    is_admin: bool = False


ANONYMOUS: Final = Principal()

Authenticate = Callable[[str], Principal | None]
"""Returns whom a bearer token stands for, or None when it stands for nobody now."""


def install(app: Flask, authenticate: Authenticate) -> None:
    """Let `authenticate` tell who is calling, and keep what is answered to them out of caches."""
    app.extensions[_KEY] = authenticate

    def keep_private(response: Response) -> Response:
        for shown in (name for name in _SHOWN if name in request.headers):
            response.headers["Cache-Control"] = "private, no-store"
            response.vary.add(shown)
        return response

    app.after_request(keep_private)


def current_principal() -> Principal:
    """Return who makes the present request.

    Raises
    ------
    Unauthenticated
        If a token came along that is not, or no longer, valid.
    """
    if "principal" not in g:
        g.principal = _principal(request.headers.get("Authorization"))
    return cast(Principal, g.principal)


def _principal(credentials: str | None) -> Principal:
    if credentials is None:
        return ANONYMOUS
    scheme, _, token = credentials.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    authenticate = cast(Authenticate, current_app.extensions[_KEY])
    principal = authenticate(token.strip())
    if principal is None:
        raise Unauthenticated
    return principal


def admit(rule: Rule) -> None:
    """Turn away whom `rule` can never let in, and remember it for `authorise`.

    Raises
    ------
    Unauthenticated
        If the operation is not for everybody and nobody has signed in.
    Forbidden
        If it is for administrators, and the caller is none.
    """
    principal = current_principal()
    g.rule, g.authorised = rule, rule.audience not in (Audience.MEMBERS, Audience.HOLDERS)
    if rule.audience in (Audience.EVERYBODY, Audience.HOLDERS):
        return
    if principal.account_id is None:
        raise Unauthenticated
    if rule.audience is Audience.ADMINS and not principal.is_admin:
        raise Forbidden


def authorise(
    organisation_id: str | None, *, missing: NotFound | None = None, holds: bool = False
) -> None:
    """Let the present operation touch what this organisation owns, or nobody (None) does.

    Parameters
    ----------
    holds
        Whether the caller has shown that it was made for them, which counts for holders only.
    missing
        What to raise for a stranger; the same as for a thing that does not exist.

    Raises
    ------
    NotFound
        If the caller is not a member: what is not theirs does not exist for them.
    Forbidden
        If they are, but their role does not allow it.
    """
    principal, rule = current_principal(), cast(Rule, g.rule)
    role = principal.memberships.get(organisation_id) if organisation_id else None
    if holds and rule.audience is Audience.HOLDERS:
        g.authorised = True
        return
    if not rule.admits(role, is_admin=principal.is_admin):
        raise Forbidden if role else (missing or NotFound())
    g.authorised = True


def require_rule(rule: Rule, organisation_id: str) -> None:
    """Ask for more than the present operation's own rule, where it does what `rule` is about.

    Raises
    ------
    Forbidden
        If the caller's role does not allow it.
    """
    principal = current_principal()
    role = principal.memberships.get(organisation_id)
    if not rule.admits(role, is_admin=principal.is_admin):
        raise Forbidden


def require_authorised() -> None:
    """Fail unless the present operation was authorised.

    Raises
    ------
    RuntimeError
        If its handler forgot to ask: a fault of ours, answered with 500 and no content.
    """
    if not g.authorised:
        raise RuntimeError("an operation for members answered without asking whose thing it is")
