"""Who still needs what was asked of owners: a room says it in the `ready` of its `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection

Keeper = Callable[[Collection[str]], set[str]]
_KEEPERS: dict[str, Keeper] = {}


def keeps_for(name: str) -> Callable[[Keeper], Keeper]:
    """Register what says which of these data subjects' requests are still there."""

    def registered(keeper: Keeper) -> Keeper:
        _KEEPERS[name] = keeper
        return keeper

    return registered


def needed(subjects: Collection[str]) -> set[str]:
    """Which of these data subjects' requests are still there."""
    return set().union(*(keeper(subjects) for keeper in _KEEPERS.values()))
