"""What people are told a text must look like, in place of the pattern that it was held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Expected = Mapping[str, str]
"""A noun by language."""


def _form(en: str, ja: str) -> Expected:
    return {"en": en, "ja": ja}


_ONE_LINE: Final = _form(
    "one line of text without control characters", "改行や制御文字を含まない1行の文字列"
)
_WORDS: Final = _form(
    "one line of text that is not empty and does not begin with a space",
    "空白以外の文字で始まる1行の文字列",
)
_LANGUAGE: Final = _form(
    "a language tag such as ja, en or zh-Hant", "ja、en、zh-Hant のような言語タグ"
)
_EMAIL: Final = _form(
    "an e-mail address such as hanako@example.jp", "hanako@example.jp のようなメールアドレス"
)
_WEB: Final = _form(
    "a web address that begins with http:// or https://",
    "http:// または https:// で始まるURL",
)
_MOMENT: Final = _form(
    "a moment with its offset, such as 2026-05-02T10:00:00+09:00",
    "2026-05-02T10:00:00+09:00 のような、時差付きの日時",
)
_NUMBER: Final = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"

_FORMS: Final[Mapping[str, Expected]] = {
    r"^[A-Za-z0-9_-]+$": _form(
        "letters, digits, - and _ only, as they were told",
        "英数字と「-」「_」のみ（表示されたとおり）",
    ),
    r"^[A-Za-z0-9._-]+$": _form(
        "a code just as it was told: letters, digits, dots, - and _",
        "表示されたとおりのコード（英数字と「.」「-」「_」）",
    ),
    r"^[a-z0-9]+$": _form(
        "small letters and digits only, as they were told",
        "小文字の英字と数字のみ（表示されたとおり）",
    ),
    r"^[a-z][a-z0-9_-]*$": _form(
        "a code in small letters, such as museum", "museum のような小文字のコード"
    ),
    rf"^{_NUMBER}(,{_NUMBER}){{3}}$": _form(
        "west,south,east,north in degrees, such as 24.93,60.16,24.96,60.18",
        "24.93,60.16,24.96,60.18 のような「西,南,東,北」の度数",
    ),
    rf"^{_NUMBER},{_NUMBER}$": _form(
        "latitude,longitude in degrees, such as 34.43,131.51",
        "34.43,131.51 のような「緯度,経度」の度数",
    ),
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})$": _MOMENT,
    r"^[^\u0000-\u001f]+$": _ONE_LINE,
    r"^[^\u0000-\u001f\u007f]+$": _ONE_LINE,
    r"^[^\u0000-\u001f\u007f]*$": _ONE_LINE,
    r"^[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$": _WORDS,
    r"\S": _form("some text, not spaces only", "空白だけではない文字列"),
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$": _LANGUAGE,
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$": _LANGUAGE,
    r"^(20|21)[0-9]{2}-(0[1-9]|1[0-2])$": _form("a month such as 2027-05", "2027-05 のような年月"),
    r"^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))$": _form(
        "a month and a day that exist, such as 04-15", "04-15 のような実在する月日"
    ),
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$": _EMAIL,
    r"^[^\s@<>\u0000-\u001f]+@[^\s@<>\u0000-\u001f]+\.[^\s@<>\u0000-\u001f]+$": _EMAIL,
    r"^[^\s@<>]+@[^\s@<>]+$": _EMAIL,
    r"^[0-9+() -]*$": _form(
        "a telephone number such as +81 90 1234 5678", "090-1234-5678 のような電話番号"
    ),
    r"^(https?://[^\u0000-\u0020]+)?$": _WEB,
    r"^(https?://[^\s\u0000-\u001f]+)?$": _WEB,
    r"^[0-9]{5}$": _form("five digits such as 35305", "35305 のような5桁の数字"),
    r"^[A-Z]{1,2}[1-9][0-9]{0,4}$": _form(
        "a cell as a spreadsheet names it, such as D3", "D3 のような、表計算でのセル番地"
    ),
    r"^[\x21-\x7e]+$": _form(
        "the ticket's text just as it was scanned", "読み取ったとおりのチケットの文字列"
    ),
    r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$": _form(
        "a UUID such as 559aed3d-6d5b-4fe0-bfca-99f5e7218a56",
        "559aed3d-6d5b-4fe0-bfca-99f5e7218a56 のようなUUID",
    ),
}

_CHOICE: Final = re.compile(r"\^\(([A-Za-z_]+(?:\|[A-Za-z_]+)+)\)\$")
_UNKNOWN: Final = _form(
    "text in the form that the contract states", "APIの仕様に定められた形式の文字列"
)


def expected_form(pattern: str) -> Expected:
    """Return what a text must be that is held against `pattern`."""
    choice = _CHOICE.fullmatch(pattern)
    if choice is not None:
        words = choice.group(1).split("|")
        return _form(f"one of {', '.join(words)}", f"{'、'.join(words)} のいずれか")
    return _FORMS.get(pattern, _UNKNOWN)


def is_known(pattern: str) -> bool:
    """Tell whether people can be told what `pattern` wants."""
    return expected_form(pattern) is not _UNKNOWN
