"""Where a guide checks guests in."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.web.browser import Visitor
from tests.web.staff import Staff
from tests.web.stage import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """The page for checking guests in, as it is opened in the guides' app."""

    app: Staff

    @classmethod
    def opened(cls, visitor: Visitor, who: Person) -> Desk:
        """Sign somebody in, and open the page."""
        app = Staff(visitor, "/guide")
        app.sign_in(who)
        app.open("受付", "受付")
        return cls(app)

    def scan(self) -> None:
        """Look through the camera, unless it is on already."""
        start = self.app.button("カメラで読み取る")
        if start.is_visible():
            start.click()

    def type(self, code: str) -> None:
        """Type a booking's code."""
        self.app.field("予約番号").fill(code)
        self.app.button("調べて受け付ける").click()

    def see_checked_in(self, name: str) -> None:
        """See that somebody is checked in; who comes early is let in all the same."""
        done = self.app.page.get_by_text("受付できました")
        early = self.app.button("それでも受け付ける")
        expect(done.or_(early)).to_be_visible()
        # The next time to take place may be tomorrow, and then the app asks.
        if early.is_visible():
            early.click()
        expect(done).to_be_visible()
        expect(self.app.page.get_by_text(name).first).to_be_visible()

    def next(self) -> None:
        """Go on to the next guest."""
        self.app.button("次のチケットへ").click()
