"""Bodies that bring a file: `multipart/form-data` into a file and a validated model.

The whole body is read within its limit before anything is looked at. A body that ends too early,
before its announced length or its closing boundary, is refused: half a file is never handed on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, TypeVar

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.formparser import MultiPartParser

from server.errors import Fault
from server.http.binding import BoundBody, bind_texts, read_body
from server.http.types import Model
from server.text import Text

M = TypeVar("M", bound=Model)

MULTIPART: Final = "multipart/form-data"
FILE: Final = "file"
_FIELDS_BYTES: Final = 64 * 1024
_AT_ONCE_BYTES: Final = 16 * 1024
"""How much the parser takes in at once; with what it holds back it must stay below the fields'."""

_MOST_PARTS: Final = 64
_LONGEST_NAME: Final = 255

_MISSING: Final = Text("Send the file in the part `file`.", "ファイルを `file` で送ってください。")
_ONE_ONLY: Final = Text("Send one file at a time.", "ファイルは1つずつ送ってください。")
_NO_SUCH_FILE: Final = Text(
    "Only the part `file` may hold a file.", "ファイルを送れるのは `file` だけです。"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """The file that an operation takes.

    Parameters
    ----------
    media_types
        What it may be, for the contract; what the file really is its reader decides.
    """

    max_bytes: int
    description: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came along, whole; `name` is what its sender calls it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BoundForm(BoundBody[M]):
    """The parts beside the file as their model; `file` is None where there are faults."""

    file: SentFile | None


def bind_form(request: Request, model: type[M], upload: Upload) -> BoundForm[M]:
    """Return the form's parts as `model` and its file, or every fault in them.

    Raises
    ------
    UnsupportedMediaType
        If the body is not declared as a form with parts.
    RequestEntityTooLarge
        If it is larger than the file and its fields may be.
    BadRequest
        If it is no such form, or ends too early.
    """
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != MULTIPART or not boundary:
        raise UnsupportedMediaType
    body = read_body(request, upload.max_bytes + _FIELDS_BYTES)
    fields, files = _parts(body, boundary)
    fields.poplist(FILE)  # a text by that name is not the file, which is then missing
    value, faults = bind_texts(fields, model, lambda name: f"/{name}")
    faults += _file_faults(files)
    if faults:
        return BoundForm(None, faults, value, None)
    return BoundForm(value, [], value, _sent(files[FILE], upload.max_bytes))


def _sent(part: FileStorage, max_bytes: int) -> SentFile:
    data = part.stream.read()
    if len(data) > max_bytes:
        raise RequestEntityTooLarge
    return SentFile((part.filename or "")[-_LONGEST_NAME:], data)


def _parts(body: bytes, boundary: str) -> tuple[MultiDict[str, str], MultiDict[str, FileStorage]]:
    parser = MultiPartParser(
        _in_memory,
        max_form_memory_size=_FIELDS_BYTES,
        buffer_size=_AT_ONCE_BYTES,
        max_form_parts=_MOST_PARTS,
    )
    try:
        return parser.parse(io.BytesIO(body), boundary.encode("latin-1"), len(body))
    except ValueError as error:
        raise BadRequest from error


def _in_memory(
    total_content_length: int | None,
    content_type: str | None,
    filename: str | None,
    content_length: int | None = None,
) -> IO[bytes]:
    """Return where one file is put; the whole body is in memory already, and bounded."""
    return io.BytesIO()


def _file_faults(files: MultiDict[str, FileStorage]) -> Iterator[Fault]:
    for name in files:
        if name != FILE:
            yield Fault(f"/{name}", "unknown_field", _NO_SUCH_FILE)
    if FILE not in files:
        yield Fault(f"/{FILE}", "required", _MISSING)
    elif len(files.getlist(FILE)) > 1:
        yield Fault(f"/{FILE}", "repeated", _ONE_ONLY)
