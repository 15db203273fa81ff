"""Telling two institutions, and taking their answers. What both confirm is one person, and still two records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.courier.services import send
from gija.commons.permissions import Actor, require
from gija.messages.duplicates import DuplicateAnswer, DuplicateHint
from gija.register.hints import queries
from gija.register.hints.models import Hint
from gija.register.hints.ways import way_to
from gija.register.records.models import REGISTER
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Told:
    """What a telling did: new hints; pairs that may not be told of (no consent to sharing); hints that ended."""

    new: int
    held_back: int
    ended: int


def tell(actor: Actor | None, groups: Iterable[Sequence[str]], *, duty: bool = False) -> Told:
    """Tell the institutions of each pair of records that a cluster holds together; pairs told before are left alone.

    `groups`: clusters as numbers of records. Pairs of one sender are its own affair. A pair of which a record may not
    be told of (`queries.tellable`) is held back and counted only. An open hint whose record is gone, or may no longer
    be told of, ends. `duty`: the daily duty calls, there is no actor.
    """
    who = None if duty else require(actor, queries.SEND)
    wanted = queries.edges(groups)
    with transaction.atomic(using=REGISTER):
        there = queries.tellable({number for pair in wanted for number in pair})
        known = set(Hint.objects.values_list("one", "other"))
        whole = [pair for pair in wanted if set(pair) <= set(there)]
        new = [_new(there, pair) for pair in whole if pair not in known and not _same_sender(there, pair)]
        ended = end_untellable()
        told = Told(len(new), len(wanted) - len(whole), ended)
        details: dict[str, Any] = {"new": told.new, "held_back": told.held_back, "ended": told.ended}
        record(REGISTER, who, queries.SEND, details=details)
    return told


def _same_sender(there: dict[str, Any], pair: queries.Edge) -> bool:
    return bool(there[pair[0]].record.sender == there[pair[1]].record.sender)


def _new(there: dict[str, Any], pair: queries.Edge) -> Hint:
    one, other = (there[number].record.sender for number in pair)
    made = Hint.objects.create(
        one=pair[0], other=pair[1], one_sender=one, other_sender=other, month=_month(), state="open"
    )
    _send(made)
    return made


def end_untellable() -> int:
    """End the open hints that no longer have both records, or may no longer be told of."""
    waiting = list(Hint.objects.filter(state="open"))
    there = queries.tellable({number for hint in waiting for number in (hint.one, hint.other)})
    over = [hint for hint in waiting if not {hint.one, hint.other} <= set(there)]
    for hint in over:
        end(hint)
    return len(over)


def end(hint: Hint) -> None:
    """Close a hint; both sides are told."""
    hint.state = "ended"
    hint.save(update_fields=["state"])
    _send(hint)


def send_to_silent(hint: Hint) -> None:
    """Send a hint once more to each side that has not answered, by the way that leads there now."""
    for said, side in zip((hint.one_answer, hint.other_answer), hint.sides, strict=True):
        if said is None:
            _letter(hint, *side)


def _send(hint: Hint) -> None:
    """Tell both sides how the hint stands."""
    for receiver, number, other in hint.sides:
        _letter(hint, receiver, number, other)


def _letter(hint: Hint, receiver: str, number: str, other: str) -> None:
    message = DuplicateHint(
        hint_id=hint.pk, receiver=receiver, other=other, records=(number,), state=hint.state, month=_month()
    )
    way = way_to(receiver)
    send(REGISTER, message, to_zone=way.zone, to_installation=way.installation)


def heard(message: DuplicateAnswer) -> None:
    """Keep an institution's answer; both said the same person: confirmed; one said otherwise: refused. The two are told
    how it ended. Refuses a hint that is not theirs (`hints.unknown`). The first answer holds."""
    with transaction.atomic(using=REGISTER):
        hint = Hint.objects.select_for_update().filter(pk=message.hint_id).first()
        if hint is None or message.sender not in (hint.one_sender, hint.other_sender):
            raise GijaError("hints.unknown")
        side = "one_answer" if message.sender == hint.one_sender else "other_answer"
        if getattr(hint, side) is not None:
            return
        setattr(hint, side, message.answer)
        if hint.state == "open" and (state := outcome(hint.one_answer, hint.other_answer)) != "open":
            hint.state = state
            _send(hint)
        hint.save()


def outcome(one: str | None, other: str | None) -> str:
    """What two answers make of a hint."""
    if "different" in (one, other):
        return "refused"
    if one == other == "same":
        return "confirmed"
    return "open" if None in (one, other) else "refused"


def _month() -> str:
    return timezone.localdate().strftime("%Y-%m")
