"""What happens in a data call: opened, filled in, handed over, approved, returned, accepted, reopened; one entry each.

Everything of a submission changes under its lock and against the version its author saw: two who change it at once do
not overwrite each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import roles_of
from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.directory.queries import institutions, text_on
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.collection import accepting, calendar, cells, queries, receipts, rules
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.models import ZONE, Act, Call, Comment, State, Submission
from gija.vocabulary.errors import GijaError

SHORTEST_REASON = 10
ROLES = ("data_supplier", "supplier_head")


def open_call(actor: Actor | None, entry: str, period: str) -> Call:
    """Make a call of the calendar, with an empty submission for each institution of the kinds it asks.

    Refuses what the calendar does not have, and a call that is there already (`collection.call_exists`).
    """
    actor = require(actor, rules.CALL)
    due = calendar.call_of(entry, period)
    asked = [(one.code, one.kind) for one in institutions().filter(kind__in=due.kinds)]
    with transaction.atomic(using=ZONE):
        if Call.objects.filter(entry=entry, period=period).exists():
            raise GijaError("collection.call_exists")
        now = timezone.now()
        made = Call.objects.create(
            code=due.code, entry=entry, period=period, title_en=due.text.en, title_lt=due.text.lt,
            plan=[[name, list(kinds)] for name, kinds in due.plan.items()], opens_on=due.opens_on, due_on=due.due_on,
            released_on=due.released_on, made_at=now,
        )  # fmt: skip
        for code, kind in asked:
            name = text_on(code)
            Submission.objects.create(
                call=made, institution=code, institution_en=name.en, institution_lt=name.lt, kind=kind, changed_at=now
            )
        record(ZONE, actor, rules.CALL, object_type="data_call", object_id=made.code, details={"suppliers": len(asked)})
    return made


def fill(actor: Actor | None, pk: int, version: int, told: Mapping[str, Told | None], how: str = "form") -> Submission:
    """Write cells (None empties one), all or none. The same again: nothing happens.

    Refuses a cell that is not asked for, one that is locked, a version that is not the last, a call not open yet.
    """
    with _acting(actor, pk, "fill", version) as (who, found):
        _check_open(found)
        asked = set(queries.asked(found))
        for cell in told:
            if cell not in asked:
                raise GijaError("collection.cell_unknown")
        before = queries.figures(found)
        after = {cell: one for cell, one in {**before, **told}.items() if one is not None}
        changed = [cell for cell in told if before.get(cell) != after.get(cell)]
        if any(rules.locked(found, cell) for cell in changed):
            raise GijaError("collection.locked")
        if changed:
            found.cells = cells.stored(after)
            _note(who, found, "fill", details={"cells": len(changed), "by": how})
    return found


def answer(actor: Actor | None, pk: int, version: int, answers: Mapping[str, str]) -> Submission:
    """Say why a finding stands as it does. An empty answer takes one back; codes that are no finding are left out."""
    with _acting(actor, pk, "fill", version) as (who, found):
        known = {one.finding.code for one in queries.findings(found)}
        given = {code: cells.words(text, 1000) for code, text in answers.items() if code in known}
        kept = {code: text for code, text in {**found.answers, **given}.items() if text and code in known}
        if kept != found.answers:
            found.answers = kept
            _note(who, found, "answer", details={"answers": len(kept)})
    return found


def hand_over(actor: Actor | None, pk: int, version: int) -> Submission:
    """To the head for approval. Refuses while an error or a warning has no answer (`collection.unanswered`)."""
    with _acting(actor, pk, "hand_over", version) as (who, found):
        _check_open(found)
        _check_answered(found)
        _note(who, found, "hand_over")
    return found


def approve(actor: Actor | None, pk: int, version: int) -> Submission:
    """The head sends it; a receipt is made. Refuses who handed it over (`collection.second_person`)."""
    with _acting(actor, pk, "approve", version) as (who, found):
        last = found.acts.filter(act="hand_over").last()
        if last is not None and last.account == who.account:
            raise GijaError("collection.second_person")
        _check_answered(found)  # since it was handed over another year may have been accepted
        made = receipts.make(who, found)
        _note(who, found, "approve", details={"receipt": made.number, "hash": made.hash})
    return found


def give_back(actor: Actor | None, pk: int, version: int, reason: str) -> Submission:
    """The head gives it back to be mended."""
    reason = _reason(reason)
    with _acting(actor, pk, "give_back", version) as (who, found):
        _note(who, found, "give_back", reason)
    return found


def send_back(actor: Actor | None, pk: int, version: int, reason: str, opened: Sequence[str] = ()) -> Submission:
    """The Rapporteur returns it; only the indicators of `opened` can be changed then (none named: all)."""
    return _opened(actor, pk, version, "return", _reason(reason), opened)


def reopen(
    actor: Actor | None, pk: int, version: int, reason: str, opened: Sequence[str] = (), revision: str = "correction"
) -> Submission:
    """Open accepted figures again. The observations stay; what is accepted next becomes their new vintage."""
    if revision not in calendar.policy()["kinds"]:
        raise GijaError("collection.revision")
    return _opened(actor, pk, version, "reopen", _reason(reason), opened, revision)


def _opened(
    actor: Actor | None, pk: int, version: int, act: str, reason: str, opened: Sequence[str], revision: str = ""
) -> Submission:
    with _acting(actor, pk, act, version) as (who, found):
        asked = queries.indicators_of(found)
        if not set(opened) <= set(asked):
            raise GijaError("collection.cell_unknown")
        found.opened = [] if set(opened) == set(asked) else [one for one in asked if one in opened]
        _note(who, found, act, reason, revision, details={"opened": list(found.opened)})
    return found


def accept(actor: Actor | None, pk: int, version: int) -> Submission:
    """The figures hold: those that say something new become observations, a correction as a new vintage."""
    with _acting(actor, pk, "accept", version) as (who, found):
        kept = accepting.keep(found)
        found.opened = []
        _note(who, found, "accept", details={"figures": kept})
    return found


def delegate(actor: Actor | None, pk: int, version: int, account: int | None) -> Submission:
    """Ask a colleague to fill it in, or (None) nobody in particular. Refuses who cannot (`collection.colleague`)."""
    with _acting(actor, pk, "delegate", version) as (who, found):
        name = next((one.name for one in colleagues(who) if one.pk == account), "")
        if account is not None and not name:
            raise GijaError("collection.colleague")
        found.delegate, found.delegate_name = account, name
        _note(who, found, "delegate", details={"to": account or 0})
    return found


def colleagues(actor: Actor) -> list[Account]:
    """Who can fill in for the actor's institution today."""
    held = Account.objects.filter(roles__institution=actor.institution, roles__role__in=ROLES, is_active=True)
    able = [one for one in held.distinct() if roles_of(one).filter(institution=actor.institution, role__in=ROLES)]
    return sorted(able, key=lambda one: one.name)


