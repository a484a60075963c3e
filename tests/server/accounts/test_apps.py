from __future__ import annotations

import pytest

from server.accounts.apps import app_of


@pytest.mark.parametrize(
    ("kinds", "app"),
    [
        ([], "console"),
        (["municipality"], "console"),
        (["guide_business"], "guide"),
        (["guide_business", "guide_business"], "guide"),
        (["guide_business", "tourism_association"], "console"),
    ],
)
def test_only_who_guides_and_nothing_else_works_in_the_guides_app(
    kinds: list[str], app: str
) -> None:
    assert app_of(kinds) == app
