"""What happens to one person of the demo: how she can be reached, at what risk she is, who cares for her, which help
she is given. Everything has a number of its own: entered twice, it stands once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from gija.casework.assistance import catalogue
from gija.casework.assistance import services as assistance
from gija.casework.pathway import services as pathway
from gija.casework.teams import services as teams
from gija.commons.permissions import Actor
from gija.demo.victims.writing import number

SEED = 0


def care(actor: Actor, case_id: str, said: dict[str, Any]) -> None:
    """Enter it all for one case."""
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


def _row(actor: Actor, said: dict[str, Any], place: int, pk: str, today: dt.date) -> assistance.Row:
    """One line of the sheet of services, of the institution's own catalogue."""
    one = said["services"][place]
    offer = catalogue.Offer(one["kind"], one["en"], one["lt"], dt.date(2010, 1, 1))
    offered = catalogue.add(actor, offer, number(SEED, actor.institution, one["kind"]))
    day = today - dt.timedelta(days=one["ago"])
    return assistance.Row(pk, said["reference"], offered.pk, day, day, one["hours"], "given")
