"""What people of organisations do in the console and in the guides' app."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.web.browser import Visitor
from tests.web.stage import PASSWORD, Person


class Staff:
    """Somebody who works with one of the staff's apps.

    Parameters
    ----------
    home
        The app's address, `/console` or `/guide`.
    """

    def __init__(self, visitor: Visitor, home: str) -> None:
        self.visitor, self.home = visitor, home
        self.page: Page = visitor.page

    def button(self, name: str) -> Locator:
        """Return the button that is called exactly so."""
        return self.page.get_by_role("button", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        """Return a heading."""
        return self.page.get_by_role("heading", name=name)

    def field(self, label: str) -> Locator:
        """Return the field for text whose label begins so; others are out of sight."""
        return self.page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}"))

    def sign_in(self, who: Person) -> None:
        """Come to the app and say who it is."""
        self.page.goto(self.home)
        self.page.get_by_label("メールアドレス").fill(who.email)
        self.page.get_by_label(re.compile("^パスワード")).fill(PASSWORD)
        self.visitor.look(f"{self.home.strip('/')}-sign-in")
        self.button("サインイン").click()
        expect(self.page.get_by_role("banner").get_by_text(who.organisation)).to_be_visible()

    def open(self, part: str, title: str) -> None:
        """Go to a part of the app by its place in the navigation, which phones fold away."""
        fold = self.button("メニューを開く")
        if fold.is_visible():
            fold.click()
        menu = self.page.get_by_role("navigation", name="メニュー")
        menu.get_by_role("link", name=part, exact=True).click()
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def answer(self, question: str, yes: str) -> None:
        """Say yes to what the app asks before it goes on."""
        dialog = self.page.get_by_role("dialog", name=question)
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name=yes).click()
        expect(dialog).to_be_hidden()
