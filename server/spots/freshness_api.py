"""Freshness over HTTP: visitors report, keepers look, settle and verify."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.errors import Fault, Invalid
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.links import link_header
from server.http.paging import (
    MAX_LIMIT,
    aware_moment,
    bad_cursor,
    decode_cursor,
    encode_cursor,
    page_links,
    timed_position,
)
from server.http.versions import require_version
from server.services import services
from server.spots import editing, reports
from server.spots import freshness_examples as examples
from server.spots.errors import SpotNotFound
from server.spots.freshness import verify_spot as note_verified
from server.spots.freshness_schemas import (
    QueueQuery,
    ReportIn,
    ReportQuery,
    SettledQuery,
    SettleIn,
)
from server.spots.freshness_views import (
    QueueOut,
    ReceiptOut,
    ReportListOut,
    ReportOut,
    SettledListOut,
    queue_entry_out,
    receipt_out,
    report_out,
    settled_report_out,
)
from server.spots.history import Change
from server.spots.keeping_examples import KEPT, ORGANISATION_ID, SPOT_ID
from server.spots.keeping_queue import MOST_PEOPLE, Position, Reason
from server.spots.keeping_queue import list_queue as find_queue
from server.spots.keeping_views import KeptSpotOut, kept_spot_out
from server.spots.settled_reports import list_settled

contract = Contract("freshness")

_SPOT: Final = "/v1/spots/<identifier:spot_id>"
_THEIRS: Final = "/v1/organisations/<identifier:organisation_id>"
_OWNER: Final = {"organisation_id": ORGANISATION_ID}


def _change(action: str, remark: str = "") -> Change:
    return Change(action, current_principal().account_id, services().now(), remark)


@contract.operation(
    "POST",
    f"{_SPOT}/verify",
    path_examples={"spot_id": SPOT_ID},
    reply=Reply(200, "The spot as its keepers see it", KeptSpotOut, example=KEPT),
    if_match=True,
)
def verify_spot(spot_id: str) -> Answer:
    """Say that the keepers have looked, and that what the spot says is true.

    Reports of `closed`, `moved` and `wrong_hours` are settled by it: as confirmed where the spot
    was corrected after they came in, as rejected where it was right as it stood. `other` stays.
    """
    with services().database.writing() as session:
        spot = editing.get_kept_spot(session, spot_id, to_change=True)
        authorise(spot.organisation_id, missing=SpotNotFound(spot=spot_id))
        require_version(str(spot.version))
        note_verified(session, spot, _change("verified"))
        session.flush()
        return Answer(kept_spot_out(spot), version=str(spot.version))


@contract.operation(
    "POST",
    f"{_SPOT}/reports",
    path_examples={"spot_id": SPOT_ID},
    body=ReportIn,
    body_examples={"closed": examples.CLOSED, "wrong_hours": examples.OTHER_HOURS},
    reply=Reply(201, "What happens now", ReceiptOut, example=examples.RECEIPT),
    problems=(404, 409),
)
def report_spot(spot_id: str, body: ReportIn) -> Answer:
    """Report that a spot is closed, has moved, or has other hours.

    No account is needed, and nothing is kept that tells who it was. The same from the same address
    on the same day counts once.
    """
    saying = reports.Saying(body.kind, body.remark.strip(), request.remote_addr or "")
    with services().database.writing() as session:
        receipt = reports.receive_report(session, spot_id, saying, now=services().now())
    language = message_language()
    told = receipt_out(body.kind, receipt, language)
    return Answer(told, {"Content-Language": language})


@contract.operation(
    "GET",
    f"{_THEIRS}/queue",
    path_examples=_OWNER,
    query=QueueQuery,
    reply=Reply(200, "What needs somebody", QueueOut, example=examples.QUEUE),
)
def list_queue(organisation_id: str, query: QueueQuery) -> Answer:
    """List which of an organisation's spots need somebody, the most urgent first.

    Those with open reports, by how many people reported; those overdue for verification, the
    longest first; those in review; those with translations that are outdated or by a machine. Each
    links to what settles it.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    limit = min(query.limit, MAX_LIMIT)
    after = _position(query.cursor) if query.cursor else None
    parts = services()
    with parts.database.reading() as session:
        found = find_queue(
            session,
            organisation_id,
            verified_before=parts.now() - parts.settings.verify_after,
            limit=limit + 1,
            why=query.why,
            after=after,
        )
        page = [queue_entry_out(entry, organisation_id) for entry in found[:limit]]
    following = _cursor(found[limit - 1].position) if len(found) > limit else None
    links = page_links(request.path, request.args, following)
    return Answer(QueueOut(entries=page, links=links), link_header(links))


