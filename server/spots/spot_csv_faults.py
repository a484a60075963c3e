"""What can be wrong with a national list, said to the person who has to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.text import Language, Text

_MESSAGES: Final[Mapping[str, Text]] = {
    "unknown_encoding": Text(
        "The file is neither UTF-8 nor Shift_JIS (CP932); save it as UTF-8.",
        "文字コードがUTF-8でもShift_JIS（CP932）でもありません。UTF-8で保存してください。",
    ),
    "broken_csv": Text(
        "The quotation marks do not match from this row on; check them here and in the row above.",
        "この行以降で引用符の対応が取れません。この行と前の行の引用符を確認してください。",
    ),
    "missing_column": Text(
        "A required column is missing; use the headings of the national list.",
        "必須の列がありません。観光施設一覧の標準の見出しを使用してください。",
    ),
    "wrong_cell_count": Text(
        "The row has another number of cells than the heading; a comma may lack its quotes.",
        "セルの数が見出しと一致しません。カンマを含むセルが引用符で囲まれているか確認してください。",
    ),
    "missing_name": Text("The name is empty.", "名称が空です。"),
    "missing_coordinates": Text(
        "Latitude and longitude are needed, in decimal degrees.",
        "緯度と経度を十進数の度で入力してください。",
    ),
    "bad_coordinate": Text(
        "Not a number; write decimal degrees such as 34.0612.",
        "数値ではありません。34.0612のように十進数の度で入力してください。",
    ),
    "swapped_coordinates": Text(
        "Latitude and longitude seem to be swapped.",
        "緯度と経度が入れ替わっているようです。",
    ),
    "outside_japan": Text(
        "This point lies outside Japan (latitude 20 to 46, longitude 122 to 154).",
        "日本の範囲（緯度20～46、経度122～154）の外です。",
    ),
    "duplicate_id": Text(
        "Another row above has this ID already.",
        "同じIDの行がすでに上にあります。",
    ),
    "bad_days": Text(
        "The days are not understood, so the hours are taken as unknown; write 月火水木金土日.",
        "曜日を読み取れないため、利用時間は不明として扱います。「月火水木金土日」のように入力してください。",
    ),
    "bad_time": Text(
        "Not a time of day, so the hours are taken as unknown; write 09:00.",
        "時刻を読み取れないため、利用時間は不明として扱います。「09:00」のように入力してください。",
    ),
    "one_time_only": Text(
        "Opening and closing time are needed together; the hours are taken as unknown.",
        "開始時間と終了時間の両方が必要です。利用時間は不明として扱います。",
    ),
    "closes_before_opening": Text(
        "It closes before it opens; the hours are taken as unknown.",
        "終了時間が開始時間より前です。利用時間は不明として扱います。",
    ),
    "note_not_applied": Text(
        "The note speaks of closing in words that cannot be planned with; it is shown as it is. "
        "Dates such as 12月29日～1月3日 can be.",
        "休業に関する記述の一部を計画に反映できません（そのまま表示します）。"
        "「12月29日～1月3日休館」のように日付で書くと反映されます。",
    ),
    "bad_fee": Text(
        "Not a price, so the fee is taken as unknown; write 310 or 無料.",
        "料金を読み取れないため、不明として扱います。「310」または「無料」のように入力してください。",
    ),
    "bad_wheelchair": Text(
        "Neither 可 nor 不可, so accessibility is taken as unknown.",
        "「可」「不可」のどちらでもないため、不明として扱います。",
    ),
    "bad_url": Text(
        "Not a web address that begins with http:// or https://; it is left out.",
        "http:// または https:// で始まるURLではないため、取り込みません。",
    ),
    "category_guessed": Text(
        "The name tells no category; it is taken as a cultural facility until one is stated.",
        "名称から分類を判断できません。分類を指定するまで文化施設として扱います。",
    ),
    "bad_category": Text(
        "This category does not exist; the line's categories are left out.",
        "存在しない分類コードです。この行の分類は取り込みません。",
    ),
    "bad_number": Text(
        "Not a number in the allowed range; it is left out.",
        "数値が正しくないか範囲外のため、取り込みません。",
    ),
    "bad_hours": Text(
        "Not an opening-hours expression (OpenStreetMap syntax); it is left out.",
        "OpenStreetMap形式の営業時間ではないため、取り込みません。",
    ),
    "bad_flag": Text("Neither 1 nor 0; it is left out.", "1でも0でもないため、取り込みません。"),
}

_REMARKS: Final = frozenset({"note_not_applied", "category_guessed"})


@dataclass(frozen=True, slots=True)
class CsvFault:
    """One thing to mend in a file.

    Parameters
    ----------
    row
        As a spreadsheet numbers it; the heading is row 1.
    column
        The heading; empty when the whole row or file is meant.
    found
        What stands there, shortened.
    rejects
        True when the row brings no spot; otherwise only the cell is left out.
    """

    row: int
    column: str
    code: str
    found: str
    rejects: bool = False

    @property
    def is_remark(self) -> bool:
        """True when the cell is in order but says more than can be planned with."""
        return self.code in _REMARKS

    def message(self, language: Language) -> str:
        """Return what is wrong and what would be accepted."""
        return _MESSAGES[self.code].render(language)


def shortened(text: str, longest: int = 80) -> str:
    """Return the text on one line, cut where it is longer than a message can show."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
