"""A guide holds the camera over what a guest shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from server.qr_codes import qr_code
from tests.web.browser import PHONE, visitor
from tests.web.camera import camera_before
from tests.web.desk import Desk
from tests.web.offers import booked, published, takes_place, today_or_tomorrow
from tests.web.post import letter_to
from tests.web.stage import Person, Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

GUEST = {"name": "八戸 光", "email": "hikaru@example.jp", "language": "ja"}
TITLE = "岸辺のスケッチ"


@pytest.fixture
def guide(stage: Stage) -> Person:
    return stage.join("岸 なぎさ", "岸辺の教室", "guide_business")


@pytest.fixture
def foreign(playwright: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """A device before which somebody holds a code that is no ticket."""
    poster = qr_code("https://example.org/menu", "png")
    with camera_before(playwright, poster, tmp_path) as opened:
        yield opened


def test_a_guests_own_ticket_is_seen_by_the_camera_and_checked_in(
    stage: Stage, guide: Person, browser: Browser, playwright: Playwright, tmp_path: Path
) -> None:
    books(stage, guide)
    ticket = shows_the_ticket(stage, browser)
    with (
        camera_before(playwright, ticket, tmp_path) as phone,
        visitor(phone, stage.address, PHONE, permissions=["camera"]) as somebody,
    ):
        desk = Desk.opened(somebody, guide)
        desk.scan()
        desk.see_checked_in(GUEST["name"])
        somebody.look("guide-camera-redeemed")
        desk.next()
        desk.scan()
        expect(desk.app.page.get_by_text("使用済みです")).to_be_visible()


def test_a_code_that_is_no_ticket_is_told_from_one(
    stage: Stage, guide: Person, foreign: Browser
) -> None:
    with visitor(foreign, stage.address, PHONE, permissions=["camera"]) as somebody:
        desk = Desk.opened(somebody, guide)
        desk.scan()
        expect(desk.app.page.get_by_text("寄り道のチケットではありません")).to_be_visible()
        somebody.look("guide-camera-foreign")


def test_who_may_not_use_the_camera_is_told_what_to_do_instead(
    stage: Stage, guide: Person, foreign: Browser
) -> None:
    code = books(stage, guide)
    with visitor(foreign, stage.address, PHONE) as somebody:
        desk = Desk.opened(somebody, guide)
        desk.scan()
        alert = desk.app.page.get_by_role("alert")
        expect(alert).to_have_text(
            "カメラを使えません。ブラウザーの設定でカメラを許可するか、予約番号を入力してください。"
        )
        somebody.look("guide-camera-refused")
        desk.type(code)
        desk.see_checked_in(GUEST["name"])


def books(stage: Stage, guide: Person) -> str:
    """Let the guest book, and return the booking's code."""
    officer = stage.join("役所 三郎", "ヘルシンキ観光協会")
    texts = {"ja": {"title": TITLE, "description": "水辺で一時間。", "meeting_point": "桟橋"}}
    experience = published(stage, guide, officer, texts=texts)
    slot = takes_place(stage, guide, experience, today_or_tomorrow())
    code: str = booked(stage, experience, slot, GUEST)["code"]
    return code


def shows_the_ticket(stage: Stage, browser: Browser) -> bytes:
    """Open the ticket from its letter on the guest's phone; return what is to be seen of it."""
    letter = letter_to(stage, GUEST["email"], f"ご予約が確定しました：{TITLE}")
    with visitor(browser, stage.address, PHONE) as somebody:
        somebody.page.goto(letter.link)
        tourist = Tourist(somebody)
        tourist.see_ticket()
        return tourist.ticket.screenshot()
