"""Finished documents, packed and kept as long as they are true."""

from __future__ import annotations

import gzip
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

Pieces = Callable[[], Iterator[str]]

_WRITING: Final = threading.Lock()


def opened(folder: Path, name: str, state: str, pieces: Pieces) -> BinaryIO:
    """Return the gzip file of a document in one state, written first where there is none.

    Parameters
    ----------
    name
        What document it is; only its latest state is kept.
    pieces
        Makes it, piece by piece.
    """
    path = folder / f"{name}.{state}.gz"
    try:
        return path.open("rb")
    except FileNotFoundError:
        pass
    with _WRITING:  # whoever waited finds it finished
        if not path.exists():
            _write(path, pieces())
            _remove_others(folder, name, path)
        return path.open("rb")


def _write(path: Path, pieces: Iterator[str]) -> None:
    """Write beside the place where it is to be, so that nobody ever reads half a document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".unfinished")
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            gzip.GzipFile("", "wb", compresslevel=5, fileobj=file, mtime=0) as packed,
        ):
            for piece in pieces:
                packed.write(piece.encode())
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _remove_others(folder: Path, name: str, kept: Path) -> None:
    for other in folder.glob(f"{name}.*.gz"):
        if other != kept:
            other.unlink(missing_ok=True)
