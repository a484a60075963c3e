"""Every screen that no story comes across, looked at and judged."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.server.builders import itinerary_request
from tests.web.browser import DESKTOP, PHONE, visitor
from tests.web.offers import next_saturday
from tests.web.staff import Staff
from tests.web.stage import Person, Stage

pytestmark = pytest.mark.xdist_group("busy")

SHEETS = ("detours", "alternatives", "replan", "trips")
CONSOLE = (
    "queue/settled",
    "spots",
    "spots/new",
    "notices",
    "events",
    "campaigns",
    "insights",
    "members",
    "account",
)
GUIDE = ("today", "income", "account")


def settled(page: Page) -> None:
    """Wait until nothing on the page is still to come."""
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("status", name="読み込んでいます")).to_have_count(0)


def planned(stage: Stage) -> str:
    """Keep a day and return its address."""
    day = itinerary_request()["days"][0]
    asked = itinerary_request(days=[{**day, "date": next_saturday().isoformat()}])
    answer = requests.post(f"{stage.address}/v1/itineraries", json=asked, timeout=60)
    assert answer.ok, answer.text
    return f"/itineraries/{answer.json()['id']}"


def test_every_sheet_of_a_plan_can_be_read_by_everybody(stage: Stage, browser: Browser) -> None:
    with visitor(browser, stage.address, PHONE) as somebody:
        address = planned(stage)
        for sheet in SHEETS:
            somebody.page.goto(f"{address}?v={sheet}")
            settled(somebody.page)
            expect(somebody.page.get_by_role("button", name="戻る")).to_be_visible()
            somebody.look(f"tourist-{sheet}")
            somebody.look_in_english(f"tourist-{sheet}")


def test_every_part_of_the_console_can_be_read_by_everybody(stage: Stage, browser: Browser) -> None:
    officer = stage.join("役所 次郎", "北岸観光協会")
    look_around(stage, browser, officer, "/console", CONSOLE)


def test_every_part_of_the_guides_app_can_be_read_by_everybody(
    stage: Stage, browser: Browser
) -> None:
    guide = stage.join("山野 麓", "山の案内人", "guide_business")
    look_around(stage, browser, guide, "/guide", GUIDE)


def look_around(
    stage: Stage, browser: Browser, who: Person, home: str, parts: tuple[str, ...]
) -> None:
    with visitor(browser, stage.address, DESKTOP) as somebody:
        app = Staff(somebody, home)
        app.sign_in(who)
        for part in parts:
            somebody.page.goto(f"{home}/{part}")
            settled(somebody.page)
            # What is not there has a heading, too, but none of the first level.
            expect(somebody.page.get_by_role("heading", level=1)).to_be_visible()
            name = f"{home.strip('/')}-{part.replace('/', '-')}"
            somebody.look(name)
            somebody.look_in_english(name)
