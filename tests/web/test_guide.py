"""A guide's story: an experience is written, vouched for, booked, and its ticket redeemed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import DESKTOP, PHONE, visitor
from tests.web.desk import Desk
from tests.web.offers import today_or_tomorrow
from tests.web.post import Letter, letter_to
from tests.web.staff import Staff
from tests.web.stage import Person, Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

TITLE = "港の朝市をあるく"
TEXTS = {
    "題名": TITLE,
    "説明": "魚屋の主人と、朝市を一時間かけてまわります。",
    "集合場所の目印": "市場の入口、青い看板の前",
}
NUMBERS = {"緯度": "60.1713", "経度": "24.9414", "料金（EUR）": "25"}


def test_a_guide_offers_is_vouched_for_is_booked_and_redeems_the_ticket(
    stage: Stage, browser: Browser
) -> None:
    association, business = "港町観光協会", "港の案内人"
    owner = stage.join("役所 太郎", association)
    person = stage.join("海野 渚", business, "guide_business")
    begins = today_or_tomorrow()
    with visitor(browser, stage.address, PHONE) as somebody:
        guide = Staff(somebody, "/guide")
        guide.sign_in(person)
        expect(guide.heading("これからの予約はありません")).to_be_visible()
        somebody.look("guide-today")
        writes(guide)
        hands_in(guide, association)
        approves(browser, stage.address, owner)
        takes_place(guide, begins)
        code = books(browser, stage.address, begins.date())
        opens_the_letter(guide, letter_to(stage, person.email, f"新しい予約：{TITLE}"), code)
        redeems(guide, code)


def writes(guide: Staff) -> None:
    guide.open("体験", "体験")
    expect(guide.heading("まだ体験がありません")).to_be_visible()
    guide.visitor.look("guide-experiences")
    guide.page.get_by_role("link", name="新しい体験を書く").click()
    for label, text in {**TEXTS, **NUMBERS}.items():
        guide.field(label).fill(text)
    guide.page.get_by_label("種類").select_option(label="農園・観光農園")
    guide.page.get_by_label("予約の締め切り").select_option(label="開始まで")
    guide.visitor.look("guide-experience-form")
    guide.button("下書きを保存").click()
    expect(guide.heading(TITLE)).to_be_visible()


def hands_in(guide: Staff, association: str) -> None:
    guide.button("確認を頼む").click()
    dialog = guide.page.get_by_role("dialog", name="どこに確認を頼みますか")
    dialog.get_by_label("観光協会・自治体").select_option(label=association)
    guide.visitor.look("guide-submit")
    dialog.get_by_role("button", name="頼む").click()
    expect(guide.page.get_by_text("確認中", exact=True)).to_be_visible()
    guide.visitor.look("guide-experience")


def approves(browser: Browser, address: str, owner: Person) -> None:
    with visitor(browser, address, DESKTOP) as somebody:
        console = Staff(somebody, "/console")
        console.sign_in(owner)
        console.open("対応が必要なもの", "対応が必要なもの")
        expect(console.heading(TITLE)).to_be_visible()
        somebody.look("console-queue")
        console.page.get_by_role("link", name=re.compile(f"^内容を確認する.*{TITLE}")).click()
        expect(console.button("公開を認める")).to_be_visible()
        somebody.look("console-review")
        console.button("公開を認める").click()
        expect(console.page.get_by_text("公開中", exact=True)).to_be_visible()


def takes_place(guide: Staff, begins: dt.datetime) -> None:
    guide.open("開催日時", "開催日時")
    guide.button("この日に1回追加").click()
    dialog = guide.page.get_by_role("dialog", name="1回だけ開催を追加")
    dialog.get_by_label("日付").fill(begins.date().isoformat())
    dialog.get_by_label("開始の時刻").fill(f"{begins:%H:%M}")
    dialog.get_by_role("button", name="追加する").click()
    expect(dialog).to_be_hidden()
    expect(guide.page.get_by_role("list").get_by_text(f"{begins:%H:%M}")).to_be_visible()
    guide.visitor.look("guide-schedule")


def books(browser: Browser, address: str, day: dt.date) -> str:
    with visitor(browser, address, PHONE) as somebody:
        tourist = Tourist(somebody)
        tourist.open()
        tourist.plan(day)
        tourist.find_experience(TITLE)
        tourist.hold_seats("青森 花子", "hanako@example.jp")
        return tourist.confirm()


def opens_the_letter(guide: Staff, letter: Letter, code: str) -> None:
    assert letter.path.startswith("/guide/bookings/")
    guide.page.goto(letter.link)
    expect(guide.heading("青森 花子")).to_be_visible()
    expect(guide.page.get_by_text(code)).to_be_visible()


def redeems(guide: Staff, code: str) -> None:
    guide.open("予約", "予約")
    expect(guide.page.get_by_text("青森 花子")).to_be_visible()
    guide.visitor.look("guide-bookings")
    guide.open("受付", "受付")
    guide.visitor.look("guide-redeem")
    desk = Desk(guide)
    desk.type(code)
    desk.see_checked_in("青森 花子")
    guide.visitor.look("guide-redeemed")
