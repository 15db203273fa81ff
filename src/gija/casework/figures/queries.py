"""What an actor sees: the tables and grants of their own institution, and what each table tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gija.casework.figures import tables
from gija.casework.figures.models import Grant, Table
from gija.casework.figures.rules import APPROVE, READ
from gija.commons.casefile.ids import is_id
from gija.commons.handover import counting
from gija.commons.handover.rules import Rule
from gija.commons.permissions import Actor, may, require
from gija.messages.tables import TOTAL
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

WHOLE = Text("Total", "Iš viso")


def own(actor: Actor) -> QuerySet[Table]:
    """Every table of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Table.objects.none()
    return Table.objects.filter(institution=actor.institution)


def one(actor: Actor | None, pk: str) -> Table:
    """One table. Refused: `frozen.not_found`; another institution's is `NotPermittedError`."""
    found = Table.objects.filter(pk=pk).first() if is_id(pk) else None
    require(actor, READ, found.institution if found else None)
    if found is None:
        raise GijaError("frozen.not_found")
    return found


def grants(actor: Actor) -> QuerySet[Grant]:
    """The grants of the actor's institution."""
    if not may(actor, READ, actor.institution):
        return Grant.objects.none()
    return Grant.objects.filter(institution=actor.institution)


def grant(actor: Actor, number: str) -> Grant:
    """One of them; `figures.not_found` where the institution has none of this number."""
    found = grants(actor).filter(pk=number).first()
    if found is None:
        raise GijaError("figures.not_found")
    return found


def rule_of(found: Table) -> Rule:
    """The rule by which a table was counted."""
    if found.grant:
        return tables.grant(Grant.objects.get(pk=found.grant, institution=found.institution))
    return tables.RULES[found.table]


def open_tables(actor: Actor) -> list[Table]:
    """Made, not handed over, and no later one made: the latest of their period."""
    latest: dict[tuple[str, str, str], Table] = {}
    for one_ in own(actor).order_by("vintage"):
        latest[one_.table, one_.grant, one_.period] = one_
    return [one_ for one_ in latest.values() if not one_.letter]


def waiting(actor: Actor) -> int:
    """How many wait for this actor's approval."""
    if not may(actor, APPROVE, actor.institution):
        return 0
    return sum(one_.made_by != actor.account for one_ in open_tables(actor))


def changed(found: Table) -> bool:
    """Are the counts others now than they were frozen?"""
    rule = rule_of(found)
    return counting.kept(rule, found.counts) != counting.counted(rule, found.institution, Period.of(found.period))


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a table: what is counted, of whom, how many. `codes` as in the message."""

    what: str
    codes: tuple[tuple[str, str], ...]
    number: int

    def text(self) -> Text:
        return code_list("indicator")[self.what].text

    def of(self) -> Text:
        texts = [code_list(name)[code].text for name, code in self.codes]
        return Text(", ".join(t.en for t in texts), ", ".join(t.lt for t in texts)) if texts else WHOLE


def lines(found: Table, *, empty: bool = False) -> list[Line]:
    """What a table tells: of each measure the total and its parts; parts with nobody in them only if `empty`."""
    rule = rule_of(found)
    kept = counting.kept(rule, found.counts)
    return [line for line in _lines(rule, kept) if empty or line.number or not line.codes]


def _lines(rule: Rule, kept: Any) -> Iterator[Line]:
    for cell in counting.cells(rule, kept):
        codes = tuple((name, code) for name, code in zip(rule.lists, cell.key, strict=True) if code != TOTAL)
        yield Line(cell.measure, codes, cell.value or 0)
