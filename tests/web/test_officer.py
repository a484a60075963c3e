"""An officer's story: a list with faults comes in, is put right, and is seen by a tourist."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, expect

from tests.server.exchange.builders import as_csv
from tests.server.opendata.builders import as_xlsx
from tests.web.browser import DESKTOP, PHONE, visitor
from tests.web.staff import Staff
from tests.web.stage import Stage
from tests.web.tourist import Tourist

pytestmark = pytest.mark.xdist_group("busy")

WELL = "石畳の井戸"
GARDEN = "裏通りの庭"
HERE = {"lat": "60.1713", "lon": "24.9414"}
ROWS = (
    {"listed_id": "1", "name": "海風の見晴らし台", **HERE},
    {"listed_id": "2", "name": WELL, **HERE, "lat": "北緯六十度"},
    {"listed_id": "3", "name": "", **HERE},
)
SHEET = "観光施設一覧"


def test_an_officer_puts_a_faulty_list_right_and_a_tourist_sees_its_spots(
    stage: Stage, browser: Browser
) -> None:
    officer = stage.join("役所 花子", "ヘルシンキ観光協会")
    with visitor(browser, stage.address, DESKTOP) as somebody:
        console = Staff(somebody, "/console")
        console.sign_in(officer)
        console.open("一括取り込み", "一括取り込み")
        checks_a_list(console, "spots.csv", as_csv(*ROWS))
        checks_a_list(console, "spots.xlsx", as_workbook(as_csv(*ROWS)))
        expect(console.page.get_by_label("読むシート")).to_have_value(SHEET)
        console.visitor.look("console-import-faults")
        puts_it_right(console)
        imports_and_publishes(console)
    with visitor(browser, stage.address, PHONE) as somebody:
        tourist = Tourist(somebody)
        tourist.open()
        for name in (WELL, GARDEN):
            tourist.look_up(name)
        tourist.visitor.look("tourist-published-spot")


def as_workbook(data: bytes) -> bytes:
    """A list as a town hall has it: behind the instructions."""

    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet(SHEET)
        for line in csv.reader(io.StringIO(data.decode())):
            sheet.append(line)

    return as_xlsx([["記入要領"]], add)


def checks_a_list(console: Staff, name: str, data: bytes) -> None:
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=data)
    console.page.get_by_label("ファイルを選ぶ").set_input_files(file)
    console.button("内容を確認する").click()
    expect(console.page.get_by_text("3行のうち2行に")).to_be_visible()
    for number, heading in ((3, "緯度"), (4, "名称")):
        expect(row(console, number)).to_contain_text("要修正")
        expect(cell(console, number, heading)).to_have_attribute("aria-invalid", "true")
    expect(row(console, 2)).to_be_hidden()


def puts_it_right(console: Staff) -> None:
    cell(console, 3, "緯度").fill(HERE["lat"])
    cell(console, 4, "名称").fill(GARDEN)
    console.button("直した内容でもう一度確認する").click()
    expect(console.page.get_by_text("3行すべてを取り込めます。")).to_be_visible()
    console.visitor.look("console-import-ready")


def imports_and_publishes(console: Staff) -> None:
    console.button("3行を取り込む").click()
    console.answer("取り込みますか", "取り込む")
    expect(console.heading("取り込みました")).to_be_visible()
    console.visitor.look("console-import-done")
    console.button("新しい3件をすべて公開する").click()
    console.answer("3件を公開しますか", "新しい3件をすべて公開する")
    expect(console.page.get_by_text("3件を公開しました。")).to_be_visible()


def row(console: Staff, number: int) -> Locator:
    rows = console.page.get_by_role("row")
    return rows.filter(has=console.page.get_by_role("cell", name=str(number), exact=True))


def cell(console: Staff, number: int, heading: str) -> Locator:
    return console.page.get_by_role("textbox", name=f"{number}行目 {heading}", exact=True)
