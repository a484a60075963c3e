"""Nobody learns anything of another tenant's, and nobody changes it: over two thousand tries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.permissions import PERMISSIONS, Audience, Role
from tests.databases import RolledBackDatabase
from tests.server.access.world import (
    OPERATIONS,
    SECRET,
    Caller,
    Operation,
    Tenant,
    body_of,
    callers_of,
    make_tenant,
    path_of,
    send,
    sign_in,
    text_of,
)
from tests.server.spots.keepers import POND

NOBODY = "0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00"
HIDDEN = ("draft", "in_review", "withdrawn")
LONG_AGO = "2000-01-01T00:00:00Z"
MATCHES = ("*", '"1"', '"2"', '"999"')
QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"q": SECRET[:2]},
    {"bbox": "24,60,25,61"},
    {"near": f"{POND['lat']},{POND['lon']}"},
    {"region": "helsinki"},
    {"category": "nature"},
    {"status": "draft"},
    {"limit": 100},
    {"max_renown": 0.5},
    {"open_at": "2027-03-05T12:00:00%2B02:00"},
    {"near": f"{POND['lat']},{POND['lon']}", "radius_m": 50},
    {"region": "helsinki", "q": SECRET[2:]},
    {"region": "helsinki", "category": "nature"},
    {"accessible": "wheelchair"},
    {"updated_since": LONG_AGO},
    {"updated_since": LONG_AGO, "q": SECRET[2:]},
)
TOLD_AS_GONE = "withdrawn"
"""Of a spot that was public once, lists of changes tell the id, and nothing else."""
_ABOUT_ONESELF = {"get_guide_dashboard"}
MEMBERS_ONLY = [o for o in OPERATIONS if PERMISSIONS[o.id].audience is Audience.MEMBERS]
READS = [o for o in OPERATIONS if o.method == "GET"]


class Ledger:
    """Counts the tries, and fails at the first one that tells or does something."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.tries = 0

    def refused(
        self, operation: Operation, caller: Caller, path: str, body: Any, match: str
    ) -> Any:
        """Try what must look as though there were nothing there; return the answer."""
        answer = self.send(operation, caller, path, body, match)
        told = (operation.id, caller.name, path, answer.status_code, text_of(answer)[:200])
        assert answer.status_code in (403, 404, 422), told
        return answer.get_json()

    def send(
        self, operation: Operation, caller: Caller, path: str, body: Any, match: str = "*"
    ) -> TestResponse:
        """Try something, and look for what must not be told."""
        answer = send(self.client, operation, caller, path, body, **{"If-Match": match})
        self.tries += 1
        told = (operation.id, caller.name, path, answer.status_code)
        assert answer.status_code < 500, told
        assert SECRET not in text_of(answer), told
        assert "secret@example.jp" not in text_of(answer), told
        return answer


def _mentions(operation: Operation, name: str) -> bool:
    return f"{{{name}}}" in operation.path


def _addresses(operation: Operation, tenant: Tenant, own: Tenant) -> Iterator[dict[str, str]]:
    """Yield the ids to ask for: each spot, under the tenant's address and one's own."""
    spots = (*HIDDEN, "published") if _mentions(operation, "spot_id") else HIDDEN[:1]
    organisations = (
        (tenant.id, own.id)
        if _mentions(operation, "organisation_id") and operation.path.count("_id}") > 1
        else (tenant.id,)
    )
    for state, organisation in itertools.product(spots, organisations):
        yield {**tenant.ids, "spot_id": tenant.spots[state], "organisation_id": organisation}


def _everything(client: FlaskClient, tenant: Tenant) -> list[Any]:
    """Return what the tenant's owner sees of all that it keeps."""
    headers = tenant.people[Role.OWNER].headers
    here = f"/v1/organisations/{tenant.id}"
    own = [f"{here}/{part}" for part in ("spots", "members", "invitations", "queue", "marks")]
    own += [f"{here}/{part}" for part in ("experiences", "experiences-to-review", "bookings")]
    own.append(f"/v1/experiences/{tenant.ids['offered_id']}")
    own.append(f"{here}/spots/{tenant.spots['published']}/reports")
    addresses = [here, *own, "/v1/notices", "/v1/campaigns", "/v1/events"]
    return [client.get(address, headers=headers).get_json() for address in addresses]


