"""Japanese cells as people fill them in: full-width digits, wave dashes, clock times, prices."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WAVES: Final = re.compile(r"[~〜∼–—]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TIME: Final = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::00)?|時(?:(?P<past>\d{1,2})分|(?P<thirty>半))?)"
)
_AROUND_TIME: Final = re.compile(r"^(?:から|~)|(?:から|まで|頃|~)+$")
_YEN: Final = r"(?P<yen>\d{1,3}(?:,\d{3})+|\d+)"
_PLAIN_PRICE: Final = re.compile(rf"¥?{_YEN}円?")
_PRICE_LABEL: Final = re.compile(
    r"^[●・]?[\[【]?(?:料金|使用料|(?:入館|入園|入場|入洞|拝観|観覧|利用)料?)[\]】]?[:\s]*"
)
_ADULT_PRICE: Final = re.compile(rf"(?:大人|一般)(?:\([^)]*\))?(?:1[名人])?[:\s]*{_YEN}円")


def plain(text: str) -> str:
    """Return text with compatibility forms folded (NFKC), waves as `~`, no control characters."""
    folded = unicodedata.normalize("NFKC", text.replace("\r\n", "\n"))
    return _CONTROL.sub("", _WAVES.sub("~", folded)).strip()


def find_clock(text: str) -> str | None:
    """Return a clock time as `HH:MM`, up to `24:00`; None when the cell holds anything else.

    Reads `9:00`, `09:00:00`, `９：００～`, `9時30分`, `午後5時`.
    """
    match = _TIME.fullmatch(_AROUND_TIME.sub("", re.sub(r"\s", "", plain(text))))
    return None if match is None else _clock_of(match)


def _clock_of(match: re.Match[str]) -> str | None:
    """Return `HH:MM`; None for a time that no clock shows."""
    hour = int(match["hour"]) + (12 if match["half"] == "午後" and int(match["hour"]) < 12 else 0)
    minute = 30 if match["thirty"] else int(match["minute"] or match["past"] or 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        return None
    return f"{hour:02}:{minute:02}"


def find_yen(text: str) -> int | None:
    """Return what one adult pays; 0 is free, None when the cell does not plainly say.

    Reads `310`, `550円`, `1,050円`, `無料` and cells whose only adult price is the first thing
    they state, as in `大人300円 小人150円`.
    """
    stated = _PRICE_LABEL.sub("", plain(text)).strip(" \n。")
    if stated == "無料":
        return 0
    match = _PLAIN_PRICE.fullmatch(stated)
    if match is None:
        adult = list(_ADULT_PRICE.finditer(stated))
        match = adult[0] if len(adult) == 1 and adult[0].start() == 0 else None
    return None if match is None else int(match["yen"].replace(",", ""))
