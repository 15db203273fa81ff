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


def untell(who: Actor, entry: Assistance, event: Event, reason: str) -> None:
    """The event was struck out: its entry is struck out with it where it stood for this event alone; else it becomes as
    long as it was, unless somebody has moved it since."""
    others = list(entry.events.filter(struck_at=None).exclude(pk=event.pk))
    if event.began and not others:
        entry.struck_at, entry.struck_by_name, entry.struck_reason = timezone.now(), who.name, reason
        entry.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        return
    if event.began:  # whoever is left has made it now
        heir = others[0]
        heir.began = True
        heir.save(update_fields=["began"])
    if entry.start == event.first_on and (event.began or event.start_was):
        entry.start = min([one.first_on for one in others] + ([event.start_was] if event.start_was else []))
    if entry.end == event.last_on and (event.began or event.end_was):
        entry.end = max([one.last_on for one in others] + ([event.end_was] if event.end_was else []))
    entry.save(update_fields=["start", "end"])


def _same(entry: Any, service: Service) -> bool:
    return entry.service == service.kind and (entry.provider_kind, entry.provider) == given_by(service)


def _distance(entry: Any, event: Event) -> dt.timedelta:
    """How far apart the days of an entry and of an event are; nothing where they meet."""
    before: dt.timedelta = entry.start - event.last_on
    after: dt.timedelta = event.first_on - entry.end if entry.end else dt.timedelta(0)
    return max(before, after, dt.timedelta(0))
