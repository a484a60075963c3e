"""Lists over HTTP: import, export, and publishing what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.accounts.models import Organisation
from server.errors import Fault, Invalid
from server.exchange import examples
from server.exchange.errors import FileRefused, ImportRefused, LayerNotReplaced, TableRefused
from server.exchange.lists import Order
from server.exchange.schemas import (
    CorrectionsIn,
    ExportQuery,
    ImportIn,
    ImportOut,
    PublishIn,
    PublishOut,
    TableIn,
    TableOut,
    cells_of,
    import_out,
    refusal_members,
    report_members,
    table_out,
)
from server.exchange.service import export_events as write_events
from server.exchange.service import export_spots as write_spots
from server.exchange.service import import_list as take_list
from server.http.access import authorise, current_principal, require_rule
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.uploads import SentFile, Upload
from server.opendata.answer import Encoding, Layout
from server.opendata.corrected_book import corrected_book
from server.opendata.reading import file_fault
from server.opendata.tables import LARGEST_FILE_BYTES, FileFault
from server.opendata.whole_sheet import read_whole
from server.permissions import PERMISSIONS
from server.regions.models import Region
from server.services import services
from server.spots.bulk_publishing import publish_spots as publish
from server.spots.history import Change
from server.spots.query import unknown_region
from server.text import Text

contract = Contract("lists")

_HERE: Final = "/v1/organisations/<identifier:organisation_id>"
_OWNER: Final = {"organisation_id": examples.ORGANISATION_ID}
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UPLOAD: Final = Upload(
    LARGEST_FILE_BYTES,
    "A national list as CSV (UTF-8 or CP932) or xlsx, up to 20 MB and 20,000 rows",
    ("text/csv", _WORKBOOK),
)
_CHARSETS: Final = {"utf-8": "utf-8", "cp932": "windows-31j"}
_NEEDS_REGION: Final = Text(
    "Say in which region the list's places lie.", "一覧の場所がある地域を指定してください。"
)
_NOTHING_TO_REPLACE: Final = Text(
    "Only lists of toilets and shelters can be replaced.",
    "置き換えは公衆トイレと避難場所の一覧でのみ指定できます。",
)
_NOTHING_TO_PUBLISH: Final = Text(
    "Only spots are published.", "公開を指定できるのは観光施設の一覧だけです。"
)


@contract.operation(
    "POST",
    f"{_HERE}/imports",
    path_examples=_OWNER,
    body=ImportIn,
    body_examples={"spots": examples.IMPORT},
    upload=_UPLOAD,
    reply=Reply(200, "What became of each row", ImportOut, example=examples.REPORT),
)
def import_list(organisation_id: str, body: ImportIn, file: SentFile) -> Answer:
    """Import a national open-data list, or with `dry_run` tell what would become of it.

    Rows are known by the ID in the organisation's list, so that the same list again changes
    nothing, and a newer one only what its rows changed; other edits by hand stay. If any row
    cannot be taken, nothing is saved and the answer is 422 `import_refused` with the same report.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    if body.publish:
        require_rule(PERMISSIONS["publish_spot"], organisation_id)
    with services().database.reading() as session:
        order = _order(session, organisation_id, body)
    outcome = take_list(services().database, order, body.kind, file.data, file.name)
    if outcome.is_unreadable:
        raise FileRefused(outcome.rejected, partial(report_members, outcome))
    if not outcome.committed:
        refusal = LayerNotReplaced if body.replace else ImportRefused
        raise refusal(outcome.rejected, partial(report_members, outcome))
    return Answer(import_out(outcome, message_language(), each_row=body.each_row))


