"""What an event tells the case file: a service from a day to a day. The register is told by the same act.

The entry of the case file stays the one source of truth. An event stands under the entry of its kind and provider that
holds its days; one that is no further away than `NEAR` days is made longer; else a new one is begun.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from gija.casework.assistance.models import Event, Service
from gija.casework.cases.file import FILE
from gija.casework.cases.models import Assistance
from gija.commons.casefile.acts import enter
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.queries import standing
from gija.commons.directory.queries import institution, name_on
from gija.commons.permissions import Actor

NEAR = dt.timedelta(days=31)  # a service that goes on, not another one


def given_by(service: Service) -> tuple[str, str]:
    """Kind and name of who gives it, as the case file keeps them; both empty for the institution itself."""
    if service.body == service.institution:
        return "", ""
    if service.body:
        return institution(service.body).kind, name_on(service.body)
    return ("other", service.other) if service.other else ("", "")


def tell(who: Actor, case: Any, event: Event) -> None:
    """Put the event under an entry of the case, begun or made longer where need be.

    The caller saves the event, and says that the case was touched.
    """
    near = [one for one in standing(case.assistance) if _same(one, event.service) and _distance(one, event) <= NEAR]
    entry = min(near, key=lambda one: (_distance(one, event), one.entered_at), default=None)
    if entry is None:
        kind, name = given_by(event.service)
        said = {"service": event.service.kind, "start": event.first_on, "end": event.last_on}
        event.under = enter(FILE.assistance, who, case, new_id(), **said, provider_kind=kind, provider=name)
        event.began = True
        return
    event.under = entry
    if event.first_on < entry.start:
        event.start_was, entry.start = entry.start, event.first_on
    if entry.end and entry.end < event.last_on:
        event.end_was, entry.end = entry.end, event.last_on
    entry.save(update_fields=["start", "end"])


def untell(who: Actor, entry: Assistance, event: Event, reason: str) -> bool:
    """The event was struck out: its entry is struck out with it where it stood for this event alone; else it becomes as
    long as it would be without the event. What was said by hand stays. Whether the case file now says otherwise."""
    if entry.struck_at:
        return False
    said, others = (entry.start, entry.end), list(entry.events.filter(struck_at=None).exclude(pk=event.pk))
    if event.began and not others and said == (event.first_on, event.last_on):
        entry.struck_at, entry.struck_by_name, entry.struck_reason = timezone.now(), who.name, reason
        entry.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        return True
    if event.began and others:  # whoever is left has made it now
        others[0].began = True
        others[0].save(update_fields=["began"])
    every = list(entry.events.all())
    entry.start = _left(entry.start, event, others, every, ("first_on", "start_was"), min)
    entry.end = _left(entry.end, event, others, every, ("last_on", "end_was"), max)
    entry.save(update_fields=["start", "end"])
    return said != (entry.start, entry.end)


def _left(said: Any, event: Event, others: list[Event], every: list[Event], names: tuple[str, str], most: Any) -> Any:
    """The first or last day of an entry without an event: as far as the others reach, or what was said by hand.

    It stays where no event made it so.
    """
    on, was = names
    made = {getattr(one, on) for one in every if one.began or getattr(one, was)}
    if said != getattr(event, on) or said not in made:
        return said
    by_hand = [day for one in every if (day := getattr(one, was)) and day not in made]
    return most([*(getattr(one, on) for one in others), *by_hand], default=said)


def _same(entry: Any, service: Service) -> bool:
    return entry.service == service.kind and (entry.provider_kind, entry.provider) == given_by(service)


def _distance(entry: Any, event: Event) -> dt.timedelta:
    """How far apart the days of an entry and of an event are; nothing where they meet."""
    before: dt.timedelta = entry.start - event.last_on
    after: dt.timedelta = event.first_on - entry.end if entry.end else dt.timedelta(0)
    return max(before, after, dt.timedelta(0))
