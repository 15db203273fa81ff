"""How good what a member sends is: completeness by field, late entries, warnings by rule, versions of the message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gija.register.administration.facts import PARTS, facts_of, says
from gija.register.records.models import Finding, Revision
from gija.register.records.queries import current
from gija.vocabulary import record_model as model
from gija.vocabulary.record_rules import rules
from gija.vocabulary.text import Text

ON_TIME = 1  # months between registration and arrival
WHOLE_MODEL = 2  # the first version of the message that has it
LATENESS = ((0, 1), (2, 3), (4, 6), (7, 12), (13, None))  # months


@dataclass(frozen=True, slots=True)
class Filled:
    """A field, or a group of parts: in how many of the records that are asked it something is said, and why not in the
    others (code of `missing` -> how many, `""`: no reason)."""

    code: str
    text: Text
    filled: int
    asked: int
    reasons: Mapping[str, int]

    @property
    def share(self) -> int | None:
        """Whole per cent, rounded down; None where nobody was asked."""
        return 100 * self.filled // self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Quality:
    """What is told of one member."""

    records: int
    versions: Mapping[int, int]  # version of the message -> records that hold in it
    fields: tuple[Filled, ...]
    lateness: tuple[tuple[int, int | None, int], ...]  # from, to months (None: more), records
    warnings: tuple[tuple[str, Text, int], ...]  # rule, its words, records

    @property
    def share(self) -> int | None:
        """Whole per cent of all questions asked."""
        asked = sum(one.asked for one in self.fields)
        return 100 * sum(one.filled for one in self.fields) // asked if asked else None

    @property
    def late(self) -> int:
        """Records that came more than a month after their registration."""
        return sum(count for first, _last, count in self.lateness if first > ON_TIME)


@cache
def asked_fields() -> tuple[model.Field, ...]:
    """The fields that are questions of a record itself and leave."""
    technical = ("record_id", "revision", "sender", "sender_kind", "missing", "status_history", "consents")
    return tuple(one for one in model.fields() if one.leaves and not one.group and one.code not in technical)


def of_member(sender: str) -> Quality:
    """The quality of the records of a member that hold now."""
    held = list(current().filter(record__sender=sender).prefetch_related(*PARTS))
    return Quality(
        len(held),
        Counter(one.message_version for one in held),
        _fields(held),
        _lateness(first_arrivals(sender)),
        _warnings(held),
    )


def _fields(held: Iterable[Revision]) -> tuple[Filled, ...]:
    """Only of records whose message could have said it all, and only where the model asks."""
    told = [(facts_of(one), _reasons(one)) for one in held if one.message_version >= WHOLE_MODEL]
    found = []
    for field in asked_fields():
        where = [(says(facts.get(field.code)), why) for facts, why in told if field.is_asked(facts)]
        found.append(_filled(field.code, field.text, where))
    for group in model.groups():
        where = [(bool(facts[group.message]), why) for facts, why in told if group.is_asked(facts)]
        found.append(_filled(group.code, group.text, where))
    return tuple(found)


def _reasons(revision: Revision) -> dict[str, str]:
    return {one.field: one.reason for one in revision.missings.all()}


def _filled(code: str, text: Text, where: Sequence[tuple[bool, Mapping[str, str]]]) -> Filled:
    empty = Counter(why.get(code, "") for said, why in where if not said)
    return Filled(code, text, sum(said for said, _why in where), len(where), empty)


def first_arrivals(sender: str) -> list[tuple[str, str]]:
    """Registration month and month of arrival of the first revision kept of each record that holds."""
    rows = Revision.objects.filter(record__sender=sender, record__withdrawn=False).order_by("record_id", "-number")
    first = {record: (registered, received) for record, registered, received in
             rows.values_list("record_id", "registration_month", "received_month")}  # fmt: skip
    return list(first.values())


def months_between(one: str, other: str) -> int:
    """`2014-11`, `2015-02`: 3; never below zero, for a record may be dated ahead of its arrival."""
    return max(0, 12 * (int(other[:4]) - int(one[:4])) + int(other[5:]) - int(one[5:]))


def _lateness(arrivals: Iterable[tuple[str, str]]) -> tuple[tuple[int, int | None, int], ...]:
    months = [months_between(registered, received) for registered, received in arrivals]
    return tuple(
        (first, last, sum(first <= one and (last is None or one <= last) for one in months)) for first, last in LATENESS
    )


def _warnings(held: Iterable[Revision]) -> tuple[tuple[str, Text, int], ...]:
    found = Finding.objects.filter(revision__in=[one.pk for one in held]).values_list("rule", "revision_id")
    counts = Counter(rule for rule, _revision in set(found))
    return tuple((rule.code, rule.text, counts[rule.code]) for rule in rules() if counts[rule.code])
