"""What people do brings letters about; each leads to where its reader has to go next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import DESKTOP, PHONE, Visitor, visitor
from tests.web.offers import booked, published, takes_place, today_or_tomorrow
from tests.web.post import letter_to
from tests.web.staff import Staff
from tests.web.stage import PASSWORD, Person, Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

JAPANESE, ENGLISH = "田植え体験", "An hour in the rice field"
HANAKO = {"name": "青森 花子", "email": "hanako-waits@example.jp", "language": "ja"}
ANNE = {"name": "Anne Smith", "email": "anne@example.com", "language": "en"}


@pytest.fixture
def guide(stage: Stage) -> Person:
    return stage.join("佐藤 実", "田んぼの実", "guide_business")


@pytest.fixture
def experience(stage: Stage, guide: Person) -> dict[str, Any]:
    return published(stage, guide, stage.join("役所 四郎", "ヘルシンキ観光協会"))


def test_who_is_invited_joins_by_the_letter(stage: Stage, browser: Browser) -> None:
    owner, email = stage.join("役所 五郎", "湾岸観光協会"), "shinjin@example.jp"
    with visitor(browser, stage.address, DESKTOP) as somebody:
        invites(Staff(somebody, "/console"), owner, email)
    letter = letter_to(stage, email, "「湾岸観光協会」からの招待（寄り道）")
    assert letter.path == "/console/invitation"
    assert "寄り道の編集者として招待が届いています" in letter.said
    with visitor(browser, stage.address, PHONE) as somebody:
        somebody.page.goto(letter.link)
        registers(Staff(somebody, "/console"), email)
        expect(somebody.page.get_by_role("banner").get_by_text(owner.organisation)).to_be_visible()


def invites(console: Staff, owner: Person, email: str) -> None:
    console.sign_in(owner)
    console.open("メンバーと組織", "メンバーと組織")
    console.button("招待する").click()
    dialog = console.page.get_by_role("dialog", name="メンバーを招待")
    dialog.get_by_label("メールアドレス").fill(email)
    console.visitor.look("console-invite")
    dialog.get_by_role("button", name="招待する").click()
    expect(dialog).to_be_hidden()


def registers(console: Staff, email: str) -> None:
    expect(console.heading("招待を受ける")).to_be_visible()
    console.visitor.look("console-invitation")
    console.button("アカウントを作る").click()
    console.field("お名前").fill("新人 一郎")
    console.field("メールアドレス").fill(email)
    console.field("パスワード").fill(PASSWORD)
    console.button("作成してサインイン").click()
    # The code is in the form already: it stood behind the link's `#`.
    expect(console.field("招待メールに書かれたコード")).not_to_have_value("")
    console.button("招待を受ける").click()


def test_who_waits_is_told_in_their_language_when_a_seat_is_given_back(
    stage: Stage, browser: Browser, guide: Person, experience: dict[str, Any]
) -> None:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)
    slot = takes_place(stage, guide, experience, day, capacity=2)
    booked(stage, experience, slot, HANAKO)
    with visitor(browser, stage.address, PHONE, locale="en-GB") as somebody:
        waits(somebody, experience["id"])
    gives_the_seats_back(stage, browser)
    letter = letter_to(stage, ANNE["email"], f"Seats are free again: {ENGLISH}")
    assert letter.path.startswith(f"/waiting/{slot['id']}/")
    assert "You were waiting for 2 seat(s)" in letter.said
    with visitor(browser, stage.address, PHONE, locale="en-GB") as somebody:
        somebody.page.goto(letter.link)
        told = somebody.page.get_by_text("We e-mailed you that seats are free")
        expect(told).to_be_visible()
        expect_no_key(somebody, letter.link)
        somebody.look("tourist-waiting-told")
        somebody.page.get_by_role("button", name="Book this time").click()
        expect(somebody.page.get_by_role("heading", name=ENGLISH)).to_be_visible()


def waits(somebody: Visitor, experience_id: str) -> None:
    page = somebody.page
    page.goto(f"/?v=experience&id={experience_id}")
    page.get_by_role("button", name="Waiting list").click()
    page.get_by_label("E-mail").fill(ANNE["email"])
    somebody.look("tourist-wait")
    page.get_by_role("button", name="Notify me when seats are free").click()
    expect(page.get_by_text("0 people are ahead of you")).to_be_visible()


def gives_the_seats_back(stage: Stage, browser: Browser) -> None:
    letter = letter_to(stage, HANAKO["email"], f"ご予約が確定しました：{JAPANESE}")
    with visitor(browser, stage.address, PHONE) as somebody:
        tourist = Tourist(somebody)
        somebody.page.goto(letter.link)
        assert tourist.see_ticket() in letter.said
        expect_no_key(somebody, letter.link)
        tourist.button("予約を取り消す").click()
        tourist.page.get_by_role("button", name="取り消す", exact=True).click()
        expect(tourist.page.get_by_text("取り消しました", exact=True)).to_be_visible()
    gone = letter_to(stage, HANAKO["email"], f"ご予約を取り消しました：{JAPANESE}", links=0)
    assert "お支払い前のため、返金はありません" in gone.said


def test_who_has_booked_is_told_why_it_does_not_take_place(
    stage: Stage, browser: Browser, guide: Person, experience: dict[str, Any]
) -> None:
    begins = today_or_tomorrow()
    booked(stage, experience, takes_place(stage, guide, experience, begins), ANNE)
    with visitor(browser, stage.address, PHONE) as somebody:
        cancels(Staff(somebody, "/guide"), guide, begins)
    letter = letter_to(stage, ANNE["email"], f"Does not take place: {ENGLISH}")
    assert letter.path.startswith("/bookings/")
    assert "Reason: 大雨の予報のため" in letter.said
    with visitor(browser, stage.address, PHONE, locale="en-GB") as somebody:
        somebody.page.goto(letter.link)
        expect(somebody.page.get_by_text("This booking was cancelled", exact=True)).to_be_visible()
        expect(somebody.page.get_by_text("大雨の予報のため")).to_be_visible()
        expect_no_key(somebody, letter.link)
        somebody.look("tourist-cancelled-by-guide")


def cancels(app: Staff, guide: Person, begins: dt.datetime) -> None:
    app.sign_in(guide)
    app.page.goto(f"/guide/schedule?day={begins.date().isoformat()}")
    app.page.get_by_role("button", name=JAPANESE).click()
    app.button("この回を中止する").click()
    dialog = app.page.get_by_role("dialog", name="この回を中止しますか")
    expect(dialog.get_by_text("1組")).to_be_visible()
    dialog.get_by_label("中止の理由").fill("大雨の予報のため")
    app.visitor.look("guide-cancel-slot")
    dialog.get_by_role("button", name="中止する").click()
    expect(app.page.get_by_text("中止しました。1組にメールでお知らせします。")).to_be_visible()


def expect_no_key(somebody: Visitor, link: str) -> None:
    """Hold that what opens a booking has left the address, where others would see it."""
    key = link.partition("#")[2]
    assert key
    assert key not in somebody.page.url
