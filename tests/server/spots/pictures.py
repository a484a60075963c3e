"""Pictures of every kind that a keeper could upload, made here."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

SRGB_PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LATITUDE = "N 34 degrees"
CAMERA = "Nobody's camera"


def picture(mode: str = "RGB", width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    plain = Image.new("RGB", (width, height), (255, 0, 0))
    plain.paste((0, 0, 255), (width // 2, 0, width, height))
    return plain if mode == "RGB" else plain.convert(mode)


def file_of(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(shade: int = 0, **options: Any) -> bytes:
    """Return a small JPEG file; each shade is another picture."""
    return file_of(Image.new("RGB", (90, 60), (shade * 37 % 256, shade * 91 % 256, 150)), **options)


def told_by_camera(orientation: int = 1) -> Image.Exif:
    """Return EXIF that tells where a picture was taken and by what."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0110] = CAMERA
    position = exif.get_ifd(0x8825)
    position[1], position[2], position[29] = "N", (34.0, 26.0, 12.5), LATITUDE
    return exif


def opened(file: bytes) -> Image.Image:
    """Return the image in a file."""
    image = Image.open(io.BytesIO(file))
    image.load()
    return image


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def with_chunk(png: bytes, name: bytes, content: bytes) -> bytes:
    """Return a PNG file with one chunk more, right behind its header."""
    header_ends = 8 + 25
    return png[:header_ends] + chunk(name, content) + png[header_ends:]


def huge_png(width: int, height: int) -> bytes:
    """Return a small file that says that it is a huge black picture, and is."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(width + 1)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def huge_webp(width: int, height: int) -> bytes:
    """Return the beginning of a WebP file that says that it is huge."""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + sizes
    return b"RIFF" + struct.pack("<I", 4 + len(canvas)) + b"WEBP" + canvas
