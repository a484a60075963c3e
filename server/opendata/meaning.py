"""What a repaired cell certainly means; None wherever it does not plainly say."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from server.opendata.japanese_text import find_yen, plain

_YES: Final = frozenset(
    {"可", "可能", "有", "有り", "有る", "あり", "ある", "○", "1", "はい", "TRUE"}
)
_NO: Final = frozenset(
    {"不可", "不可能", "無", "無し", "なし", "ない", "×", "0", "いいえ", "FALSE"}
)
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_PRICE: Final = re.compile(
    r"(?P<who>[^\d\s:、,/][^\d:、,/\n]{0,20}?)(?:1[名人])?[\s:]*(?P<yen>\d{1,3}(?:,\d{3})+|\d+)円"
)
_BETWEEN_PRICES: Final = re.compile(r"[、,/\s。]*")
_ABOUT_SOMETHING_ELSE: Final = re.compile(
    r"団体|割引|駐車|以上|以下|未満|日帰|宿泊|時間|[年月日回台泊]"
)


class Fee(NamedTuple):
    """A price in yen and whom it is for, in the list's words (大人, 小学生・中学生)."""

    who: str
    fee_minor: int


def find_flag(cell: str) -> bool | None:
    """Return what an answer cell (可, 不可, 有, 無, ○, ×, 1, 0) says."""
    stated = plain(cell).replace("〇", "○").replace("◯", "○")
    if stated in _YES:
        return True
    return False if stated in _NO else None


def find_mark(cell: str) -> bool | None:
    """Return what a mark in a table of marks says; unlike an answer, ◎ and ● are marks too."""
    return True if plain(cell) in {"◎", "●"} else find_flag(cell)


def find_count(cell: str) -> int | None:
    """Return a plain whole number."""
    return int(cell) if _COUNT.fullmatch(cell) and cell.isascii() else None


def adult_fee_minor(basic: str, details: str) -> int | None:
    """Return what one adult pays in yen, from 料金(基本) or, where that is empty, 料金(詳細)."""
    return find_yen(basic) if basic else find_yen(details) if details else None


def list_fees(basic: str, details: str) -> tuple[Fee, ...]:
    """Return prices by whom they are for, from the first cell that is nothing but such prices.

    Reads `大人210円、小学生・中学生100円`; a cell that also speaks of groups, parking or hours
    gives none, because which price is whose would be a guess.
    """
    return _only_prices(details) or _only_prices(basic)


def _only_prices(cell: str) -> tuple[Fee, ...]:
    text = plain(cell)
    left = _PRICE.sub("", text)
    if not text or _BETWEEN_PRICES.fullmatch(left) is None:
        return ()
    fees = tuple(
        Fee(match["who"].strip(" ・"), int(match["yen"].replace(",", "")))
        for match in _PRICE.finditer(text)
    )
    named = [fee.who for fee in fees]
    doubtful = any(_ABOUT_SOMETHING_ELSE.search(who) for who in named)
    return () if doubtful or len(set(named)) < len(named) else fees
