"""Criminal cases of the demo: the days of their stages, as an investigator notes them; all invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gija.commons.permissions import Actor
from gija.police.criminal_cases import services
from gija.police.criminal_cases.models import CriminalCase
from gija.police.criminal_cases.sentences import Imposed
from gija.police.criminal_cases.services import Begun, Step


def enter_cases(actor: Actor, said: list[dict[str, Any]]) -> int:
    """Enter the cases that are not there yet; how many the institution has."""
    for one in said:
        if services.numbered(actor.institution, one["number"]) is None:
            _case(actor, one)
    return CriminalCase.objects.filter(institution=actor.institution).count()


def _case(actor: Actor, said: dict[str, Any]) -> None:
    made = services.enter(actor, Begun(said["kind"], said["number"], said["offence"], said.get("offended")))
    people = [services.add(actor, made.pk, *who).pk for who in said["people"]]
    for stage, day, *more in said["stages"]:
        party = people[more[0] - 1] if more else ""
        services.reach(actor, made.pk, _step(stage, day, party, *more[1:]))


def _step(stage: str, day: dt.date, party: str, told: Any = None) -> Step:
    """`told`: months of imprisonment, a kind of sentence without a measure, or grounds on which nobody is punished."""
    if isinstance(told, list):
        return Step(stage, day, party, tuple(told))
    if isinstance(told, int):
        return Step(stage, day, party, (), Imposed("imprisonment", told))
    return Step(stage, day, party, (), Imposed(told) if told else None)
