"""What the tests of the web apps need besides Python, and why they are skipped without it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).parents[2] / "web"
"""The web apps' project."""

_OLDEST_NODE: Final = (20, 19)


def missing_node() -> str | None:
    """Return why nothing can be built here, or None."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return "Node with npm is not installed"
    told = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", told)[:2])
    return None if version >= _OLDEST_NODE else f"Node {told.strip()} is older than 20.19"


def missing_packages() -> str | None:
    """Return why the web apps' tools cannot run here, or None."""
    reason = missing_node()
    if reason:
        return reason
    if not (WEB / "node_modules" / ".package-lock.json").is_file():
        return "the web apps' packages are not installed; `make check-web` does it"
    return None