@contract.operation(
    "POST",
    f"{_HERE}/tables",
    path_examples=_OWNER,
    body=TableIn,
    body_examples={"workbook": {"file": examples.LIST}},
    upload=_UPLOAD,
    reply=Reply(200, "Its rows as they stand", TableOut, example=examples.TABLE),
)
def read_table(organisation_id: str, body: TableIn, file: SentFile) -> Answer:
    """Tell what stands in a file, such as one sheet of a workbook, to correct it and send it again.

    Nothing is kept and nothing put right. Written as CSV, the rows are the same list for
    `import_list`, under the same row numbers.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    with _refusing():
        return Answer(table_out(read_whole(file.data, file.name, body.sheet or "")))


@contract.operation(
    "POST",
    f"{_HERE}/tables/corrected",
    path_examples=_OWNER,
    body=CorrectionsIn,
    body_examples={"one cell": examples.CORRECTIONS},
    upload=_UPLOAD,
    reply=Reply(200, "The workbook", media_type=_WORKBOOK, example="(xlsx)"),
)
def correct_workbook(organisation_id: str, body: CorrectionsIn, file: SentFile) -> Answer:
    """Write texts into cells of a workbook and give it back, all else in it as it was.

    Nothing is kept. What is given back was read again, and reads as it was meant.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    with _refusing():
        data = corrected_book(file.data, body.sheet or "", cells_of(body))
    return Answer(data, {"Content-Type": _WORKBOOK})


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except FileFault as fault:
        raise TableRefused(0, partial(refusal_members, file_fault(fault))) from fault


def _order(session: Session, organisation_id: str, body: ImportIn) -> Order:
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise OrganisationNotFound
    code = body.region or organisation.region_code
    region = session.get(Region, code) if code else None
    faults = list(_order_faults(body, code, region))
    if faults or region is None:
        raise Invalid(faults)
    names = organisation.names
    return Order(
        organisation_id=organisation_id,
        organisation_name=names.get("ja") or next(iter(names.values()), ""),
        region=region,
        account_id=current_principal().account_id,
        now=services().now(),
        attribution=body.attribution,
        licence=body.licence,
        dry_run=body.dry_run,
        publish=body.publish,
        skip_refused=body.skip_refused,
        replace=body.replace,
    )


def _order_faults(body: ImportIn, code: str | None, region: Region | None) -> Iterator[Fault]:
    if code is None:
        yield Fault("/region", "needed", _NEEDS_REGION)
    elif region is None:
        yield unknown_region("/region", code)
    if body.replace and body.kind not in ("toilets", "shelters"):
        yield Fault("/replace", "not_for_this_kind", _NOTHING_TO_REPLACE)
    if body.publish and body.kind != "spots":
        yield Fault("/publish", "not_for_this_kind", _NOTHING_TO_PUBLISH)


@contract.operation(
    "POST",
    f"{_HERE}/spots/publish",
    path_examples=_OWNER,
    body=PublishIn,
    body_examples={"two": {"spot_ids": [examples.SPOT_ID]}},
    reply=Reply(200, "How many are public now", PublishOut, example=examples.PUBLISHED),
)
def publish_spots(organisation_id: str, body: PublishIn) -> Answer:
    """Let everybody see up to 1,000 spots; all of them, or none where one cannot be.

    What is public already stays so.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    change = Change("published", current_principal().account_id, services().now())
    with services().database.writing() as session:
        published, unchanged = publish(session, organisation_id, body.spot_ids, change)
    return Answer(PublishOut(published=published, unchanged=unchanged))


@contract.operation(
    "GET",
    f"{_HERE}/exports/spots.csv",
    path_examples=_OWNER,
    query=ExportQuery,
    reply=Reply(200, "観光施設一覧", media_type="text/csv", example=examples.LIST),
)
def export_spots(organisation_id: str, query: ExportQuery) -> Answer:
    """Write an organisation's spots, in every state, as the national list of tourism facilities.

    Cells are as they came while they still hold, and written anew where the spot was changed.
    Texts that the list cannot hold are refused by name; nothing is ever replaced.
    """
    return _exported(organisation_id, query, "spots.csv", write_spots)


@contract.operation(
    "GET",
    f"{_HERE}/exports/events.csv",
    path_examples=_OWNER,
    query=ExportQuery,
    reply=Reply(200, "イベント一覧", media_type="text/csv", example=examples.EVENT_LIST),
)
def export_events(organisation_id: str, query: ExportQuery) -> Answer:
    """Write an organisation's events as the national list of events."""
    return _exported(organisation_id, query, "events.csv", write_events)


def _exported(
    organisation_id: str,
    query: ExportQuery,
    name: str,
    write: Callable[[Session, str, Layout, Encoding], bytes],
) -> Answer:
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.reading() as session:
        if session.get(Organisation, organisation_id) is None:
            raise OrganisationNotFound
        data = write(session, organisation_id, query.layout, query.encoding)
    headers = {
        "Content-Type": f"text/csv; charset={_CHARSETS[query.encoding]}",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Answer(data, headers)
