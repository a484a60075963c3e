from __future__ import annotations

import random
import resource
import zlib
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from server.spots.photo_encoding import (
    LONGER_EDGE_PX,
    MAX_PIXELS,
    BrokenPhotoError,
    EncodedPhoto,
    NotAPhotoError,
    PhotoError,
    Rendition,
    TooManyPixelsError,
    encode_photo,
)
from tests.server.spots.pictures import (
    CAMERA,
    LATITUDE,
    SRGB_PROFILE,
    file_of,
    huge_png,
    huge_webp,
    jpeg,
    opened,
    picture,
    told_by_camera,
    with_chunk,
)

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def _large(upload: bytes) -> Image.Image:
    return opened(encode_photo(upload).renditions[Rendition.LARGE])


def _is(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...], by: int = 6) -> bool:
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) <= by for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_of_each_kind_becomes_jpegs(kind: str) -> None:
    photo = encode_photo(file_of(picture(width=3000, height=1500), kind))
    assert (photo.width_px, photo.height_px) == (2048, 1024)
    for rendition, file in photo.renditions.items():
        image = opened(file)
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert max(image.size) == LONGER_EDGE_PX[rendition]
        assert image.info["progressive"] == 1
        assert _is(image, (2, 2), RED)
        assert _is(image, (image.width - 2, 2), BLUE)


def test_nothing_is_made_larger_than_it_came() -> None:
    photo = encode_photo(file_of(picture(width=50, height=7)))
    assert {opened(file).size for file in photo.renditions.values()} == {(50, 7)}


def test_a_very_thin_picture_keeps_a_pixel() -> None:
    assert _large(file_of(Image.new("RGB", (30_000, 2)), "PNG")).size == (2048, 1)


def test_the_same_upload_gives_the_same_bytes() -> None:
    upload = file_of(picture(width=900, height=700))
    assert encode_photo(upload) == encode_photo(upload)
    assert encode_photo(upload).digest != encode_photo(jpeg()).digest


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_by_whom_a_picture_was_taken_is_not_handed_on(kind: str) -> None:
    told: dict[str, object] = {
        "exif": told_by_camera(),
        "xmp": b"<x:xmpmeta>secret</x:xmpmeta>",
        "icc_profile": SRGB_PROFILE,
    }
    if kind == "JPEG":
        told["comment"] = b"a secret comment"
    upload = file_of(picture(), kind, **told)
    assert LATITUDE.encode() in upload
    for file in encode_photo(upload).renditions.values():
        image = opened(file)
        assert dict(image.getexif()) == {}
        assert image.info.keys() <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        for secret in (b"Exif", b"secret", b"ICC_PROFILE", LATITUDE.encode(), CAMERA.encode()):
            assert secret not in file


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [
        (1, (0, 0)),
        (2, (59, 0)),
        (3, (59, 39)),
        (4, (0, 39)),
        (5, (0, 0)),
        (6, (39, 0)),
        (7, (39, 59)),
        (8, (0, 59)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_put_upright(kind: str, orientation: int, red_at: tuple[int, int]) -> None:
    marked = Image.new("RGB", (60, 40), BLUE)
    marked.paste(RED, (0, 0, 30, 20))
    image = _large(file_of(marked, kind, exif=told_by_camera(orientation), quality=95))
    assert image.size == ((60, 40) if orientation < 5 else (40, 60))
    corners = [(x, y) for x in (0, image.width - 1) for y in (0, image.height - 1)]
    assert [corner for corner in corners if _is(image, corner, RED, 12)] == [red_at]


def test_a_profile_of_other_colours_is_heeded() -> None:
    swapped = SRGB_PROFILE.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"----", b"bXYZ")
    image = _large(file_of(picture(), "PNG", icc_profile=swapped))
    assert _is(image, (2, 2), BLUE)
    assert _is(image, (57, 2), RED)


@pytest.mark.parametrize("profile", [b"x", b"\0" * 400, SRGB_PROFILE[:200], b"\xff" * 70_000])
def test_a_broken_profile_is_passed_over(profile: bytes) -> None:
    assert _is(_large(file_of(picture(), "PNG", icc_profile=profile)), (2, 2), RED)


def test_cmyk_is_shown_in_the_same_colours() -> None:
    image = _large(file_of(picture("CMYK"), quality=95))
    assert _is(image, (2, 2), RED, 10)
    assert _is(image, (57, 2), BLUE, 10)


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    image = _large(file_of(Image.new("I;16", (40, 40), 0x8000), "PNG"))
    assert _is(image, (5, 5), (128, 128, 128))
    assert _large(file_of(Image.new("I;16", (3000, 40), 0x8000), "PNG")).size == (2048, 27)


@pytest.mark.parametrize(
    "upload",
    [
        file_of(Image.new("RGBA", (40, 40), (9, 9, 9, 0)), "PNG"),
        file_of(Image.new("RGBA", (40, 40), (9, 9, 9, 0)), "WEBP"),
        file_of(Image.new("LA", (40, 40), (9, 0)), "PNG"),
        file_of(Image.new("L", (40, 40), 9), "PNG", transparency=9),
        file_of(Image.new("RGB", (40, 40), (9, 9, 9)), "PNG", transparency=(9, 9, 9)),
        file_of(Image.new("RGB", (40, 40), (9, 9, 9)).quantize(2), "PNG", transparency=b"\0\0"),
        file_of(Image.new("RGBA", (40, 40), (9, 9, 9, 0)), "PNG", icc_profile=SRGB_PROFILE),
    ],
)
def test_what_is_transparent_becomes_white(upload: bytes) -> None:
    assert _is(_large(upload), (5, 5), WHITE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_taken(kind: str) -> None:
    blue = [Image.new("RGB", (60, 40), BLUE)] * 3
    upload = file_of(Image.new("RGB", (60, 40), RED), kind, save_all=True, append_images=blue)
    assert _is(_large(upload), (5, 5), RED)


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"\xff\xd8",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        file_of(picture(), "GIF"),
        file_of(picture(), "TIFF"),
        file_of(picture(), "BMP"),
        file_of(picture(), "PPM"),
    ],
)
def test_what_is_no_photo_is_told_so(upload: bytes) -> None:
    with pytest.raises(NotAPhotoError):
        encode_photo(upload)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9])
