"""A tourist's story: plan, reorder, book, and read it all where there is no network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import PHONE, visitor
from tests.web.line import Line, open_line
from tests.web.offers import next_saturday, published, takes_place
from tests.web.post import letter_to
from tests.web.stage import Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

TITLE = "田植え体験"
EMAIL = "hanako-plans@example.jp"
MOST_FIXES = 6


@pytest.fixture
def line(stage: Stage) -> Iterator[Line]:
    with open_line(stage.address) as opened:
        yield opened


def offer_the_rice_field(stage: Stage) -> None:
    guide = stage.join("佐藤 健", "田んぼの佐藤", "guide_business")
    officer = stage.join("役所 花子", "ヘルシンキ観光協会")
    takes_place(stage, guide, published(stage, guide, officer), next_saturday())


def test_a_tourist_plans_reorders_books_and_reads_it_all_without_a_network(
    stage: Stage, browser: Browser, line: Line
) -> None:
    offer_the_rice_field(stage)
    with visitor(browser, line.address, PHONE) as somebody:
        tourist = Tourist(somebody)
        tourist.open()
        somebody.look("tourist-ask")
        tourist.plan(next_saturday())
        somebody.look("tourist-plan")
        reorders(tourist)
        code = books(tourist)
        opens_the_letter(stage, browser, code)
        tourist.back()
        tourist.pack()
        somebody.look("tourist-share")
        line.cut()
        reads_without_network(tourist, code)


def reorders(tourist: Tourist) -> None:
    first, second, third, *rest = tourist.stops()
    tourist.drag(second, beyond=third)
    assert tourist.stops() == [first, third, second, *rest]
    tourist.fix_time(first)
    tourist.move_down(first)
    tourist.move_down(first)
    assert tourist.stops() == [third, second, first, *rest]
    expect(tourist.violations_of(first)).to_be_visible()
    tourist.visitor.look("tourist-violations")
    for _ in range(MOST_FIXES):
        if tourist.violations.count():
            tourist.mend()
    expect(tourist.verdict).to_contain_text("この順番で回れます")


def books(tourist: Tourist) -> str:
    tourist.find_experience(TITLE)
    tourist.visitor.look("tourist-book")
    tourist.hold_seats("青森 花子", EMAIL)
    tourist.visitor.look("tourist-hold")
    code = tourist.confirm()
    tourist.visitor.look("tourist-ticket")
    return code


def opens_the_letter(stage: Stage, browser: Browser, code: str) -> None:
    """See the ticket on another device, which knows no more than the letter says."""
    letter = letter_to(stage, EMAIL, f"ご予約が確定しました：{TITLE}")
    assert letter.path.startswith("/bookings/")
    assert f"予約番号: {code}" in letter.said
    with visitor(browser, stage.address, PHONE) as somebody:
        somebody.page.goto(letter.link)
        assert Tourist(somebody).see_ticket() == code


def reads_without_network(tourist: Tourist, code: str) -> None:
    answers = tourist.come_back_without_network()
    assert TITLE in tourist.stops()
    tourist.visitor.look("tourist-offline")
    tiles = [answer for answer in answers if answer.url.partition("?")[0].endswith(".mvt")]
    assert tiles
    assert {answer.status for answer in tiles} == {200}
    tourist.button(TITLE).first.click()
    assert tourist.see_ticket() == code
    tourist.visitor.look("tourist-offline-ticket")
