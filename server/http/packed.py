"""Large documents that lie packed on disk, answered without ever being whole in memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from flask import Response, request

_PIECE_BYTES: Final = 64 * 1024
_GZIP: Final = "gzip"


@dataclass(frozen=True, slots=True)
class Packed:
    """A gzip file.

    Parameters
    ----------
    state
        Changes whenever the document does; known before the document is made.
    open
        Opens the file, made first where need be; not called for whoever has it already.
    """

    state: str
    open: Callable[[], BinaryIO]


def packed_response(packed: Packed, media_type: str) -> Response:
    """Return the answer: the file as it is to those who can unpack it, unpacked to others."""
    as_it_is = request.accept_encodings.quality(_GZIP) > 0
    tag = f"{packed.state}:{_GZIP}" if as_it_is else packed.state
    response = Response(mimetype=media_type)
    response.set_etag(tag)
    response.vary.add("Accept-Encoding")
    if not _has_it(tag):
        file = packed.open()
        response.response = _pieces(file, file if as_it_is else _unpacked(file))
        response.call_on_close(file.close)
        if as_it_is:
            response.content_encoding = _GZIP
    return response


def _has_it(tag: str) -> bool:
    return request.if_none_match.contains_weak(tag)


def _unpacked(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file))


def _pieces(file: BinaryIO, shown: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := shown.read(_PIECE_BYTES):
            yield piece
