"""Keys of resellers over HTTP, for the guides who give them out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final

from pydantic import Field

from server.accounts.errors import OrganisationNotFound
from server.http.access import authorise
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.types import STRICT_TEXT, Identifier, LocalDateTime, Model
from server.octo.keys import list_keys, make_key, revoke
from server.octo.models import ResellerKey
from server.services import services

contract = Contract("reseller_keys")

_HERE: Final = "/v1/organisations/<identifier:organisation_id>/reseller-keys"
_OWNER: Final = {"organisation_id": "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"}
_KEY_ID: Final = "4c5d6e7f-8a9b-4c0d-8e1f-2a3b4c5d6e7f"
_EXAMPLE: Final[dict[str, Any]] = {
    "id": _KEY_ID,
    "reseller_id": "5d6e7f8a-9b0c-4d1e-8f2a-3b4c5d6e7f8a",
    "name": "旅の市場",
    "created_at": "2027-03-01T03:00:00+00:00",
}


class ResellerKeyIn(Model):
    """For whom a key is, and which one it replaces."""

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S"), STRICT_TEXT]
    replaces: (
        Annotated[Identifier, Field(description="A key; the new one sees its bookings")] | None
    ) = None


class ResellerKeyOut(Model):
    """A reseller's key, without what it says."""

    id: str
    reseller_id: str
    name: str
    created_at: LocalDateTime


class NewResellerKeyOut(ResellerKeyOut):
    """A new key, with what it says; that is told once."""

    key: str = Field(description="For `Authorization: Bearer` under `/octo`; told only now")


class ResellerKeyListOut(Model):
    """The keys that are good."""

    keys: list[ResellerKeyOut]


def _facts(key: ResellerKey) -> dict[str, Any]:
    created: dt.datetime = key.created_at
    return {
        "id": key.id,
        "reseller_id": key.reseller_id,
        "name": key.name,
        "created_at": created,
    }


@contract.operation(
    "POST",
    _HERE,
    path_examples=_OWNER,
    body=ResellerKeyIn,
    body_examples={"a market": {"name": "旅の市場"}},
    reply=Reply(
        201,
        "The key",
        NewResellerKeyOut,
        example={**_EXAMPLE, "key": "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3bC5dE7f"},
    ),
    problems=(409,),
)
def create_reseller_key(organisation_id: str, body: ResellerKeyIn) -> Answer:
    """Give a reseller a key to sell what this guide offers; it is told only now."""
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        key, text = make_key(
            session, organisation_id, body.name, replaces=body.replaces, now=services().now()
        )
        return Answer(NewResellerKeyOut(**_facts(key), key=text))


@contract.operation(
    "GET",
    _HERE,
    path_examples=_OWNER,
    reply=Reply(200, "The keys", ResellerKeyListOut, example={"keys": [_EXAMPLE]}),
)
def list_reseller_keys(organisation_id: str) -> Answer:
    """List the keys of resellers that are good."""
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.reading() as session:
        found = list_keys(session, organisation_id)
        return Answer(ResellerKeyListOut(keys=[ResellerKeyOut(**_facts(key)) for key in found]))


@contract.operation(
    "DELETE",
    f"{_HERE}/<identifier:key_id>",
    path_examples={**_OWNER, "key_id": _KEY_ID},
    reply=Reply(NO_CONTENT, "Revoked"),
)
def revoke_reseller_key(organisation_id: str, key_id: str) -> Answer:
    """Let a reseller's key be good no longer; bookings made with it stay."""
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        revoke(session, organisation_id, key_id, now=services().now())
    return Answer()
