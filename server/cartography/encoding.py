"""Mapbox Vector Tiles 2.1, written whole layers at a time with numpy.

The format is a few protobuf messages (https://github.com/mapbox/vector-tile-spec). A library that
takes one geometry after the other needs ten times as long, and the one that is well kept refuses
our protobuf (decision 26).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from server.cartography.strokes import Strokes

EXTENT: Final = 4096
"""Units along a tile's side."""

_MOVE_TO_ONE: Final = 1 << 3 | 1
_LINE_TO: Final = 2
_CLOSE: Final = 1 << 3 | 7
_VERSION: Final = 2

_VARINT, _BYTES = 0, 2
"""Wire types of protobuf."""


class Shape(IntEnum):
    """What a layer's features are."""

    LINES = 2
    POLYGONS = 3


Properties = Mapping[str, str]


def encode_layer(
    name: str, shape: Shape, strokes: Strokes, properties: Sequence[Properties]
) -> bytes:
    """Return a tile with one layer; tiles are put together by joining their bytes.

    Parameters
    ----------
    properties
        Of each feature; one without strokes is left out. A layer without features is empty bytes.
    """
    if not len(strokes.feature):
        return b""
    used = [properties[feature] for feature in np.unique(strokes.feature).tolist()]
    keys = _numbered(key for stated in used for key in stated)
    values = _numbered(value for stated in used for value in stated.values())
    layer = bytearray(_field(1, name.encode()))
    for stated, geometry in zip(used, _geometries(strokes, shape), strict=True):
        pairs = ((keys[key], values[value]) for key, value in stated.items())
        tags = b"".join(_varint(index) for pair in pairs for index in pair)
        layer += _field(2, _field(2, tags) + _number(3, shape) + _field(4, geometry))
    for key in keys:
        layer += _field(3, key.encode())
    for value in values:
        layer += _field(4, _field(1, value.encode()))
    layer += _number(5, EXTENT) + _number(15, _VERSION)
    return _field(3, bytes(layer))


def _numbered(words: Iterable[str]) -> dict[str, int]:
    return {word: index for index, word in enumerate(dict.fromkeys(words))}


def _geometries(strokes: Strokes, shape: Shape) -> Iterable[bytes]:
    """Yield each feature's packed geometry."""
    numbers, number_start = _commands(strokes, shape)
    packed, byte_start = _packed(numbers)
    _, first_stroke = np.unique(strokes.feature, return_index=True)
    begins = byte_start[number_start[first_stroke]].tolist()
    for begin, end in zip(begins, [*begins[1:], len(packed)], strict=True):
        yield packed[begin:end]


def _commands(strokes: Strokes, shape: Shape) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all strokes as the format's numbers, and where each stroke's begin.

    A stroke is MoveTo, its first point, LineTo, its other points and, for a ring, ClosePath. Each
    point is a step from the one before it in its feature; a feature begins at the corner.
    """
    start, closing = strokes.start, int(shape is Shape.POLYGONS)
    lengths = np.diff(start)
    stroke = np.repeat(np.arange(len(lengths)), lengths)
    extra = stroke * (2 + closing)  # commands of the strokes before
    first = start[:-1]
    position = 2 * np.arange(len(strokes.points)) + extra + 2
    position[first] -= 1
    numbers = np.empty(2 * len(strokes.points) + (2 + closing) * len(lengths), dtype=np.int64)
    steps = _zigzag(_steps(strokes))
    numbers[position] = steps[:, 0]
    numbers[position + 1] = steps[:, 1]
    numbers[position[first] - 1] = _MOVE_TO_ONE
    numbers[position[first] + 2] = (lengths - 1) << 3 | _LINE_TO
    if closing:
        numbers[position[start[1:] - 1] + 2] = _CLOSE
    return numbers, position[first] - 1


def _steps(strokes: Strokes) -> NDArray[np.int64]:
    steps = np.diff(strokes.points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    _, first_stroke = np.unique(strokes.feature, return_index=True)
    first_points = strokes.start[first_stroke]
    steps[first_points] = strokes.points[first_points]
    return steps


def _zigzag(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return (numbers << 1) ^ (numbers >> 63)


def _packed(numbers: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Return the numbers as varints, and where each begins."""
    size = np.ones(len(numbers), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        size += numbers >= 1 << bits
    begins = np.concatenate([[0], np.cumsum(size)])
    packed = np.zeros(begins[-1], dtype=np.uint8)
    for place in range(int(size.max())):
        has = size > place
        more = (size[has] > place + 1).astype(np.int64) << 7
        packed[begins[:-1][has] + place] = (numbers[has] >> 7 * place & 0x7F) | more
    return packed.tobytes(), begins


def _varint(number: int) -> bytes:
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(number)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(content)) + content
