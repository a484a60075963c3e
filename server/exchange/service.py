"""Use cases around lists: import, export, and publishing many spots at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.models import Organisation
from server.db import Database
from server.errors import Fault, Invalid
from server.events.importing import listed_events
from server.exchange.lists import ROUTINES, ListRoutine, Order
from server.exchange.outcome import Counts, Outcome
from server.opendata.answer import Encoding, Layout, ListFault, ReadList
from server.opendata.unwritable import MESSAGES, UnwritableError, UnwritableText
from server.opendata.writing import write_events, write_spots
from server.spots.exporting import listed_spots
from server.spots.importing import bounds_of


def import_list(database: Database, order: Order, kind: str, data: bytes, name: str) -> Outcome:
    """Import a list, whole or not at all.

    The file is read before anything is locked. If any row cannot be taken, nothing is saved,
    unless the order skips such rows; the others are then saved in one transaction.

    Parameters
    ----------
    kind
        One of `lists.ROUTINES`.
    name
        As the sender calls the file.
    """
    routine = ROUTINES[kind]
    read = routine.read(data, name, bounds_of(order.region))
    if order.dry_run or (read.refused and not _may_skip(order, read)) or read.layout is None:
        with database.reading() as session:
            return _judged(session, order, kind, routine, read)
    with database.writing() as session:
        _lock(session, order.organisation_id)
        return _judged(session, order, kind, routine, read)


def _lock(session: Session, organisation_id: str) -> None:
    """Let one list of an organisation after the other be imported."""
    session.execute(
        sa.select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
    )


def _judged(
    session: Session, order: Order, kind: str, routine: ListRoutine, read: ReadList[Any]
) -> Outcome:
    faults = _by_row([*read.faults, *routine.faults(session, order, read)])
    remarks = _by_row([*read.remarks, *routine.remarks(read)])
    faulty = {fault.row for fault in faults}
    accepted = [
        record for row, record in zip(read.rows, read.records, strict=True) if row not in faulty
    ]
    whole = len(accepted) == read.rows_read > 0
    commits = read.layout is not None and (whole or order.dry_run or _may_skip(order, read))
    counts = Counts()
    if commits:
        # What a refused row names must not count as vanished.
        order = order if whole else replace(order, replace=False)
        counts = routine.save(session, order, accepted, _stated(read))
    return Outcome(
        kind=kind,
        region=order.region.code,
        dry_run=order.dry_run,
        read=read,
        faults=faults,
        remarks=remarks,
        accepted=len(accepted),
        counts=counts,
        committed=commits,
    )


def _may_skip(order: Order, read: ReadList[Any]) -> bool:
    """Tell whether a list may be taken though not all of its rows can be.

    Not where it replaces a layer: only a whole list says what is no longer there.
    """
    if order.replace:
        return False
    return order.skip_refused or read.rows_read == 0


def _stated(read: ReadList[Any]) -> frozenset[str]:
    return frozenset(read.columns)


def _by_row(said: Sequence[ListFault]) -> tuple[ListFault, ...]:
    return tuple(sorted(said, key=lambda fault: fault.row))


def export_spots(
    session: Session, organisation_id: str, layout: Layout, encoding: Encoding
) -> bytes:
    """Return an organisation's spots as a national list.

    Raises
    ------
    Invalid
        Naming every text that the list cannot hold.
    """
    rows = listed_spots(session, organisation_id)
    return _written(partial(write_spots, rows, layout, encoding))


def export_events(
    session: Session, organisation_id: str, layout: Layout, encoding: Encoding
) -> bytes:
    """Return an organisation's events as a national list, as `export_spots` does.

    Raises
    ------
    Invalid
        As for `export_spots`.
    """
    rows = listed_events(session, organisation_id)
    return _written(partial(write_events, rows, layout, encoding))


def _written(write: Callable[[], bytes]) -> bytes:
    try:
        return write()
    except UnwritableError as error:
        raise Invalid([_fault(text) for text in error.texts]) from error


def _fault(text: UnwritableText) -> Fault:
    codes = " ".join(f"U+{ord(character):04X}" for character in text.found[:10])
    values: dict[str, object] = {
        "name": text.name,
        "heading": text.heading,
        "found": text.found,
        "codes": codes,
    }
    return Fault(f"/{text.key}/{text.heading}", text.code, MESSAGES[text.code], values)
