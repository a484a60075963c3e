"""Somebody in front of a browser: what they see is kept, and what goes wrong there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.web.judging import grave_findings, small_targets

PATIENCE_MS: Final = 30_000
"""How long anything may take on a machine that does much else."""

PHONE: Final[Mapping[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: Final[Mapping[str, Any]] = {"viewport": {"width": 1280, "height": 800}}

_SCREENS: Final = Path(__file__).parents[2] / "test-results" / "screens"
_SETTLE: Final = """async (patience) => {
  // Colours fade when day turns to night; they are looked at when they have.
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const ends = ({ effect, playState }) =>
    playState === "running" && effect.getTiming().iterations !== Infinity;
  const until = performance.now() + patience;
  do {
    await frame();
    await frame();
  } while (document.getAnimations().some(ends) && performance.now() < until);
}"""

_LOADING: Final = re.compile("読み込んでいます|Loading")

expect.set_options(timeout=PATIENCE_MS)


def missing_browser() -> str | None:
    """Return why no browser can be opened here, or None."""
    return None if shutil.which("chromium") else "Chromium is not installed"


def open_browser(playwright: Playwright, *more: str) -> Browser:
    """Start Chromium as it is installed; machines that test have no graphics card.

    Parameters
    ----------
    more
        What it is told besides, on its command line.
    """
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", *more],
    )


@dataclass(slots=True)
class Visitor:
    """Somebody with one page open.

    Parameters
    ----------
    own
        The origin that pages may load from.
    faults
        What went wrong so far that nobody would have seen.
    """

    page: Page
    own: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.page.context
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("console", lambda told: self._note(told.type, told.text))
        context.on("request", lambda request: self._check_origin(request.url))

    def _note(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text or (kind == "error" and "ERR_" not in text):
            self.faults.append(f"console: {text}")

    def _check_origin(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" != self.own:
            self.faults.append(f"elsewhere: {url}")

    def look(self, name: str) -> None:
        """Keep pictures of what is shown, on all sizes by day and by night, and judge them."""
        for size in self._sizes():
            self._keep(f"{name}-{size}")
            self._judge(f"{name}-{size}", grave_findings(self.page))
            if size == "phone":
                self._judge(f"{name}-{size}", small_targets(self.page))
        with self._night():
            for size in self._sizes():
                self._keep(f"{name}-{size}-dark")
            self._judge(f"{name}-dark", grave_findings(self.page, ("color-contrast",)))

    def look_in_english(self, name: str) -> None:
        """Keep pictures of what is shown in English: by day on a desktop, by night on a phone."""
        self._switch("Switch to English")
        for size in self._sizes():
            if size == "desktop":
                self._keep(f"{name}-en-{size}")
                continue
            with self._night():
                self._keep(f"{name}-en-{size}-dark")
        self._switch("日本語に切り替える")

    def _switch(self, language: str) -> None:
        # A phone folds the button away.
        self.page.get_by_role("button", name=language, include_hidden=True).dispatch_event("click")
        self.page.evaluate(_SETTLE, PATIENCE_MS)
        expect(self.page.get_by_role("status", name=_LOADING)).to_have_count(0)

    def _sizes(self) -> Iterator[str]:
        """Make the page as large as each device; afterwards as it was."""
        before = self.page.viewport_size
        for size, kind in (("phone", PHONE), ("desktop", DESKTOP)):
            self.page.set_viewport_size(kind["viewport"])
            yield size
        if before:
            self.page.set_viewport_size(before)

    @contextmanager
    def _night(self) -> Iterator[None]:
        self.page.emulate_media(color_scheme="dark")
        yield
        self.page.emulate_media(color_scheme="light")

    def _keep(self, what: str) -> None:
        self.page.evaluate(_SETTLE, PATIENCE_MS)
        self.page.screenshot(path=_SCREENS / f"{what}.png")

    def _judge(self, what: str, found: Iterable[str]) -> None:
        self.faults.extend(f"{what}: {fault}" for fault in found)


@contextmanager
def visitor(browser: Browser, own: str, kind: Mapping[str, Any], **more: Any) -> Iterator[Visitor]:
    """Give somebody with an empty page, who reads Japanese; nothing may have gone wrong at the end.

    Parameters
    ----------
    own
        Where all pages and files come from.
    kind
        `PHONE` or `DESKTOP`.
    """
    habits = {"locale": "ja-JP", "reduced_motion": "reduce", **kind, **more}
    context = browser.new_context(base_url=own, **habits)
    context.set_default_timeout(PATIENCE_MS)
    try:
        somebody = Visitor(context.new_page(), own)
        yield somebody
    finally:
        context.close()
    assert not somebody.faults, "\n".join(somebody.faults)


def skip_without_browser() -> None:
    """Skip the test where there is no browser."""
    reason = missing_browser()
    if reason:
        pytest.skip(reason)
