"""Several lists taken together: how many persons, and how many two of them share, without a name being compared."""

from __future__ import annotations

from collections.abc import Sequence

from gija.methods.reconciling.values import Amount


def together(values: Sequence[int]) -> Amount:
    """How many different persons lists of these lengths hold, if each names a person once: at least the longest, at
    most their sum. Refuses (ValueError) no list."""
    return Amount(max(values), sum(values))


def known_to_both(a: int, b: int, people: Amount | None = None) -> Amount:
    """How many persons two lists share. `people`: how many different persons they hold, from counting once; without it
    anything from nobody to the whole of the shorter list. Refuses (ValueError) what two such lists cannot hold."""
    within = together((a, b))
    if people is not None:
        within = Amount(max(within.low, people.low), min(within.high, people.high))
    return Amount(a + b - within.high, a + b - within.low)
