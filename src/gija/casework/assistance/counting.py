"""How many people were assisted, by rule: each person once in a period, persons at risk apart from victims.

Pure: no Django, no database. For the figures of an institution, the tables of a year and the report of a grant, so that
all of them count alike. Asked for by S1 (lines 136 to 142).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

VICTIM, AT_RISK = "victim", "at_risk"  # code list `assisted_status`
# Code list `victim_status` -> code list `assisted_status`; what is not here counts nowhere.
STATUS: Mapping[str, str] = {
    "presumed": VICTIM, "identified": VICTIM, "recognised": VICTIM, "declined": VICTIM, "at_risk": AT_RISK,
}  # fmt: skip
CHILD, ADULT, UNKNOWN = "child", "adult", "unknown"  # code list `age_group`
MAJORITY = 18
Key = tuple[str, str, str]  # assisted_status, sex, age_group


class Period(Protocol):
    """First and last day, both counted: `Days`, or anything that has them."""

    @property
    def first(self) -> dt.date: ...
    @property
    def last(self) -> dt.date: ...


@dataclass(frozen=True, slots=True)
class Days:
    """A period by its first and last day, both counted."""

    first: dt.date
    last: dt.date

    @classmethod
    def year(cls, year: int) -> Days:
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def months(cls, first: str, last: str) -> Days:
        """From the first day of a month (`2014-01`) to the last of another: `Period.first_month`, `.last_month`."""
        year, month = divmod(int(last[:4]) * 12 + int(last[5:7]), 12)
        return cls(dt.date.fromisoformat(f"{first[:7]}-01"), dt.date(year, month + 1, 1) - dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Given:
    """A service of the list `service`, from a day to a day; no last day: it goes on."""

    service: str
    start: dt.date
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Assisted:
    """What the rule looks at of one case. `person`: the same for all cases of one person.

    `statuses`: (code of `victim_status`, day) in the order of entering. `age_group`: as on the day of registration.
    """

    person: str
    sex: str
    registered_on: dt.date
    age_group: str = ""
    birth_year: int | None = None
    statuses: tuple[tuple[str, dt.date], ...] = ()
    services: tuple[Given, ...] = ()
    municipality: str = ""


def people(cases: Iterable[Assisted], period: Period) -> Mapping[Key, int]:
    """(assisted_status, sex, age_group) -> how many different people were assisted in the period. No key with zero.

    - Assisted: a service, not struck out, that runs on at least one day of the period (both ends count).
    - Once: all cases of one person count as one, however many services and institutions' workers there were.
    - Status: the one that held on the last day in the period on which the person was assisted; the latest by its day,
      of one day the one entered last; before any, the first that was given later. `STATUS` says which are victims.
      Found not to be a victim, or without a status: counted nowhere here, see `left_out`.
    - Sex: of the case registered last. Age group: on the first day in the period on which the person was assisted, see
      `age_on`.

    Victims and persons at risk are never added: whoever wants one number takes one status (`total`).
    """
    return count(cases, period).people


def total(counted: Mapping[Key, int], status: str, *, sex: str = "", age_group: str = "") -> int:
    """The people of one status; of one sex or age group where it is named. There is no total over both statuses."""
    return sum(
        n for (of, sex_of, age), n in counted.items()
        if of == status and sex in ("", sex_of) and age_group in ("", age)
    )  # fmt: skip


def left_out(cases: Iterable[Assisted], period: Period) -> int:
    """How many people were assisted and stand in no status that is counted: found not to be victims, or without one."""
    return count(cases, period).left_out


def by_service(cases: Iterable[Assisted], period: Period) -> Mapping[tuple[str, str], int]:
    """(assisted_status, service) -> how many different people had it on a day of the period.

    One person with three services counts once in each of the three: services are not added up either.
    """
    return count(cases, period).services


@dataclass(frozen=True, slots=True)
class Counted:
    """What `people`, `by_service` and `left_out` tell of one period, of one look at the cases."""

    people: Mapping[Key, int]
    services: Mapping[tuple[str, str], int]
    left_out: int


def count(cases: Iterable[Assisted], period: Period) -> Counted:
    """All three at once."""
    keys, services = Counter[Key](), Counter[tuple[str, str]]()
    left_out = 0
    for key, had in _counted(cases, period):
        if key is None:
            left_out += 1
            continue
        keys[key] += 1
        services.update((key[0], service) for service in had)
    return Counted(dict(keys), dict(services), left_out)


def assisted_days(given: Given, period: Period) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a service inside the period; None where it does not touch it."""
    first, last = max(given.start, period.first), min(given.end or period.last, period.last)
    return (first, last) if first <= last else None


def status_on(cases: Iterable[Assisted], day: dt.date) -> str:
    """The code of `victim_status` that held on a day; before any, the first that was given; empty where none was."""
    there = [(on, at, code) for at, (code, on) in enumerate(one for case in cases for one in case.statuses)]
    held = [one for one in there if one[0] <= day]
    return max(held)[2] if held else min(there)[2] if there else ""


def age_on(case: Assisted, day: dt.date) -> str:
    """Child, adult or unknown on a day, without anybody's date of birth.

    Who was an adult at registration stays one; who was a child then was one before; else the year of birth, where it
    tells; else what was known at registration, for the rest of that year. Otherwise unknown: better than wrong.
    """
    if case.age_group == ADULT and day >= case.registered_on:
        return ADULT
    if case.age_group == CHILD and day <= case.registered_on:
        return CHILD
    if case.birth_year and day.year - case.birth_year != MAJORITY:
        return ADULT if day.year - case.birth_year > MAJORITY else CHILD
    same = day.year == case.registered_on.year and case.age_group in (CHILD, ADULT)
    return case.age_group if same else UNKNOWN


def _counted(cases: Iterable[Assisted], period: Period) -> Iterator[tuple[Key | None, set[str]]]:
    """Of each person who was assisted in the period: where they count (None: nowhere), and the services they had."""
    of: dict[str, list[Assisted]] = {}
    for case in cases:
        of.setdefault(case.person, []).append(case)
    for several in of.values():
        had = [(given.service, span) for case in several for given in case.services
               if (span := assisted_days(given, period))]  # fmt: skip
        if not had:
            continue
        latest = max(several, key=lambda case: case.registered_on)
        status = STATUS.get(status_on(several, max(last for _service, (_first, last) in had)))
        age = age_on(latest, min(first for _service, (first, _last) in had))
        yield (status, latest.sex or "U", age) if status else None, {service for service, _span in had}
