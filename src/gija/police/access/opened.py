"""What an open break-glass opens beyond its answer: the records shown may be gathered and read, as long as it lasts.

For dossiers. It opens those records and nothing else: other victims and children stay with their owners.
"""

from __future__ import annotations

from dataclasses import dataclass

from gija.commons.permissions import Actor
from gija.methods.graph.values import Provenance
from gija.police.access.models import BreakGlass
from gija.police.access.queries import glass_of
from gija.police.access.table import Level


@dataclass(frozen=True, slots=True)
class Opened:
    """The records (database, `TABLE:key`) that an open break-glass opens for this actor; none where there is none."""

    glass: BreakGlass | None = None
    records: frozenset[tuple[str, str]] = frozenset()

    def of(self, place: Provenance) -> BreakGlass | None:
        """The break-glass that opens the record a piece comes from."""
        return self.glass if (place.database, place.record) in self.records else None


CLOSED = Opened()


def opened_for(actor: Actor, query_id: str) -> Opened:
    """What the question opens for this actor now."""
    from gija.police.search.models import Candidate

    glass = glass_of(actor, asked_under(query_id))
    if glass is None:
        return CLOSED
    hits = Candidate.objects.filter(answer__query=query_id, level=Level.CONTENT)
    rows = hits.values_list("answer__database", "record_id")
    return Opened(glass, frozenset((database, record.rpartition(":")[0]) for database, record in rows))


def asked_under(query_id: str) -> str:
    """The break-glass under which a question was asked; empty where there was none."""
    from gija.police.search.models import SearchQuery

    return SearchQuery.objects.filter(pk=query_id).values_list("glass", flat=True).first() or ""
