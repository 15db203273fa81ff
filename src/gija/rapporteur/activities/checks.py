"""What several acts of this room look at first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from stdnum.lt import asmens

from gija.rapporteur.activities.models import Application, Call
from gija.rapporteur.bodies import trail
from gija.rapporteur.statistics import periods
from gija.vocabulary.errors import GijaError

MISSING = "activities.not_found"
ELEVEN = re.compile(r"(?<!\d)\d{11}(?!\d)")  # as long as a Lithuanian personal code
PARTED = re.compile(r"[\s\-\u2010-\u2014]")


def no_person(*texts: str) -> None:
    """Refuses a text in which a personal code stands, also one parted by blanks or hyphens (`activities.person`).
    Names no machine can tell."""
    found = (code for text in texts for one in (text, PARTED.sub("", text)) for code in ELEVEN.findall(one))
    if any(asmens.is_valid(code) for code in found):
        raise GijaError("activities.person")


def call_in(code: str, version: int, *states: str) -> Call:
    """The call under its lock, in one of these states."""
    pk = Call.objects.filter(code=code).values_list("pk", flat=True).first()
    found = trail.locked(Call, pk, version, MISSING)
    state_is(found.state, *states)
    return found


def application_in(pk: int, version: int, *states: str) -> tuple[Application, Call]:
    """An application in one of these states and its call, both under their locks."""
    call, _there = both_locked(pk)
    found = trail.locked(Application, pk, version, MISSING)
    state_is(found.state, *states)
    return found, call


def both_locked(pk: int) -> tuple[Call, Application]:
    """An application and its call under their locks: the call's first, everywhere, so that two acts never wait for each
    other."""
    there = Application.objects.filter(pk=pk).values_list("call", flat=True).first()
    if there is None:
        raise GijaError(MISSING)
    call = Call.objects.select_for_update().get(pk=there)
    return call, Application.objects.select_for_update().get(pk=pk)


def state_is(state: str, *states: str) -> None:
    if state not in states:
        raise GijaError("activities.state")


def within(period: str, starts: dt.date, ends: dt.date) -> bool:
    """Has the period a day of these?"""
    year, month = divmod(periods.begins(periods.checked(period)), 12)
    return dt.date(year, month + 1, 1) <= ends and periods.ends(period) >= starts


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal("0.00"))