def test_a_file_cut_off_is_refused(kind: str, share: float) -> None:
    noise = Image.effect_noise((200, 150), 80).convert("RGB")
    upload = file_of(noise, kind)
    with pytest.raises(BrokenPhotoError):
        encode_photo(upload[: max(20, int(len(upload) * share))])


@pytest.mark.parametrize("hidden", [b"PK\x03\x04 a zip", b"<script>alert(1)</script>"])
def test_what_is_hidden_behind_a_picture_is_not_handed_on(hidden: bytes) -> None:
    for upload in (jpeg() + hidden, jpeg(comment=hidden), file_of(picture(), "PNG") + hidden):
        assert all(hidden not in file for file in encode_photo(upload).renditions.values())


def test_too_many_pixels_are_refused_before_any_is_decoded() -> None:
    upload = huge_png(13_000, 13_000)
    assert len(upload) < 300_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooManyPixelsError):
        encode_photo(upload)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_the_most_pixels_are_decoded_and_one_row_more_is_not() -> None:
    width = 8000
    rows = MAX_PIXELS // width
    assert encode_photo(huge_png(width, rows)).width_px == 2048
    with pytest.raises(TooManyPixelsError):
        encode_photo(huge_png(width, rows + 1))


def test_a_webp_may_have_half_as_many() -> None:
    with pytest.raises(TooManyPixelsError):
        encode_photo(file_of(Image.new("RGB", (5000, 4001)), "WEBP", method=0))
    with pytest.raises(TooManyPixelsError):
        encode_photo(huge_webp(16_000, 16_000))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)),
        (b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(bytes(80_000_000), 9)),
        (b"iCCP", b"profile\0\0" + zlib.compress(bytes(80_000_000), 9)),
        (b"eXIf", b"MM\0*" + b"\xff" * 100_000),
        (b"acTL", b"\xff\xff\xff\xff\0\0\0\0"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_bomb_beside_the_picture_does_no_harm(name: bytes, content: bytes) -> None:
    upload = with_chunk(file_of(picture(), "PNG"), name, content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with suppress(PhotoError):
        encode_photo(upload)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


VALID = [
    file_of(picture(), exif=told_by_camera(6), icc_profile=SRGB_PROFILE),
    file_of(picture("CMYK"), progressive=True),
    file_of(picture(), "PNG", exif=told_by_camera(3), icc_profile=SRGB_PROFILE),
    file_of(picture().quantize(8), "PNG", transparency=b"\0\x80"),
    file_of(picture(), "WEBP", exif=told_by_camera(8)),
    file_of(picture("RGBA"), "WEBP", lossless=True),
]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), file=st.sampled_from(VALID), count=st.integers(1, 30))
@example(seed=0, file=VALID[0], count=1)
def test_a_damaged_file_is_shown_or_refused_and_nothing_else(
    seed: int, file: bytes, count: int
) -> None:
    damaged = _damaged(bytearray(file), count, random.Random(seed))  # noqa: S311 - repeatable
    try:
        photo = encode_photo(damaged)
    except PhotoError:
        return
    assert isinstance(photo, EncodedPhoto)
    assert all(opened(picture).format == "JPEG" for picture in photo.renditions.values())


def _damaged(file: bytearray, count: int, chance: random.Random) -> bytes:
    for _ in range(count):
        place = chance.randrange(len(file))
        match chance.randrange(4):
            case 0:
                file[place] = chance.randrange(256)
            case 1:
                file[place : place + 4] = b"\xff\xff\xff\xff"
            case 2:
                file[place:place] = chance.randbytes(chance.randrange(1, 9))
            case _:
                del file[place : place + chance.randrange(1, 9)]
    return bytes(file)
