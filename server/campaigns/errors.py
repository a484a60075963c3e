"""What can go wrong with campaigns."""

from __future__ import annotations

from server.errors import NotFound
from server.text import Text


class CampaignNotFound(NotFound):
    """No campaign has that id, or it was ended."""

    code = "campaign_not_found"
    text = Text("There is no campaign '{campaign}'.", "キャンペーン「{campaign}」はありません。")
