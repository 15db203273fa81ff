"""The hit/no-hit index: build, candidates, score, explain.

For `police/search` and for anyone with records to search. Asked for by the hit/no-hit system of 2011 (NIIS).
"""

from typing import TYPE_CHECKING, Any

from gija.methods.search.scoring import HIT_THRESHOLD, score
from gija.methods.search.values import Match, Matches, Query, Record

if TYPE_CHECKING:
    from gija.methods.search.index import Index

__all__ = ["HIT_THRESHOLD", "Index", "Match", "Matches", "Query", "Record", "score"]


def __getattr__(name: str) -> Any:
    # The index engine is loaded only by who opens an index: scoring live candidates does without.
    if name == "Index":
        from gija.methods.search.index import Index

        return Index
    raise AttributeError(name)
