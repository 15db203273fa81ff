"""The runs as the administrator sees them: how many people, how sure, who sent and who has not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, require
from gija.register.clusters import queries
from gija.register.clusters.models import Run
from gija.register.records.models import Record
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

READ = "register.run.read"
SURE = 95  # percent


@dataclass(frozen=True, slots=True)
class Member:
    """Of a member's records that the register holds, how many the run counted."""

    name: Text
    counted: int
    held: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A run. `others`: records counted that the register does not hold (invented, withdrawn, not come); `alone`,
    `sure`, `unsure`: of those it holds, by the chance of their best link."""

    run: Run
    people: queries.People
    others: int
    alone: int
    sure: int
    unsure: int
    members: tuple[Member, ...]

    @property
    def silent(self) -> tuple[Member, ...]:
        """Members of whom nothing was counted."""
        return tuple(one for one in self.members if not one.counted)


def runs(actor: Actor | None) -> QuerySet[Run]:
    """The runs that hold, the latest half-year first."""
    require(actor, READ)
    return Run.objects.all()


def shown(actor: Actor | None, run_id: str) -> Shown:
    """One run; `clusters.unknown` where there is none."""
    run = runs(actor).filter(pk=run_id).first()
    if run is None:
        raise GijaError("clusters.unknown")
    there = queries.held(run)
    strengths = [s for record, s in run.assignments.values_list("record", "strength") if record in there]
    alone, sure = strengths.count(0), sum(s >= SURE for s in strengths)
    return Shown(
        run, queries.people(run), run.assignments.count() - len(there), alone, sure, len(strengths) - alone - sure,
        _members(there),
    )  # fmt: skip


def _members(counted: set[str]) -> tuple[Member, ...]:
    every, named = Counter[str](), Counter[str]()
    for number, sender in Record.objects.filter(withdrawn=False).values_list("id", "sender"):
        every[sender] += 1
        named[sender] += number in counted
    found = (Member(text_on(code), named[code], every[code]) for code in every)
    return tuple(sorted(found, key=lambda one: (one.name.lt, one.name.en)))
