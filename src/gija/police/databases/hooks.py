"""What others do once an index is new: a saved question that an earlier index could not answer is asked again.

A room appends its function in the `ready` of its `apps.py`: `hooks.refreshed.append(function)`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gija.methods.search import Index

Refreshed = Callable[[str, "Index"], object]
refreshed: list[Refreshed] = []
log = logging.getLogger(__name__)


def tell(database: str, index: Index) -> None:
    """Call each hook with the code of the database and its new index; one that fails hinders neither us nor others."""
    for hook in refreshed:
        try:
            hook(database, index)
        except Exception as fault:  # its message may quote data: only its kind is told
            log.error("a hook on the new index of %s failed: %s", database, type(fault).__name__)
