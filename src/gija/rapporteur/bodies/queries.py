"""What is seen of bodies: who sat when, how often an institution took part, what was decided and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.rapporteur.bodies import rules
from gija.rapporteur.bodies.models import Body, Decision, Meeting, Member, Problem, Session, Stand
from gija.rapporteur.tasks import queries as tasks
from gija.rapporteur.tasks.models import State, Task
from gija.vocabulary.errors import GijaError

DECISION = "decision"  # what a task came from: kind of `tasks.About`


def bodies(actor: Actor | None) -> QuerySet[Body]:
    require(actor, rules.READ)
    return Body.objects.all()


def body(actor: Actor | None, code: str) -> Body:
    """`bodies.not_found` where there is none."""
    found = bodies(actor).filter(code=code).first()
    if found is None:
        raise GijaError("bodies.not_found")
    return found


def meeting(actor: Actor | None, pk: int) -> Meeting:
    require(actor, rules.READ)
    found = Meeting.objects.select_related("body").filter(pk=pk).first()
    if found is None:
        raise GijaError("bodies.not_found")
    return found


def decision(actor: Actor | None, pk: int) -> Decision:
    require(actor, rules.READ)
    found: Decision | None = Decision.objects.select_related("body", "meeting").filter(pk=pk).first()
    if found is None:
        raise GijaError("bodies.not_found")
    return found


def successor(of: Body) -> Body | None:
    """The body that took its place."""
    return Body.objects.filter(follows=of.code).first()


def seated(one: Member, day: dt.date) -> bool:
    """Was it a member on this day? An unknown beginning or end does not exclude."""
    return (one.starts is None or one.starts <= day) and (one.ends is None or one.ends >= day)


@dataclass(frozen=True, slots=True)
class Participation:
    """How an institution took part: meetings held while it had a seat, those it came to, and the tasks that decisions
    gave it."""

    institution: str
    held: int
    came: int
    tasks: int
    done: int

    @property
    def index(self) -> int | None:
        """Per cent of the meetings it came to, rounded half up; None where none was held."""
        return None if not self.held else (200 * self.came + self.held) // (2 * self.held)


def participation(of: Body) -> list[Participation]:
    """One for each institution that has or had a seat, in the order of the seats."""
    members = [one for one in of.members.all() if one.institution]
    held = list(of.meetings.filter(state=Session.HELD))
    given = tasks_of(of)
    return [_took_part(code, members, held, given) for code in dict.fromkeys(one.institution for one in members)]


def _took_part(code: str, members: list[Member], held: list[Meeting], given: list[Task]) -> Participation:
    seats = [one for one in members if one.institution == code]
    asked = [one for one in held if any(seated(seat, one.day) for seat in seats)]
    own = [task for task in given if task.institution == code and task.state != State.WITHDRAWN]
    done = sum(task.state == State.DONE for task in own)
    return Participation(code, len(asked), sum(code in one.present for one in asked), len(own), done)


def tasks_of(of: Body) -> list[Task]:
    """The tasks that its decisions gave."""
    ids = [str(pk) for pk in of.decisions.values_list("pk", flat=True)]
    return list(Task.objects.filter(about_kind=DECISION, about_id__in=ids))


def given(of: Decision) -> list[tuple[Task, str]]:
    """Each task of a decision with the evidence that was told last."""
    return [(task, _evidence(task)) for task in tasks.of(DECISION, str(of.pk))]


def _evidence(task: Task) -> str:
    done = [act for act in tasks.acts(task) if act.act == "do"]
    return " · ".join(filter(None, (done[-1].reason, done[-1].evidence))) if done else ""


def problem(actor: Actor | None, pk: int) -> Problem:
    require(actor, rules.READ)
    found = Problem.objects.select_related("body").filter(pk=pk).first()
    if found is None:
        raise GijaError("bodies.not_found")
    return found


# State of a problem -> the states that may follow.
NEXT: dict[str, tuple[Stand, ...]] = {
    Stand.FOUND: (Stand.PROPOSED, Stand.SOLVED),
    Stand.PROPOSED: (Stand.ACCEPTED, Stand.REFUSED),
    Stand.ACCEPTED: (Stand.SOLVED,),
    Stand.REFUSED: (Stand.PROPOSED,),
    Stand.SOLVED: (),
}


def upcoming(found: Iterable[Meeting], today: dt.date | None = None) -> list[Meeting]:
    """Meetings that are called and still to come."""
    day = today or timezone.localdate()
    return [one for one in found if one.state == Session.CALLED and one.day >= day]
