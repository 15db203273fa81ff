"""When an interval gives away too much."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gija.methods.disclosure.attacker.figures import Figure
from gija.methods.disclosure.attacker.system import Target
from gija.methods.disclosure.values import Interval, Rule

NEVER_EXACT = frozenset({"closed", "rounded"})


def told(target: Target, interval: Interval, rule: Rule) -> str:
    """What an exact interval gives away, as a key of `words.yaml`; empty if nothing."""
    low, high = interval.low, interval.high
    if target.kind == "change" and low is not None and high is not None:
        return "change" if (low == high and rule.small(abs(low))) or _one_way(low, high, rule) else ""
    low = low or 0
    if rule.zeros and high == 0 and target.kind in NEVER_EXACT:
        return "zero"
    if low == high and target.kind in NEVER_EXACT and low > 0:
        return "exact"
    if low >= 1 and high is not None and high < rule.threshold:
        return "exact" if low == high else "small"
    if target.kind == "closed" and high is not None and low < rule.threshold and high - low < rule.span:
        return "narrow"
    return ""


def _one_way(low: int, high: int, rule: Rule) -> bool:
    """Is a change surely one of few, in one direction?"""
    most = rule.threshold - 1
    return 1 <= low <= high <= most or -most <= low <= high <= -1


def surely_safe(target: Target, seen: Interval, rule: Rule) -> bool:
    """Is it enough that a sum can take these two values, whatever else it can?"""
    low, high = seen.low, seen.high
    if low is None or high is None:
        return False
    if target.kind == "change":
        return not _one_way(low, high, rule)
    if rule.zeros and high == 0:
        return False
    if target.kind == "rounded" and low <= 0:
        return True  # none, or more than small ones, or not known
    if target.kind in NEVER_EXACT and (low == high or (target.kind == "closed" and high - low < rule.span)):
        return False
    return low <= 0 or high >= rule.threshold


def proven_safe(target: Target, seen: Interval, least: Fraction | None, rule: Rule) -> bool:
    """Safe by two values, or, of a closed count, by two of them and a proof that it is at least so many."""
    if surely_safe(target, seen, rule):
        return True
    wide = seen.low is not None and seen.high is not None and seen.low < seen.high
    return target.kind == "closed" and wide and least is not None and least >= rule.threshold


def small_and_open(figures: Sequence[Figure], fresh: int, rule: Rule) -> list[Figure]:
    """The small numbers that a release tells for the first time."""
    past = {(f.population, f.place, f.vintage) for f in figures if f.told and f.release < fresh}
    mine = [f for f in figures if f.release == fresh and f.judged and f.told and rule.small(f.low)]
    return [f for f in mine if (f.population, f.place, f.vintage) not in past]
