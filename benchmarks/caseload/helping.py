"""What is done for the people of generated cases: who leads, services given with hours, plans, closures."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from benchmarks.caseload.cases import NOW, SERVICES, TODAY, saved


def world(made: list[Any], account: int) -> None:
    """A lead of nine cases in ten, an event under each service of the case files, a plan of each second case, half the
    cases closed."""
    chance = random.Random(11)
    by = {"institution": made[0].institution, "account": account, "actor_name": "Worker", "entered_at": NOW}
    _led([one for place, one in enumerate(made) if place % 10], account, by)
    _events(by, chance)
    _plans(made[::2], account, by)
    _closed(made[::2], by, chance)


def _led(made: list[Any], account: int, by: dict[str, Any]) -> None:
    from gija.casework.teams.models import Member

    saved(Member, [Member(case=one, role="lead", colleague=account, colleague_name="worker", from_on=one.registered_on,
                          **by) for one in made])  # fmt: skip


def _events(by: dict[str, Any], chance: random.Random) -> None:
    from gija.casework.assistance.models import Event, Service
    from gija.casework.cases.models import Assistance

    own = by["institution"]
    given = {kind: Service(institution=own, kind=kind, en=kind, lt=kind, valid_from=dt.date(2010, 1, 1))
             for kind in SERVICES}  # fmt: skip
    saved(Service, list(given.values()))
    saved(Event, [
        Event(case_id=one.case_id, under=one, service=given[one.service], first_on=one.start, last_on=one.start,
              hours=Decimal(chance.randrange(1, 9)) / 2, outcome="given", note="Kalbėta.", **by)
        for one in Assistance.objects.filter(institution=own)
    ])  # fmt: skip


def _plans(made: list[Any], account: int, by: dict[str, Any]) -> None:
    from gija.casework.assistance.models import Plan

    saved(Plan, [
        Plan(case=one, wants="Noriu savo kambario.", state="approved", agreed_on=one.registered_on, decided_by=account,
             decided_at=NOW, next_on=TODAY + dt.timedelta(days=place % 60 - 10), **by)
        for place, one in enumerate(made)
    ])  # fmt: skip


def _closed(made: list[Any], by: dict[str, Any], chance: random.Random) -> None:
    from gija.casework.pathway.models import Closure

    saved(Closure, [
        Closure(case=one, reason="goals_met", outcome="closed", state=Closure.State.APPROVED,
                decided_on=one.registered_on + dt.timedelta(days=chance.randrange(900)), decided_by="chief", **by)
        for one in made
    ])  # fmt: skip
