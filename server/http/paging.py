"""Opaque cursors: where the last page ended, unreadable and unforgeable enough to be validated."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import math
from typing import Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from server.errors import Fault, Invalid
from server.text import Text

MAX_LIMIT: Final = 100
DEFAULT_LIMIT: Final = 50
_LAST_VERSION: Final = 2**31 - 1

_BAD_CURSOR: Final = Text(
    "This cursor is not from a previous page; start without one.",
    "このカーソルは前のページのものではありません。指定せずにやり直してください。",
)


def encode_cursor(*keys: str | float) -> str:
    """Return a cursor that stands for the sort keys of a page's last entry."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[str | float, ...]:
    """Return the sort keys in `cursor`.

    Raises
    ------
    Invalid
        If it is not a cursor of this list.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        keys = json.loads(base64.urlsafe_b64decode(padded.encode("ascii", "strict")))
    except (ValueError, binascii.Error):
        keys = None
    fits = isinstance(keys, list) and len(keys) == len(kinds)
    if not fits or not all(_is_key(k, kind) for k, kind in zip(keys, kinds, strict=True)):
        raise Invalid([Fault("?cursor", "bad_cursor", _BAD_CURSOR)])
    return tuple(keys)


def _is_key(key: object, kind: type) -> bool:
    """Tell whether `key` is of its kind and something that a database can compare with."""
    if isinstance(key, str):
        return kind is str and key.isascii() and key.isprintable()
    return isinstance(key, kind) and isinstance(key, float) and math.isfinite(key)


def decode_version(cursor: str) -> int:
    """Return the version in a cursor of a history.

    Raises
    ------
    Invalid
        If it is not a cursor of such a list.
    """
    return int(max(0.0, min(float(decode_cursor(cursor, float)[0]), _LAST_VERSION)))


def decode_texts(cursor: str | None, count: int, faults: list[Fault]) -> tuple[str, ...] | None:
    """Return the `count` texts in a cursor, None without one; a bad one is added to `faults`."""
    if cursor is None:
        return None
    try:
        return tuple(str(key) for key in decode_cursor(cursor, *[str] * count))
    except Invalid as refusal:
        faults += refusal.faults
        return None


def bad_cursor() -> Fault:
    """Return the fault for a cursor that is not of the list."""
    return Fault("?cursor", "bad_cursor", _BAD_CURSOR)


def page_links(
    path: str, args: MultiDict[str, str], cursor: str | None, changes: str | None = None
) -> dict[str, str]:
    """Return where a page of a list is found, and the next one where there is one.

    Parameters
    ----------
    changes
        The cursor behind which whatever changes from now on will be found.
    """
    links = {"self": _address(path, args)}
    for relation, behind in (("next", cursor), ("changes", changes)):
        if behind is not None:
            following = args.copy()
            following["cursor"] = behind
            links[relation] = _address(path, following)
    return links


def _address(path: str, args: MultiDict[str, str]) -> str:
    pairs = [(name, value) for name in args for value in args.getlist(name)]
    return path + ("?" + urlencode(pairs) if pairs else "")


def dated_position(cursor: str | None, faults: list[Fault]) -> tuple[dt.date, str] | None:
    """Return the date and the id in a cursor, None without one; a bad one adds to `faults`."""
    keys = decode_texts(cursor, 2, faults)
    if keys is None:
        return None
    try:
        return dt.date.fromisoformat(keys[0]), keys[1]
    except ValueError:
        faults.append(bad_cursor())
        return None


def timed_position(cursor: str | None, faults: list[Fault]) -> tuple[dt.datetime, str] | None:
    """Return the moment and the id in a cursor, None without one; a bad one adds to `faults`."""
    keys = decode_texts(cursor, 2, faults)
    if keys is None:
        return None
    moment = aware_moment(keys[0])
    if moment is None:
        faults.append(bad_cursor())
        return None
    return moment, keys[1]


def distance_position(cursor: str | None, faults: list[Fault]) -> tuple[float, str] | None:
    """Return the distance and the id in a cursor, None without one; a bad one adds to `faults`."""
    if cursor is None:
        return None
    try:
        distance_m, key = decode_cursor(cursor, float, str)
    except Invalid as refusal:
        faults += refusal.faults
        return None
    return float(distance_m), str(key)


def aware_moment(text: str) -> dt.datetime | None:
    """Return a moment with its offset as a cursor holds it, in UTC, or None where it is none."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return None if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):  # at the ends of the calendar an offset leads out of it
        return None
