"""Half-years and years: what a period covers, and which lies in which."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

_TEXT = re.compile(r"(19\d\d|20\d\d)(?:-H([12]))?")
_HALVES = {
    1: Text("first half of {year}", "{year} m. I pusmetis"),
    2: Text("second half of {year}", "{year} m. II pusmetis"),
}
_YEAR = Text("{year}", "{year} m.")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year (`half` 0) or a half of one (1, 2). Months are written `2014-03`."""

    year: int
    half: int = 0

    @classmethod
    def of(cls, text: str) -> Period:
        """`2014`, `2014-H1` or `2014-H2`; `tables.not_a_period` for anything else."""
        found = _TEXT.fullmatch(text)
        if not found:
            raise GijaError("tables.not_a_period")
        return cls(int(found[1]), int(found[2] or 0))

    @classmethod
    def half_of(cls, month: str) -> Period:
        """The half-year a month lies in."""
        return cls(int(month[:4]), 1 if int(month[5:]) <= 6 else 2)

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}" if self.half else str(self.year)

    @property
    def text(self) -> Text:
        return (_HALVES[self.half] if self.half else _YEAR).fill(year=self.year)

    @property
    def first_month(self) -> str:
        return f"{self.year}-{7 if self.half == 2 else 1:02}"

    @property
    def last_month(self) -> str:
        return f"{self.year}-{6 if self.half == 1 else 12:02}"

    def __contains__(self, month: str) -> bool:
        return self.first_month <= month <= self.last_month

    def over(self, today: dt.date) -> bool:
        """Has its last month ended?"""
        return today.strftime("%Y-%m") > self.last_month

    def halves(self) -> tuple[Period, ...]:
        """The half-years it is made of: two of a year, itself of a half."""
        return (self,) if self.half else (Period(self.year, 1), Period(self.year, 2))

    def within(self, other: Period) -> bool:
        """Does all of it lie in the other?"""
        return set(self.halves()) <= set(other.halves())
