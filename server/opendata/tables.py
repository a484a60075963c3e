"""A file as rows of text, whatever it is: recognised by its bytes, never by its name alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LARGEST_FILE_BYTES: Final = 20_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 256

_MAGIC: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"RIFF": "RIFF",
    b"BM": "BMP",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"SQLite format 3": "SQLite",
    b"\x7fELF": "program",
    b"MZ": "program",
}
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP: Final = (b"<!doctype html", b"<html", b"<?xml", b"<svg", b"{\\rtf")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class FileFault(Exception):
    """The file as a whole cannot be read.

    Attributes
    ----------
    code
        One of `messages.FAULTS`.
    found
        What was met instead.
    row
        Where reading stopped; 0 when the whole file is meant.
    """

    def __init__(self, code: str, found: str = "", row: int = 0) -> None:
        super().__init__(f"{code}: {found}")
        self.code, self.found, self.row = code, found, row


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows.

    Parameters
    ----------
    rows
        Row numbers as a spreadsheet shows them, from 1, and cells. Read once, as it goes;
        raises `FileFault` where the file turns out to be broken.
    encoding
        `utf-8`, `cp932` or `xlsx`.
    sheets
        Names of a workbook's sheets, in their order; hidden ones are not among them.
    sheet
        The one that is read; empty where none holds anything.
    """

    rows: Iterator[tuple[int, list[str]]]
    encoding: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def check_file(data: bytes) -> None:
    """Refuse what is no table, before anything parses it.

    Raises
    ------
    FileFault
        For empty, too large and foreign files, naming what they are.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise FileFault("empty_file")
    if len(data) > LARGEST_FILE_BYTES:
        raise FileFault("file_too_large", f"{len(data):,} bytes")
    if data.startswith(_OLD_EXCEL):
        raise FileFault("old_excel")
    _check_magic(data)
    if data.startswith(_UTF16) or (b"\x00" in data[:4096] and not data.startswith(b"PK")):
        raise FileFault("utf16" if _looks_utf16(data) else "wrong_file_type", "binary")


def _check_magic(data: bytes) -> None:
    for magic, name in _MAGIC.items():
        if data.startswith(magic) and not _is_words(data):
            raise FileFault("wrong_file_type", name)
    opening = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_MARKUP):
        raise FileFault("wrong_file_type", "HTML/XML" if opening.startswith(b"<") else "RTF")


def _is_words(data: bytes) -> bool:
    """Tell a list whose first heading happens to begin like a picture, such as `BM` or `MZ`."""
    return data[:2] in {b"BM", b"MZ"} and b"\x00" not in data[:64] and b"," in data[:2048]


def _looks_utf16(data: bytes) -> bool:
    """Tell UTF-16 by its mark, or by a zero in every other byte of the ASCII that lists hold."""
    if data.startswith(_UTF16):
        return True
    sample = data[:4096]
    zeros = (sample[::2].count(0), sample[1::2].count(0))
    return min(zeros) == 0 and max(zeros) > max(3, len(sample) // 40)
