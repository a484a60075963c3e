"""The parts of a request, as the benchmark of the planner takes the time of them."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.planner_request import WATCHED


@pytest.mark.parametrize(("owner", "name", "part"), WATCHED)
def test_what_is_watched_is_where_it_is_looked_for(owner: Any, name: str, part: str) -> None:
    assert callable(getattr(owner, name)), part
