"""Two associations side by side, everybody who could ask, and requests for every operation."""

from __future__ import annotations

import copy
import io
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.accounts.models import Account, Membership, SignIn
from server.accounts.service import ACCESS_FOR, REFRESH_FOR
from server.accounts.tokens import new_token
from server.app import openapi_document
from server.http.uploads import MULTIPART
from server.permissions import Role
from server.spots.freshness_examples import NEW_MARK
from tests.databases import RolledBackDatabase
from tests.server.access.guests import keep_bookings
from tests.server.conftest import NOW
from tests.server.experiences.guides import rice_field
from tests.server.people import make_organisation
from tests.server.spots.keepers import POND, draft
from tests.server.spots.pictures import jpeg

SECRET: Final = "秘密の滝"  # noqa: S105 - a name, which must not leave its tenant
DOCUMENT: Final[dict[str, Any]] = openapi_document()
_DAY: Final = {
    "valid_from": "2027-02-01T00:00:00+02:00",
    "valid_until": "2027-04-01T00:00:00+02:00",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks; without an account, nobody in particular."""

    name: str
    account_id: str | None = None
    token: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return what they send along."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the contract states it."""

    id: str
    method: str
    path: str
    stated: Mapping[str, Any]

    @property
    def takes_a_file(self) -> bool:
        """Whether its body is a form with a file."""
        return MULTIPART in self.stated.get("requestBody", {}).get("content", {})

    @property
    def example(self) -> Any:
        """Return the first example of a body, or None."""
        content = self.stated.get("requestBody", {}).get("content", {})
        for media in content.values():
            for example in media.get("examples", {}).values():
                return copy.deepcopy(example["value"])
        return None


OPERATIONS: Final = [
    Operation(stated["operationId"], method.upper(), path, stated)
    for path, methods in DOCUMENT["paths"].items()
    for method, stated in methods.items()
    if not path.startswith("/octo/")  # resellers' keys are tried in their own room
]


@dataclass(slots=True)
class Tenant:
    """An association, its people, and the ids of what it keeps."""

    id: str
    people: dict[Role, Caller]
    ids: dict[str, str] = field(default_factory=dict)
    spots: dict[str, str] = field(default_factory=dict)


def sign_in(
    database: RolledBackDatabase,
    name: str,
    organisation: str | None,
    role: Role | None,
    **facts: Any,
) -> Caller:
    """Keep somebody who has signed in; without the slow part, which is tested elsewhere."""
    key, access, refresh = str(uuid.uuid4()), new_token(), new_token()
    times = {"created_at": NOW, "updated_at": NOW}
    with database.writing() as session:
        email = f"{key}@example.jp"
        account = Account(id=key, email=email, password_hash="x", name=name, **times, **facts)  # noqa: S106
        session.add(account)
        if organisation is not None and role is not None:
            session.add(Membership(organisation_id=organisation, account_id=key, role=role))
        session.flush()
        session.add(
            SignIn(
                id=str(uuid.uuid4()),
                account_id=key,
                access=access.digest,
                access_until=NOW + ACCESS_FOR,
                refresh=refresh.digest,
                refresh_until=NOW + REFRESH_FOR,
                created_at=NOW,
            )
        )
    return Caller(name, key, access.text)


def make_tenant(client: FlaskClient, database: RolledBackDatabase, name: str) -> Tenant:
    """Keep an association with something of every kind, through the API as its owner."""
    key = make_organisation(database, name)
    people = {role: sign_in(database, f"{name} {role}", key, role) for role in Role}
    tenant = Tenant(key, people)
    for state, steps in (
        ("draft", ()),
        ("in_review", ("submit",)),
        ("withdrawn", ("publish", "withdraw")),
        ("published", ("publish",)),
    ):
        words = {"ja": SECRET if state != "published" else "公開の滝"}
        tenant.spots[state] = _made(client, tenant, "/v1/spots", draft(names=words))
        for step in steps:
            _sent(client, tenant, f"/v1/spots/{tenant.spots[state]}/{step}", None)
    open_spot = tenant.spots["published"]
    words = {"ja": "お知らせ"}
    notice = {
        "region": "helsinki",
        "kind": "closure",
        "titles": words,
        "spot_id": open_spot,
        **_DAY,
    }
    campaign = {
        "kind": "festival",
        "titles": words,
        "valid_from": "2027-02-01",
        "valid_until": "2027-04-01",
        "spot_ids": [open_spot],
        "boost": 0.1,
    }
    event = {
        "region": "helsinki",
        "names": words,
        "first_date": "2027-03-05",
        "last_date": "2027-03-05",
    }
    tenant.ids = {
        "organisation_id": key,
        "spot_id": tenant.spots["draft"],
        "account_id": str(people[Role.VIEWER].account_id),
        "notice_id": _made(client, tenant, "/v1/notices", notice),
        "campaign_id": _made(client, tenant, "/v1/campaigns", campaign),
        "event_id": _made(client, tenant, "/v1/events", event),
        "invitation_id": _made(
            client,
            tenant,
            f"/v1/organisations/{key}/invitations",
            {"email": "secret@example.jp", "role": "viewer"},
        ),
        "report_id": _reported(client, tenant, open_spot),
        "mark_id": _marked(client, tenant, open_spot),
        "photo_id": _photographed(client, tenant, f"/v1/spots/{tenant.spots['draft']}"),
        **keep_bookings(database, key, SECRET),
        **_offered(client, tenant),
    }
    return tenant


def _reported(client: FlaskClient, tenant: Tenant, spot: str) -> str:
    """Let a visitor say something that is for the keepers only."""
    said = {"kind": "other", "remark": SECRET}
    assert client.post(f"/v1/spots/{spot}/reports", json=said).status_code == 201
    here = f"/v1/organisations/{tenant.id}/spots/{spot}/reports"
    headers = tenant.people[Role.OWNER].headers
    return str(client.get(here, headers=headers).get_json()["reports"][0]["id"])


def _offered(client: FlaskClient, tenant: Tenant) -> dict[str, str]:
    """Hand in an experience with a schedule, which nobody else may see, to the tenant itself."""
    texts = {"ja": {"title": SECRET, "description": SECRET, "meeting_point": SECRET}}
    made = rice_field(organisation_id=tenant.id, texts=texts)
    offered = _sent(client, tenant, "/v1/experiences", made)
    here, option = f"/v1/experiences/{offered['id']}", offered["options"][0]["id"]
    _sent(client, tenant, f"{here}/submit", {"association_id": tenant.id})
    week = {"first_date": "2027-03-01", "last_date": "2027-03-07"}
    rule = {"option_id": option, "weekdays": [6], "starts": ["10:00"], "capacity": 8, **week}
    schedule = _sent(client, tenant, f"{here}/schedules", rule)
    return {
        "offered_id": offered["id"],
        "offered_photo_id": _photographed(client, tenant, here),
        "option_id": option,
        "schedule_id": schedule["id"],
        "association_id": tenant.id,
    }


def _marked(client: FlaskClient, tenant: Tenant, spot: str) -> str:
    mark = {**NEW_MARK, "spot_id": spot}
    return str(_sent(client, tenant, f"/v1/organisations/{tenant.id}/marks", mark)["id"])


def _sent(client: FlaskClient, tenant: Tenant, path: str, body: Any) -> Any:
    headers = {**tenant.people[Role.OWNER].headers, "If-Match": "*"}
    answer = (
        client.post(path, json=body, headers=headers)
        if body
        else client.post(path, headers=headers)
    )
    assert answer.status_code in (200, 201, 204), (path, answer.text)
    return answer.get_json()


def _photographed(client: FlaskClient, tenant: Tenant, shown: str) -> str:
    told = dict.fromkeys(("holder", "author"), SECRET)
    captions = json.dumps({"ja": SECRET})
    answer = client.post(
        f"{shown}/photos",
        data={
            **told,
            "licence": "CC0-1.0",
            "captions": captions,
            "file": (io.BytesIO(jpeg()), "p.jpg"),
        },
        headers=tenant.people[Role.OWNER].headers,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


def _made(client: FlaskClient, tenant: Tenant, path: str, body: dict[str, Any]) -> str:
    if "/invitations" not in path:
        body = {**body, "organisation_id": tenant.id}
    return str(_sent(client, tenant, path, body)["id"])


COMMON_IDS: Final = {
    "code": "helsinki",
    "region_code": "helsinki",
    "region": "helsinki",
    "language": "fr",
    "kind": "toilet",
    "z": "14",
    "x": "9327",
    "y": "4742",
    "on": "2027-03-11",
    "itinerary_id": "0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00",
}


_PHOTOS: Final = "photos of experiences"
_OFFERING: Final = {"experiences", "offering experiences", _PHOTOS, "slots"}


def path_of(operation: Operation, ids: Mapping[str, str]) -> str:
    """Return the operation's address with ids in place of its parameters."""
    known = {**COMMON_IDS, **ids}
    if operation.id == "moderate_review" and known["review_id"] == ids.get("own_review_id"):
        known["review_id"] = ids["moderated_review_id"]  # nobody moderates their own guests
    offers = operation.stated["tags"][0] in _OFFERING
    if offers and known.get("experience_id") == ids.get("own_experience_id"):
        known["experience_id"] = ids["offered_id"]  # one that is not public
    if operation.stated["tags"][0] == _PHOTOS and known["photo_id"] == ids.get("photo_id"):
        known["photo_id"] = known.get("offered_photo_id", known["photo_id"])
    path = re.sub(r"{(\w+)}", lambda found: known[found.group(1)], operation.path)
    needed = [p["name"] for p in operation.stated["parameters"] if _is_needed(p)]
    needed = [name for name in needed if name in known]
    return path + ("?" + "&".join(f"{name}={known[name]}" for name in needed) if needed else "")


def _is_needed(parameter: Mapping[str, Any]) -> bool:
    return parameter.get("in") == "query" and bool(parameter["required"])


def body_of(operation: Operation, ids: Mapping[str, str], open_spot: str) -> Any:
    """Return a body that the operation takes, about things of these ids."""
    sample = operation.example
    if not isinstance(sample, dict):
        return sample
    if operation.id == "create_organisation":
        return {"kind": "guide_business", "names": {"ja": "ガイド"}}
    if operation.id == "create_spot":
        return draft(organisation_id=ids["organisation_id"])
    for name in sample.keys() & ids.keys():
        sample[name] = ids[name]
    replaced = {
        "region": "helsinki",
        "spot_id": open_spot,
        "spot_ids": [open_spot],
        "listed_id": None,
        **POND,
    }
    return sample | {name: value for name, value in replaced.items() if name in sample}


def send(
    client: FlaskClient,
    operation: Operation,
    caller: Caller,
    path: str,
    body: Any,
    **headers: str,
) -> TestResponse:
    """Send a request."""
    once = {"Idempotency-Key": str(uuid.uuid4())}
    sent: dict[str, Any] = {"headers": {**once, **caller.headers, **headers}}
    if operation.takes_a_file:
        sent["data"] = _form(operation, body)
    elif body is not None:
        sent["json"] = body
    return client.open(path, method=operation.method, **sent)


def text_of(answer: TestResponse) -> str:
    """Return what an answer says; of pictures, too, what could be read in them."""
    return answer.get_data().decode(errors="replace")


FILES: Final = {"add_photo": jpeg(3), "add_experience_photo": jpeg(4)}
"""What is sent to operations whose file the contract cannot show, by `operationId`."""


def _form(operation: Operation, body: dict[str, Any]) -> dict[str, Any]:
    """Return an example of a form as the test client sends it."""
    shown = str(body.get("file", "")).encode()
    fields = {n: v if isinstance(v, str) else json.dumps(v) for n, v in body.items()}
    return {**fields, "file": (io.BytesIO(FILES.get(operation.id, shown)), "sent")}


def callers_of(*tenants: Tenant) -> Iterator[Caller]:
    """Yield everybody in the tenants."""
    for tenant in tenants:
        yield from tenant.people.values()
