"""The files that the build of the web app left in `server/static/app`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parents[1] / "static" / "app"
"""Where the build that comes with the product lies."""

ADDRESS: Final = "/static/app/"
"""Below it all files are served."""

_HASHED: Final = "assets/"
"""Where the build puts files whose names change with their content."""

_ENTRIES: Final = "manifest.json"
_TOURIST: Final = "index.html"
_PACKED: Final = ".gz"
_NOT_SERVED: Final = frozenset({_ENTRIES})
_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""By suffix; a file of another kind is not served."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of the web app.

    Parameters
    ----------
    packed
        The same in gzip; None where that would not be smaller.
    tag
        Changes with the content.
    for_ever
        Whether there will never be another file by this name.
    """

    content: bytes
    packed: bytes | None
    media_type: str
    tag: str
    for_ever: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page needs to start the tourist's app, as addresses below `ADDRESS`."""

    script: str
    modules: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuiltApp:
    """All files by their paths; none where nothing has been built."""

    files: Mapping[str, BuiltFile]
    entry: Entry | None


def read_built(folder: Path) -> BuiltApp:
    """Return the build in `folder`; it is read once, and is small."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in _MEDIA_TYPES]
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    files = {name: _read(name, path) for name, path in named.items() if name not in _NOT_SERVED}
    entries = folder / _ENTRIES
    return BuiltApp(files, _entry(json.loads(entries.read_bytes())) if entries.is_file() else None)


def _read(name: str, path: Path) -> BuiltFile:
    content = path.read_bytes()
    packed = path.with_name(path.name + _PACKED)
    return BuiltFile(
        content=content,
        packed=packed.read_bytes() if packed.is_file() else None,
        media_type=_MEDIA_TYPES[path.suffix],
        tag=hashlib.sha256(content).hexdigest()[:24],
        for_ever=name.startswith(_HASHED),
    )


def _entry(chunks: Mapping[str, Mapping[str, Any]]) -> Entry | None:
    """Return what Vite's manifest says about the tourist's page."""
    if _TOURIST not in chunks:
        return None
    needed = _with_imports(chunks, _TOURIST)
    files = [chunks[name]["file"] for name in needed]
    styles = dict.fromkeys(style for name in needed for style in chunks[name].get("css", ()))
    return Entry(files[0], tuple(files[1:]), tuple(styles))


def _with_imports(chunks: Mapping[str, Mapping[str, Any]], name: str) -> list[str]:
    """Return a chunk and those that it cannot start without, itself first."""
    needed: dict[str, None] = {}
    waiting = [name]
    while waiting:
        chunk = waiting.pop(0)
        if chunk not in needed:
            needed[chunk] = None
            waiting += chunks[chunk].get("imports", ())
    return list(needed)
