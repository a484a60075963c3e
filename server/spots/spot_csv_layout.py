"""The two layouts of the national list of tourism facilities (観光施設一覧), as rows of text.

The current layout has 58 columns, the one before it 30. Municipalities vary the brackets, leave a
byte-order mark, append an empty column, or save in the encoding of Japanese Windows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from server.opendata.japanese_text import plain

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "municipality": ("全国地方公共団体コード", "都道府県コード又は市区町村コード"),
    "id": ("ID", "NO"),
    "name": ("名称",),
    "name_kana": ("名称_カナ",),
    "name_en": ("名称_英語", "名称_英字"),
    "address": ("所在地_連結表記", "住所"),
    "lat": ("緯度",),
    "lon": ("経度",),
    "days": ("利用可能曜日",),
    "opens": ("開始時間",),
    "closes": ("終了時間",),
    "hours_note": ("利用可能日時特記事項",),
    "fee": ("料金(基本)",),
    "fee_note": ("料金(詳細)",),
    "description": ("説明",),
    "description_en": ("説明_英語",),
    "wheelchair": ("車椅子可",),
    "phone": ("連絡先電話番号",),
    "url": ("URL",),
}
"""Our word for a column and the headings it has had; brackets and widths do not matter."""

REQUIRED: Final = ("name", "lat", "lon")
"""Without these columns a file is not the national list."""


class LayoutError(ValueError):
    """The file as a whole cannot be read; `code` and `found` say why.

    Attributes
    ----------
    row
        Where reading stopped; the heading is row 1.
    """

    def __init__(self, code: str, found: str = "", row: int = 1) -> None:
        super().__init__(f"{code}: {found}")
        self.code, self.found, self.row = code, found, row


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet, an entry with line breaks in its cells counting once.

    Parameters
    ----------
    number
        As a spreadsheet numbers it; the heading is row 1.
    cells
        By our words; columns that the file lacks are empty.
    headings
        The file's own heading of each of our words.
    surplus
        What stands to the right of the last heading.
    missing
        How many columns the line is short of.
    """

    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    surplus: str
    missing: int

    def heading(self, word: str) -> str:
        """Return the column's heading as this file writes it."""
        return self.headings.get(word, _COLUMNS[word][0])


def read_rows(data: bytes) -> Iterator[Row]:
    """Yield the entries of a national list.

    Raises
    ------
    LayoutError
        When the bytes are neither UTF-8 nor CP932, the quoting is broken, or a required column
        is absent.
    """
    lines = _lines(decoded(data))
    _, head = next(lines, (1, []))
    positions = _positions(head)
    headings = {word: head[position] for word, position in positions.items()}
    for number, line in lines:
        if any(cell.strip() for cell in line):
            cells = {word: line[at].strip() for word, at in positions.items() if at < len(line)}
            surplus = "".join(line[len(head) :]).strip()
            yield Row(number, cells, headings, surplus, max(0, len(head) - len(line)))


def decoded(data: bytes) -> str:
    """Return a file's text, UTF-8 with or without a byte-order mark, or else CP932.

    Raises
    ------
    LayoutError
        If it is neither.
    """
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LayoutError("unknown_encoding")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            line = next(reader, None)
        except csv.Error as error:
            raise LayoutError("broken_csv", str(error), number) from error
        if line is None:
            return
        yield number, line


def _positions(head: list[str]) -> dict[str, int]:
    known = {_key(name): word for word, names in _COLUMNS.items() for name in names}
    positions: dict[str, int] = {}
    for position, heading in enumerate(head):
        word = known.get(_key(heading))
        if word is not None:
            positions.setdefault(word, position)
    absent = [_COLUMNS[word][0] for word in REQUIRED if word not in positions]
    if absent:
        raise LayoutError("missing_column", "、".join(absent))
    return positions


def _key(heading: str) -> str:
    return re.sub(r"\s", "", plain(heading.removeprefix("\ufeff")))
