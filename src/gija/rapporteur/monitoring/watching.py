"""Looking at everything that is watched, at once: what may be said of each series, and what calls for a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gija.methods.trends import Judgement, judge_all, said
from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.monitoring.lines import Line
from gija.rapporteur.monitoring.models import Kind
from gija.rapporteur.statistics import periods
from gija.vocabulary.text import Text

STALE = 2  # years of silence after which a series is not missing but ended
MISSING = Text(
    "{name}: nothing is told for {period}, though the same body told other figures of it.",
    "{name}: už {period} nieko nenurodyta, nors ta pati įstaiga kitus to laikotarpio duomenis pateikė.",
)
REVIEW = Text("The note {code} was to be reviewed by {day}.", "Pastabą {code} reikėjo peržiūrėti iki {day}.")


@dataclass(frozen=True, slots=True)
class Watched:
    """A line with what may be said of it."""

    line: Line
    judged: Judgement

    @property
    def child(self) -> bool:
        return is_child(self.line)


@dataclass(frozen=True, slots=True)
class Called:
    """An alert before it is kept."""

    key: str
    kind: Kind
    about: str
    text: Text


def is_child(line: Line) -> bool:
    of = catalogue.children()
    return line.indicator in of.whole or any(
        dimension in of.dimensions and code == of.code for dimension, code in line.breakdown
    )


def watch(lines: Iterable[Line]) -> list[Watched]:
    """Every countable line of what is watched, judged together, so that the more is looked at, the more is asked."""
    own = [one for one in lines if one.testable]
    judged = judge_all([one.counts for one in own])
    return [Watched(line, one) for line, one in zip(own, judged, strict=True)]


def trends(watched: Sequence[Watched]) -> list[Called]:
    """What passed the test; the same counts call once."""
    return [
        Called(
            f"trend|{one.line.key}|{one.line.digest[:16]}", Kind.TREND, one.line.indicator,
            Text(f"{one.line.text.en}: {said(one.judged).en}", f"{one.line.text.lt}: {said(one.judged).lt}"),
        )
        for one in watched if one.judged.claimed
    ]  # fmt: skip


def missing(lines: Sequence[Line]) -> list[Called]:
    """Series that end before others of the same body do, or whose last figure is told to be missing. A series that has
    been silent for longer than `STALE` years is taken as ended."""
    latest: dict[tuple[object, ...], str] = {}
    for one in lines:
        if one.told:
            last = _last(one)
            latest[_body(one)] = max(latest.get(_body(one), last), last, key=periods.begins)
    found = []
    for one in lines:
        newest = latest.get(_body(one), "")
        if one.told > 1 and 0 < periods.begins(newest) - periods.begins(_last(one)) <= 12 * STALE:
            text = MISSING.fill(name=one.text, period=newest)
            found.append(Called(f"missing|{one.key}|{newest}", Kind.MISSING, one.indicator, text))
    return found


def _body(line: Line) -> tuple[object, ...]:
    return line.kind, line.dataset, line.authority, periods.length(line.periods[0])


def _last(line: Line) -> str:
    return next(
        period for period, p in zip(reversed(line.periods), reversed(line.points), strict=True)
        if p is not None and p.value is not None
    )  # fmt: skip


def reviews(notes: Iterable[tuple[str, int, dt.date]], today: dt.date) -> list[Called]:
    """Notes (code, number, day of review) whose day has passed."""
    return [
        Called(f"review|{code}|{number}", Kind.REVIEW, code, REVIEW.fill(code=code, day=day.isoformat()))
        for code, number, day in notes if day < today
    ]  # fmt: skip
