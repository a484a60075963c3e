"""What keeps an experience from saying what its guide wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from sqlalchemy.orm import Session

from server.accounts.models import Organisation
from server.errors import Fault
from server.experiences.content import MAY_BE_NULL, MOST_LANGUAGES, Content
from server.experiences.models import Experience
from server.http.wordings import language_faults
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots.keeping_faults import outside_faults
from server.spots.query import unknown_category
from server.text import Text

VOUCHED_AT_MOST: Final = dt.timedelta(days=731)
_ASSOCIATIONS: Final = ("tourism_association", "municipality")

_NEEDED: Final = Text("An experience cannot do without this.", "体験にはこの項目が必要です。")
_LISTED_TWICE: Final = Text("This is listed twice.", "同じものが二度指定されています。")
_LANGUAGES: Final = Text(
    "It can be told in {most} languages at most; take one away with null.",
    "使える言語は{most}までです。不要な言語は null で削除してください。",
)
_PARTY_SWAPPED: Final = Text(
    "`min_party` must not be above `max_party`.", "`min_party` は `max_party` 以下にしてください。"
)
_POLICY: Final = Text(
    "The steps must be in order: fewer hours than the step before, and less paid back.",
    "段階は順に並べてください。前の段階より時間が短く、返金の割合も低くなります。",
)
_AGES_SWAPPED: Final = Text(
    "`min_age` must not be above `max_age`.", "`min_age` は `max_age` 以下にしてください。"
)
_NO_SEAT: Final = Text(
    "At least one unit must take a seat.", "席を使う区分が少なくとも一つ必要です。"
)
_UNKNOWN_OPTION: Final = Text(
    "This experience has no option '{id}'. Leave `id` out to add one.",
    "この体験に「{id}」というプランはありません。追加する場合は `id` を省いてください。",
)
_UNKNOWN_UNIT: Final = Text(
    "This option has no unit '{id}'. Leave `id` out to add one.",
    "このプランに「{id}」という区分はありません。追加する場合は `id` を省いてください。",
)
_UNKNOWN_ASSOCIATION: Final = Text(
    "There is no tourism association or municipality '{association}'.",
    "観光協会・自治体「{association}」はありません。",
)
_VOUCHED_TOO_SHORT: Final = Text(
    "This moment has passed; name one that lies ahead.",
    "すでに過ぎた日時です。これからの日時を指定してください。",
)
_VOUCHED_TOO_LONG: Final = Text(
    "Nobody can vouch for longer than {days} days; look at it again then.",
    "認証できるのは{days}日先までです。その後あらためてご確認ください。",
)


def content_faults(content: Content, region: Region) -> list[Fault]:
    """Return everything that is wrong with what an experience is to say."""
    titles = {tag: text["title"] for tag, text in content["texts"].items()}
    faults = [
        *language_faults("/texts", titles),
        *outside_faults(content["lat"], content["lon"], region),
        *_repeated("/languages", content["languages"]),
        *_policy_faults(content["cancellation"]),
    ]
    if len(titles) > MOST_LANGUAGES:
        faults.append(Fault("/texts", "too_many_languages", _LANGUAGES, {"most": MOST_LANGUAGES}))
    if content["category"] not in CATEGORIES:
        faults.append(unknown_category("/category", content["category"]))
    if content["min_party"] > content["max_party"]:
        faults.append(Fault("/min_party", "party_swapped", _PARTY_SWAPPED))
    for position, option in enumerate(content["options"]):
        faults += _unit_faults(f"/options/{position}/units", option["units"])
    return faults


def _repeated(pointer: str, values: Sequence[str]) -> Iterator[Fault]:
    for position, value in enumerate(values):
        if value in values[:position]:
            yield Fault(f"{pointer}/{position}", "listed_twice", _LISTED_TWICE)


def _policy_faults(steps: Sequence[Sequence[int]]) -> Iterator[Fault]:
    for position, (before, step) in enumerate(pairwise(steps), start=1):
        if not (step[0] < before[0] and step[1] < before[1]):
            yield Fault(f"/cancellation/{position}", "policy_not_in_order", _POLICY)


def _unit_faults(pointer: str, units: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    for position, unit in enumerate(units):
        youngest, oldest = unit["min_age"], unit["max_age"]
        if youngest is not None and oldest is not None and youngest > oldest:
            yield Fault(f"{pointer}/{position}/min_age", "ages_swapped", _AGES_SWAPPED)
    if not any(unit["seats"] for unit in units):
        yield Fault(pointer, "no_seat", _NO_SEAT)


def null_faults(stated: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each thing that is to be taken away and cannot be."""
    for name, value in stated.items():
        if value is None and name not in MAY_BE_NULL:
            yield Fault(f"/{name}", "needed", _NEEDED)


def id_faults(
    options: Sequence[Mapping[str, Any]], experience: Experience | None
) -> Iterator[Fault]:
    """Yield a fault for each option and unit that is named by an id and is not there, or twice.

    Parameters
    ----------
    options
        As they were sent: new ones have no id.
    experience
        None for a new one, which has none yet.
    """
    known = {
        option.id: {unit.id for unit in option.units}
        for option in (experience.options if experience else ())
    }
    seen: set[str] = set()
    for position, option in enumerate(options):
        here = f"/options/{position}"
        key = option["id"]
        if key is not None and key not in known:
            yield Fault(f"{here}/id", "unknown_option", _UNKNOWN_OPTION, {"id": key})
        yield from _twice(f"{here}/id", key, seen)
        yield from _unit_id_faults(f"{here}/units", option["units"], known.get(key, set()), seen)


def _unit_id_faults(
    pointer: str, units: Sequence[Mapping[str, Any]], known: set[str], seen: set[str]
) -> Iterator[Fault]:
    for position, unit in enumerate(units):
        here, key = f"{pointer}/{position}/id", unit["id"]
        if key is not None and key not in known:
            yield Fault(here, "unknown_unit", _UNKNOWN_UNIT, {"id": key})
        yield from _twice(here, key, seen)


def _twice(pointer: str, key: str | None, seen: set[str]) -> Iterator[Fault]:
    if key is None:
        return
    if key in seen:
        yield Fault(pointer, "listed_twice", _LISTED_TWICE)
    seen.add(key)


def association_faults(session: Session, association_id: str) -> Iterator[Fault]:
    """Yield a fault where nobody with that id can vouch for experiences."""
    organisation = session.get(Organisation, association_id)
    if organisation is None or organisation.kind not in _ASSOCIATIONS:
        values: dict[str, object] = {"association": association_id}
        yield Fault("/association_id", "unknown_association", _UNKNOWN_ASSOCIATION, values)


def vouching_faults(until: dt.datetime, *, now: dt.datetime) -> Iterator[Fault]:
    """Yield a fault where an association cannot vouch until that moment."""
    if until <= now:
        yield Fault("/vouched_until", "in_the_past", _VOUCHED_TOO_SHORT)
    elif until - now > VOUCHED_AT_MOST:
        values: dict[str, object] = {"days": VOUCHED_AT_MOST.days}
        yield Fault("/vouched_until", "too_far_ahead", _VOUCHED_TOO_LONG, values)
