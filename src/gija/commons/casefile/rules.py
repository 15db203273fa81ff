"""What follows from what: age at registration, who is a child, who may have a legal duty to report."""

from __future__ import annotations

import datetime as dt
import re

ADULT = 18  # years; a child is anyone below (Convention on the Rights of the Child, art. 1)
# Kinds of institution that report on consent alone: no law gives them a duty that Gija knows of.
CONSENT_ONLY = frozenset({"ngo", "igo", "company", "research", "foreign_authority", "other"})
_BORN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def bounds(born: str) -> tuple[dt.date, dt.date] | None:
    """First and last day that an ISO date, whole or partial, may mean; None where it is no date."""
    found = _BORN.fullmatch(born)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        after = dt.date(first.year + (not month or month == 12), month % 12 + 1 if month else 1, 1)
    except ValueError:
        return None
    return first, after - dt.timedelta(days=1)


def age_group(born: str, on: dt.date) -> str:
    """`child` or `adult` on that day; empty where the date does not tell (a year alone, just round 18)."""
    if (span := bounds(born)) is None:
        return ""
    ages = {on.year - day.year - ((on.month, on.day) < (day.month, day.day)) for day in span}
    if all(age >= ADULT for age in ages):
        return "adult"
    return "child" if all(age < ADULT for age in ages) else ""


def may_have_duty(kind: str) -> bool:
    """May an institution of this kind report without consent, on a legal act that it names?"""
    return kind not in CONSENT_ONLY