def comment(actor: Actor | None, pk: int, text: str, indicator: str = "") -> Comment:
    """A remark, in any state, by the supplier or the Rapporteur. Refuses an empty one (`collection.reason`)."""
    right = rules.ACCEPT if may(actor, rules.ACCEPT) else rules.FILL
    found = queries.one(actor, pk, right)
    who = require(actor, right, found.institution)
    text = cells.words(text, 2000)
    if len(text) < 2 or (indicator and indicator not in queries.indicators_of(found)):
        raise GijaError("collection.comment")
    with transaction.atomic(using=ZONE):
        made = Comment.objects.create(submission=found, indicator=indicator, text=text, **_who(who))
        record(ZONE, who, "rapporteur.collection.comment", object_type="submission", object_id=str(found.pk))
    return made


@contextmanager
def _acting(actor: Actor | None, pk: int, act: str, version: int) -> Iterator[tuple[Actor, Submission]]:
    """The submission, locked, for one act in one transaction. Refuses by right, state and version."""
    right, states = rules.ACTS[act]
    queries.one(actor, pk, right)
    with transaction.atomic(using=ZONE):
        found = Submission.objects.select_for_update().select_related("call").get(pk=pk)
        who = require(actor, right, found.institution)
        if found.version != version:
            raise GijaError("collection.changed")
        if found.state not in states:
            raise GijaError("collection.state")
        yield who, found


def _note(
    actor: Actor, found: Submission, act: str, reason: str = "", revision: str = "",
    details: Mapping[str, JSON] | None = None,
) -> None:  # fmt: skip
    """Save the submission in the state the act brings, with the act on it, and its one audit entry."""
    found.state = rules.BECOMES.get(act, State(found.state))
    found.version += 1
    found.changed_at = timezone.now()
    found.save(using=ZONE)
    Act.objects.create(
        submission=found, act=act, reason=reason, revision=revision, version=found.version, **_who(actor)
    )
    record(
        ZONE, actor, f"rapporteur.collection.{act}", reason=reason, object_type="submission", object_id=str(found.pk),
        details={"call": found.call.code, "supplier": found.institution, "version": found.version, **(details or {})},
    )  # fmt: skip


def _who(actor: Actor) -> dict[str, object]:
    return {
        "account": actor.account, "actor_name": actor.name, "institution": actor.institution,
        "institution_name": actor.institution_name, "at": timezone.now(),
    }  # fmt: skip


def _check_open(found: Submission) -> None:
    if not queries.is_open(found.call):
        raise GijaError("collection.not_open", day=found.call.opens_on.isoformat())


def _check_answered(found: Submission) -> None:
    silent = [one for one in queries.findings(found) if not one.answer]
    if silent:
        raise GijaError("collection.unanswered", count=len(silent))


def _reason(reason: str) -> str:
    plain = cells.words(reason, 2000)
    if len(plain) < SHORTEST_REASON:
        raise GijaError("collection.reason", shortest=SHORTEST_REASON)
    return plain
