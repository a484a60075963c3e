"""What can go wrong with spots."""

from __future__ import annotations

from server.errors import NotFound
from server.text import Text


class SpotNotFound(NotFound):
    """No published spot has that id."""

    code = "spot_not_found"
    text = Text("There is no spot '{spot}'.", "スポット「{spot}」はありません。")
