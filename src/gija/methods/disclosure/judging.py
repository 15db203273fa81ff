"""When an interval gives away too much."""

from __future__ import annotations

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
    if target.kind in NEVER_EXACT and (low == high or (target.kind == "closed" and high - low < rule.span)):
        return False
    return low <= 0 or high >= rule.threshold
