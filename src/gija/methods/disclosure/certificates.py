"""Certificates: proof on paper that a release gives nothing away, checked by adding up alone.

What is in one: the rows (what all releases say), for each count that must not be found two tables that fit them all
and differ in it, for what was known before the candidate the factors of earlier rows that show it, and how many came
and went between vintages at most. The tables are made up by the solver; the true one is not in it. Nor does it speak
of people who are alone in a cell: that would tell who is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from gija.methods.disclosure.attacker.adding import Factors, shown
from gija.methods.disclosure.attacker.limits import MORE, least_of, told, weighted
from gija.methods.disclosure.attacker.parts import told_groups
from gija.methods.disclosure.attacker.reaching import reaching
from gija.methods.disclosure.attacker.reducing import Reduced, touched
from gija.methods.disclosure.attacker.system import Row, System, Target, system, targets
from gija.methods.disclosure.certifying import FORMAT
from gija.methods.disclosure.judging import proven_safe, small_and_open
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.vocabulary.errors import GijaError

Rows = dict[int, Row]
Count = Mapping[str, Any]


def verify(
    certificate: Mapping[str, Any],
    ledger: Iterable[Release] | None = None,
    candidate: Release | None = None,
    knowledge: Knowledge = Knowledge(),  # noqa: B008 - frozen
    rule: Rule = Rule(),  # noqa: B008
) -> None:
    """Check a certificate by adding up; no solver is asked.

    With `ledger`, `candidate`, and the `knowledge` and `rule` that must have been met: also that its rows are all that
    these releases say, that no limit of changes is wider than they allow, and that every count that could be found is
    named in it. Without: only that it holds in itself. Raises `disclosure.certificate` naming what does not hold.
    """
    content = {name: value for name, value in certificate.items() if name != "digest"}
    _insist(certificate.get("digest") == digest(content), "digest")
    _insist(content.get("format") == FORMAT, "format")
    try:
        paper = _Paper.read(content)
        paper.add_up()
        fresh = -1
        if ledger is not None and candidate is not None:
            fresh = _same(content, paper, list(ledger), candidate, knowledge, rule)
        for count in content["counts"]:
            _insist(_holds(count, paper, fresh), "count")
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as broken:
        raise GijaError("disclosure.certificate", what="form") from broken


def _insist(true: bool, what: str) -> None:
    if not true:
        raise GijaError("disclosure.certificate", what=what)


@dataclass(frozen=True)
class _Paper:
    """What stands in a certificate: rows by their number, one table that fits, parts of others."""

    rows: Rows
    base: Mapping[int, int]
    tables: Sequence[Mapping[int, int]]
    rule: Rule
    near: Mapping[int, Sequence[int]]  # unknown -> rows

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> _Paper:
        rows = {int(n): Row(tuple((u, f) for u, f in form), low, high, by)
                for n, (form, low, high, by) in content["rows"].items()}  # fmt: skip
        near: dict[int, list[int]] = {}
        for number, row in rows.items():
            for unknown, _ in row.form:
                near.setdefault(unknown, []).append(number)
        tables = [_counts(table) for table in content["tables"]]
        return cls(rows, _counts(content["base"]), tables, Rule(*content["rule"]), near)

    def touching(self, table: Mapping[int, int]) -> set[int]:
        """The rows that speak of what differs in a table from the first one."""
        return {n for u, value in table.items() if value != self.base[u] for n in self.near.get(u, ())}

    def add_up(self) -> None:
        """Every row holds in the first table, and in it with each other put in its place."""
        for table in ({}, *self.tables):
            _insist(set(table) <= set(self.base), "table")
            for number in self.touching(table) if table else self.rows:
                row = self.rows[number]
                total = sum(factor * table.get(u, self.base[u]) for u, factor in row.form)
                _insist((row.low is None or total >= row.low) and (row.high is None or total <= row.high), "sum")

    def value(self, form: Iterable[Sequence[int]], numbers: Sequence[int]) -> int:
        """A sum in the first table with these put in their places; no row may speak of two of them."""
        world, seen = dict(self.base), set[int]()
        for number in numbers:
            _insist(0 <= number < len(self.tables), "table")
            mine = self.touching(self.tables[number])
            _insist(not mine & seen, "table")
            seen |= mine
            world.update({u: v for u, v in self.tables[number].items() if v != self.base[u]})
        return sum(factor * world[unknown] for unknown, factor in form)

    def shown(self, form: Any, factors: Factors, most: bool, but: Iterable[int] = ()) -> Fraction | None:
        """What these rows show; none of `but` may be used."""
        _insist(not set(but) & set(factors) and set(factors) <= set(self.rows), "proof")
        return shown(self.rows, form, factors, most)


def _counts(raw: Mapping[str, int]) -> dict[int, int]:
    counts = {int(unknown): value for unknown, value in raw.items()}
    _insist(all(type(value) is int and value >= 0 for value in counts.values()), "counts")
    return counts


def _factors(raw: Mapping[str, str]) -> dict[int, Fraction]:
    return {int(row): Fraction(times) for row, times in raw.items()}


def _holds(count: Count, paper: _Paper, fresh: int) -> bool:
    """Does the count take both values it is said to, and are they enough? Or was it known before?"""
    target = Target(count["kind"], count["population"], (), count["vintage"], ())
    ends = [paper.value(count["form"], count[end]) for end in ("least", "most")]
    if ends != count["ends"]:
        return False
    if "low" in count:
        new = [n for n, row in paper.rows.items() if row.release == fresh]
        known = [paper.shown(count["form"], _factors(count[end]), most, new)
                 for end, most in (("low", False), ("high", True))]  # fmt: skip
        return ends == known
    least = paper.shown(count["form"], _factors(count["above"]), most=False) if "above" in count else None
    return proven_safe(target, Interval(ends[0], ends[1], exact=False), least, paper.rule)


def _same(
    content: Mapping[str, Any], paper: _Paper, ledger: list[Release], candidate: Release, knowledge: Knowledge,
    rule: Rule,
) -> int:  # fmt: skip
    """Are the rows and the counts all that these releases say? The system is built and reduced again. The number of
    the candidate."""
    _insist(content["candidate_digest"] == digest(release_to(candidate)), "candidate")
    _insist(content["ledger_digest"] == digest([release_to(r) for r in ledger]), "ledger")
    _insist(content["rule"] == [rule.threshold, rule.span, rule.zeros], "rule")
    releases = [*reaching(ledger, candidate, knowledge.members), candidate]
    fresh, found = len(releases) - 1, system(releases, knowledge)
    past = Reduced(found)
    past.add(n for n in range(found.limits.start) if found.rows[n].release != fresh)
    mine = touched(found, past, fresh)
    _insist(not small_and_open(found.figures, fresh, rule), "open")
    _rows(paper, found, mine)
    _limits(content, paper, found, releases, knowledge)
    _all_named(content["counts"], targets(found, mine, fresh))
    if knowledge.threshold_known:
        _groups(paper, found, rule)
    return fresh


def _rows(paper: _Paper, found: System, mine: set[int]) -> None:
    """Each row of the certificate is what was said, and each that touches what can be found is in it. The bounds of
    limits are looked at apart."""
    for number, row in paper.rows.items():
        _insist(0 <= number < len(found.rows), "rows")
        told_ = found.rows[number]
        high = row.high if number in found.limits else told_.high
        same = (told_.form, told_.low, high, told_.release) == (row.form, row.low, row.high, row.release)
        _insist(same, "rows")
    for number, row in enumerate(found.rows):
        _insist(number in paper.rows or not any(u in mine for u, _ in row.form), "rows")


def _limits(
    content: Mapping[str, Any], paper: _Paper, found: System, releases: Sequence[Release], knowledge: Knowledge
) -> None:
    """No limit of changes is wider than was told, or than the fewest that explain what was told."""
    given = {limit["row"]: limit for limit in content["limits"]}
    bounds: dict[int, int] = {}
    for number, most, all_told in told(found, releases):
        if number in paper.rows:
            bounds[number] = most if all_told else max(most, _fewest(paper, number, given[number], found.limits))
    more = _more(content["wider"], paper, bounds, knowledge.revisions, found.limits)
    for number, bound in bounds.items():
        high = paper.rows[number].high
        _insist(high is not None and high <= bound + more + knowledge.revisions, "limits")


def _fewest(paper: _Paper, number: int, given: Mapping[str, Any], limits: range) -> int:
    shows = paper.shown(paper.rows[number].form, _factors(given["factors"]), most=False, but=limits)
    return math.ceil(shows) if shows is not None else 0


def _more(wider: Mapping[str, Any], paper: _Paper, bounds: Mapping[int, int], revisions: int, limits: range) -> int:
    """By how much the limits may be wider: with less, there is no table, as factors of rows show."""
    if not wider:
        return 0
    weights = _factors(wider["weights"])
    more, less = wider["more"], wider["less"]
    _insist((less, more) in pairwise(MORE), "limits")
    _insist(set(weights) <= set(bounds) and all(by > 0 for by in weights.values()), "limits")
    shows = paper.shown(weighted(paper.rows, weights), _factors(wider["factors"]), most=False, but=limits)
    _insist(shows is not None and shows > least_of(bounds, weights, less + revisions), "limits")
    return int(more)


def _all_named(counts: Sequence[Count], wanted: Sequence[Target]) -> None:
    """Each count that could be found is named, once and as what it is; only of others that what was known stays."""
    named = {}
    for count in counts:
        place = tuple((axis, code) for axis, code in count["place"])
        key = count["kind"], count["population"], place, count["vintage"]
        _insist(key not in named, "counts")
        named[key] = count
    _insist(set(named) == {(t.kind, t.population, t.place, t.vintage) for t in wanted}, "counts")
    for target in wanted:
        count = named[target.kind, target.population, target.place, target.vintage]
        _insist([list(term) for term in target.form] == count["form"], "counts")
        _insist(not (target.own and "low" in count), "counts")


def _groups(paper: _Paper, found: System, rule: Rule) -> None:
    """Among the cells that were closed together one at least is small, in every table."""
    for number in found.limits:
        high = paper.rows[number].high if number in paper.rows else None
        found.rows[number] = replace(found.rows[number], high=high)
    reduced = Reduced(found)
    reduced.add(range(len(found.rows)))
    for forms, most in told_groups(found, reduced, rule):
        unknowns = {unknown for form in forms for unknown, _ in form}
        if not unknowns <= set(paper.base):
            continue  # of a part that the candidate does not touch
        for table in ({}, *paper.tables):
            if not table or unknowns & set(table):
                sums = [sum(f * table.get(u, paper.base[u]) for u, f in form) for form in forms]
                _insist(any(1 <= total <= most for total in sums), "group")
