"""What can go wrong with events."""

from __future__ import annotations

from server.errors import Conflict, NotFound
from server.text import Text


class EventNotFound(NotFound):
    """No event has that id, or it was removed."""

    code = "event_not_found"
    text = Text("There is no event '{event}'.", "イベント「{event}」はありません。")


class ListedIdTaken(Conflict):
    """Another event of the organisation has the same number in its list."""

    code = "listed_id_taken"
    text = Text(
        "Your organisation has an event with the ID '{listed_id}' in its list already.",
        "一覧の ID「{listed_id}」のイベントは、すでに登録されています。",
    )
