"""What happens to one person of the demo: how she can be reached, at what risk she is, who cares for her, which help
she is given. Everything has a number of its own: entered twice, it stands once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from gija.casework.assistance import services as assistance
from gija.casework.assistance.catalogue import services as catalogue
from gija.casework.assistance.models import Plan
from gija.casework.assistance.plans import services as plans
from gija.casework.pathway import services as pathway
from gija.casework.teams import services as teams
from gija.commons.permissions import Actor
from gija.demo.victims.writing import number

SEED = 0


def care(actor: Actor, case_id: str, said: dict[str, Any], approves: Actor) -> None:
    """Enter it all for one case; somebody else approves the plan."""
    today = timezone.localdate()

    def of(*parts: object) -> str:
        return number(SEED, case_id, *parts)

    pathway.contact(actor, case_id, pathway.Reached(**said["contact"]), of("contact"))
    judged = pathway.Judged(
        today - dt.timedelta(days=2), said["risk"], today + dt.timedelta(days=14), reason=said["why"]
    )
    pathway.assess(actor, case_id, judged, of("risk"))
    teams.add(actor, case_id, teams.Said("lead", actor.account), of("lead"))
    outside = said["team"]
    teams.add(actor, case_id, teams.Said(outside["role"], body=outside["body"], name=outside["name"]), of("team"))
    rows = [_row(actor, said, place, of("event", place), today) for place in range(len(said["services"]))]
    assistance.enter_sheet(actor, rows)
    if not Plan.objects.filter(case=case_id).exists():
        _plan(actor, case_id, said["plan"], approves, today)


def _plan(actor: Actor, case_id: str, said: dict[str, Any], approves: Actor, today: dt.date) -> None:
    """A support plan in the person's own words, submitted and approved."""
    made = plans.begin(actor, case_id)
    made = plans.wish(actor, made.pk, made.version, said["wants"], today)
    for one in said["aims"]:
        made = plans.add_aim(actor, made.pk, made.version, one["field"], one["text"])
        aim = made.aims.order_by("place").last()
        for step in one["steps"]:
            by = plans.SaidStep(step["text"], today + dt.timedelta(days=step["ahead"]), f"account:{actor.account}")
            made = plans.add_step(actor, made.pk, made.version, aim.pk if aim else "", by)
    made = plans.add_review(actor, made.pk, made.version, today + dt.timedelta(days=said["review"]))
    made = plans.submit(actor, made.pk, made.version)
    plans.decide(approves, made.pk, made.version, True)


def _row(actor: Actor, said: dict[str, Any], place: int, pk: str, today: dt.date) -> assistance.Row:
    """One line of the sheet of services, of the institution's own catalogue."""
    one = said["services"][place]
    offer = catalogue.Offer(one["kind"], one["en"], one["lt"], dt.date(2010, 1, 1))
    offered = catalogue.add(actor, offer, number(SEED, actor.institution, one["kind"]))
    day = today - dt.timedelta(days=one["ago"])
    return assistance.Row(pk, said["reference"], offered.pk, day, day, one["hours"], "given")
