"""A look at a workbook's archive, before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.utils.exceptions import InvalidFileException

from server.opendata.tables import FileFault

_MOST_PARTS: Final = 1000
_MOST_UNPACKED_BYTES: Final = 60_000_000
_HIGHEST_RATIO: Final = 150
_SMALL_PART_BYTES: Final = 1_000_000
_FOREIGN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    InvalidFileException,
    TokenizerError,
    TranslatorError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    SyntaxError,  # the parse errors of XML are of this kind
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What zipfile, the XML parser and openpyxl raise for damaged workbooks."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what damaged workbooks raise into a `FileFault`.

    Raises
    ------
    FileFault
        In place of any of them.
    """
    try:
        yield
    except _FOREIGN as error:
        raise FileFault("broken_xlsx", type(error).__name__) from error


def check_archive(data: bytes) -> None:
    """Refuse archives that are no workbook, or would unpack to more than a list can be.

    Raises
    ------
    FileFault
        For these, and for macros, passwords and damage.
    """
    with damage_told(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {"xl/workbook.xml", "[Content_Types].xml"} <= names:
        raise FileFault("wrong_file_type", "zip")
    if "xl/vbaProject.bin" in names:
        raise FileFault("unsafe_xlsx", "macros")
    _check_sizes(parts)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked_bytes = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS:
        raise FileFault("unsafe_xlsx", f"{len(parts):,} parts")
    if unpacked_bytes > _MOST_UNPACKED_BYTES:
        raise FileFault("unsafe_xlsx", f"{unpacked_bytes:,} bytes")
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _SMALL_PART_BYTES and ratio > _HIGHEST_RATIO:
            raise FileFault("unsafe_xlsx", f"{part.filename} × {ratio:,.0f}")
        if part.flag_bits & 1:
            raise FileFault("old_excel")
