"""A small build of the web app, laid out as the real one is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

SCRIPT = "assets/main-Ab12Cd34.js"
FILES = {
    "index.html": f'<!doctype html><div id="app"></div><script src="/static/app/{SCRIPT}">',
    "console.html": "<!doctype html><title>console</title>",
    "guide.html": "<!doctype html><title>guide</title>",
    "sw.js": "self.addEventListener('fetch', () => {});",
    "guide-sw.js": "self.addEventListener('fetch', () => {});",
    "manifest.webmanifest": '{"name": "寄り道"}',
    "icons/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    SCRIPT: "import './shared-00000000.js';" + "// " + "long enough to be packed " * 20,
    "assets/shared-00000000.js": "export {};",
    "assets/main-Ef56Gh78.css": "body { margin: 0; }",
    "notes.map": "{}",
}
ENTRIES = {
    "index.html": {
        "file": SCRIPT,
        "isEntry": True,
        "imports": ["_shared.js"],
        "css": ["assets/main-Ef56Gh78.css"],
    },
    "_shared.js": {"file": "assets/shared-00000000.js", "imports": ["index.html"]},
}


def build(folder: Path) -> Path:
    """Write the build and return its folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    script = folder / SCRIPT
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(script.read_bytes(), mtime=0))
    (folder / "manifest.json").write_text(json.dumps(ENTRIES), "utf-8")
    return folder
