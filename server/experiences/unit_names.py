"""What tickets are called where their guide has given them no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNIT_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "ADULT": {"ja": "大人", "en": "Adult"},
    "CHILD": {"ja": "子ども", "en": "Child"},
    "INFANT": {"ja": "幼児", "en": "Infant"},
    "YOUTH": {"ja": "青少年", "en": "Young person"},
    "STUDENT": {"ja": "学生", "en": "Student"},
    "SENIOR": {"ja": "シニア", "en": "Senior"},
    "OTHER": {"ja": "そのほか", "en": "Other"},
}
"""By kind, then by language."""
