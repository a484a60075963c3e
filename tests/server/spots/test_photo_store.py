from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection
from pathlib import Path

import pytest

from server.spots import photo_store
from server.spots.photo_encoding import EncodedPhoto, Rendition, encode_photo
from server.spots.photo_store import PhotoStore
from tests.server.spots.pictures import jpeg

NOW = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
LONG_AGO_S = (NOW - dt.timedelta(days=2)).timestamp()
JUST_NOW_S = (NOW - dt.timedelta(hours=2)).timestamp()


def _kept(store: PhotoStore, shade: int, written_s: float) -> EncodedPhoto:
    photo = encode_photo(jpeg(shade))
    store.keep(photo)
    for rendition in Rendition:
        os.utime(store.path(photo.digest, rendition), (written_s, written_s))
    return photo


def _there(store: PhotoStore, photo: EncodedPhoto) -> list[bool]:
    return [store.path(photo.digest, rendition).exists() for rendition in Rendition]


def _nobody(_digests: Collection[str]) -> set[str]:
    return set()


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


def test_what_was_kept_is_read_again(store: PhotoStore) -> None:
    photo = encode_photo(jpeg())
    store.keep(photo)
    store.keep(photo)
    assert {r: store.read(photo.digest, r) for r in Rendition} == dict(photo.renditions)
    assert not list(store.folder.rglob("*.part"))


def test_files_and_their_folders_are_on_the_disk_before_they_count(
    store: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    synced, replaced = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        told.append("folder" if Path(f"/proc/self/fd/{handle}").readlink().is_dir() else "file")
        synced(handle)

    def replace(path: Path, target: Path) -> Path:
        told.append("name")
        return replaced(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    store.keep(encode_photo(jpeg()))
    assert told == ["file", "name"] * 3 + ["folder"] * 3


def test_a_failed_write_leaves_nothing_behind(
    store: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(encode_photo(jpeg()))
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_tidying_removes_old_files_that_nobody_has_and_no_others(store: PhotoStore) -> None:
    left, used = _kept(store, 1, LONG_AGO_S), _kept(store, 2, LONG_AGO_S)
    fresh = _kept(store, 3, JUST_NOW_S)
    report = store.tidy(lambda digests: {used.digest} & set(digests), now=NOW)
    assert (report.removed, report.kept) == (3, 6)
    assert report.freed_bytes == sum(len(file) for file in left.renditions.values())
    assert _there(store, left) == [False] * 3
    assert _there(store, used) == _there(store, fresh) == [True] * 3
    assert store.tidy(lambda digests: {used.digest}, now=NOW).removed == 0


def test_tidying_removes_what_an_upload_left_unfinished(store: PhotoStore) -> None:
    used = _kept(store, 1, LONG_AGO_S)
    large = store.path(used.digest, Rendition.LARGE)
    unfinished = large.with_name(large.name + ".0123456789abcdef.part")
    unfinished.write_bytes(b"half")
    os.utime(unfinished, (LONG_AGO_S, LONG_AGO_S))
    store.tidy(lambda digests: {used.digest}, now=NOW)
    assert not unfinished.exists()
    assert _there(store, used) == [True] * 3


def test_tidying_touches_nothing_that_it_does_not_know(store: PhotoStore) -> None:
    stranger = store.folder / "ab" / "README"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("mine")
    os.utime(stranger, (LONG_AGO_S, LONG_AGO_S))
    assert store.tidy(_nobody, now=NOW).removed == 0
    assert stranger.exists()
    assert PhotoStore(store.folder / "missing").tidy(_nobody, now=NOW).kept == 0


@pytest.mark.parametrize("guarded", [True, False])
def test_a_file_that_is_uploaded_again_while_tidying_stays(
    store: PhotoStore, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    """Without the second look, the upload's files are lost."""
    photo = _kept(store, 1, LONG_AGO_S)

    def in_use(_digests: Collection[str]) -> set[str]:
        _kept(store, 1, JUST_NOW_S)  # an upload writes its files; its photo is not there yet
        return set()

    if not guarded:
        monkeypatch.setattr(photo_store, "_removed", lambda path, _before: path.unlink() is None)
    store.tidy(in_use, now=NOW)
    assert _there(store, photo) == [guarded] * 3


def test_a_tidying_that_was_cut_off_is_undone(store: PhotoStore) -> None:
    photo = _kept(store, 1, LONG_AGO_S)
    for rendition in Rendition:
        path = store.path(photo.digest, rendition)
        path.rename(path.with_name(path.name + ".leaving"))
    large = store.path(photo.digest, Rendition.LARGE)
    large.write_bytes(photo.renditions[Rendition.LARGE])  # stored anew meanwhile
    store.tidy(lambda digests: {photo.digest}, now=NOW)
    assert _there(store, photo) == [True] * 3
    assert not list(store.folder.rglob("*.leaving"))
