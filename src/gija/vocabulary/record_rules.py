"""The rules of the record (`record_rules.yaml`) and what they find in one: on entry, import, sending and receiving.

A finding names the rule, its level and the field, never what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from gija.vocabulary import record_model
from gija.vocabulary.files import read_yaml
from gija.vocabulary.record_model import Condition, Facts
from gija.vocabulary.text import Text

ERROR, WARNING = "error", "warning"
ROLES = ("recruitment", "transit", "exploitation")
DURATIONS = ((12, "0-12"), (24, "13-24"))  # months, counted with the first and the last one


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `since`: the version of the message from which its level holds; before, it is a warning."""

    code: str
    version: int
    since: int
    level: str
    field: str
    text: Text
    source: str
    verified: bool
    when: tuple[Condition, ...]
    then: tuple[Condition, ...]
    each: str
    needs: tuple[str, ...]
    order: tuple[str, ...]
    age: tuple[str, ...]
    older: bool
    span: tuple[str, ...]
    at_least: tuple[str, ...]

    def kept(self, facts: Facts) -> bool:
        """Whether these facts keep the rule."""
        if not all(one.holds(facts) for one in self.when):
            return True
        return (
            all(one.holds(facts) for one in self.then)
            and (not self.needs or any(_filled(facts, name) for name in self.needs))
            and _in_order([str(facts[name]) for name in self.order if _filled(facts, name)])
            and (not self.age or _age_fits(facts, self.age, older=self.older))
            and (not self.span or _span_fits(facts, self.span))
            and (not self.at_least or _enough(facts, self.at_least))
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a record does not keep. `part`: which part of the group, from 1; 0 for the record."""

    rule: Rule
    level: str
    part: int = 0

    @property
    def text(self) -> Text:
        """The sentence of the rule."""
        return self.rule.text


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return tuple(_rule(code, raw) for code, raw in read_yaml("record_rules.yaml").items())


def _rule(code: str, raw: Mapping[str, Any]) -> Rule:
    when, then = (tuple(Condition.of(one) for one in raw.get(name, ())) for name in ("when", "then"))
    named = {name: tuple(raw.get(name, ())) for name in ("needs", "order", "age", "span", "at_least")}
    return Rule(
        code, raw["version"], raw["since"], raw["level"], raw["field"], Text.of(raw), raw["source"],
        raw.get("verified", True), when, then, raw.get("each", ""), older=raw.get("older", False), **named,
    )  # fmt: skip


def findings(body: Facts, *, version: int | None = None) -> tuple[Finding, ...]:
    """What the rules find in a record in the shape of `VictimRecord.data()`. `version`: that of the message it came in;
    a rule that is younger only warns."""
    facts = flat(body)
    came = record_model.version() if version is None else version
    return tuple(_found(facts, came))


def errors(body: Facts, *, version: int | None = None) -> tuple[Finding, ...]:
    """Those on which a record may not leave."""
    return tuple(one for one in findings(body, version=version) if one.level == ERROR)


def _found(facts: Facts, came: int) -> Iterator[Finding]:
    for rule in rules():
        level = rule.level if came >= rule.since else WARNING
        if not rule.each:
            if not rule.kept(facts):
                yield Finding(rule, level)
            continue
        for number, one in enumerate(items(facts, rule.each), 1):
            if not rule.kept(one):
                yield Finding(rule, level, number)


def items(facts: Facts, group: str) -> list[dict[str, Any]]:
    """The parts of a group as facts of their own, by the codes of their fields."""
    of = record_model.group(group)
    named = {one.name: one.code for one in of.fields}
    return [{named[name]: value for name, value in one.items()} for one in facts.get(of.message, ())]


def flat(body: Facts) -> dict[str, Any]:
    """The body with the countries also by the part they played."""
    countries = body.get("countries") or ()
    by_role = {f"countries_{role}": [c["country"] for c in countries if c["role"] == role] for role in ROLES}
    return {**by_role, **body}


def duration(first: str, last: str) -> str:
    """The code of the list `duration` for a first and a last month; both count."""
    months = _months(last) - _months(first) + 1
    return next((code for most, code in DURATIONS if months <= most), "25+")


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def _filled(facts: Facts, name: str) -> bool:
    return facts.get(name) not in (None, "", [], ())


def _in_order(moments: Sequence[str]) -> bool:
    """Years and months, each not before the one before it, as far as the shorter tells."""
    ordered = all(one[: min(len(one), len(two))] <= two[: min(len(one), len(two))] for one, two in pairwise(moments))
    return ordered and (len(moments) < 3 or _in_order([moments[0], *moments[2:]]))


def _age_fits(facts: Facts, names: tuple[str, ...], *, older: bool) -> bool:
    """Year of birth plus age is the year of the month, or the one before; `older`: or any later."""
    born, age, month = (facts.get(name) for name in names)
    if born is None or age is None or not month:
        return True
    told = int(str(month)[:4]) - int(born)
    return int(age) <= told if older else told - 1 <= int(age) <= told


def _span_fits(facts: Facts, names: tuple[str, ...]) -> bool:
    first, last, code = (facts.get(name) for name in names)
    return not (first and last and code) or last < first or duration(first, last) == code


def _enough(facts: Facts, names: tuple[str, ...]) -> bool:
    counted = facts.get(names[0])
    return counted is None or int(counted) >= len(facts.get(names[1]) or ())
