"""What a dossier takes from the databases, live: rows by record id, and rows that mention an identifier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field

from gija.methods.graph.values import Entity, Relation
from gija.methods.names.identifiers import canonical
from gija.methods.search.values import Query
from gija.police.databases import ids, index, questions, registry
from gija.police.databases.conditions import Condition
from gija.police.databases.ids import Keys, row_of
from gija.police.databases.mapping import Mapping, Table
from gija.police.databases.parallel import Task, now, together
from gija.police.databases.questions import Identifier
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Stop
from gija.police.databases.rows import MappedRow, map_row
from gija.police.databases.values import PickUp, State

MOST = 200  # rows that one identifier may bring through an index
AT_ONCE = 100  # identifiers in one statement


@dataclass(slots=True)
class _Picking:
    """What one database has given so far."""

    mapping: Mapping
    rows: dict[str, MappedRow] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    cut: bool = False
    task: Task = field(init=False)

    def fetch(self, chosen: Iterable[tuple[Table, Condition]], wanted: Collection[Identifier] | None = None) -> None:
        """Read rows live; with `wanted`, keep only those that do mention one of these identifiers."""
        mapping, seconds = self.mapping, self.mapping.timeout.total_seconds()
        stop = Stop(seconds, mapping.limits.rows, mapping.limits.megabytes * 1_000_000)
        with closing(reader(mapping, seconds)) as opened:
            self.task.as_of = self.task.as_of or now()
            for table, where in chosen:
                if stop.cut:
                    break
                for row in opened.rows(table.name, mapping.columns(table), where, stop):
                    mapped = map_row(mapping, table, row, now())
                    if not mapped.expired and (wanted is None or _mentions(mapped, wanted)):
                        self.rows[mapped.id] = mapped
        self.cut = self.cut or stop.cut

    def by_key(self, keys: Keys, wanted: Collection[Identifier] | None = None) -> None:
        self.fetch(list(questions.for_keys(self.mapping, keys)), wanted)

    def answer(self) -> PickUp:
        task, rows = self.task, [self.rows[name] for name in sorted(self.rows)]
        entities: dict[str, Entity] = {e.id: e for row in rows for e in row.entities.values()}
        relations: dict[str, Relation] = {r.id: r for row in rows for r in row.relations}
        whole = task.state in (State.ANSWERED, State.STALE)
        gone = tuple(r for r in self.asked if row_of(r) not in self.rows) if whole and not self.cut else ()
        return PickUp(
            self.mapping.code,
            task.state,
            task.as_of,
            tuple(entities.values()),
            tuple(relations.values()),
            self.cut or not whole,
            task.seconds,
            task.error,
            gone,
            {r: f"{self.mapping.code}/{r}" for r in self.asked if f"{self.mapping.code}/{r}" in entities},
        )


def records(database: str | Mapping, record_ids: Collection[str]) -> PickUp:
    """The rows of these records, live from the database itself, with all entities and relations in them.

    Never raises for the database's fault: its state tells it. Records whose rows are no longer there are in `gone`.
    Refused: `database.unknown`.
    """
    mapping = registry.get(database) if isinstance(database, str) else database
    picking = _Picking(mapping, asked=tuple(record_ids))
    picking.task = Task(mapping, lambda: picking.by_key(ids.keys(record_ids)))
    together([picking.task])
    return picking.answer()


def mentions(identifiers: Collection[Identifier], mappings: Iterable[Mapping] | None = None) -> tuple[PickUp, ...]:
    """From each database the rows that hold one of the identifiers (type, field, canonical value), read live.

    An indexed database is looked up in its index for the keys; then the rows are read from the database itself and
    compared again. In parallel, each within its time limit; never raises for one database's fault.
    """
    chosen = registry.all_mappings() if mappings is None else tuple(mappings)
    wanted = frozenset(identifiers)
    picking = [_Picking(mapping) for mapping in chosen]
    for one in picking:
        one.task = Task(one.mapping, _mentioning(one, wanted))
    together([one.task for one in picking])
    return tuple(one.answer() for one in picking)


def _mentioning(picking: _Picking, wanted: frozenset[Identifier]) -> Callable[[], None]:
    def work() -> None:
        mapping = picking.mapping
        held = {(e.type, name) for t in mapping.tables for e in t.entities.values() for name in e.fields}
        asked = sorted(one for one in wanted if one[:2] in held)
        if not asked:
            picking.task.as_of = now()
        elif mapping.access == "indexed":
            _through_index(picking, asked)
        else:
            parts = [asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE)]
            conditions = ((table, questions.for_identifiers(table, part)) for table in mapping.tables for part in parts)
            picking.fetch([(table, where) for table, where in conditions if where is not None], frozenset(asked))

    return work


def _through_index(picking: _Picking, asked: list[Identifier]) -> None:
    opened = index.opened(picking.mapping)
    fresh = index.freshness(picking.mapping, opened.as_of)
    picking.task.as_of = fresh.as_of
    queries = [Query(type_, {name: value}) for type_, name, value in asked]
    found: set[str] = set()
    for matches in opened.search_many(queries, limit=MOST):
        found |= {match.record.id for match in matches.found}
        picking.cut = picking.cut or matches.cut
    if found:
        picking.by_key(ids.keys(sorted(found)), frozenset(asked))
    if fresh.error is not None:
        picking.task.fail(fresh.error, fresh.state)


def _mentions(mapped: MappedRow, wanted: Collection[Identifier]) -> bool:
    return any(
        (entity.type, name, canonical(entity.type, name, value)) in wanted
        for entity in mapped.entities.values()
        for name, values in entity.attributes.items()
        for value in values
    )
