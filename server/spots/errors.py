"""What can go wrong with spots."""

from __future__ import annotations

from server.errors import Conflict, Forbidden, NotFound
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


class ReportNotFound(NotFound):
    """The organisation's spots have no report with that id."""

    code = "report_not_found"
    text = Text("There is no report '{report}'.", "報告「{report}」はありません。")


class ReportSettled(Conflict):
    """Somebody has settled the report the other way, or with other words."""

    code = "report_settled"
    text = Text(
        "This report was settled already, as {outcome}.",
        "この報告はすでに「{outcome}」として処理済みです。",
    )


class EnoughReports(Conflict):
    """So many reports wait for the spot's keepers that another one would tell nothing new."""

    code = "enough_reports"
    text = Text(
        "Thank you, but many people have said so already; it waits to be looked into.",
        "ありがとうございます。すでに多くの報告が届いており、現在確認待ちです。",
    )


class MarkNotFound(NotFound):
    """The organisation has granted no mark with that id."""

    code = "mark_not_found"
    text = Text("There is no mark '{mark}'.", "認証マーク「{mark}」はありません。")


class MayNotVouch(Forbidden):
    """A guide's business does not vouch for places."""

    code = "may_not_vouch"
    text = Text(
        "Only municipalities and tourism associations grant marks.",
        "認証マークを付与できるのは、自治体と観光協会だけです。",
    )


class PhotoNotFound(NotFound):
    """No photo has that id, or none that the caller may see."""

    code = "photo_not_found"
    text = Text("There is no photo '{photo}'.", "写真「{photo}」はありません。")


class PhotoThere(Conflict):
    """The spot or experience has the same picture already."""

    code = "photo_there"
    text = Text(
        "This picture is there already, as photo '{photo}'.",
        "この画像はすでに登録されています（写真「{photo}」）。",
    )


class TooManyPhotos(Conflict):
    """The spot or experience has as many photos as one can have."""

    code = "too_many_photos"
    text = Text(
        "There can be {most} photos at most. Take one away first.",
        "写真は{most}枚までです。先に1枚を削除してください。",
    )
