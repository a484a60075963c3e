"""What can go wrong with keys."""

from __future__ import annotations

from typing import Final

from server.errors import Conflict, Fault, Invalid
from server.text import Text

HEADER: Final = "Idempotency-Key"

_REUSED: Final = Text(
    "This key came with another request before. Use a new key for a new request.",
    "このキーは別の内容のリクエストで使用済みです。新しいリクエストには新しいキーを使ってください。",
)
_BAD_KEY: Final = Text(
    "Send 16 to 255 visible ASCII characters that nobody can guess, such as a random UUID.",
    "推測されない16～255文字の英数字・記号（ランダムなUUIDなど）を送ってください。",
)


class InProgress(Conflict):
    """The same request is being worked on just now."""

    code = "in_progress"
    text = Text(
        "The same request is being worked on. Ask again in a moment, with the same key.",
        "同じリクエストを処理しています。少し待ってから、同じキーでもう一度お試しください。",
    )


def key_reused() -> Invalid:
    """Return the failure for a key that came with another request before."""
    return Invalid([Fault(f"header:{HEADER}", "idempotency_key_reused", _REUSED)])


def bad_key() -> Invalid:
    """Return the failure for a key that is missing, too short or not plain."""
    return Invalid([Fault(f"header:{HEADER}", "idempotency_key_needed", _BAD_KEY)])
