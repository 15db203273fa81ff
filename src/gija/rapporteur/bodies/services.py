"""What happens to a body: entered, seats given and ended, meetings called and held, decisions, what they led to.

One transaction, one audit entry each; every act stays in the trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.directory.queries import institution as known
from gija.commons.permissions import Actor, require
from gija.rapporteur.bodies import queries, rules, seeds, trail
from gija.rapporteur.bodies.models import ZONE, Body, Decision, Kind, Law, Meeting, Member, Problem, Session, Stand
from gija.rapporteur.tasks import services as tasks
from gija.rapporteur.tasks.models import Task
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOTHING = Text("", "")
MISSING = "bodies.not_found"


@dataclass(frozen=True, slots=True)
class Founding:
    """How a body came to be: who set it up by which act on which day, who chairs it."""

    kind: str
    text: Text
    founder: str = ""  # institution
    founder_text: Text = NOTHING  # the office
    act: Text = NOTHING
    day: dt.date | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    chair: str = ""
    chair_text: Text = NOTHING
    task: Text = NOTHING
    follows: str = ""
    plan: str = ""
    source: str = ""


def load(actor: Actor | None) -> list[Body]:
    """Make the bodies of the source documents; those that are there stay as they are."""
    actor = require(actor, rules.KEEP)
    here = set(Body.objects.values_list("code", flat=True))
    with transaction.atomic(using=ZONE):
        made = [_load(actor, code, raw) for code, raw in seeds.known().items() if code not in here]
        if made:
            trail.note(actor, rules.KEEP, "body", "load", "load")
    return made


def _load(actor: Actor, code: str, raw: Any) -> Body:
    made = Body.objects.create(code=code, **seeds.fields(raw))
    for one in raw.get("members", ()):
        Member.objects.create(
            body=made, institution=one.get("institution", ""), office_en=one["en"], office_lt=one["lt"],
            source=raw["members_source"],
        )  # fmt: skip
    for one in raw.get("laws", ()):
        Law.objects.create(
            body=made, text_en=one["en"], text_lt=one["lt"], reference=one["reference"], day=one["day"],
            source=one["source"], **trail.who(actor),
        )  # fmt: skip
    return made


def add(actor: Actor | None, code: str, of: Founding) -> Body:
    """Enter a body. Refuses a code that is taken (`bodies.taken`), a title in one language, an end before the start."""
    actor = require(actor, rules.KEEP)
    text = trail.both(of.text)
    _check_order(of.starts, of.ends)
    if of.kind not in Kind.values or (of.follows and not Body.objects.filter(code=of.follows).exists()):
        raise GijaError(MISSING)
    if Body.objects.filter(code=code).exists():
        raise GijaError("bodies.taken", taken=code)
    with transaction.atomic(using=ZONE):
        made = Body.objects.create(
            code=code, kind=of.kind, title_en=text.en, title_lt=text.lt, founder=of.founder,
            founder_en=of.founder_text.en, founder_lt=of.founder_text.lt, act_en=of.act.en, act_lt=of.act.lt,
            day=of.day, starts=of.starts, ends=of.ends, chair=of.chair, chair_en=of.chair_text.en,
            chair_lt=of.chair_text.lt, task_en=of.task.en, task_lt=of.task.lt, follows=of.follows, plan=of.plan,
            source=of.source,
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "body", code, "add")
    return made


def _check_order(starts: dt.date | None, ends: dt.date | None) -> None:
    if starts and ends and ends < starts:
        raise GijaError("bodies.order")


def end(actor: Actor | None, code: str, version: int, day: dt.date, reason: str) -> Body:
    """The body ends on a day, with the reason; seats that are open end with it."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    of = queries.body(actor, code)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Body, of.pk, version, MISSING)
        _check_order(found.starts, day)
        found.ends = day
        found.save()
        found.members.filter(ends=None).update(ends=day)
        trail.note(actor, rules.KEEP, "body", code, "end", plain, {"day": day.isoformat()})
    return found


