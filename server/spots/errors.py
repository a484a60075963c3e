"""What can go wrong with spots."""

from __future__ import annotations

from server.errors import Conflict, NotFound
from server.text import Text


class SpotNotFound(NotFound):
    """No spot has that id, or none that the caller may see."""

    code = "spot_not_found"
    text = Text("There is no spot '{spot}'.", "スポット「{spot}」はありません。")


class VersionNotFound(NotFound):
    """The spot never had that version."""

    code = "version_not_found"
    text = Text(
        "The spot's history has no version {version}.", "履歴にバージョン{version}はありません。"
    )


class WrongState(Conflict):
    """The spot's state does not allow the action."""

    code = "wrong_state"
    text = Text(
        "In the state '{state}' a spot cannot be {action}.",
        "スポットの状態が「{state}」のため、この操作（{action}）はできません。",
    )


class NoTranslator(Conflict):
    """No service that translates is set up."""

    code = "no_translator"
    text = Text(
        "No translation service is set up here. Enter the translation yourself.",
        "翻訳サービスが設定されていません。翻訳文を直接入力してください。",
    )
