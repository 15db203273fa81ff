"""Certificates: proof on paper that a release gives nothing away. Made by the audit, checked by adding up alone.

For each count that must not be found there are two tables that fit everything released and differ in it. `verify`
needs no solver: it adds up the tables and looks whether each count takes two values that are safe. The tables are
made up by the solver; the true one is not in the certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gija.methods.disclosure.attacker.reducing import Reduced
from gija.methods.disclosure.attacker.system import Target, system, targets
from gija.methods.disclosure.judging import surely_safe, told
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.attacker.attack import Attack
    from gija.methods.disclosure.auditing import Judged

FORMAT = 1


def certify(attack: Attack, kept: Sequence[tuple[Target, Judged]], ledger: str, candidate: Release) -> dict[str, Any]:
    """The certificate of an audit that found nothing, as plain JSON values. Counts that were known before the
    candidate are left out of it, as are those that nothing can be said of."""
    base, tables = _base(attack), _Tables(attack)
    content: dict[str, Any] = {
        "format": FORMAT,
        "candidate": candidate.name,
        "candidate_digest": digest(release_to(candidate)),
        "ledger_digest": ledger,
        "rule": [attack.rule.threshold, attack.rule.span, attack.rule.zeros],
        "rows": [_row(attack, n) for n in range(len(attack.system.rows)) if _touches(attack, n)],
        "counts": [tables.entry(target, cell) for target, cell in kept],
        "base": {str(unknown): value for unknown, value in sorted(base.items())},
    }
    content["tables"] = tables.told()
    return {**content, "digest": digest(content)}


def _touches(attack: Attack, number: int) -> bool:
    return any(unknown in attack.touched for unknown, _ in attack.system.rows[number].form)


def _row(attack: Attack, number: int) -> list[Any]:
    row = attack.system.rows[number]
    return [[list(term) for term in row.form], row.low, row.high, row.release]


def _base(attack: Attack) -> dict[int, int]:
    """One table that fits: what is known, and a point of each part the candidate touches."""
    needed = {u for n in range(len(attack.system.rows)) if _touches(attack, n) for u, _ in attack.system.rows[n].form}
    base = {u: value for u in needed if (value := attack.reduced.value[u]) is not None}
    for number in sorted({attack.part_of[u] for u in needed if u not in base}):
        part = attack.parts[number]
        if not len(part.points):
            attack.interval(((part.unknowns[0], 1),))
        if not len(part.points):
            raise GijaError("disclosure.solver", status="no table found")
        base |= {u: int(v) for u, v in zip(part.unknowns, part.points[0], strict=True)}
    return base


class _Tables:
    """The tables of the certificate, each once: (part, which of its points)."""

    def __init__(self, attack: Attack) -> None:
        self.attack = attack
        self.numbers: dict[tuple[int, bytes], int] = {}

    def entry(self, target: Target, cell: Judged) -> dict[str, Any]:
        seen, both = self.attack.seen(target.form)
        least, most = ([self._number(n, point) for n, point in sorted(one.items())] for one in both)
        ends = [seen.low, seen.high] if seen else [cell.interval.low, cell.interval.high]
        names = {"kind": target.kind, "population": target.population, "vintage": target.vintage}
        return {**names, "place": [list(one) for one in target.place], "form": [list(t) for t in target.form],
                "ends": ends, "least": least, "most": most,
                "interval": [cell.interval.low, cell.interval.high]}  # fmt: skip

    def _number(self, part: int, point: Any) -> int:
        return self.numbers.setdefault((part, point.tobytes()), len(self.numbers))

    def told(self) -> list[dict[str, int]]:
        import numpy as np

        found = []
        for part, raw in self.numbers:
            values = np.frombuffer(raw, np.int64)
            found.append({str(u): int(v) for u, v in zip(self.attack.parts[part].unknowns, values, strict=True)})
        return found


def verify(
    certificate: Mapping[str, Any],
    ledger: Iterable[Release] | None = None,
    candidate: Release | None = None,
    knowledge: Knowledge = Knowledge(),  # noqa: B008 - frozen
) -> None:
    """Check a certificate by adding up. With `ledger`, `candidate` and the `knowledge` it was made under: also that it
    speaks of all that these releases say. Raises `disclosure.certificate` naming what does not hold."""
    content = {name: value for name, value in certificate.items() if name != "digest"}
    _insist(certificate.get("digest") == digest(content), "digest")
    _insist(content.get("format") == FORMAT, "format")
    try:
        base = _counts(content["base"])
        tables = [_counts(table) for table in content["tables"]]
        rows = [(tuple((u, f) for u, f in form), low, high, by) for form, low, high, by in content["rows"]]
        _add_up(rows, base, tables)
        rule = Rule(*content["rule"])
        for count in content["counts"]:
            _insist(_holds(count, base, tables, rule), "count")
    except (KeyError, TypeError, ValueError, IndexError) as broken:
        raise GijaError("disclosure.certificate", what="form") from broken
    if ledger is not None and candidate is not None:
        _same(content, rows, list(ledger), candidate, knowledge)


def _insist(true: bool, what: str) -> None:
    if not true:
        raise GijaError("disclosure.certificate", what=what)


def _counts(raw: Mapping[str, int]) -> dict[int, int]:
    counts = {int(unknown): value for unknown, value in raw.items()}
    _insist(all(type(value) is int and value >= 0 for value in counts.values()), "counts")
    return counts


def _add_up(rows: Sequence[Any], base: Mapping[int, int], tables: Sequence[Mapping[int, int]]) -> None:
    """Every row holds in the first table, and in it with each other table put in its place."""
    near: dict[int, list[int]] = {}
    for number, (form, _, _, _) in enumerate(rows):
        for unknown, _ in form:
            near.setdefault(unknown, []).append(number)
    for table in ({}, *tables):
        _insist(set(table) <= set(base), "table")
        numbers = {n for unknown in table for n in near.get(unknown, ())} if table else range(len(rows))
        for form, low, high, _ in (rows[n] for n in numbers):
            total = sum(factor * table.get(u, base[u]) for u, factor in form)
            _insist((low is None or total >= low) and (high is None or total <= high), "sum")


def _holds(count: Mapping[str, Any], base: Mapping[int, int], tables: Sequence[Mapping[int, int]], rule: Rule) -> bool:
    """Does the count take both values it is said to, and are they enough?"""
    target = Target(count["kind"], count["population"], (), count["vintage"], ())
    ends = []
    for numbers in (count["least"], count["most"]):
        world = dict(base)
        for number in numbers:
            world.update(tables[number])
        ends.append(sum(factor * world[unknown] for unknown, factor in count["form"] if unknown in world))
    if ends != count["ends"]:
        return False
    seen = Interval(ends[0], ends[1], exact=False)
    whole = Interval(*count["interval"])
    wide = _within(ends, whole) and not told(target, whole, rule)
    return surely_safe(target, seen, rule) or wide


def _within(ends: Sequence[int], whole: Interval) -> bool:
    return (whole.low is None or whole.low <= ends[0]) and (whole.high is None or ends[1] <= whole.high)


def _same(
    content: Mapping[str, Any], rows: Sequence[Any], ledger: list[Release], candidate: Release, knowledge: Knowledge
) -> None:
    """Are the rows and the counts all that these releases say? Solver-free: the system is built and reduced again."""
    _insist(content["candidate_digest"] == digest(release_to(candidate)), "candidate")
    _insist(content["ledger_digest"] == digest([release_to(r) for r in ledger]), "ledger")
    found = system([*ledger, candidate], knowledge)
    reduced = Reduced(found)
    reduced.add(n for n, row in enumerate(found.rows) if row.release != len(ledger))
    touched = {u for unknowns, numbers in reduced.parts(range(len(found.rows)))
               if any(found.rows[n].release == len(ledger) for n in numbers) for u in unknowns}  # fmt: skip
    mine = [(row.form, row.low, row.high, row.release) for row in found.rows
            if any(unknown in touched for unknown, _ in row.form)]  # fmt: skip
    _insist(mine == list(rows[: len(mine)]), "rows")
    named = {
        (c["kind"], c["population"], tuple((a, b) for a, b in c["place"]), c["vintage"]) for c in content["counts"]
    }
    wanted = {(t.kind, t.population, t.place, t.vintage) for t in targets(found, touched, len(ledger))}
    _insist(named <= wanted, "counts")
    content_known = {int(u): v for u, v in content["base"].items()}
    _insist(all(reduced.value[u] in (None, v) for u, v in content_known.items()), "base")
