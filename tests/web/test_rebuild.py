from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from server.webapp.built import FOLDER
from tests.web.tools import WEB, missing_packages


def files_in(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_rebuild_gives_byte_for_byte_the_web_app_that_is_served(tmp_path: Path) -> None:
    reason = missing_packages()
    if reason:
        pytest.skip(reason)
    command = ["npm", "--prefix", str(WEB), "run", "--silent", "bundle"]
    environment = {**os.environ, "OUT_DIR": str(tmp_path)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    rebuilt, served = files_in(tmp_path), files_in(FOLDER)
    assert "index.html" in rebuilt
    differing = {name for name in {*rebuilt, *served} if rebuilt.get(name) != served.get(name)}
    assert not differing, "run `npm run build` in web/ and commit what it writes"
