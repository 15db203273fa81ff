"""Capture histories as bit masks: bit i stands for list i; 0 is nobody's list."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations


def bits(mask: int) -> tuple[int, ...]:
    """The lists of a mask, ascending."""
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


def mask_of(places: Iterable[int]) -> int:
    """The mask of some lists."""
    found = 0
    for place in places:
        found |= 1 << place
    return found


def in_order(masks: Iterable[int]) -> tuple[int, ...]:
    """Small sets first, then by their lists: 1, 2, 3, 12, 13, 23, 123. The one order of terms and of ties."""
    return tuple(sorted(set(masks), key=lambda mask: (mask.bit_count(), bits(mask))))


def pairs(lists: int) -> tuple[int, ...]:
    """All pairs of lists in order: 12, 13, …, 23, …"""
    return tuple(mask_of(two) for two in combinations(range(lists), 2))
