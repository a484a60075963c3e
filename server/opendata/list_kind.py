"""What a kind of list is: its layouts, and what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from server.opendata.japanese_text import plain

CellKind = Literal[
    "can",
    "code",
    "count",
    "date",
    "day",
    "decimal",
    "digits",
    "email",
    "fee",
    "has",
    "id",
    "kana",
    "lat",
    "lon",
    "mark",
    "name",
    "phone",
    "postcode",
    "text",
    "time",
    "url",
    "urls",
]
"""What a cell holds; `text` where nothing but its words counts."""


@dataclass(frozen=True, slots=True)
class ListKind:
    """A national list, declared as data.

    Parameters
    ----------
    name
        What the list is called in Japanese.
    standard, legacy
        Field to heading, in the order of each layout.
    also
        Other headings that a field has been seen under.
    cells
        What a field's cells hold; fields that are not named hold text.
    required
        Fields without whose columns a file is not this list.
    needs_point
        Whether a row without coordinates is refused.
    derived_id
        Fields that identify a row which states no ID.
    """

    name: str
    standard: Mapping[str, str]
    legacy: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, CellKind]
    required: tuple[str, ...]
    needs_point: bool
    derived_id: tuple[str, ...]
    fields_by_key: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Index every heading by what does not vary in it."""
        named = [
            *((heading, field) for field, heading in self.standard.items()),
            *((heading, field) for field, heading in self.legacy.items()),
            *((heading, field) for field, names in self.also.items() for heading in names),
        ]
        by_key: dict[str, str] = {}
        for heading, name in named:
            by_key.setdefault(heading_key(heading), name)
        object.__setattr__(self, "fields_by_key", by_key)

    def find_field(self, heading: str) -> str | None:
        """Return the field of a heading, whatever the width of its brackets and digits."""
        return self.fields_by_key.get(heading_key(heading))

    def heading(self, name: str) -> str:
        """Return what the current layout calls a field, or else the earlier one."""
        return self.standard.get(name) or self.legacy[name]


def heading_key(heading: str) -> str:
    """Return what does not vary in a heading: no spaces, no widths, no case."""
    return re.sub(r"\s", "", plain(heading[:200].removeprefix("\ufeff"))).casefold()
