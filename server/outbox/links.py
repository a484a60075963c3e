"""Where in the web app letters lead.

Keys stand behind `#`: browsers never send that part, so no log and no other site sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.text import Language, Text

_BOOKING: Final = "/bookings/{booking}#{key}"
_TO_BOOKING: Final = Text("Open your booking:", "ご予約を開く:")
_TO_PLACE: Final = Text(
    "Book, or see your place on the list:", "予約する、またはキャンセル待ちを確認する:"
)

_LINKS: Final[dict[str, tuple[Text, str]]] = {
    "booking_confirmed": (_TO_BOOKING, _BOOKING),
    "booking_asked": (_TO_BOOKING, _BOOKING),
    "booking_changed": (_TO_BOOKING, _BOOKING),
    "booking_cancelled_by_guide": (_TO_BOOKING, _BOOKING),
    "booking_paid_wrongly": (_TO_BOOKING, _BOOKING),
    "message_from_guide": (_TO_BOOKING, _BOOKING),
    "seats_again": (_TO_PLACE, "/waiting/{slot}/{entry}#{key}"),
}
"""By kind of letter; a letter whose kind is not here has no link."""


def link_of(kind: str, language: str, values: Mapping[str, str], home: str | None) -> str:
    """Return the lines that lead from a letter into the app; empty where there are none.

    Parameters
    ----------
    home
        Where people reach the app, such as `https://yorimichi.example.jp`; None if nobody said.
    """
    if home is None or kind not in _LINKS:
        return ""
    said, address = _LINKS[kind]
    tongue: Language = "ja" if language == "ja" else "en"
    return f"\n\n{said.render(tongue)}\n\n    {home}{address.format_map(values)}\n"
