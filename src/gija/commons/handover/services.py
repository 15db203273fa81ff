"""Freezing a table, approving a colleague's: one act, one transaction, one audit entry; approval sends the letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.courier.services import send
from gija.commons.handover import counting
from gija.commons.handover.models import FrozenTable
from gija.commons.handover.rules import Rule
from gija.commons.permissions import Actor, require
from gija.messages.base import Message
from gija.messages.tables import Dimension, Official, StatisticsTable
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Book:
    """Where a room keeps its frozen tables: zone, model, the actions that make and approve, the names of its acts in
    the audit trail, its own sentences for refusals (else those of `frozen`)."""

    zone: str
    model: type[FrozenTable]
    make: str
    approve: str
    audit: Mapping[str, str]  # make, approve -> action of the trail
    object_type: str
    faults: Mapping[str, str] = field(default_factory=dict)

    def fault(self, code: str, **values: Any) -> GijaError:
        return GijaError(self.faults.get(code, code), **values)


Made = Callable[[Any, Rule, Actor], Message]  # row, rule, who approves -> what is sent


def make(book: Book, rule: Rule, actor: Actor | None, period: Period, **of: Any) -> Any:
    """Freeze the counts of a period as its next vintage. `of`: more columns that tell tables apart.

    Refused: a period of another length (`frozen.period`), one that is not over (`frozen.period_open`), the same
    figures as those handed over last (`frozen.nothing_new`), a colleague at the same moment (`frozen.meanwhile`).
    """
    actor = require(actor, book.make, actor.institution if actor else None)
    if not rule.fits(period):
        raise book.fault("frozen.period", period=str(period))
    if not period.over(timezone.localdate()):
        raise book.fault("frozen.period_open", period=str(period))
    try:
        with transaction.atomic(using=book.zone):
            made = _frozen(book, rule, actor, period, of)
            _audit(book, actor, "make", made)
    except IntegrityError:
        raise book.fault("frozen.meanwhile") from None
    return made


def _frozen(book: Book, rule: Rule, actor: Actor, period: Period, of: dict[str, Any]) -> Any:
    same = {"institution": actor.institution, "period": str(period), **of}
    before = book.model._default_manager.select_for_update().filter(**same).order_by("vintage").last()
    found = counting.counted(rule, actor.institution, period)
    if before is not None and before.letter and counting.kept(rule, before.counts) == found:
        raise book.fault("frozen.nothing_new")
    return book.model._default_manager.create(
        **same,
        vintage=before.vintage + 1 if before else 1,
        counts=counting.frozen(found),
        made_at=timezone.now(),
        made_by=actor.account,
        made_by_name=actor.name,
        made_role=actor.role,
    )


def approve(
    book: Book,
    rule_of: Callable[[Any], Rule],
    actor: Actor | None,
    pk: str,
    told: Made | None = None,
    alike: tuple[str, ...] = (),
) -> Any:
    """Approve a colleague's table and hand it over, in one transaction. `alike`: the columns given to `make`.

    Refused: another institution's (`NotPermittedError`), one's own (`frozen.own_approval`), one handed over already
    (`frozen.table_sent`), one that a later one took the place of (`frozen.superseded`), counts that are others by
    now (`frozen.table_changed`).
    """
    with transaction.atomic(using=book.zone):
        found = book.model._default_manager.select_for_update().filter(pk=pk).first()
        actor = require(actor, book.approve, found.institution if found else None)
        if found is None:
            raise book.fault("frozen.not_found")
        rule = rule_of(found)
        _check(book, rule, actor, found, alike)
        found.approved_at, found.approved_by_name = timezone.now(), actor.name
        found.letter = send(book.zone, (told or message)(found, rule, actor), to_zone="rapporteur").pk
        found.save(update_fields=["approved_at", "approved_by_name", "letter"])
        _audit(book, actor, "approve", found)
    return found


def _check(book: Book, rule: Rule, actor: Actor, found: Any, alike: tuple[str, ...]) -> None:
    if found.letter:
        raise book.fault("frozen.table_sent")
    if found.made_by == actor.account:
        raise book.fault("frozen.own_approval")
    same = {name: getattr(found, name) for name in ("institution", "period", *alike)}
    if book.model._default_manager.filter(**same, vintage__gt=found.vintage).exists():
        raise book.fault("frozen.superseded")
    now = counting.counted(rule, found.institution, Period.of(found.period))
    if counting.kept(rule, found.counts) != now:
        raise book.fault("frozen.table_changed")


def message(found: Any, rule: Rule, by: Actor) -> StatisticsTable:
    """What the Rapporteur is given."""
    return StatisticsTable.sealed(
        table=rule.name,
        title=rule.title,
        period=found.period,
        vintage=found.vintage,
        dimensions=tuple(Dimension(name=name, list=name) for name in rule.lists),
        cells=counting.cells(rule, counting.kept(rule, found.counts)),
        **signed(found, by),
    )


def signed(found: Any, by: Actor) -> dict[str, Any]:
    """Who made and who approved, and when: what every such message says."""
    place = {"institution": found.institution}
    return {
        "frozen_on": timezone.localdate(found.made_at).isoformat(),
        "made_by": Official(account=found.made_by, role=found.made_role, **place),
        "approved_by": Official(account=by.account, role=by.role, **place),
        "approved_on": timezone.localdate().isoformat(),
    }


def _audit(book: Book, actor: Actor, act: str, found: Any) -> None:
    details = {"period": found.period, "vintage": found.vintage}
    if name := getattr(found, "table", ""):
        details["table"] = name
    record(book.zone, actor, book.audit[act], object_type=book.object_type, object_id=found.pk, details=details)
