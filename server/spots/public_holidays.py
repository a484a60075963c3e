"""Public holidays of a country, looked up once per year.

The `holidays` package decides what a public holiday is. The calendar built into the opening-hours
evaluator knows none of Japan's moved or in-between holidays (in 2024 it lacks five of 21, in 2026
two of 18) and none of the United States' since 2021; for Finland both agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import holidays


def find_holiday(
    date: dt.date, country: str, *, subdivision: str | None = None, language: str | None = None
) -> str | None:
    """Return the holiday's name on that date, or None on any other day.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code. A country or subdivision without a known calendar has no
        holidays.
    subdivision
        ISO 3166-2 code without the country, where holidays differ inside the country.
    language
        Tag such as `ja`; the country's own language where None or not available.
    """
    return _holidays_of(country, subdivision, language, date.year).get(date)


@lru_cache(maxsize=512)
def _holidays_of(
    country: str, subdivision: str | None, language: str | None, year: int
) -> Mapping[dt.date, str]:
    try:
        calendar = holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        return {}
    code = _matching_language(calendar.supported_languages, language) or calendar.default_language
    named = holidays.country_holidays(country, subdiv=subdivision, years=year, language=code)
    return {date: name for date, name in named.items() if date.year == year}


def _matching_language(supported: tuple[str, ...], language: str | None) -> str | None:
    """Return the supported code of the asked language; regions (`en_US`) do not matter."""
    if language is None:
        return None
    wanted = language.replace("-", "_").split("_")[0].lower()
    return next((code for code in supported if code.split("_")[0].lower() == wanted), None)
