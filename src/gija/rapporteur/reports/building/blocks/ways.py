"""The ways between two figures of one year as pictures: a bar for each figure, between them a bar for each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gija.rapporteur.reconciliation import telling
from gija.rapporteur.reconciliation.grid import Pair, Result
from gija.rapporteur.reports.values import Figure


def waterfalls(code: str, results: Iterable[Result], years: Sequence[str]) -> Iterator[Figure]:
    """A picture of each way between two published figures of these years."""
    given = ((one, pair) for one in results if one.period in years for pair in one.pairs)
    number = 0
    for result, pair in given:
        chart = telling.waterfall(result, pair)
        if chart is None or not _published(result, pair):
            continue
        number += 1
        yield Figure(f"{code}-{number}", chart, (), _sources(result, pair))


def _published(result: Result, pair: Pair) -> bool:
    rows = [result.row(one.key) for one in (pair.found.a, pair.found.b)]
    return all(row is not None and row.point.basis.kind != "reported" for row in rows)


def _sources(result: Result, pair: Pair) -> tuple[str, ...]:
    rows = (result.row(one.key) for one in (pair.found.a, pair.found.b))
    return tuple(sorted({row.point.source for row in rows if row is not None}))
