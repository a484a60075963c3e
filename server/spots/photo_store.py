"""Where the files of photos lie: a folder that several machines may share.

A file is named after the digest of the large rendition and never changes. It is whole and on the
disk before anybody refers to it, so that no acknowledged photo is ever without its picture.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.spots.photo_encoding import EncodedPhoto, Rendition

GRACE: Final = dt.timedelta(days=1)
"""How old a file must be before it can be taken away; no upload takes that long to be kept."""

_ENDING: Final = {
    Rendition.LARGE: ".jpg",
    Rendition.SMALL: "-small.jpg",
    Rendition.THUMBNAIL: "-thumbnail.jpg",
}
_UNFINISHED: Final = ".part"
_LEAVING: Final = ".leaving"
_DIGEST_LENGTH: Final = 64

InUse = Callable[[Collection[str]], set[str]]
"""Returns which of the digests some photo has."""


@dataclass(frozen=True, slots=True)
class TidyReport:
    """How many files a tidying kept and removed, and how much room that made."""

    kept: int = 0
    removed: int = 0
    freed_bytes: int = 0


class PhotoStore:
    """The files of photos.

    Parameters
    ----------
    folder
        Made when the first photo is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str, rendition: Rendition) -> Path:
        """Return where a photo's picture of one size lies."""
        return self.folder / digest[:2] / f"{digest}{_ENDING[rendition]}"

    def keep(self, photo: EncodedPhoto) -> None:
        """Put a photo's pictures on the disk for good.

        They are written again where they are there already: that makes them young, and what is
        young is not tidied away before its photo is in the database.
        """
        for rendition, file in photo.renditions.items():
            _write(self.path(photo.digest, rendition), file)
        shelf = self.path(photo.digest, Rendition.LARGE).parent
        for folder in (shelf, self.folder, self.folder.parent):
            _to_disk(folder)

    def read(self, digest: str, rendition: Rendition) -> bytes:
        """Return a picture.

        Raises
        ------
        OSError
            If it is not there, as while the folder is not mounted.
        """
        return self.path(digest, rendition).read_bytes()

    def tidy(self, in_use: InUse, *, now: dt.datetime) -> TidyReport:
        """Remove the files that are older than `GRACE` and that no photo has.

        It may run beside uploads. A file is moved aside first and looked at again: one that was
        written since it was found goes back.
        """
        self._put_back()
        before_s = (now - GRACE).timestamp()
        files = dict(self._files())
        old = {path for path, facts in files.items() if facts.st_mtime < before_s}
        used = in_use({_digest(path) for path in old})
        # A name that ends in `.part` is an upload that never ended, whatever its digest.
        idle = {p for p in old if p.suffix == _UNFINISHED or _digest(p) not in used}
        removed = [path for path in sorted(idle) if _removed(path, before_s)]
        freed = sum(files[path].st_size for path in removed)
        return TidyReport(len(files) - len(removed), len(removed), freed)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):  # an upload has just been finished
                if path.is_file() and len(_digest(path)) == _DIGEST_LENGTH:
                    yield path, path.stat()

    def _put_back(self) -> None:
        """Undo what a tidying that was cut off had moved aside."""
        for aside in self.folder.glob(f"[0-9a-f][0-9a-f]/*{_LEAVING}"):
            with suppress(FileNotFoundError):  # another tidying has been quicker
                _return(aside)


def _digest(path: Path) -> str:
    return path.name[:_DIGEST_LENGTH]


def _write(path: Path, file: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}{_UNFINISHED}")
    try:
        with unfinished.open("xb") as handle:
            handle.write(file)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _to_disk(folder: Path) -> None:
    """Let the names in a folder outlast a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _removed(path: Path, before_s: float) -> bool:
    aside = path.with_name(path.name + _LEAVING)
    try:
        path.rename(aside)
        if aside.stat().st_mtime >= before_s:
            _return(aside)
            return False
        aside.unlink()
    except FileNotFoundError:  # another tidying has been quicker
        return False
    return True


def _return(aside: Path) -> None:
    """Give a file its name back, unless it was stored anew."""
    with suppress(FileExistsError):
        aside.with_name(aside.name.removesuffix(_LEAVING)).hardlink_to(aside)
    aside.unlink()
