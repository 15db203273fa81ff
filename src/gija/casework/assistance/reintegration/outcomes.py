"""What came of reintegration, by rule: who took part, who finished, who found work and kept it.

Pure: no Django, no database. Every share says of how many it is known; what was not asked or not known is never *no*.
Victims and persons at risk each have a table of their own; nothing adds them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gija.methods.clocks import Length, over

MONTHS = (6, 12)
YES, NO, NOT_KNOWN, NOT_REACHED = "yes", "no", "not_known", "not_reached"  # code list `still_employed`
FINISHED, LEFT = "finished", "left"  # code list `measure_outcome`


@dataclass(frozen=True, slots=True)
class Took:
    """Part in a measure. `person`: one number for all cases of a person; `outcome` empty: it goes on."""

    person: str
    kind: str
    began_on: dt.date
    outcome: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A job, with the answer for each number of months that was asked."""

    person: str
    found_on: dt.date
    answers: Mapping[int, str]
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Uptake:
    """People who took part in measures of one kind: of them finished, left early, not known or still going on."""

    kind: str
    people: int
    finished: int
    left: int
    open: int

    @property
    def known(self) -> int:
        """Of how many it is known how it ended."""
        return self.finished + self.left


@dataclass(frozen=True, slots=True)
class KeptAfter:
    """Jobs whose day to ask has come, so many months after they were found."""

    months: int
    due: int
    yes: int
    no: int
    not_known: int
    not_reached: int

    @property
    def known(self) -> int:
        """Of how many jobs it is known."""
        return self.yes + self.no

    @property
    def unasked(self) -> int:
        """The day has come, and nobody asked yet."""
        return self.due - self.known - self.not_known - self.not_reached


def ask_on(found_on: dt.date, months: int) -> dt.date:
    """The day on which it is asked whether a job was kept: so many months after it was found (`methods.clocks`)."""
    return over(found_on, Length(months=months))


def next_to_ask(found_on: dt.date, answered: Iterable[int]) -> dt.date | None:
    """The first day of asking that has no answer; none where all were answered."""
    return min((ask_on(found_on, months) for months in set(MONTHS) - set(answered)), default=None)


def uptake(took: Iterable[Took]) -> list[Uptake]:
    """By kind: each person once. Who finished one of several of a kind has finished; who left one and is in another is
    still open."""
    ends: dict[str, dict[str, set[str]]] = {}
    for one in took:
        ends.setdefault(one.kind, {}).setdefault(one.person, set()).add(one.outcome)
    return [_uptake(kind, list(of.values())) for kind, of in sorted(ends.items())]


def _uptake(kind: str, ends: list[set[str]]) -> Uptake:
    finished = sum(FINISHED in one for one in ends)
    left = sum(one == {LEFT} for one in ends)
    return Uptake(kind, len(ends), finished, left, len(ends) - finished - left)


def kept(jobs: Iterable[Found], today: dt.date) -> list[KeptAfter]:
    """For 6 and 12 months: what was answered of the jobs whose day has come."""
    jobs = list(jobs)
    return [_kept([one for one in jobs if ask_on(one.found_on, months) <= today], months) for months in MONTHS]


def _kept(jobs: list[Found], months: int) -> KeptAfter:
    said = Counter(one.answers.get(months, "") for one in jobs)
    return KeptAfter(months, len(jobs), said[YES], said[NO], said[NOT_KNOWN], said[NOT_REACHED])


def people_with_work(jobs: Iterable[Found]) -> int:
    """How many different people found work."""
    return len({one.person for one in jobs})


def coverage(took: Iterable[Took], jobs: Iterable[Found]) -> dict[str, int]:
    """Municipality -> how many different people; empty: it is not known where. Whoever was in two counts in both."""
    places = {(one.municipality, one.person) for one in took} | {(one.municipality, one.person) for one in jobs}
    return dict(sorted(Counter(place for place, _person in places).items()))
