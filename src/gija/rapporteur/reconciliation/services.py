"""What happens to a difference: a dialogue opened, words and amounts said in it, explained, accepted, opened again.

Each act is one transaction with one entry of the trace, which is never changed, and one of the audit.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.directory.queries import institution
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.rapporteur.reconciliation import queries, rules
from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reconciliation.models import ZONE, Dialogue, Entry, State
from gija.rapporteur.statistics.queries import is_inner
from gija.rapporteur.tasks import services as tasks
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHORTEST = 10  # of a reason; a message may be shorter
LONGEST = 2000
MOST = 1_000_000_000  # of an amount
SETTLED = "Atsakyta dialoge. / Answered in the dialogue."


@dataclass(frozen=True, slots=True)
class Key:
    """Which two figures: family, period, and their keys."""

    family: str
    period: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in one act; which parts are needed depends on the act."""

    text: str = ""
    step: str = ""
    low: int | None = None
    high: int | None = None
    agrees: int | None = None
    due_on: dt.date | None = None


def open_dialogue(
    actor: Actor | None, key: Key, bodies: tuple[str, str], due_on: dt.date | None, text: str
) -> Dialogue:  # fmt: skip
    """Ask two bodies about a difference: the second may be empty where only one is asked.

    Refuses what is no difference, a dialogue that is there with bodies already (`reconciliation.exists`), a deadline
    gone by, the same body twice, and figures that are for inner use only (`reconciliation.inner`).
    """
    actor = require(actor, rules.SETTLE)
    row = _difference(actor, key)
    if not bodies[0] or bodies[0] == bodies[1]:
        raise GijaError("reconciliation.bodies")
    for one in filter(None, bodies):
        institution(one)
    if any(point is not None and is_inner(point) for point in (row.a, row.b)):
        raise GijaError("reconciliation.inner")
    if due_on is None or due_on < timezone.localdate():
        raise GijaError("reconciliation.deadline")
    words = _words(text, "open")
    with transaction.atomic(using=ZONE):
        found = _locked(key) or _made(key, row)
        if found.bodies:
            raise GijaError("reconciliation.exists")
        found.body_a, found.body_b, found.due_on = *bodies, due_on
        found.state, found.a_value, found.b_value = State.OPEN, *row.values
        _note(actor, found, "open", Said(words, due_on=due_on), row.values)
    return found


def act(actor: Actor | None, code: str, what: str, said: Said) -> Dialogue:
    """One act of `rules.ACTS` in a dialogue, by who may do it in its present state.

    Refuses: another's dialogue (`reconciliation.not_found`), the wrong state (`reconciliation.state`), words too short
    (`reconciliation.reason`), an amount that is none, agreeing to one's own amount (`reconciliation.agree`).
    """
    seen = queries.dialogue(actor, code)
    with transaction.atomic(using=ZONE):
        found = Dialogue.objects.select_for_update().get(pk=seen.pk)
        key = Key(found.family, found.period, found.a, found.b)
        row = _difference(actor, key)
        found.state = now(found, row)
        who, states, becomes = rules.ACTS[what]
        if actor is None or rules.part_of(actor, found) not in who:
            raise NotPermittedError(actor, rules.ANSWER if rules.BODY in who else rules.SETTLE)
        if found.state not in states:
            raise GijaError("reconciliation.state")
        checked = _checked(actor, found, what, said)
        if becomes is not None:
            found.state, found.a_value, found.b_value = becomes, *row.values
        if what == "extend":
            found.due_on = checked.due_on
        _note(actor, found, what, checked, row.values)
        if becomes in (State.EXPLAINED, State.ACCEPTED) or what == "extend":
            tasks.close(actor, tasks.About("dialogue", found.code), SETTLED)
    return found


def settle(actor: Actor | None, key: Key, state: str, reason: str) -> Dialogue:
    """Say how a difference stands, and why. The same again by the same person: nothing happens.

    Refuses a difference that is not there (`reconciliation.no_difference`), an unknown state, a reason too short.
    """
    actor = require(actor, rules.SETTLE)
    if state not in State.values:
        raise GijaError("reconciliation.state_unknown")
    row, words = _difference(actor, key), _words(reason, "accept")
    what = {State.OPEN: "reopen", State.EXPLAINED: "explain", State.ACCEPTED: "accept"}[State(state)]
    with transaction.atomic(using=ZONE):
        found = _locked(key) or _made(key, row)
        last = Entry.objects.filter(dialogue=found.code, act__in=("explain", "accept", "reopen")).last()
        same = last is not None and (last.act, last.text, last.account) == (what, words, actor.account)
        if same and now(found, row) == found.state:
            return found  # the same form sent twice
        was, found.state, found.a_value, found.b_value = now(found, row), State(state), *row.values
        _note(actor, found, what, Said(words), row.values, was)
    return found


