"""What a tourist does in the app, in the words that are on its screens."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Response, expect

from tests.web.browser import Visitor


class Tourist:
    """Somebody who plans a day with the Japanese app."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Return the button that is called so."""
        return self.page.get_by_role("button", name=name)

    def open(self) -> None:
        """Come to the front page; the map is there when this returns."""
        self.page.goto("/")
        expect(self.button("一日を組み立てる")).to_be_visible()
        self.see_map()

    def look_up(self, name: str) -> None:
        """Look for a place where the day could begin, and read what is said of it."""
        self.page.goto("/")
        self.button(re.compile("^出発")).click()
        with self.page.expect_response(re.compile(r"/v1/spots\?.*\bq=")) as answer:
            self.page.get_by_role("searchbox", name="場所の名前でさがす").fill(name)
        expect(self.page.get_by_role("button", name=name, exact=True)).to_be_visible()
        spot = answer.value.json()["features"][0]
        self.page.goto(f"/?v=spot&id={spot['id']}")
        expect(self.page.get_by_role("heading", name=name, level=2)).to_be_visible()

    def see_map(self) -> None:
        """See the map below the words."""
        expect(self.page.get_by_role("region", name="地図").locator("canvas")).to_be_visible()

    def plan(self, day: dt.date, *likes: str) -> None:
        """Ask for a day, without experiences in it for now."""
        self.page.get_by_label("日付").fill(day.isoformat())
        for name in likes:
            self.button(name).click()
        self.page.get_by_role("switch", name="地元の人の体験も入れる").uncheck()
        self.button("一日を組み立てる").click()
        self.see_plan()

    def see_plan(self) -> None:
        """See the day with its stops."""
        expect(self.page.get_by_role("heading", name="ヘルシンキ・寄り道の一日")).to_be_visible()
        expect(self.grips.first).to_be_visible()

    @property
    def grips(self) -> Locator:
        """The handles with which stops are moved."""
        return self.button(re.compile("^順番を変える："))

    def stops(self) -> list[str]:
        """Return the names of the stops, in order."""
        labels = (grip.get_attribute("aria-label") or "" for grip in self.grips.all())
        return [label.partition("：")[2] for label in labels]

    def stop(self, name: str) -> Locator:
        """Return a stop of the day."""
        return self.page.get_by_role("listitem").filter(has=self.grip(name))

    def grip(self, name: str) -> Locator:
        """Return the handle of a stop."""
        return self.page.get_by_role("button", name=f"順番を変える：{name}", exact=True)

    def fix_time(self, name: str) -> None:
        """Say that a stop has to begin when it begins now."""
        self.page.get_by_role("button", name=f"ほかの操作: {name}", exact=True).click()
        with self._judged():
            self.button("時刻を固定する").click()
        expect(self.stop(name)).to_contain_text("時刻を固定")

    def move_down(self, name: str) -> None:
        """Move a stop behind the next one, without a pointer."""
        with self._judged():
            self.grip(name).press("ArrowDown")

    def drag(self, name: str, beyond: str) -> None:
        """Drag a stop beyond another."""
        self.raise_sheet()
        grip, mouse = self.grip(name), self.page.mouse
        grip.hover()
        held, target = grip.bounding_box(), self.stop(beyond).bounding_box()
        assert held
        assert target
        mouse.down()
        mouse.move(held["x"] + held["width"] / 2, target["y"] + target["height"] - 2, steps=5)
        with self._judged():
            mouse.up()

    def raise_sheet(self) -> None:
        """Let the words take all the room that there is."""
        handle = self.button("パネルの高さを変える")
        if handle.get_attribute("aria-expanded") == "false":
            handle.press("Enter")
        expect(handle).to_have_attribute("aria-expanded", "true")

    def mend(self) -> None:
        """Take the first offer to mend what does not work out."""
        with self._judged():
            self.violations.first.get_by_role("button").click()

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Change the order, and wait until the server has said what it thinks of it."""
        with self.page.expect_response("**/v1/itineraries/check"):
            yield
        expect(self.verdict).not_to_contain_text("時間を確かめています")

    @property
    def verdict(self) -> Locator:
        """What is said about the tourist's own order."""
        return self.page.locator(".own-order")

    @property
    def violations(self) -> Locator:
        """What does not work out, each with what would mend it."""
        return self.page.locator(".violation")

    def violations_of(self, name: str) -> Locator:
        """Return what does not work out at a stop."""
        return self.stop(name).locator(".violation")

    def find_experience(self, title: str) -> None:
        """Look for experiences that fit into the day, and begin to book one."""
        self.button("体験をさがす").click()
        offer = self.page.get_by_role("article").filter(has_text=title)
        expect(offer).to_be_visible()
        offer.get_by_role("button", name="予約へ進む").first.click()
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()

    def hold_seats(self, name: str, email: str) -> None:
        """Say who comes, and have the seats kept for a while."""
        expect(self.button("大人を増やす")).to_be_visible()
        self.page.get_by_label("お名前").fill(name)
        self.page.get_by_label("メールアドレス").fill(email)
        self.button("席を確保する").click()
        expect(self.button("予約を確定する")).to_be_visible()
        expect(self.page.get_by_text(re.compile(r"残り 1[45]:\d\d"))).to_be_visible()

    def confirm(self) -> str:
        """Decide to come; return the code of the ticket."""
        self.button("予約を確定する").click()
        return self.see_ticket()

    @property
    def ticket(self) -> Locator:
        """The ticket's picture."""
        return self.page.get_by_role("img", name=re.compile("のチケット"))

    def see_ticket(self) -> str:
        """See the ticket as a picture that can be scanned; return its code."""
        expect(self.ticket).to_be_visible()
        expect(self.ticket).to_have_js_property("complete", value=True)
        assert self.ticket.evaluate("picture => picture.naturalWidth") > 0
        return self.page.get_by_role("figure").locator("strong").inner_text()

    def back(self) -> None:
        """Go back to the day."""
        self.button("戻る").click()
        expect(self.grips.first).to_be_visible()

    def pack(self) -> None:
        """Take the trip along on the device."""
        self.button("共有・保存").click()
        self.button("端末に保存する").click()
        expect(self.page.get_by_text(re.compile("^圏外でも見られます（"))).to_be_visible()
        # What loads pages without a network comes after the page itself.
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    def come_back_without_network(self) -> list[Response]:
        """Open the trip anew; return what answered although nobody is there."""
        answers: list[Response] = []
        self.page.context.set_offline(offline=True)
        self.page.on("response", lambda answer: answers.append(answer))
        self.page.goto(self.page.url.partition("?")[0])
        self.see_plan()
        self.see_map()
        expect(self.page.get_by_text("圏外です。")).to_be_visible()
        return answers
