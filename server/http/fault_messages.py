"""What people read when a value has the wrong form, by pydantic's error type."""

from __future__ import annotations

from typing import Final

from pydantic_core import ErrorDetails

from server.errors import Fault
from server.http.forms import expected_form
from server.text import Text

_FALLBACK: Final = Text("This value cannot be used.", "この値は使用できません。")

_MESSAGES: Final[dict[str, tuple[str, Text]]] = {
    "missing": ("required", Text("This field is required.", "この項目は必須です。")),
    "extra_forbidden": (
        "unknown_field",
        Text(
            "There is no such field here; check the spelling.",
            "この項目は定義されていません。つづりをご確認ください。",
        ),
    ),
    "model_type": ("object_type", Text("An object is needed here.", "オブジェクトが必要です。")),
    "model_attributes_type": (
        "object_type",
        Text("An object is needed here.", "オブジェクトが必要です。"),
    ),
    "dict_type": ("object_type", Text("An object is needed here.", "オブジェクトが必要です。")),
    "list_type": ("array_type", Text("A list is needed here.", "リストが必要です。")),
    "number_type": ("number_type", Text("A number is needed here.", "数値が必要です。")),
    "number_finite": (
        "number_finite",
        Text("A finite number is needed here.", "有限の数値が必要です。"),
    ),
    "number_range": (
        "number_range",
        Text("The number is too large.", "数値が大きすぎます。"),
    ),
    "whole_number": (
        "whole_number",
        Text("A whole number is needed here.", "整数が必要です。"),
    ),
    "text_type": ("text_type", Text("Text is needed here.", "文字列が必要です。")),
    "text_characters": (
        "text_characters",
        Text(
            "The text holds characters that cannot be stored (NUL or broken surrogates).",
            "保存できない文字（NUL や壊れたサロゲート）が含まれています。",
        ),
    ),
    "bool_type": (
        "bool_type",
        Text("true or false is needed here.", "true または false が必要です。"),
    ),
    "instant_format": (
        "instant_format",
        Text(
            "A moment with its offset, such as 2026-05-02T10:00:00+09:00, is needed here.",
            "2026-05-02T10:00:00+09:00 のような、時差付きの日時が必要です。",
        ),
    ),
    "date_format": (
        "date_format",
        Text(
            "A date such as 2026-05-02 is needed here.",
            "2026-05-02 のような日付が必要です。",
        ),
    ),
    "clock_format": (
        "clock_format",
        Text("A time such as 09:30 is needed here.", "09:30 のような時刻が必要です。"),
    ),
    "enum": ("choice", Text("Choose one of {expected}.", "{expected} から選んでください。")),
    "literal_error": (
        "choice",
        Text("Choose one of {expected}.", "{expected} から選んでください。"),
    ),
    "greater_than_equal": ("too_small", Text("Must be {ge} or more.", "{ge} 以上にしてください。")),
    "less_than_equal": ("too_large", Text("Must be {le} or less.", "{le} 以下にしてください。")),
    "greater_than": ("too_small", Text("Must be more than {gt}.", "{gt} より大きくしてください。")),
    "less_than": ("too_large", Text("Must be less than {lt}.", "{lt} より小さくしてください。")),
    "too_long": (
        "too_many",
        Text(
            "At most {max_length} entries; {actual_length} were sent.",
            "{max_length} 件以内にしてください（{actual_length} 件ありました）。",
        ),
    ),
    "too_short": (
        "too_few",
        Text(
            "At least {min_length} entries; {actual_length} were sent.",
            "{min_length} 件以上にしてください（{actual_length} 件でした）。",
        ),
    ),
    "string_too_long": (
        "too_long",
        Text("At most {max_length} characters.", "{max_length} 文字以内にしてください。"),
    ),
    "string_too_short": (
        "too_short",
        Text("At least {min_length} character(s).", "{min_length} 文字以上にしてください。"),
    ),
    "string_pattern_mismatch": (
        "text_form",
        Text("This must be {form}.", "{form}を入力してください。"),
    ),
    "repeated": (
        "repeated",
        Text("Send this parameter only once.", "この項目は一度だけ指定してください。"),
    ),
}


def fault_from_pydantic(error: ErrorDetails, pointer: str) -> Fault:
    """Return the fault that says in both languages what `error` found at `pointer`."""
    code, text = _MESSAGES.get(_kind(error), ("invalid", _FALLBACK))
    values: dict[str, object] = dict(error.get("ctx", {}))
    if "expected" in values:  # pydantic's list ends with an English "or"
        values["expected"] = str(values["expected"]).replace(" or ", ", ")
    if "pattern" in values:  # nobody should have to read a regular expression
        values = {"form": expected_form(str(values["pattern"]))}
    return Fault(pointer, code, text, values)


def _kind(error: ErrorDetails) -> str:
    """Return pydantic's error type; text of the wrong length is not a list of the wrong length."""
    kind = error["type"]
    if kind in ("too_long", "too_short") and isinstance(error["input"], str):
        return f"string_{kind}"
    return kind


def repeated(pointer: str) -> Fault:
    """Return the fault for something single-valued that was sent more than once."""
    code, text = _MESSAGES["repeated"]
    return Fault(pointer, code, text)
