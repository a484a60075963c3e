from __future__ import annotations

from pathlib import Path

from server.opendata.messages import FAULTS, REPAIRS
from server.opendata.unwritable import MESSAGES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "open-data.md"


def test_the_page_names_every_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not [code for code in (*FAULTS, *REPAIRS, *MESSAGES) if f"| `{code}` |" not in page]
