"""Periods of figures: a year (`2014`), half a year (`2014-H1`), a quarter (`2014-Q3`) or a month (`2014-03`)."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

from gija.vocabulary.errors import GijaError

SHAPE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
MONTHS = {"half": 6, "quarter": 3, "month": 1}  # how many a part of a year has


def checked(period: str) -> str:
    """The period, if it is one; else `statistics.period`."""
    _found(period)
    return period


@lru_cache(maxsize=4096)  # a pure parse, asked for each of many thousand figures
def _found(period: str) -> tuple[int, str, int]:
    """Year, kind of part ("" for a whole year) and its number."""
    found = SHAPE.fullmatch(period)
    if found is None:
        raise GijaError("statistics.period")
    kind = next((name for name in MONTHS if found[name]), "")
    return int(found["year"]), kind, int(found[kind]) if kind else 1


def year(period: str) -> int:
    return int(period[:4])


def is_year(period: str) -> bool:
    return len(period) == 4


def length(period: str) -> int:
    """How many months it has."""
    return MONTHS.get(_found(period)[1], 12)


def begins(period: str) -> int:
    """Its first month, counted from the year 0: months of different periods can be compared."""
    number, kind, part = _found(period)
    return number * 12 + (part - 1) * MONTHS.get(kind, 12)


@lru_cache(maxsize=4096)
def previous(period: str) -> str:
    """The period of the same length before this one."""
    number, kind, part = _found(period)
    if not kind:
        return str(number - 1)
    number, part = (number, part - 1) if part > 1 else (number - 1, 12 // MONTHS[kind])
    return f"{number}-" + {"half": f"H{part}", "quarter": f"Q{part}", "month": f"{part:02}"}[kind]


def ends(period: str) -> dt.date:
    """The last day of the period."""
    years, month = divmod(begins(period) + length(period) - 1, 12)
    return dt.date(years, month + 1, monthrange(years, month + 1)[1])


@lru_cache(maxsize=4096)
def order(period: str) -> tuple[dt.date, str]:
    """Sorts periods by their end; a part of a year before the year that ends with it."""
    return ends(period), "" if not is_year(period) else "year"
