"""A sheet to draw on with smooth edges, and its file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from server.cartography.projection import Points

Place = tuple[float, float]

_FINER: Final = 2
"""Drawn so many times larger, and made smaller in the end: that is what smooths the edges."""

_PACKED: Final = 6
"""Level of compression; 9 takes six times as long for eight per cent."""

_COLOURS: Final = 96
"""In the file. Few colours and their blends make a map; with all of them it is thrice as large."""


class Canvas:
    """A sheet of paper. Units are points; the file has `ratio` pixels to a point.

    Parameters
    ----------
    size
        Width and height in points.
    paper
        Its colour.
    """

    def __init__(self, size: tuple[int, int], ratio: int, paper: str) -> None:
        self._scale = ratio * _FINER
        width, height = size
        self._image = Image.new("RGB", (width * self._scale, height * self._scale), paper)
        self._draw = ImageDraw.Draw(self._image)

    def area(self, rings: Sequence[Points], colour: str) -> None:
        """Fill a polygon: its outer ring, then its holes.

        Holes are reached and left along one line, which even-odd filling does not see.
        """
        outer, *holes = (self._pixels(ring) for ring in rings)
        path = [outer]
        for hole in holes:
            path += [hole, outer[:1]]
        self._draw.polygon(np.concatenate(path).ravel().tolist(), fill=colour)

    def line(self, points: Points, width: float, colour: str) -> None:
        """Draw a line, round at its ends and corners."""
        pixels, wide = self._pixels(points), max(1, round(width * self._scale))
        self._draw.line(pixels.ravel().tolist(), fill=colour, width=wide)
        if wide > _FINER:
            self._rounds(pixels, (wide - 1) / 2, colour)

    def dashes(self, points: Points, dash: float, gap: float, width: float, colour: str) -> None:
        """Draw a line with gaps, flat at the ends of its dashes."""
        wide = max(1, round(width * self._scale))
        for piece in _dashes(points, dash, gap):
            self._draw.line(self._pixels(piece).ravel().tolist(), fill=colour, width=wide)

    def disc(self, at: Place, radius: float, colour: str) -> None:
        """Draw a filled circle."""
        self._rounds(self._pixels(np.array([at])), radius * self._scale, colour)

    def ring(self, at: Place, radius: float, width: float, colour: str) -> None:
        """Draw a circle, as wide as `width` inside of `radius`."""
        wide = max(1, round(width * self._scale))
        self._draw.ellipse(self._box(at, radius, radius), outline=colour, width=wide)

    def slab(self, at: Place, side: float, corner: float, colour: str) -> None:
        """Draw a filled square with round corners."""
        box = self._box(at, side / 2, side / 2)
        self._draw.rounded_rectangle(box, corner * self._scale, fill=colour)

    def sign(self, at: Place, text: str, height: float, colour: str) -> None:
        """Write a bold sign with its middle at a place; `height` is that of the digits."""
        font = _font(height * self._scale / _DIGIT_HEIGHT)
        x, y = (coordinate * self._scale for coordinate in at)
        left, top, right, bottom = font.getbbox(text)
        place = (x - (left + right) / 2, y - (top + bottom) / 2)
        bold = height * self._scale / 18
        self._draw.text(place, text, fill=colour, font=font, stroke_width=bold, stroke_fill=colour)

    def label(self, corner: Place, text: str, height: float, colour: str, ground: str) -> None:
        """Write a line whose lower right corner is given, on a ground of its own."""
        font = _font(height * self._scale)
        x, y = (coordinate * self._scale for coordinate in corner)
        margin = height * self._scale * 0.4
        place = (x - margin, y - margin)
        left, top, right, bottom = self._draw.textbbox(place, text, font=font, anchor="rd")
        box = (left - margin, top - margin, right + margin, bottom + margin)
        self._draw.rounded_rectangle(box, margin, fill=ground)
        self._draw.text(place, text, fill=colour, font=font, anchor="rd")

    def png(self) -> bytes:
        """Return the file."""
        smooth = self._image.reduce(_FINER)
        few = smooth.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        file = io.BytesIO()
        few.save(file, "PNG", compress_level=_PACKED)
        return file.getvalue()

    def _pixels(self, points: Points) -> Points:
        return points * self._scale

    def _box(self, at: Place, dx: float, dy: float) -> tuple[float, float, float, float]:
        x, y, scale = *at, self._scale
        return (x - dx) * scale, (y - dy) * scale, (x + dx) * scale, (y + dy) * scale

    def _rounds(self, pixels: Points, radius: float, colour: str) -> None:
        for x, y in pixels.tolist():
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


_DIGIT_HEIGHT: Final = 0.7
"""Of the font's size."""


@lru_cache(maxsize=16)
def _font(size: float) -> ImageFont.FreeTypeFont:
    """Return the font that comes with Pillow, which knows Latin letters, digits and ©."""
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - it is for any given size
    return font


def every(points: Points, step: float) -> Points:
    """Return places along a line, `step` apart, from its first point on."""
    along = _along(points)
    return _at(points, along, np.arange(0.0, along[-1] + step / 2, step))


def _dashes(points: Points, dash: float, gap: float) -> Iterator[Points]:
    along = _along(points)
    for begin in np.arange(0.0, along[-1], dash + gap).tolist():
        end = min(begin + dash, along[-1])
        within = along[(along > begin) & (along < end)]
        yield _at(points, along, np.array([begin, *within, end]))


def _along(points: Points) -> NDArray[np.float64]:
    """Return how far along the line each of its points is."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _at(points: Points, along: NDArray[np.float64], where: NDArray[np.float64]) -> Points:
    return np.column_stack([np.interp(where, along, points[:, axis]) for axis in (0, 1)])


def writable(texts: Iterable[str]) -> list[str]:
    """Return the texts that the font has all letters of."""
    return [text for text in texts if text.replace("©", "").replace("·", "").isascii()]
