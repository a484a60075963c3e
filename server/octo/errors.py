"""OCTO's errors: a word, a sentence, and the value that is wrong."""

from __future__ import annotations

from typing import ClassVar, Final

from server.errors import NotFound
from server.text import Language, Text

_TEXTS: Final[dict[str, Text]] = {
    "INVALID_PRODUCT_ID": Text(
        "The productId was missing or invalid.", "productId がないか、正しくありません。"
    ),
    "INVALID_OPTION_ID": Text(
        "The optionId was missing or invalid.", "optionId がないか、正しくありません。"
    ),
    "INVALID_UNIT_ID": Text(
        "The unitId was missing or invalid.", "unitId がないか、正しくありません。"
    ),
    "INVALID_AVAILABILITY_ID": Text(
        "The availabilityId was missing or invalid.",
        "availabilityId がないか、正しくありません。",
    ),
    "INVALID_BOOKING_UUID": Text(
        "The uuid was used before, is missing or invalid, or its hold has run out.",
        "uuid が使用済みか、ないか、正しくないか、仮予約の期限が過ぎています。",
    ),
    "UNAUTHORIZED": Text(
        "Send your key: `Authorization: Bearer`.",
        "`Authorization: Bearer` でキーを送ってください。",
    ),
    "FORBIDDEN": Text("This key is not valid (any more).", "このキーは無効です。"),
    "INTERNAL_SERVER_ERROR": Text(
        "Something went wrong on our side.", "サーバー側で問題が発生しました。"
    ),
}
_STATUS: Final = {"UNAUTHORIZED": 401, "FORBIDDEN": 403, "INTERNAL_SERVER_ERROR": 500}
CODES: Final = (*_TEXTS, "BAD_REQUEST", "UNPROCESSABLE_ENTITY", "TOO_MANY_REQUESTS")


class OctoError(Exception):
    """A refusal in OCTO's words.

    Parameters
    ----------
    error
        One of `CODES`.
    message
        A sentence of its own; the code's usual one when None.
    fields
        What else is told, such as `productId`.
    """

    def __init__(
        self, error: str, message: str | None = None, status: int | None = None, **fields: str
    ) -> None:
        super().__init__(error)
        self.error, self.fields, self._message = error, fields, message
        self.status = status or _STATUS.get(error, 400)

    def body(self, language: Language) -> dict[str, str]:
        """Return the error as it is sent."""
        message = self._message or _TEXTS[self.error].render(language)
        return {"error": self.error, "errorMessage": message, **self.fields}


class KeyNotFound(NotFound):
    """The organisation has no reseller's key by that id."""

    code: ClassVar[str] = "reseller_key_not_found"
    text = Text("There is no reseller's key '{key}'.", "販売店キー「{key}」はありません。")
