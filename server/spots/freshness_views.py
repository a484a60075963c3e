"""What visitors and keepers see of whether a spot is still as it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import Field

from server.http.types import LocalDateTime, Model
from server.spots.freshness_models import SpotReport
from server.spots.keeping_queue import Entry, Reason
from server.spots.marks import ShownMark, state_of
from server.spots.models import Spot
from server.spots.reports import Receipt
from server.text import Language, Text, chosen_language

_LOOKED_INTO: Final = Text(
    "Thank you. Those who keep this spot will look into it.",
    "お知らせいただきありがとうございます。このスポットの管理者が確認します。",
)
_NOBODY_KEEPS_IT: Final = Text(
    "Thank you. Nobody keeps this spot; when others say so as well, plans will avoid it more.",
    "お知らせいただきありがとうございます。このスポットには管理者がいないため、"
    "同じお知らせがほかの方からも届くと、旅程で選ばれにくくなります。",
)
_SAID_ALREADY: Final = Text(
    "Thank you. This was reported from here today already; it counts once.",
    "ありがとうございます。同じお知らせを本日すでに受け付けています（1件として扱います）。",
)


class ReceiptOut(Model):
    """What happens now with a report."""

    kind: str
    repeated: bool = Field(description="The same was said from this address today already")
    message: str


class ReportOut(Model):
    """What a visitor reported. Nobody knows who it was."""

    id: str
    spot_id: str
    kind: str
    remark: str
    created_at: LocalDateTime
    outcome: str | None = Field(description="confirmed, rejected, or null while it is open")
    settled_at: LocalDateTime | None
    settled_by: str | None = Field(description="Account id")
    note: str = Field(description="What whoever settled it says to colleagues; empty while open")
    links: dict[str, str]


class ReportListOut(Model):
    """A page of a spot's reports, the latest first."""

    reports: list[ReportOut]
    links: dict[str, str]


class SettledReportOut(ReportOut):
    """A report that was settled, and of which spot it was."""

    spot_names: dict[str, str]


class SettledListOut(Model):
    """A page of the reports that an organisation has settled, the last settled first."""

    reports: list[SettledReportOut]
    links: dict[str, str]


class QueueReportsOut(Model):
    """What visitors say about a spot that nobody has answered."""

    people: int = Field(description="Somebody who reports on two days counts twice")
    kinds: dict[str, int] = Field(description="How many people say what")
    latest_remark: str | None
    latest_remark_at: LocalDateTime | None


class QueueEntryOut(Model):
    """A spot that somebody should look at."""

    spot_id: str
    names: dict[str, str]
    status: str
    version: int
    verified_at: LocalDateTime | None
    why: list[Reason] = Field(description="The most urgent first")
    reports: QueueReportsOut | None
    stale_translations: list[str] = Field(description="Outdated ones, and those by a machine")
    links: dict[str, str] = Field(description="What settles it")


class QueueOut(Model):
    """A page of an organisation's queue, the most urgent first."""

    entries: list[QueueEntryOut]
    links: dict[str, str]


class MarkOut(Model):
    """What an organisation vouches for, as everybody sees it."""

    id: str
    scope: str = Field(description="facts, hours, accessibility, safety or quality")
    evidence: str
    organisation_id: str
    granted_by: str = Field(description="Name of the organisation")
    granted_at: LocalDateTime
    expires_at: LocalDateTime


class GrantedMarkOut(MarkOut):
    """A mark as the organisation that granted it sees it."""

    spot_id: str
    spot_names: dict[str, str] = Field(description="Empty while the spot is not public")
    state: str = Field(description="live, lapsed or revoked")
    revoked_at: LocalDateTime | None
    links: dict[str, str]


class MarkListOut(Model):
    """A page of the marks that an organisation granted, the latest first."""

    marks: list[GrantedMarkOut]
    links: dict[str, str]


