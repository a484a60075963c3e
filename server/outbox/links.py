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

_TO_JOIN: Final = Text("Accept the invitation:", "招待を受ける:")
_TO_PASSWORD: Final = Text("Choose a new password:", "新しいパスワードを設定する:")
_TO_GUIDE: Final = Text("Open it in the guide's app:", "ガイド用アプリで開く:")
_TO_CONSOLE: Final = Text("Open it in the console:", "管理画面で開く:")
_GUIDES_BOOKING: Final = "/guide/bookings/{booking}"

_APP: Final = {"app": "console"}
"""The app of who gets a letter, where it does not say: the one of associations."""

_LINKS: Final[dict[str, tuple[Text, str]]] = {
    "booking_confirmed": (_TO_BOOKING, _BOOKING),
    "booking_asked": (_TO_BOOKING, _BOOKING),
    "booking_changed": (_TO_BOOKING, _BOOKING),
    "booking_cancelled_by_guide": (_TO_BOOKING, _BOOKING),
    "booking_paid_wrongly": (_TO_BOOKING, _BOOKING),
    "message_from_guide": (_TO_BOOKING, _BOOKING),
    "seats_again": (_TO_PLACE, "/waiting/{slot}/{entry}#{key}"),
    "guide_booking_confirmed": (_TO_GUIDE, _GUIDES_BOOKING),
    "guide_booking_asked": (_TO_GUIDE, _GUIDES_BOOKING),
    "guide_booking_cancelled": (_TO_GUIDE, _GUIDES_BOOKING),
    "guide_booking_changed": (_TO_GUIDE, _GUIDES_BOOKING),
    "message_from_guest": (_TO_GUIDE, _GUIDES_BOOKING),
    "experience_submitted": (_TO_CONSOLE, "/console/queue/experiences"),
    "experience_published": (_TO_GUIDE, "/guide/experiences"),
    "experience_returned": (_TO_GUIDE, "/guide/experiences"),
    "experience_suspended": (_TO_GUIDE, "/guide/experiences"),
    "invitation": (_TO_JOIN, "/{app}/invitation#{token}"),
    "password_reset": (_TO_PASSWORD, "/{app}/reset#{token}"),
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
    return f"\n\n{said.render(tongue)}\n\n    {home}{address.format_map({**_APP, **values})}\n"