def seat(actor: Actor | None, code: str, institution: str, office: Text, starts: dt.date | None) -> Member:
    """Give an institution a seat, by office; never a person."""
    actor, text = require(actor, rules.KEEP), trail.both(office)
    of = queries.body(actor, code)
    known(institution)
    with transaction.atomic(using=ZONE):
        made = Member.objects.create(
            body=of, institution=institution, office_en=text.en, office_lt=text.lt, starts=starts
        )
        trail.note(actor, rules.KEEP, "body", code, "seat", content={"institution": institution})
    return made


def unseat(actor: Actor | None, code: str, pk: int, day: dt.date) -> Member:
    """The seat ends on a day."""
    actor = require(actor, rules.KEEP)
    of = queries.body(actor, code)
    with transaction.atomic(using=ZONE):
        found = Member.objects.select_for_update().filter(pk=pk, body=of).first()
        if found is None:
            raise GijaError(MISSING)
        _check_order(found.starts, day)
        found.ends = day
        found.save()
        trail.note(actor, rules.KEEP, "body", code, "unseat", content={"institution": found.institution})
    return found


def call(actor: Actor | None, code: str, day: dt.date, agenda: Text) -> Meeting:
    """Call a meeting. The Lithuanian agenda is needed; English where a report needs it."""
    actor = require(actor, rules.KEEP)
    of = queries.body(actor, code)
    if not agenda.lt.strip():
        raise GijaError("bodies.agenda")
    with transaction.atomic(using=ZONE):
        last = of.meetings.order_by("-number").first()
        made = Meeting.objects.create(
            body=of, number=last.number + 1 if last else 1, day=day, agenda_en=agenda.en.strip(),
            agenda_lt=agenda.lt.strip(),
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "meeting", made.pk, "call")
    return made


def hold(actor: Actor | None, pk: int, version: int, present: Sequence[str], minutes: Text, reference: str) -> Meeting:
    """Note that it was held: who took part, minutes, their register number. Refuses a day to come (`bodies.future`), an
    institution without a seat on that day (`bodies.no_seat`), no minutes (`bodies.minutes`)."""
    actor = require(actor, rules.KEEP)
    if len(minutes.lt.strip()) < trail.SHORTEST or len(reference.strip()) < 2:
        raise GijaError("bodies.minutes")
    with transaction.atomic(using=ZONE):
        found = _called(pk, version)
        if found.day > timezone.localdate():
            raise GijaError("bodies.future")
        seats = {one.institution for one in found.body.members.all() if queries.seated(one, found.day)}
        if not present or not set(present) <= seats:
            raise GijaError("bodies.no_seat")
        found.state, found.present = Session.HELD, sorted(set(present))
        found.minutes_en, found.minutes_lt = minutes.en.strip(), minutes.lt.strip()
        found.reference = reference.strip()
        found.save()
        trail.note(actor, rules.KEEP, "meeting", pk, "hold", content={"present": found.present})
    return found


def _called(pk: int, version: int) -> Meeting:
    found = trail.locked(Meeting, pk, version, MISSING)
    if found.state != Session.CALLED:
        raise GijaError("bodies.state")
    return found


