"""Capture histories of a period: how many people are known to exactly which kinds of institutions, for the Rapporteur's
estimates of how many nobody knows of.

A person is on the list of each kind of institution that sent a record of them which is counted in the period. Only
where records are linked: without clusters no list would share anybody with another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gija.messages.captures import CaptureCounts, History
from gija.methods.tables import TOTAL, Cell, Period
from gija.register.analysis.dimensions import ways
from gija.register.analysis.persons import interval, linked, said, together
from gija.register.tables.models import BOUNDS, DIMENSIONS
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

KIND = "organisation"


@dataclass(frozen=True, slots=True)
class Captures:
    """People by the kinds of institutions that know of them (codes in order), and the bounds of their number."""

    period: Period
    histories: Mapping[tuple[str, ...], int] = field(repr=False)
    bounds: tuple[int, int] | None = None

    @property
    def people(self) -> int:
        """How many people there are, each counted once."""
        return sum(self.histories.values())

    def cells(self) -> list[tuple[str, Cell]]:
        """(measure, cell) of the total and its bounds."""
        total = (TOTAL,) * len(DIMENSIONS)
        between = zip(BOUNDS, self.bounds or (), strict=False)
        return [("people", Cell(total, self.people)), *((name, Cell(total, value)) for name, value in between)]

    def listed(self) -> list[dict[str, Any]]:
        """A row for each kind of each history, as it is kept."""
        return [
            {"history": at, KIND: kind, "people": people}
            for at, (kinds, people) in enumerate(self.histories.items())
            for kind in kinds
        ]


def captures(period: Period) -> Captures:
    """The histories as they are now. Refuses where no records are linked (`register.captures_not_linked`), and people
    who are known to fewer than two kinds of institutions (`register.captures_one_kind`)."""
    if not linked():
        raise GijaError("register.captures_not_linked")
    records = said(period, [ways()[KIND]])
    people = [tuple(sorted({kind for one in several for kind in one.codes[KIND]})) for several in together(records)]
    if len({kind for kinds in people for kind in kinds}) < 2:
        raise GijaError("register.captures_one_kind")
    return Captures(period, dict(sorted(Counter(people).items())), _around(interval(records), len(people)))


def _around(found: tuple[int, int] | None, people: int) -> tuple[int, int] | None:
    """The interval, stretched where the clusters are fewer or more people than it holds: they are what is counted."""
    return (min(found[0], people), max(found[1], people)) if found else None


def content(found: Captures, vintage: int) -> dict[str, Any]:
    """What the hash is taken of, as plain JSON values."""
    low, high = found.bounds or (None, None)
    return {
        "period": str(found.period),
        "vintage": vintage,
        "histories": [one.model_dump(mode="json") for one in _histories(found)],
        "people_lower": low,
        "people_upper": high,
    }


def digest(found: Captures, vintage: int) -> str:
    """SHA-256 of the histories as they leave."""
    return CaptureCounts.digest(content(found, vintage))


def message(found: Captures, vintage: int, signed: Mapping[str, Any]) -> CaptureCounts:
    """The message to the Rapporteur. `signed`: frozen_on, made_by, approved_by, approved_on."""
    return CaptureCounts.sealed(**{**content(found, vintage), "histories": _histories(found)}, **signed)


def _histories(found: Captures) -> tuple[History, ...]:
    return tuple(History(lists=kinds, people=people) for kinds, people in found.histories.items())


def of_rows(period: Period, listed: Iterable[Any], cells: Iterable[Any]) -> Captures:
    """The histories back from the rows of a table."""
    kinds: dict[int, list[str]] = {}
    people: dict[int, int] = {}
    for row in listed:
        kinds.setdefault(row.history, []).append(row.organisation)
        people[row.history] = row.people
    told = {row.measure: row.value for row in cells if row.measure in BOUNDS}
    bounds = (told[BOUNDS[0]], told[BOUNDS[1]]) if told else None
    return Captures(period, {tuple(sorted(own)): people[at] for at, own in kinds.items()}, bounds)


def words(kinds: Iterable[str], language: str) -> str:
    """The kinds of a history in words."""
    return " + ".join(code_list(DIMENSIONS[KIND])[kind].text.in_(language) for kind in kinds)
