"""A hit of an index looked at in the database itself, before a person relies on it or anything is picked up."""

from __future__ import annotations

from collections.abc import Collection

from gija.methods.search.values import Query
from gija.police.databases import ids, questions, registry
from gija.police.databases.ask import Asking
from gija.police.databases.mapping import Mapping
from gija.police.databases.parallel import together
from gija.police.databases.values import Answer


def confirm(query: Query, database: str | Mapping, record_ids: Collection[str]) -> Answer:
    """Those of the records that are there now and still answer the query, read live and scored again.

    A record that is gone, expired or no longer fits is not among the matches; only in an `answered` answer does that
    mean anything. Never raises for the database's fault. Refused: `database.unknown`, `database.record`.
    """
    mapping = registry.get(database) if isinstance(database, str) else database
    keys, wanted = ids.keys(record_ids), frozenset(record_ids)
    asking = Asking(mapping, query, max(len(wanted), 1))
    asking.task.work = lambda: asking.read(questions.for_keys(mapping, keys), wanted)
    together([asking.task])
    return asking.answer()
