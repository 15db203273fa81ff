"""What may be said of one series, or of many that were looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.methods.trends.chances import holm
from gija.methods.trends.changing import change
from gija.methods.trends.fitting import needed, trend
from gija.methods.trends.values import ALPHA, EFFECT, FEWEST, Change, Counts, Judgement, Trend, Verdict

TESTS = 2  # of each series: a trend, a change of level


@dataclass(frozen=True, slots=True)
class _Tested:
    counts: Counts
    trend: Trend
    change: Change | None
    dispersion: float


def judge(counts: Counts, alpha: float = ALPHA) -> Judgement:
    """What may be said of one series looked at alone."""
    return judge_all([counts], alpha)[0]


def judge_all(many: Sequence[Counts], alpha: float = ALPHA) -> list[Judgement]:
    """What may be said of each, when all are looked at: at most `alpha` of such looks claim anything from nothing.

    A series that is too short is not tested and so costs the others nothing: that depends on what was told, not on how
    much. The same counts give the same answers.
    """
    tested = [_tested(one) if testable(one) else None for one in many]
    chances = [p for one in tested if one for p in (one.trend.p, one.change.p if one.change else 1.0)]
    corrected = iter(holm(chances))
    return [
        _judged(one, next(corrected), next(corrected), len(chances), alpha) if one else _short(counts)
        for counts, one in zip(many, tested, strict=True)
    ]


def testable(counts: Counts) -> bool:
    """Are there periods enough that how much counts vary by themselves can be told?"""
    return counts.told >= FEWEST and counts.freedom >= TESTS


def _tested(counts: Counts) -> _Tested:
    found, dispersion = trend(counts)
    return _Tested(counts, found, change(counts), dispersion)


def _judged(one: _Tested, p_trend: float, p_change: float, looked: int, alpha: float) -> Judgement:
    counts = one.counts
    enough = needed(counts, one.dispersion, alpha / max(looked, 1), EFFECT)
    mean = counts.total / counts.told
    return Judgement(
        _verdict(one, p_trend, p_change, alpha, enough=mean >= enough), one.trend, one.change, p_trend, p_change,
        looked, mean, enough, one.dispersion, counts.told,
    )  # fmt: skip


def _verdict(one: _Tested, p_trend: float, p_change: float, alpha: float, *, enough: bool) -> Verdict:
    if min(p_trend, p_change) > alpha:
        return Verdict.NONE if enough else Verdict.TOO_FEW
    if p_change < p_trend:
        return Verdict.CHANGE
    return Verdict.RISE if one.trend.ratio > 1 else Verdict.FALL


def _short(counts: Counts) -> Judgement:
    mean = counts.total / counts.told if counts.told else 0.0
    return Judgement(Verdict.TOO_SHORT, None, None, 1.0, 1.0, 0, mean, 0, 1.0, counts.told)
