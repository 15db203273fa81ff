"""The stages as data (`vocabulary/lists/procedure_stage.yaml`), and whether one may stand beside the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list


@dataclass(frozen=True, slots=True)
class Kind:
    """A stage: of a case or of a person, of which kind of case, not before which others, and whether it is the last."""

    code: str
    of_person: bool
    case: str
    after: tuple[str, ...]
    ends: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage on a day. `party`: whose; empty: the case's."""

    stage: str
    day: dt.date
    party: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    return {
        one.code: Kind(
            one.code, one.extra["of"] == "person", one.extra["case"], tuple(one.extra["after"]),
            bool(one.extra.get("ends")),
        )
        for one in code_list("procedure_stage")
    }  # fmt: skip


def check(new: Reached, others: Iterable[Reached], today: dt.date) -> None:
    """Refuses a day to come (`criminal.future`), a stage before one that comes first or after one that comes later
    (`criminal.order`), a stage reached already (`criminal.twice`), anything after the end (`criminal.ended`)."""
    if new.day > today:
        raise GijaError("criminal.future")
    for one in others:
        if one.party and new.party and one.party != new.party:
            continue
        if one.stage == new.stage:
            raise GijaError("criminal.twice")
        _in_order(new, one)
        if _over(new, one):
            raise GijaError("criminal.ended", stage=code_list("procedure_stage")[one.stage].text)


def _in_order(new: Reached, one: Reached) -> None:
    early = one.stage in kinds()[new.stage].after and new.day < one.day
    late = new.stage in kinds()[one.stage].after and new.day > one.day
    if early or late:
        raise GijaError("criminal.order", stage=code_list("procedure_stage")[one.stage].text, day=one.day.isoformat())


def _over(new: Reached, one: Reached) -> bool:
    """Was it at an end before: the case, or this person in it? Earlier days may still be filled in."""
    if not kinds()[one.stage].ends or one.party not in ("", new.party):
        return False
    return new.day > one.day or (kinds()[new.stage].ends and one.party == new.party)
