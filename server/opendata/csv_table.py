"""CSV as rows of text: UTF-8 with or without its mark, or CP932; strictly one of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from server.opendata.tables import MOST_COLUMNS, MOST_ROWS, FileFault, Table
from server.opendata.tidying import LONGEST_CELL


def read_csv(data: bytes) -> Table:
    """Return the file's rows.

    Japanese text in CP932 is practically never valid UTF-8, so the first encoding that decodes
    every byte is the file's; a file in another one yields no known heading and is refused.

    Raises
    ------
    FileFault
        If it is in neither encoding. The rows raise it where the quoting breaks.
    """
    for encoding in ("utf-8", "cp932"):
        try:
            text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except UnicodeDecodeError:
            continue
        return Table(_rows(text), encoding)
    raise FileFault("unknown_encoding")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _csv_fault(error, number) from error
        if row is None:
            return
        if number > MOST_ROWS + 10:
            raise FileFault("too_many_rows", row=number)
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise FileFault("too_many_columns", f"{len(row):,}", number)
        yield number, row


def _csv_fault(error: csv.Error, number: int) -> FileFault:
    if "field limit" in str(error):
        return FileFault("cell_too_long", f"> {LONGEST_CELL:,}", number)
    return FileFault("broken_csv", str(error), number)
