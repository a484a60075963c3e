"""One service and one browser for all stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.web.browser import open_browser, skip_without_browser
from tests.web.stage import Stage, open_stage


# All end with the last test here: while this is open, nothing else can run an event loop.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What opens browsers; the test is skipped where there is none."""
    skip_without_browser()
    with sync_playwright() as opened:
        yield opened


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    opened = open_browser(playwright)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def stage(
    browser: Browser, data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """The service; not started where there is no browser to look at it."""
    with open_stage(tmp_path_factory.mktemp("stage"), data_dir / "networks") as opened:
        yield opened
