"""What a list cannot hold, told before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.opendata.answer import Encoding, ListFault, shortened
from server.opendata.tidying import LONGEST_CELL, is_formula
from server.text import Language, Text

MESSAGES: Final[Mapping[str, Text]] = {
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
    "not_readable": Text(
        "“{name}”, {heading}: a list cannot hold “{found}” here; correct it first.",
        "「{name}」の{heading}：一覧に書き出せない値です：{found}。先に訂正してください。",
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
        `not_in_cp932`, `formula`, `cell_too_long`, or `not_readable` for values that no reader
        would accept, such as a second record with the same ID.
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
        return MESSAGES[self.code].render(
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


def find_unwritable_cell(cell: str, encoding: Encoding) -> tuple[str, str] | None:
    """Return the code and what was found where a list cannot hold this cell."""
    if len(cell) > LONGEST_CELL:
        return "cell_too_long", shortened(cell)
    if is_formula(cell):
        return "formula", shortened(cell)
    absent = _absent(cell) if encoding == "cp932" else ""
    return ("not_in_cp932", absent) if absent else None


def unreadable(key: str, name: str, fault: ListFault) -> UnwritableText:
    """Return what a reader's fault means to the one who writes."""
    return UnwritableText(key, name, fault.column, "not_readable", fault.found)


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
