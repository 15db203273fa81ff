"""Dates of birth as far as they are known, and how far two of them agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth: figures as text ("" where not known), the years it may lie in, whether it is unsure."""

    written: str
    year: str
    month: str
    day: str
    first: int
    last: int
    unsure: bool

    @property
    def whole(self) -> bool:
        return bool(self.day) and not self.unsure


_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_RANGE = re.compile(r"(\d{4})[/–-](\d{4})")
_DECADE = re.compile(r"(\d{3})X", re.IGNORECASE)
ABOUT = 2  # years on either side that `~1985` may mean


@lru_cache(maxsize=65_536)
def birth(text: str) -> Birth | None:
    """A date as databases and people give it; None where it says nothing.

    ISO, whole or partial (`1985`, `1985-03`, `1985-03-04`; `00` for an unknown month or day); unsure by the marks of
    ISO 8601-2 (`1985~`, `1985-03?`), or by `~1985`; a decade `198X`; a range of years `1980/1985`.
    """
    marked = text.strip()
    bare = marked.strip("~?% ")
    unsure = bare != marked
    if found := _RANGE.fullmatch(bare):
        first, last = sorted(map(int, found.groups()))
        return Birth(text, "", "", "", first, last, True)
    if found := _DECADE.fullmatch(bare):
        return Birth(text, "", "", "", int(found[1]) * 10, int(found[1]) * 10 + 9, True)
    found = _DATE.fullmatch(bare)
    if not found or found[1] == "0000":
        return None
    year, month, day = (part if part and part != "00" else "" for part in found.groups())
    about = ABOUT if unsure and not month else 0
    return Birth(text, year, month, day if month else "", int(year) - about, int(year) + about, unsure)


# code: how far a likely name is lifted, and what is left of the score.
SAYS: dict[str, tuple[float, float]] = {
    "birth_same": (0.45, 1.0),
    "birth_month": (0.2, 1.0),
    "birth_year": (0.1, 1.0),
    "birth_range": (0.05, 1.0),
    "birth_swapped": (0.15, 0.97),
    "birth_near": (0.08, 0.94),
    "birth_close": (0.0, 0.9),
    "birth_different": (0.0, 0.72),
}


def birth_code(a: Birth, b: Birth) -> str:
    """The code in `SAYS` (and in `reasons.yaml`) of two dates, symmetric."""
    if a.unsure or b.unsure:
        return _unsure(a, b)
    known = [(p, q) for p, q in ((a.year, b.year), (a.month, b.month), (a.day, b.day)) if p and q]
    if all(p == q for p, q in known):
        return ("birth_year", "birth_month", "birth_same")[len(known) - 1]
    if len(known) == 3:
        if a.year == b.year and a.month == b.day and a.day == b.month:
            return "birth_swapped"
        if OSA.distance(a.year + a.month + a.day, b.year + b.month + b.day, score_cutoff=1) == 1:
            return "birth_near"
        return "birth_different"
    return "birth_close" if abs(a.first - b.first) <= ABOUT and len(known) == 1 else "birth_different"


def _unsure(a: Birth, b: Birth) -> str:
    if a.first <= b.last and b.first <= a.last:
        exact = a.year == b.year and a.month == b.month and a.day == b.day and a.day != ""
        return "birth_month" if exact else "birth_range"
    gap = max(a.first, b.first) - min(a.last, b.last)
    return "birth_close" if gap <= ABOUT else "birth_different"
