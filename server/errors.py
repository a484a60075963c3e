"""What the service raises. No HTTP here: `server.http.problems` decides the status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from server.text import Language, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was sent.

    Parameters
    ----------
    pointer
        RFC 6901 pointer into the body (`/days/0/date`), or `?name` for a query parameter.
    code
        Stable word for programs.
    text, values
        Sentence for people and what fills its placeholders.
    """

    pointer: str
    code: str
    text: Text
    values: dict[str, object] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.text.render(language, **self.values)


class AppError(Exception):
    """Base of every failure that a caller can understand and mend.

    Attributes
    ----------
    code
        Stable word for programs; each subclass sets its own.
    title, text
        Short name of the kind of failure, and the sentence for this one.
    """

    code: ClassVar[str] = "error"
    title: ClassVar[Text] = Text("The request failed", "処理できませんでした")
    text: ClassVar[Text] = Text("The request failed.", "処理できませんでした。")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.detail("en"))

    def detail(self, language: Language) -> str:
        """Return what happened and what to do, in `language`."""
        return self.text.render(language, **self.values)

    def members(self, language: Language) -> Mapping[str, object]:
        """Return what else there is to say, by the names of an answer's members."""
        return {}


class Refused(AppError):
    """What was sent can be read, but is not taken as it is."""

    code = "refused"
    title = Text("Not taken", "受け付けられませんでした")


class NotFound(AppError):
    """The thing asked for does not exist, or is not for this caller to know of."""

    code = "not_found"
    title = Text("Not found", "見つかりません")
    text = Text("There is nothing here by that name.", "お探しのものは見つかりませんでした。")


class Unauthenticated(AppError):
    """Nobody knows who is calling, and that matters here."""

    code = "sign_in_required"
    title = Text("Please sign in", "サインインしてください")
    text = Text(
        "Sign in first: send `Authorization: Bearer` with a token that is still valid.",
        "サインインが必要です。有効なトークンを `Authorization: Bearer` で送ってください。",
    )


class Forbidden(AppError):
    """The caller is known and may see the thing, but not do this with it."""

    code = "not_allowed"
    title = Text("Not allowed", "許可されていません")
    text = Text(
        "Your role does not allow this. An owner of the organisation can change roles.",
        "現在の権限ではこの操作はできません。権限の変更は、団体の管理者にご相談ください。",
    )


class Conflict(AppError):
    """The state of things does not allow it now."""

    code = "conflict"
    title = Text("Not possible in the present state", "現在の状態ではできません")


class PreconditionMissing(AppError):
    """A change was sent without saying on which version it is based."""

    code = "if_match_required"
    title = Text("State the version you change", "変更元の版が必要です")
    text = Text(
        "Read it first and send its `ETag` back as `If-Match`, so that no change is overwritten.",
        "先に読み込み、その `ETag` を `If-Match` に入れて送ってください。"
        "ほかの人の変更を上書きしないためです。",
    )


class PreconditionFailed(AppError):
    """The thing has changed since the caller read it."""

    code = "changed_meanwhile"
    title = Text("Changed meanwhile", "内容が更新されています")
    text = Text(
        "Somebody changed it after you read it. Read it again and repeat your change.",
        "読み込んだあとに内容が更新されました。もう一度読み込んでから変更してください。",
    )


class Unavailable(AppError):
    """The service cannot answer now but will later."""

    code = "unavailable"
    title = Text("Not ready yet", "準備中です")
    text = Text(
        "The service is getting ready. Please try again in a moment.",
        "ただいま準備中です。少し時間をおいて、もう一度お試しください。",
    )


class Invalid(AppError):
    """What was sent cannot be used; `faults` names every reason at once."""

    code = "invalid"
    title = Text("Some values cannot be used", "入力内容をご確認ください")
    text = Text(
        "{count} value(s) cannot be used; see `errors`.",
        "使用できない値が {count} 件あります。`errors` をご確認ください。",
    )

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(self.faults))
