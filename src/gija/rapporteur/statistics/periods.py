"""Periods of figures: a year (`2014`) or half a year (`2014-H1`)."""

from __future__ import annotations

import datetime as dt
import re

from gija.vocabulary.errors import GijaError

SHAPE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-H(?P<half>[12]))?")


def checked(period: str) -> str:
    """The period, if it is one; else `statistics.period`."""
    if not SHAPE.fullmatch(period):
        raise GijaError("statistics.period")
    return period


def year(period: str) -> int:
    return int(period[:4])


def is_year(period: str) -> bool:
    return len(period) == 4


def previous(period: str) -> str:
    """The period of the same length before this one."""
    found = SHAPE.fullmatch(period)
    if found is None:
        raise GijaError("statistics.period")
    number, half = int(found["year"]), found["half"]
    if half is None:
        return str(number - 1)
    return f"{number}-H1" if half == "2" else f"{number - 1}-H2"


def ends(period: str) -> dt.date:
    """The last day of the period."""
    return dt.date(year(period), 6, 30) if period.endswith("-H1") else dt.date(year(period), 12, 31)


def order(period: str) -> tuple[dt.date, str]:
    """Sorts periods by their end; a half year before the year that ends with it."""
    return ends(period), "" if not is_year(period) else "year"
