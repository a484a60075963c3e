"""How soon a tourist sees the front page on a slow phone and a slow line.

Chromium with the latency and bandwidth that its developers' tools call slow 4G, and a processor
slowed down four times. Nothing is kept from one run to the next.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from tests.sample_region import build_once
from tests.web.browser import PHONE, missing_browser, open_browser
from tests.web.line import open_line
from tests.web.stage import open_stage

RUNS: Final = 7
SLOWER: Final = 4
SLOW_4G: Final[dict[str, Any]] = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6e6 / 8 * 0.9,
    "uploadThroughput": 750e3 / 8 * 0.9,
}
"""Milliseconds, and bytes per second."""

_PAINTS: Final = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
_FIRST_PAINT: Final = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def _once(browser: Browser, server: str) -> tuple[float, float, int]:
    """Return first and largest contentful paint in ms, and the bytes that came in all."""
    with open_line(server) as line:
        context = browser.new_context(**PHONE, locale="ja-JP")
        page = context.new_page()
        # It comes later, and loads what is there already once more, for the next time.
        page.add_init_script("delete Navigator.prototype.serviceWorker")
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        with page.expect_response("**/*.mvt?*", timeout=120_000):
            page.goto(line.address)
        page.wait_for_load_state("networkidle", timeout=120_000)
        paints = page.evaluate(_FIRST_PAINT), page.evaluate(_PAINTS)
        context.close()
        return (*paints, line.received)


def _print(name: str, values: list[float]) -> None:
    shown = (min(values), statistics.median(values), max(values))
    print(f"{name:28}" + "".join(f"{value:10.0f}" for value in shown))


def main() -> None:
    """Print a table."""
    reason = missing_browser()
    if reason:
        print(reason)
        return
    with tempfile.TemporaryDirectory() as folder:
        data = build_once(Path(folder) / "data")
        stage = Path(folder) / "stage"
        with (
            open_stage(stage, data / "networks") as opened,
            sync_playwright() as playwright,
        ):
            browser = open_browser(playwright)
            _once(browser, opened.address)
            runs = [_once(browser, opened.address) for _ in range(RUNS)]
            browser.close()
    first, largest, received = (list(values) for values in zip(*runs, strict=True))
    print(f"{RUNS} first loads on slow 4G, processor {SLOWER} times slower\n")
    print(f"{'':28}{'min':>10}{'median':>10}{'max':>10}")
    _print("first contentful paint, ms", first)
    _print("largest contentful paint, ms", largest)
    _print("transferred in all, bytes", received)


if __name__ == "__main__":
    main()
