"""k-anonymity and l-diversity: how coarse each column must become, and what is hidden beside that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from gija.methods.disclosure.microdata.alike import classes, columns, enough, lacking, risk
from gija.methods.disclosure.microdata.hiding import hide
from gija.methods.disclosure.microdata.values import ANY, Hierarchy, Protected, Row, Wanted
from gija.vocabulary.errors import GijaError

Node = tuple[int, ...]  # a level for each column
MOST_NODES = 3_000  # up to so many ways to choose levels all are weighed; above, step by step


@dataclass(frozen=True)
class _Task:
    rows: Sequence[Row]  # of the columns others may know
    secret: Sequence[Row]
    hierarchies: Sequence[Hierarchy]
    wanted: Wanted

    def seen(self, node: Node) -> list[Row]:
        steps = list(zip(self.hierarchies, node, strict=True))
        return [tuple(h.levels[v][at] for v, (h, at) in zip(row, steps, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class _Found:
    node: Node
    rows: list[Row]
    loss: float
    hidden: int


def anonymise(
    rows: Sequence[Mapping[str, str]],
    hierarchies: Sequence[Hierarchy],
    wanted: Wanted = Wanted(),  # noqa: B008 frozen
) -> Protected:
    """Records in which everybody has `wanted.k` that look alike in the columns of the hierarchies (Samarati & Sweeney
    1998), with `wanted.diversity` values of each sensitive column among them (Machanavajjhala et al. 2007).

    Loss of a value: the share of the column's codes that it may now stand for (less one, so that an exact one loses
    nothing and a hidden one everything); of the records: the mean. With at most `MOST_NODES` ways to choose levels the
    least loss of all is found (best first by what generalising alone loses); else levels are raised one by one, each
    time where least is lost for the records freed. Refuses `disclosure.column_missing`, `disclosure.code_unknown`
    (names the row, never the value), `disclosure.too_few` where even one class of everybody is not enough.
    """
    names = [h.column for h in hierarchies]
    _check(rows, hierarchies, wanted)
    task = _Task(columns(rows, names), columns(rows, wanted.sensitive), hierarchies, wanted)
    if not hierarchies or not enough(range(len(rows)), task.secret, wanted):
        raise GijaError("disclosure.too_few", k=wanted.k)
    proven = prod(h.height for h in hierarchies) <= MOST_NODES
    best = _best(task) if proven else _stepwise(task)
    out = tuple({**row, **dict(zip(names, new, strict=True))} for row, new in zip(rows, best.rows, strict=True))
    by_column = {h.column: _column_loss(h, [row[at] for row in best.rows]) for at, h in enumerate(hierarchies)}
    before, after = (risk(told, names, wanted.sensitive) for told in (rows, out))
    return Protected(
        out, dict(zip(names, best.node, strict=True)), best.loss, by_column, best.hidden, before, after, proven
    )


def _check(rows: Sequence[Mapping[str, str]], hierarchies: Sequence[Hierarchy], wanted: Wanted) -> None:
    for number, row in enumerate(rows, start=1):
        for column in (*(h.column for h in hierarchies), *wanted.sensitive):
            if column not in row:
                raise GijaError("disclosure.column_missing", row=number, column=column)
        for hierarchy in hierarchies:
            if row[hierarchy.column] not in hierarchy.levels:
                raise GijaError("disclosure.code_unknown", row=number, column=hierarchy.column)


def _best(task: _Task) -> _Found:
    """All levels, those that lose least by generalising first, until no other can still be better."""
    nodes = product(*(range(h.height) for h in task.hierarchies))
    ordered = sorted((_loss(task, task.seen(node)), node) for node in nodes)
    best: _Found | None = None
    for floor, node in ordered:
        if best is not None and floor >= best.loss:
            break
        found = _tried(task, node)
        if found is not None and (best is None or found.loss < best.loss):
            best = found
    if best is None:
        raise GijaError("disclosure.too_few", k=task.wanted.k)
    return best


def _stepwise(task: _Task) -> _Found:
    """From the finest levels up: each time the column that frees most lacking records for what it loses."""
    node: Node = (0,) * len(task.hierarchies)
    while True:
        found = _tried(task, node)
        if found is not None:
            return found
        lacks = len(lacking(classes(task.seen(node)), task.secret, task.wanted))
        here = _loss(task, task.seen(node))
        node = max(_above(task, node), key=lambda other: _worth(task, other, lacks, here))


def _above(task: _Task, node: Node) -> Iterator[Node]:
    for at, level in enumerate(node):
        if level + 1 < task.hierarchies[at].height:
            yield (*node[:at], level + 1, *node[at + 1 :])


def _worth(task: _Task, node: Node, lacks: int, here: float) -> tuple[float, Node]:
    seen = task.seen(node)
    freed = lacks - len(lacking(classes(seen), task.secret, task.wanted))
    return (freed + 0.5) / (_loss(task, seen) - here + 1e-9), tuple(-level for level in node)


def _tried(task: _Task, node: Node) -> _Found | None:
    """These levels with what must be hidden beside them; None where that is more than may be."""
    seen = task.seen(node)
    rows = hide(seen, task.secret, task.wanted)
    hidden = sum(new != old for a, b in zip(rows, seen, strict=True) for new, old in zip(a, b, strict=True))
    if hidden > task.wanted.most_hidden * len(rows) * len(task.hierarchies):
        return None
    if lacking(classes(rows), task.secret, task.wanted):
        return None
    return _Found(node, rows, _loss(task, rows), hidden)


def _loss(task: _Task, rows: Sequence[Row]) -> float:
    parts = [_column_loss(h, [row[at] for row in rows]) for at, h in enumerate(task.hierarchies)]
    return sum(parts) / len(parts)


def _column_loss(hierarchy: Hierarchy, values: Sequence[str]) -> float:
    """The normalised certainty penalty (Xu et al. 2006)."""
    codes = len(hierarchy.levels)
    if codes < 2 or not values:
        return 0.0
    stands_for = {ANY: codes}
    for at in range(hierarchy.height - 1):
        for code in {row[at] for row in hierarchy.levels.values()}:
            stands_for[code] = sum(code == row[at] for row in hierarchy.levels.values())
    return sum((stands_for[value] - 1) / (codes - 1) for value in values) / len(values)