def _cursor(position: Position) -> str:
    numbers = float(position.rank), float(position.people)
    return encode_cursor(*numbers, position.verified_at.isoformat(), position.spot_id)


def _position(cursor: str) -> Position:
    rank, people, verified, spot_id = decode_cursor(cursor, float, float, str, str)
    numbers = float(rank), float(people)
    verified_at = aware_moment(str(verified))
    in_range = 0 <= numbers[0] < len(Reason) and 0 <= numbers[1] <= MOST_PEOPLE
    if verified_at is None or not in_range:
        raise Invalid([bad_cursor()])
    return Position(int(numbers[0]), int(numbers[1]), verified_at, str(spot_id))


@contract.operation(
    "GET",
    f"{_THEIRS}/spots/<identifier:spot_id>/reports",
    path_examples={**_OWNER, "spot_id": SPOT_ID},
    query=ReportQuery,
    reply=Reply(200, "What visitors reported", ReportListOut, example=examples.REPORTS),
)
def list_spot_reports(organisation_id: str, spot_id: str, query: ReportQuery) -> Answer:
    """Show what visitors reported about a spot, the latest first."""
    limit, faults = min(query.limit, MAX_LIMIT), list[Fault]()
    after = timed_position(query.cursor, faults)
    authorise(organisation_id, missing=OrganisationNotFound())
    if faults:
        raise Invalid(faults)
    is_open = None if query.state is None else query.state == "open"
    with services().database.reading() as session:
        _require_kept(session, organisation_id, spot_id)
        found = reports.list_reports(
            session, spot_id, limit=limit + 1, is_open=is_open, after=after
        )
    page = [report_out(report, organisation_id) for report in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    following = encode_cursor(last.created_at.isoformat(), last.id) if last else None
    links = page_links(request.path, request.args, following)
    return Answer(ReportListOut(reports=page, links=links), link_header(links))


def _require_kept(session: Session, organisation_id: str, spot_id: str) -> None:
    if editing.get_kept_spot(session, spot_id).organisation_id != organisation_id:
        raise SpotNotFound(spot=spot_id)


@contract.operation(
    "POST",
    f"{_THEIRS}/reports/<identifier:report_id>/settle",
    path_examples={**_OWNER, "report_id": examples.REPORT_ID},
    body=SettleIn,
    body_examples={"confirmed": examples.SETTLE},
    reply=Reply(200, "The report as it is settled", ReportOut, example=examples.SETTLED),
    problems=(409,),
)
def settle_report(organisation_id: str, report_id: str, body: SettleIn) -> Answer:
    """Say whether a report was right, and with `note` what colleagues should know of it.

    The same again is no change; other words for what is settled are refused. A spot that is
    confirmed to be closed or to have moved stays in doubt until it is changed, verified or
    withdrawn.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        report = reports.get_report(session, organisation_id, report_id)
        reports.settle_report(report, body.outcome, _change("settled", body.note.strip()))
        return Answer(report_out(report, organisation_id))


@contract.operation(
    "GET",
    f"{_THEIRS}/settled-reports",
    path_examples=_OWNER,
    query=SettledQuery,
    reply=Reply(200, "What was decided", SettledListOut, example=examples.SETTLED_REPORTS),
)
def list_settled_reports(organisation_id: str, query: SettledQuery) -> Answer:
    """Show how reports were settled, by whom, when and with which words, the last one first.

    What visitors and keepers said is forgotten a year after that; the rest stays.
    """
    limit, faults = min(query.limit, MAX_LIMIT), list[Fault]()
    after = timed_position(query.cursor, faults)
    authorise(organisation_id, missing=OrganisationNotFound())
    if faults:
        raise Invalid(faults)
    with services().database.reading() as session:
        found = list_settled(session, organisation_id, limit=limit + 1, after=after)
        page = [settled_report_out(report, spot, organisation_id) for report, spot in found[:limit]]
    last = found[limit - 1][0] if len(found) > limit else None
    ended = last.settled_at if last else None
    following = encode_cursor(ended.isoformat(), last.id) if last and ended else None
    links = page_links(request.path, request.args, following)
    return Answer(SettledListOut(reports=page, links=links), link_header(links))
