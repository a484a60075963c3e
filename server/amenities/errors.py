"""What can go wrong with amenities."""

from __future__ import annotations

from server.errors import NotFound
from server.text import Text


class UnknownKind(NotFound):
    """There is no such kind of amenity."""

    code = "unknown_kind"
    text = Text(
        "There is no kind of amenity '{kind}'; ask for toilet or shelter.",
        "「{kind}」という種類はありません。toilet または shelter を指定してください。",
    )
