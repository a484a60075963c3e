"""Write a national list as CSV: what is written can be read back without a difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from server.opendata.answer import Encoding, Layout, shortened
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_spot import ListedSpot
from server.opendata.spot_layouts import SPOTS
from server.opendata.tidying import LONGEST_CELL, is_formula, is_tidy, tidy
from server.text import Language, Text

_MESSAGES: Final[Mapping[str, Text]] = {
    "not_in_cp932": Text(
        "“{name}”, {heading}: Shift_JIS (CP932) has no “{found}” ({codes}); "
        "replace it, or export as UTF-8.",
        "「{name}」の{heading}：Shift_JIS（CP932）にない文字です：{found}（{codes}）。"
        "置き換えるか、UTF-8で書き出してください。",
    ),
    "formula": Text(
        "“{name}”, {heading}: a spreadsheet would run “{found}” as a formula; reword it.",
        "「{name}」の{heading}：表計算ソフトが数式として実行する内容です：{found}。"
        "書き直してください。",
    ),
    "cell_too_long": Text(
        "“{name}”, {heading}: more than 32,767 characters; shorten it.",
        "「{name}」の{heading}：32,767字を超えています。短くしてください。",
    ),
}


@dataclass(frozen=True, slots=True)
class UnwritableText:
    """A text that a list cannot hold.

    Parameters
    ----------
    key, name
        Which record.
    heading
        Which column.
    code
        `not_in_cp932`, `formula` or `cell_too_long`.
    found
        The characters that the encoding lacks, or the beginning of the text.
    """

    key: str
    name: str
    heading: str
    code: str
    found: str

    def message(self, language: Language) -> str:
        """Return what is wrong and what would do."""
        codes = " ".join(f"U+{ord(character):04X}" for character in self.found[:10])
        return _MESSAGES[self.code].render(
            language, name=self.name, heading=self.heading, found=self.found, codes=codes
        )


class UnwritableError(ValueError):
    """Some records hold texts that the list cannot; nothing was written.

    Attributes
    ----------
    texts
        Every one of them.
    """

    def __init__(self, texts: Sequence[UnwritableText]) -> None:
        super().__init__(f"{len(texts)} texts cannot be written")
        self.texts = tuple(texts)


def write_spots(
    records: Sequence[ListedSpot], layout: Layout = "standard", encoding: Encoding = "utf-8"
) -> bytes:
    """Return a list of tourism facilities as CSV.

    UTF-8 begins with a byte-order mark, because Excel needs it; lines end in CRLF. Line breaks
    inside a text are kept, surplus space at its edges is not. `key` is not written: a record
    without an ID gets the same one when it is read again.

    Raises
    ------
    UnwritableError
        If a text would be read back as something else: characters that CP932 lacks, and texts
        that a spreadsheet would take for a formula. Nothing is ever replaced.
    """
    return _write(records, SPOTS, layout, encoding)


def write_events(
    records: Sequence[ListedEvent], layout: Layout = "standard", encoding: Encoding = "utf-8"
) -> bytes:
    """Return a list of events as CSV, in the manner of `write_spots`.

    Raises
    ------
    UnwritableError
        As for `write_spots`.
    """
    return _write(records, EVENTS, layout, encoding)


def find_unwritable(
    records: Iterable[ListedSpot | ListedEvent],
    layout: Layout = "standard",
    encoding: Encoding = "utf-8",
) -> tuple[UnwritableText, ...]:
    """Return every text that keeps the records from being written."""
    return tuple(
        fault
        for record in records
        for name, heading in _layout(_kind_of(record), layout).items()
        if (fault := _unwritable(record, heading, _cell(getattr(record, name)), encoding))
    )


def lost_fields(kind: type[ListedSpot | ListedEvent], layout: Layout) -> tuple[str, ...]:
    """Return the fields of a record that a layout has no column for."""
    columns = _layout(SPOTS if kind is ListedSpot else EVENTS, layout)
    return tuple(field.name for field in fields(kind) if field.name not in (*columns, "key"))


def _write(
    records: Sequence[ListedSpot] | Sequence[ListedEvent],
    kind: ListKind,
    layout: Layout,
    encoding: Encoding,
) -> bytes:
    unwritable = find_unwritable(records, layout, encoding)
    if unwritable:
        raise UnwritableError(unwritable)
    columns = _layout(kind, layout)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns.values())
    for record in records:
        writer.writerow([_cell(getattr(record, name)) for name in columns])
    return sheet.getvalue().encode("utf-8-sig" if encoding == "utf-8" else "cp932")


def _kind_of(record: ListedSpot | ListedEvent) -> ListKind:
    return SPOTS if isinstance(record, ListedSpot) else EVENTS


def _layout(kind: ListKind, layout: Layout) -> Mapping[str, str]:
    return kind.legacy if layout == "legacy" else kind.standard


def _cell(value: Any) -> str:
    """Return a value as its cell; the shortest digits that give the same number again."""
    if value is None:
        return ""
    return value if isinstance(value, str) and is_tidy(value) else _tidied(value)


def _tidied(value: str | float) -> str:
    return tidy(value)[0] if isinstance(value, str) else repr(value)


def _unwritable(
    record: ListedSpot | ListedEvent, heading: str, cell: str, encoding: Encoding
) -> UnwritableText | None:
    if len(cell) > LONGEST_CELL:
        return UnwritableText(record.key, record.name, heading, "cell_too_long", shortened(cell))
    if is_formula(cell):
        return UnwritableText(record.key, record.name, heading, "formula", shortened(cell))
    absent = _absent(cell) if encoding == "cp932" else ""
    if absent:
        return UnwritableText(record.key, record.name, heading, "not_in_cp932", absent)
    return None


def _absent(cell: str) -> str:
    """Return the characters that would not come back from CP932 as they are."""
    try:
        if cell.encode("cp932").decode("cp932") == cell:
            return ""
    except UnicodeEncodeError:
        pass
    return "".join(dict.fromkeys(character for character in cell if not _survives(character)))


def _survives(character: str) -> bool:
    try:
        return character.encode("cp932").decode("cp932") == character
    except UnicodeEncodeError:
        return False