def now(found: Dialogue, row: Difference) -> State:
    """How it stands today: what was said of other figures than these leaves it open."""
    return State(found.state) if (found.a_value, found.b_value) == row.values else State.OPEN


def _difference(actor: Actor | None, key: Key) -> Difference:
    try:
        found = queries.result(queries.family(key.family), key.period, inner=queries.inner(actor))
        row = queries.pair(found, key.a, key.b).difference
    except GijaError as error:
        raise GijaError("reconciliation.no_difference") from error
    if not row.comparable:
        raise GijaError("reconciliation.no_difference")
    return row


def _locked(key: Key) -> Dialogue | None:
    wanted = {"family": key.family, "period": key.period, "a": key.a, "b": key.b}
    return Dialogue.objects.select_for_update().filter(**wanted).first()


def _made(key: Key, row: Difference) -> Dialogue:
    moment = timezone.now()
    made = Dialogue(
        code=secrets.token_hex(8), family=key.family, period=key.period, a=key.a, b=key.b, state=State.OPEN,
        a_value=row.values[0], b_value=row.values[1], opened_at=moment, changed_at=moment,
    )  # fmt: skip
    try:
        with transaction.atomic(using=ZONE):
            made.save(using=ZONE)
    except IntegrityError:  # somebody else opened it at the same moment
        raise GijaError("reconciliation.exists") from None
    return made


def _checked(actor: Actor, found: Dialogue, what: str, said: Said) -> Said:
    """The parts that the act needs, checked; the others left out."""
    if what == "amount":
        low, high = said.low, said.high if said.high is not None else said.low
        if said.step not in code_list("reconciliation_step") or low is None or high is None or low > high:
            raise GijaError("reconciliation.amount")
        if max(abs(low), abs(high)) > MOST:
            raise GijaError("reconciliation.amount")
        return Said(_words(said.text, what), said.step, low, high)
    if what == "agree":
        own = Entry.objects.filter(dialogue=found.code, act="amount")
        one = own.filter(pk=said.agrees or 0).first()
        newer = one is not None and own.filter(step=one.step, pk__gt=one.pk).exists()
        if one is None or newer or one.institution == actor.institution:
            raise GijaError("reconciliation.agree")
        return Said(agrees=one.pk)
    if what == "extend" and (said.due_on is None or said.due_on < timezone.localdate()):
        raise GijaError("reconciliation.deadline")
    return Said(_words(said.text, what), due_on=said.due_on if what == "extend" else None)


def _words(text: str, what: str) -> str:
    plain = " ".join(text.split())[:LONGEST]
    least = 2 if what == "say" else SHORTEST
    if len(plain) < least:
        raise GijaError("reconciliation.reason", shortest=least)
    return plain


def _note(
    actor: Actor, found: Dialogue, what: str, said: Said, values: tuple[int | None, int | None], was: str = ""
) -> None:
    """Save the dialogue, with its entry and its one audit entry. Inside a transaction."""
    found.changed_at = timezone.now()
    found.save(using=ZONE)
    Entry(
        dialogue=found.code, act=what, text=said.text, step=said.step, low=said.low, high=said.high,
        agrees=said.agrees, due_on=said.due_on, a_value=values[0], b_value=values[1], account=actor.account,
        actor_name=actor.name, institution=actor.institution, institution_name=actor.institution_name,
        at=found.changed_at,
    ).save(using=ZONE)  # fmt: skip
    told = said.text if what in ("explain", "accept", "reopen") else ""
    details = {
        "family": found.family,
        "period": found.period,
        "state": str(found.state),
        **({"was": was} if was else {}),
    }
    record(
        ZONE, actor, f"rapporteur.reconciliation.{what}", reason=told, object_type="dialogue", object_id=found.code,
        details=details,
    )  # fmt: skip
