"""What a page loads before anybody has touched it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from server.webapp.built import FOLDER
from tests.web.browser import PHONE, visitor
from tests.web.judging import AXE
from tests.web.line import open_line
from tests.web.stage import Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

MOST_BYTES = 500_000
PAGES = {"/": "index.html", "/console": "console.html", "/guide": "guide.html"}


def test_the_first_load_is_small_with_map_and_asks_nobody_else(
    stage: Stage, browser: Browser
) -> None:
    with open_line(stage.address) as line:
        with visitor(browser, line.address, PHONE) as somebody:
            # It comes later, and loads what is there already once more, for the next time.
            somebody.page.add_init_script("delete Navigator.prototype.serviceWorker")
            with somebody.page.expect_response("**/*.mvt?*"):
                Tourist(somebody).open()
            somebody.page.wait_for_load_state("networkidle")
        assert 100_000 < line.received < MOST_BYTES


@pytest.mark.parametrize("address", PAGES)
def test_a_page_allows_nothing_unsafe_and_breaks_none_of_its_rules(
    stage: Stage, browser: Browser, address: str
) -> None:
    if not Path(FOLDER, PAGES[address]).is_file():
        pytest.skip(f"{PAGES[address]} is not built")
    with visitor(browser, stage.address, PHONE) as somebody:
        answer = somebody.page.goto(address, wait_until="networkidle")
        assert answer
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe-" not in policy


@pytest.mark.parametrize(
    ("deed", "event", "noticed"),
    [
        ("document.body.setAttribute('onclick', '1')", "console", "Content Security Policy"),
        ("setTimeout(() => { throw new Error('oh') })", "pageerror", "script: .*oh"),
        ("console.error('oh')", "console", "console: oh"),
    ],
)
def test_the_watch_over_pages_notices(
    stage: Stage, browser: Browser, deed: str, event: str, noticed: str
) -> None:
    with pytest.raises(AssertionError, match=noticed):
        misbehave(browser, stage.address, stage.address, deed, event)


def test_the_watch_over_pages_notices_what_comes_from_elsewhere(
    stage: Stage, browser: Browser
) -> None:
    with pytest.raises(AssertionError, match=f"elsewhere: {stage.address}/sw.js"):
        misbehave(browser, "http://127.0.0.1:9", stage.address, "fetch('/sw.js')", "response")


@pytest.mark.parametrize(
    ("added", "noticed"),
    [
        ("<button style='min-width: 3rem; min-height: 3rem'></button>", "button-name"),
        (
            "<button style='all: unset; display: block; width: 2rem'>a</button>",
            "smaller than 44 px",
        ),
    ],
)
def test_the_look_at_screens_notices(
    stage: Stage, browser: Browser, added: str, noticed: str
) -> None:
    if not AXE.is_file():
        pytest.skip("the web apps' packages are not installed")
    with pytest.raises(AssertionError, match=noticed):
        look_at_a_page_with(browser, stage.address, added)


def look_at_a_page_with(browser: Browser, address: str, added: str) -> None:
    with visitor(browser, address, PHONE) as somebody:
        somebody.page.goto("/console")
        expect(somebody.page.get_by_role("heading", level=1)).to_be_visible()
        somebody.page.evaluate("(it) => document.body.insertAdjacentHTML('beforeend', it)", added)
        somebody.look("watch")


def misbehave(browser: Browser, own: str, address: str, deed: str, event: str) -> None:
    with visitor(browser, own, PHONE) as somebody:
        somebody.page.goto(address)
        with somebody.page.expect_event(event):
            somebody.page.evaluate(f"() => {{ {deed} }}")