def receipt_out(kind: str, receipt: Receipt, language: Language) -> ReceiptOut:
    """Return what a visitor is told."""
    told = _LOOKED_INTO if receipt.kept else _NOBODY_KEEPS_IT
    text = _SAID_ALREADY if receipt.repeated else told
    return ReceiptOut(kind=kind, repeated=receipt.repeated, message=text.render(language))


def report_out(report: SpotReport, organisation_id: str) -> ReportOut:
    """Return a report as the spot's keepers see it."""
    here = f"/v1/organisations/{organisation_id}"
    settle = {"settle": f"{here}/reports/{report.id}/settle"} if report.outcome is None else {}
    return ReportOut(
        id=report.id,
        spot_id=report.spot_id,
        kind=report.kind,
        remark=report.remark,
        created_at=report.created_at,
        outcome=report.outcome,
        settled_at=report.settled_at,
        settled_by=report.settled_by,
        note=report.note,
        links={"spot": f"{here}/spots/{report.spot_id}", **settle},
    )


def settled_report_out(report: SpotReport, spot: Spot, organisation_id: str) -> SettledReportOut:
    """Return a settled report as the spot's keepers see it."""
    shown = report_out(report, organisation_id)
    return SettledReportOut(**dict(shown), spot_names=spot.names)


def queue_entry_out(entry: Entry, organisation_id: str) -> QueueEntryOut:
    """Return a spot that somebody should look at."""
    spot = entry.spot
    return QueueEntryOut(
        spot_id=spot.id,
        names=spot.names,
        status=spot.status,
        version=spot.version,
        verified_at=spot.verified_at,
        why=list(entry.reasons),
        reports=_reports_of(entry),
        stale_translations=[
            text.language for text in spot.texts if text.outdated or text.made_by == "machine"
        ],
        links=_links(spot, organisation_id, entry.reasons),
    )


def _reports_of(entry: Entry) -> QueueReportsOut | None:
    if Reason.REPORTS not in entry.reasons:
        return None
    remark = entry.remark
    return QueueReportsOut(
        people=entry.position.people,
        kinds=dict(entry.kinds),
        latest_remark=remark.text if remark else None,
        latest_remark_at=remark.at if remark else None,
    )


def _links(spot: Spot, organisation_id: str, reasons: Iterable[Reason]) -> dict[str, str]:
    public, kept = f"/v1/spots/{spot.id}", f"/v1/organisations/{organisation_id}/spots/{spot.id}"
    settled_by: dict[Reason, dict[str, str]] = {
        Reason.REPORTS: {"reports": f"{kept}/reports?state=open", "verify": f"{public}/verify"},
        Reason.OVERDUE: {"verify": f"{public}/verify"},
        Reason.IN_REVIEW: {"publish": f"{public}/publish", "return": f"{public}/return"},
        Reason.TRANSLATIONS: {"edit": public},
    }
    found = {"self": kept}
    for reason in reasons:
        found |= settled_by[reason]
    return found


def mark_out(shown: ShownMark, languages: Sequence[str]) -> MarkOut:
    """Return a mark as everybody sees it."""
    mark, names = shown.mark, shown.granted_by
    return MarkOut(
        id=mark.id,
        scope=mark.scope,
        evidence=mark.evidence,
        organisation_id=mark.organisation_id,
        granted_by=names.get(chosen_language(names, languages) or "", ""),
        granted_at=mark.granted_at,
        expires_at=mark.expires_at,
    )


def granted_mark_out(
    shown: ShownMark, languages: Sequence[str], *, now: dt.datetime
) -> GrantedMarkOut:
    """Return a mark as the organisation that granted it sees it."""
    mark = shown.mark
    here = f"/v1/organisations/{mark.organisation_id}/marks/{mark.id}"
    state = state_of(mark, now)
    return GrantedMarkOut(
        **mark_out(shown, languages).model_dump(),
        spot_id=mark.spot_id,
        spot_names=dict(shown.spot_names),
        state=state,
        revoked_at=mark.revoked_at,
        links={
            "spot": f"/v1/spots/{mark.spot_id}",
            **({"revoke": f"{here}/revoke"} if state == "live" else {}),
        },
    )
