"""Whether the person is a child today, and what is missing then. In doubt: a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gija.casework.pathway.definitions import child_required
from gija.commons.casefile.rules import ADULT, bounds

DOUBT = "age_doubt"
AGE = (DOUBT, "age_settled")  # steps that say what is known of the age: they are never "not needed"


@dataclass(frozen=True, slots=True)
class Childhood:
    """`treated`: the path of a child holds today. `doubt`: because nobody knows. `adult_on`: the day from which the
    path of an adult holds, where a birth date tells it (of a partial one, the latest day it may mean)."""

    treated: bool
    doubt: bool
    adult_on: dt.date | None


def childhood(born: str, age_group: str, registered_on: dt.date, steps: Sequence[str], today: dt.date) -> Childhood:
    """By the date of birth as far as it is known; else by the age group on the day of registration. `steps`: as they
    were noted, one after the other; of a doubt and an age that was established, the later one holds.

    Source: Directive 2011/36/EU, Art. 13(2) (not read again): where the age is uncertain and there are reasons to
    believe that the person is a child, the person is presumed to be one.
    """
    doubted = next((one == DOUBT for one in reversed(steps) if one in AGE), False)
    if span := bounds(born):
        adult_on = _years_on(span[1], ADULT)
        return Childhood(doubted or today < adult_on, doubted, adult_on)
    unknown = age_group not in ("child", "adult")
    # A child of unknown birth date is surely an adult only so many years after the registration.
    grown = age_group == "child" and today >= _years_on(registered_on, ADULT)
    return Childhood(doubted or unknown or (age_group == "child" and not grown), doubted or unknown, None)


def _years_on(day: dt.date, years: int) -> dt.date:
    """The same date so many years later; of 29 February, 1 March where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def missing(child: Childhood, steps: Collection[str]) -> tuple[str, ...]:
    """The required steps that are neither noted nor said to be not needed; none for an adult."""
    return tuple(one for one in child_required() if one not in steps) if child.treated else ()
