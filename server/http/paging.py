"""Opaque cursors: where the last page ended, unreadable and unforgeable enough to be validated."""

from __future__ import annotations

import base64
import binascii
import json
import math
from typing import Final

from server.errors import Fault, Invalid
from server.text import Text

MAX_LIMIT: Final = 100
DEFAULT_LIMIT: Final = 50

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
