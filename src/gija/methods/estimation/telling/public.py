"""What may be told of a run outside: ranges rounded outwards, no count of a list or an overlap, no hash of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING

from gija.methods.estimation.telling.ranges import rounding
from gija.methods.estimation.telling.words import label_words, method_words, public_words, said, words
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.estimation.running import Run

COARSEST = 10  # nothing is told finer than tens


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A method's estimate to the nearest step, its 95 % limits rounded outwards; None where they are withheld."""

    method: Text
    total: int | None
    low: int | None
    high: int | None


def step_of(run: Run) -> int:
    """The step of rounding: that of the range, but never below ten."""
    return max(rounding(run.range.high - run.range.low), COARSEST) if run.range else COARSEST


def rows(run: Run) -> tuple[PublicRow, ...]:
    """A row for each method; with label D no number stands in any."""
    step, found = step_of(run), []
    for one in run.estimates:
        wide = one.interval()
        if one.total is None or run.diagnosis.label == "D" or wide is None or not isfinite(wide.high):
            found.append(PublicRow(method_words(one.method), None, None, None))
            continue
        low, high = floor(wide.low / step) * step, ceil(wide.high / step) * step
        found.append(PublicRow(method_words(one.method), round(one.total / step) * step, low, high))
    return tuple(found)


def sentences(run: Run) -> tuple[Text, ...]:
    """As `ranges.sentences`, without the people seen."""
    if run.range is None or run.diagnosis.label == "D":
        first = words("public_none")
    else:
        step = step_of(run)
        low, high = floor(run.range.low / step) * step, ceil(run.range.high / step) * step
        least, most = (round(value / step) * step for value in (run.range.least, run.range.most))
        first = words("public_result", low=said(low), high=said(high), least=said(least), most=said(most))
    who = words("who", lists=", ".join(run.table.lists))
    assumed = (words(code) for code in ("closed", "linked", "one_meaning", "highest"))
    return (first, words("quality", label=label_words(run.diagnosis.label)), who, *assumed)


def gates(run: Run) -> tuple[Text, ...]:
    """The gates that are closed, each once and without counts."""
    return tuple(dict.fromkeys(public_words(gate.code) or gate.text for gate in run.diagnosis.gates))
