"""An index brought up to date with the rows that changed since, where the mapping names the column that tells them.

What was deleted is not seen so; therefore every database is read whole at least each 24 hours (`index.WHOLE`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from gija.methods.search.values import Record
from gija.police.databases import index
from gija.police.databases.conditions import Since
from gija.police.databases.ids import record_id, row_id
from gija.police.databases.index import IndexReport
from gija.police.databases.mapping import Mapping, Table
from gija.police.databases.parallel import now
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Reader, Row, Stop
from gija.police.databases.rows import searchable

MOST = 100_000  # changed rows; with more, reading the whole costs no more
BEFORE = timedelta(days=1)  # read again: clocks and time zones of databases differ


def possible(mapping: Mapping) -> bool:
    """Does every table of the mapping tell which of its rows have changed?"""
    return bool(mapping.tables) and all(table.changed for table in mapping.tables)


def apply(mapping: Mapping, told: Callable[[int], None] | None = None) -> IndexReport | None:
    """Read what has changed since the index was made and swap in the index with it.

    None where only a whole reading will do: no or another index, too many changes. Refused as `index.refresh`.
    """
    last = index.last_report(mapping)
    if last is None or last.edition != index.edition(mapping) or not possible(mapping):
        return None
    with index.alone(mapping):
        started, as_of = time.monotonic(), now()
        opened = index.opened(mapping)
        read = _Changed(mapping, (opened.as_of - BEFORE).date().isoformat())
        if not read.all(told):
            return None
        renewed = opened.refresh(read.records.values(), sorted(read.gone - set(read.records)), as_of)
        report = replace(last, as_of=as_of.isoformat(), rows=read.rows, records=renewed.size, problems=read.problems)
        report.whole, report.seconds = last.whole or last.as_of, round(time.monotonic() - started, 3)
        index.keep(mapping, report)
    return report


class _Changed:
    """The changed rows of a database as records, and every id that those rows may have had before."""

    def __init__(self, mapping: Mapping, day: str) -> None:
        self.mapping, self.day = mapping, day
        self.records: dict[str, Record] = {}
        self.gone: set[str] = set()
        self.rows = self.problems = 0

    def all(self, told: Callable[[int], None] | None) -> bool:
        """False as soon as there are more than `MOST`."""
        seconds = self.mapping.limits.index_time.total_seconds()
        with closing(reader(self.mapping, seconds)) as opened:
            return all(self._table(opened, table, seconds, told) for table in self.mapping.tables)

    def _table(self, opened: Reader, table: Table, seconds: float, told: Callable[[int], None] | None) -> bool:
        stop = Stop(seconds, MOST - self.rows, index.NO_LIMIT)
        where = Since(table.changed or "", self.day)
        for row in opened.rows(table.name, self.mapping.columns(table), where, stop):
            self._row(table, row)
            if told and self.rows % index.TOLD_EVERY == 0:
                told(self.rows)
        return not stop.cut

    def _row(self, table: Table, row: Row) -> None:
        self.rows += 1
        records, problems = searchable(self.mapping, table, row)
        self.problems += problems
        self.records |= {record.id: record for record in records}
        place = row_id(table.name, tuple(row.cells[name] for name in table.key))
        self.gone |= {record_id(place, alias) for alias in table.entities}