def cancel(actor: Actor | None, pk: int, version: int, reason: str) -> Meeting:
    """It was not held, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = _called(pk, version)
        found.state = Session.CANCELLED
        found.save()
        trail.note(actor, rules.KEEP, "meeting", pk, "cancel", plain)
    return found


@dataclass(frozen=True, slots=True)
class Votes:
    """For, against, abstained."""

    ayes: int
    noes: int
    abstained: int


def decide(
    actor: Actor | None, pk: int, number: str, text: Text, strategic: bool = False, votes: Votes | None = None
) -> Decision:
    """Keep a decision of a meeting that was held (`bodies.state` else). Refuses a number that this meeting's body has
    already (`bodies.number`) and votes that carry nothing or are more than its seats (`bodies.votes`)."""
    actor, said = require(actor, rules.KEEP), trail.both(text)
    with transaction.atomic(using=ZONE):
        found = Meeting.objects.select_for_update().select_related("body").filter(pk=pk).first()
        if found is None:
            raise GijaError(MISSING)
        if found.state != Session.HELD:
            raise GijaError("bodies.state")
        if len(number.strip()) < 1 or found.body.decisions.filter(number=number.strip()).exists():
            raise GijaError("bodies.number")
        _check_votes(found, votes)
        made = Decision.objects.create(
            body=found.body, meeting=found, number=number.strip(), text_en=said.en, text_lt=said.lt,
            strategic=strategic, ayes=votes.ayes if votes else None, noes=votes.noes if votes else None,
            abstained=votes.abstained if votes else None, **trail.who(actor),
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "decision", made.pk, "decide")
    return made


def _check_votes(of: Meeting, votes: Votes | None) -> None:
    if votes is None:
        return
    seats = sum(queries.seated(one, of.day) for one in of.body.members.all())
    if min(votes.ayes, votes.noes, votes.abstained) < 0 or not votes.noes < votes.ayes:
        raise GijaError("bodies.votes")
    if votes.ayes + votes.noes + votes.abstained > seats:
        raise GijaError("bodies.votes")


def task(
    actor: Actor | None, pk: int, title: str, detail: str, institution: str, due_on: dt.date | None
) -> Task:  # fmt: skip
    """Give an institution a task that follows from a decision; it is kept with all other tasks."""
    found = queries.decision(require(actor, rules.KEEP), pk)
    return tasks.give(actor, tasks.About(queries.DECISION, str(found.pk)), title, detail, institution, due_on)


def law(actor: Actor | None, pk: int, text: Text, reference: str, day: dt.date | None) -> Law:
    """Note a change of law that a decision led to."""
    actor, said = require(actor, rules.KEEP), trail.both(text)
    found = queries.decision(actor, pk)
    with transaction.atomic(using=ZONE):
        made = Law.objects.create(
            body=found.body, decision=found, text_en=said.en, text_lt=said.lt, reference=reference.strip(), day=day,
            **trail.who(actor),
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "decision", pk, "law")
    return made


def found(actor: Actor | None, code: str, text: Text, day: dt.date) -> Problem:
    """Enter a main problem that the body found."""
    actor, said = require(actor, rules.KEEP), trail.both(text)
    of = queries.body(actor, code)
    if day > timezone.localdate():
        raise GijaError("bodies.future")
    with transaction.atomic(using=ZONE):
        made = Problem.objects.create(body=of, text_en=said.en, text_lt=said.lt, found_on=day)
        trail.note(actor, rules.KEEP, "problem", made.pk, "found")
    return made


def propose(actor: Actor | None, pk: int, version: int, proposal: Text, to: str) -> Problem:
    """Put a proposal about the problem to an institution, mostly the Government."""
    said = trail.both(proposal)
    known(to)

    def with_proposal(of: Problem) -> None:
        of.proposal_en, of.proposal_lt, of.to = said.en, said.lt, to

    return _move(actor, pk, version, Stand.PROPOSED, "", with_proposal)


def move(actor: Actor | None, pk: int, version: int, to: str, reason: str) -> Problem:
    """What became of the proposal: accepted, refused, solved; with the reason or the answer's number."""
    if to not in (Stand.ACCEPTED, Stand.REFUSED, Stand.SOLVED):
        raise GijaError("bodies.state")
    return _move(actor, pk, version, Stand(to), trail.reason(reason))


def _move(
    actor: Actor | None, pk: int, version: int, to: Stand, reason: str, put: Any = lambda of: None
) -> Problem:  # fmt: skip
    actor = require(actor, rules.KEEP)
    with transaction.atomic(using=ZONE):
        of = trail.locked(Problem, pk, version, MISSING)
        if to not in queries.NEXT[of.state]:
            raise GijaError("bodies.state")
        of.state = to
        put(of)
        of.save()
        content = {"en": of.proposal_en, "lt": of.proposal_lt, "to": of.to}
        trail.note(actor, rules.KEEP, "problem", pk, str(to), reason, content)
    return of
