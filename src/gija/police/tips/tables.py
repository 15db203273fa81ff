"""Counts of tips by channel, kind and outcome, a half-year each: frozen by one officer, approved and handed to the
Rapporteur by another. Counts only; small ones are closed by the Rapporteur's gate, nowhere before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.courier.services import send
from gija.commons.permissions import Actor, require
from gija.messages.fields import Words
from gija.messages.tables import TOTAL, Cell, Dimension, Official, StatisticsTable
from gija.methods.tables import Period
from gija.police.tips.models import POLICE, HalfYear, Tip
from gija.police.tips.rules import TABLE
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

NAME = "tips"
LISTS = ("tip_channel", "tip_kind", "tip_outcome")
Key = tuple[str, str, str]
TITLE = Words(
    en="Tips to the police by channel, kind and outcome", lt="Policijos gauti pranešimai pagal būdą, rūšį ir rezultatą"
)


def counts(institution: str, period: Period) -> dict[Key, int]:
    """How many tips were received in a period, by channel, kind and outcome (`open`: not closed)."""
    zone = timezone.get_current_timezone()
    first = dt.datetime.fromisoformat(f"{period.first_month}-01").replace(tzinfo=zone)
    year, month = divmod(int(period.last_month[:4]) * 12 + int(period.last_month[5:]), 12)
    end = dt.datetime(year, month + 1, 1, tzinfo=zone)
    rows = Tip.objects.filter(institution=institution, received_at__gte=first, received_at__lt=end, pieces_due=0)
    found = rows.values_list("channel", "kind", "outcome")
    return dict(sorted(Counter((channel, kind, outcome or "open") for channel, kind, outcome in found).items()))


def cells(found: Mapping[Key, int]) -> tuple[Cell, ...]:
    """The total, each way alone (a zero is a zero), and what there is of all three together."""
    made = [Cell(key=(TOTAL, TOTAL, TOTAL), value=sum(found.values()), measure=NAME)]
    for at, name in enumerate(LISTS):
        for code in code_list(name):
            key = tuple(code.code if place == at else TOTAL for place in range(len(LISTS)))
            value = sum(count for one, count in found.items() if one[at] == code.code)
            made.append(Cell(key=key, value=value, measure=NAME))
    made += [Cell(key=key, value=count, measure=NAME) for key, count in found.items()]
    return tuple(made)


def make(actor: Actor | None, period: Period) -> HalfYear:
    """Freeze the counts of a half-year as its next vintage. Refused: one that is not over (`tips.period_open`)."""
    actor = require(actor, TABLE, actor.institution if actor else None)
    if not period.half or not period.over(timezone.localdate()):
        raise GijaError("tips.period_open", period=str(period))
    with transaction.atomic(using=POLICE):
        before = HalfYear.objects.select_for_update().filter(institution=actor.institution, period=str(period))
        latest = max((one.vintage for one in before), default=0)
        made = HalfYear.objects.create(
            institution=actor.institution,
            period=str(period),
            vintage=latest + 1,
            counts=[[list(key), count] for key, count in counts(actor.institution, period).items()],
            made_at=timezone.now(),
            made_by=actor.account,
            made_by_name=actor.name,
            made_role=actor.role,
        )
        _audit(actor, "make", made)
    return made


def approve(actor: Actor | None, table_id: str) -> HalfYear:
    """Approve a colleague's table and hand it over, in one transaction. Refused: one's own (`tips.own_approval`), one
    handed over already (`tips.table_sent`), counts that are others by now (`tips.table_changed`)."""
    with transaction.atomic(using=POLICE):
        found = HalfYear.objects.select_for_update().filter(pk=table_id).first()
        actor = require(actor, TABLE, found.institution if found else None)
        if found is None:
            raise GijaError("tips.not_found")
        if found.letter:
            raise GijaError("tips.table_sent")
        if found.made_by == actor.account:
            raise GijaError("tips.own_approval")
        if kept(found) != counts(found.institution, Period.of(found.period)):
            raise GijaError("tips.table_changed")
        found.approved_at, found.approved_by_name = timezone.now(), actor.name
        found.letter = send(POLICE, message(found, actor), to_zone="rapporteur").pk
        found.save(update_fields=["approved_at", "approved_by_name", "letter"])
        _audit(actor, "approve", found)
    return found


def kept(found: HalfYear) -> dict[Key, int]:
    """The counts as they were frozen."""
    return {(key[0], key[1], key[2]): count for key, count in found.counts}


def message(found: HalfYear, by: Actor) -> StatisticsTable:
    """What the Rapporteur is given."""
    place = {"institution": found.institution}
    return StatisticsTable.sealed(
        table=NAME,
        title=TITLE,
        period=found.period,
        vintage=found.vintage,
        frozen_on=timezone.localdate(found.made_at).isoformat(),
        dimensions=tuple(Dimension(name=name, list=name) for name in LISTS),
        cells=cells(kept(found)),
        made_by=Official(account=found.made_by, role=found.made_role, **place),
        approved_by=Official(account=by.account, role=by.role, **place),
        approved_on=timezone.localdate().isoformat(),
    )


def margins(found: HalfYear) -> list[tuple[str, list[tuple[str, int]]]]:
    """For a page: each list with the count of each of its codes."""
    counted = kept(found)
    return [
        (name, [(code.code, sum(n for key, n in counted.items() if key[at] == code.code)) for code in code_list(name)])
        for at, name in enumerate(LISTS)
    ]


def _audit(actor: Actor, act: str, found: HalfYear) -> None:
    details: dict[str, Any] = {"period": found.period, "vintage": found.vintage}
    record(POLICE, actor, f"police.tip.table_{act}", object_type="tips_table", object_id=found.pk, details=details)
