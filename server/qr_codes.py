"""QR codes."""

from __future__ import annotations

import io
from typing import Final, Literal

import segno

_SCALE: Final = 6
_QUIET_ZONE: Final = 4

SVG_EXAMPLE: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="246" height="246">…</svg>'


def qr_code(text: str, kind: Literal["svg", "png"]) -> bytes:
    """Return the picture of a text."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind=kind, scale=_SCALE, border=_QUIET_ZONE)
    return out.getvalue()
