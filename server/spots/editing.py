"""Use cases of those who keep spots: write, have reviewed, publish, withdraw, restore."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.spots.content import Content, apply_content, content_of
from server.spots.errors import SpotNotFound, VersionNotFound, WrongState
from server.spots.history import Change, find_change, record_change, said_then
from server.spots.models import Spot

TRANSITIONS: Final[dict[str, tuple[frozenset[str], str]]] = {
    "submitted": (frozenset({"draft", "withdrawn"}), "in_review"),
    "returned": (frozenset({"in_review"}), "draft"),
    "published": (frozenset({"draft", "in_review", "withdrawn"}), "published"),
    "withdrawn": (frozenset({"published"}), "withdrawn"),
}
"""From which states each action leads to which."""


@dataclass(frozen=True, slots=True)
class NewSpot:
    """A spot that is to be kept; `region_code` exists."""

    organisation_id: str
    region_code: str
    content: Content


def source_of(organisation_id: str) -> str:
    """Return what stands as the source of the spots that an organisation keeps."""
    return f"organisation:{organisation_id}"


def create_spot(session: Session, new: NewSpot, change: Change) -> Spot:
    """Keep a new spot, as a draft."""
    key = str(uuid.uuid4())
    spot = Spot(
        id=key,
        region_code=new.region_code,
        organisation_id=new.organisation_id,
        source=source_of(new.organisation_id),
        source_id=key,
        status="draft",
    )
    apply_content(spot, new.content)
    record_change(session, spot, change)
    session.add(spot)
    session.flush()
    return get_kept_spot(session, key)


def get_kept_spot(session: Session, key: str, *, to_change: bool = False) -> Spot:
    """Return a spot in whatever state, with its region; with `to_change`, for this alone.

    Raises
    ------
    SpotNotFound
        If there is none, or it was deleted.
    """
    statement = sa.select(Spot).where(Spot.id == key, Spot.deleted_at.is_(None))
    statement = statement.options(joinedload(Spot.region, innerjoin=True))
    if to_change:
        statement = statement.with_for_update(of=Spot).execution_options(populate_existing=True)
    spot = session.scalars(statement).one_or_none()
    if spot is None:
        raise SpotNotFound(spot=key)
    return spot


def change_spot(session: Session, spot: Spot, content: Content, change: Change) -> None:
    """Let the spot say something else; the same again is no change.

    Translations of a text that changed are outdated from then on, unless they changed as well.
    """
    before = content_of(spot)
    after = _with_outdated(before, content, original_language(spot))
    if after == before:
        return
    apply_content(spot, after)
    record_change(session, spot, change)


def original_language(spot: Spot) -> str:
    """Return the language that the spot's translations are made from.

    The first of the region's that it has words in; else the first in which it has a name.
    """
    names = spot.names
    return next((tag for tag in spot.region.languages if tag in names), next(iter(names), "ja"))


def _with_outdated(before: Content, after: Content, original: str) -> Content:
    """Return `after` with the translations marked that the change of the original left behind."""
    marked = copy.deepcopy(after)
    old, new = before["texts"], marked["texts"]
    if _words(old.get(original)) == _words(new.get(original)):
        return marked
    for tag, text in new.items():
        if tag != original and _words(text) == _words(old.get(tag)):
            text["outdated"] = True
    return marked


def _words(text: dict[str, str] | None) -> tuple[str, str]:
    return (text["name"], text["description"]) if text else ("", "")


def move_spot(session: Session, spot: Spot, change: Change) -> None:
    """Take the spot from one state to another; who publishes it has looked whether it is true.

    Raises
    ------
    WrongState
        If the action is not open to it in the state that it is in.
    """
    begins, ends = TRANSITIONS[change.action]
    if spot.status not in begins:
        raise WrongState(state=spot.status, action=change.action)
    _note_visibility(spot, ends, change)
    record_change(session, spot, change)


def _note_visibility(spot: Spot, status: str, change: Change) -> None:
    if spot.status == "published" != status:
        spot.left_public_at = change.now
    elif status == "published":
        spot.left_public_at, spot.verified_at = None, change.now
    spot.status = status


def delete_spot(session: Session, spot: Spot, change: Change) -> None:
    """Take the spot away for good; its history stays with the organisation's records."""
    _note_visibility(spot, "withdrawn", change)
    spot.deleted_at = change.now
    spot.photos = []
    record_change(session, spot, change)


def restore_spot(session: Session, spot: Spot, version: int, change: Change) -> None:
    """Let the spot say again what it said as of `version`; its state and photos stay.

    Raises
    ------
    VersionNotFound
        If it never had that version.
    """
    former = find_change(session, spot.id, version)
    if former is None:
        raise VersionNotFound(version=version)
    said = said_then(former)
    if said != content_of(spot):
        apply_content(spot, said)
        record_change(session, spot, change)
