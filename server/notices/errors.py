"""What can go wrong with notices."""

from __future__ import annotations

from server.errors import NotFound
from server.text import Text


class NoticeNotFound(NotFound):
    """No notice has that id, or it was ended."""

    code = "notice_not_found"
    text = Text("There is no notice '{notice}'.", "お知らせ「{notice}」はありません。")