def test_nothing_of_another_tenants_is_told_or_changed(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    tenant, own = (make_tenant(client, database, name) for name in ("阿武町", "隣町"))
    strangers = [*callers_of(own), sign_in(database, "newcomer", None, None)]
    before = _everything(client, tenant)
    ledger = Ledger(client)
    _try_members_operations(ledger, tenant, own, strangers)
    _try_reading(ledger, tenant, [*strangers, Caller("anonymous")])
    _try_inserting(ledger, tenant, own)
    assert _everything(client, tenant) == before
    assert ledger.tries >= 2000, ledger.tries


def _try_members_operations(
    ledger: Ledger, tenant: Tenant, own: Tenant, strangers: list[Caller]
) -> None:
    for operation, caller in itertools.product(MEMBERS_ONLY, strangers):
        for ids in _addresses(operation, tenant, own):
            path = path_of(operation, ids)
            body = body_of(operation, {**ids, "organisation_id": tenant.id}, tenant.spots["draft"])
            matches = MATCHES if operation.method != "GET" else MATCHES[:1]
            answers = [ledger.refused(operation, caller, path, body, match) for match in matches]
            for answer in answers:
                _assert_like_nobodys(ledger, operation, caller, ids, tenant, answer)


def _assert_like_nobodys(
    ledger: Ledger,
    operation: Operation,
    caller: Caller,
    ids: dict[str, str],
    tenant: Tenant,
    answer: Any,
) -> None:
    """Compare with what is said of a thing that does not exist."""
    last = re.findall(r"{(\w+_id)}", operation.path)[-1:]
    if not last or answer["status"] != 404:
        return
    missing = {**ids, last[0]: NOBODY}
    body = body_of(operation, {**ids, "organisation_id": tenant.id}, tenant.spots["draft"])
    other = ledger.refused(operation, caller, path_of(operation, missing), body, "*")
    assert _without_ids(answer, ids) == _without_ids(other, missing), operation.id


def _without_ids(answer: Any, ids: dict[str, str]) -> dict[str, Any]:
    told = {name: value for name, value in answer.items() if name != "request_id"}
    for key in ids.values():
        told["detail"] = str(told.get("detail", "")).replace(key, "…")
    return told


def _try_reading_ones_own(
    ledger: Ledger, operation: Operation, caller: Caller, tenant: Tenant
) -> None:
    """Read what is about the caller, who keeps the same words: it names nothing of the tenant's."""
    answer = send(ledger.client, operation, caller, operation.path, None)
    assert not [key for key in tenant.ids.values() if key in answer.text], operation.id


def _try_reading(ledger: Ledger, tenant: Tenant, callers: list[Caller]) -> None:
    """Read everything that everybody may, with every filter, and look for what is hidden."""
    for operation, caller, query in itertools.product(READS, callers, QUERIES):
        if operation.id in _ABOUT_ONESELF:
            _try_reading_ones_own(ledger, operation, caller, tenant)
            continue
        taken = {p.get("name") for p in operation.stated["parameters"]}
        if not query.keys() <= taken:
            continue
        for state in HIDDEN if _mentions(operation, "spot_id") else HIDDEN[:1]:
            ids = {**tenant.ids, "spot_id": tenant.spots[state]}
            text = "&".join(f"{name}={value}" for name, value in query.items())
            path = path_of(operation, ids)
            path += ("&" if "?" in path else "?") + text
            answer = ledger.send(operation, caller, path, None)
            offered = tenant.ids["offered_id"]
            assert offered in path or offered not in text_of(answer), (operation.id, query)
            for hidden in HIDDEN:
                asked = tenant.spots[hidden] == ids["spot_id"] and _mentions(operation, "spot_id")
                asked = asked or (hidden == TOLD_AS_GONE and "updated_since" in query)
                assert asked or tenant.spots[hidden] not in text_of(answer), (operation.id, query)


def _try_inserting(ledger: Ledger, tenant: Tenant, own: Tenant) -> None:
    """Write under another tenant's name, and about what another tenant hides."""
    inserts = [
        o for o in MEMBERS_ONLY if o.method == "POST" and "organisation_id" in (o.example or {})
    ]
    assert {o.id for o in inserts} >= {"create_spot", "create_notice", "create_campaign"}
    for operation, caller, state in itertools.product(inserts, callers_of(own), HIDDEN):
        theirs = body_of(operation, tenant.ids, tenant.spots[state])
        ledger.refused(operation, caller, operation.path, theirs, "*")
        if "spot_id" in theirs or "spot_ids" in theirs:
            about = {**theirs, "organisation_id": own.id}
            if about.get("spot_id") or about.get("spot_ids"):
                ledger.refused(operation, caller, operation.path, about, "*")
