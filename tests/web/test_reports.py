"""A report's story: a visitor finds a door shut, an officer looks, a colleague reads why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.server.spots.keepers import draft
from tests.web.browser import DESKTOP, PHONE, visitor
from tests.web.staff import Staff
from tests.web.stage import Person, Stage

pytestmark = pytest.mark.xdist_group("busy")

NOTE = "電話で確認しました。三月末まで工事のため休館です。"


def test_a_report_is_settled_with_a_word_that_colleagues_read(
    stage: Stage, browser: Browser
) -> None:
    officer = stage.join("役所 花子", "岬の観光協会")
    spot = published_spot(stage, officer)
    with visitor(browser, stage.address, PHONE) as somebody:
        somebody.page.goto(f"/?v=spot&id={spot}")
        somebody.page.get_by_role("button", name="閉まっていた").click()
        expect(somebody.page.get_by_text("ありがとうございます")).to_be_visible()
    with visitor(browser, stage.address, DESKTOP) as somebody:
        console = Staff(somebody, "/console")
        console.sign_in(officer)
        settles(console)
        reads_why(console, "役所 花子")


def published_spot(stage: Stage, officer: Person) -> str:
    wanted = draft(organisation_id=officer.organisation_id)
    made = stage.ask(officer, "POST", "/v1/spots", wanted)
    return str(stage.ask(officer, "POST", f"/v1/spots/{made['id']}/publish")["id"])


def settles(console: Staff) -> None:
    console.open("対応が必要なもの", "対応が必要なもの")
    console.button("報告を見る").click()
    console.button("報告は正しい").click()
    dialog = console.page.get_by_role("dialog", name="正しい報告として処理しますか")
    dialog.get_by_label("メモ（任意）").fill(NOTE)
    console.visitor.look("console-settle")
    dialog.get_by_role("button", name="処理する").click()
    expect(dialog).to_be_hidden()
    expect(console.heading("すべて対応済みです")).to_be_visible()


def reads_why(console: Staff, who: str) -> None:
    console.page.get_by_role("link", name="対応の記録").click()
    decided = console.page.get_by_role("listitem").filter(has_text=NOTE)
    expect(decided).to_contain_text("正しい報告")
    expect(decided).to_contain_text(f"{who}が処理")
    console.visitor.look("console-settled")
