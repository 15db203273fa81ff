"""Never a bare point: one range over methods, rounded outwards, and the words for it; rates per 100,000."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING

from gija.methods.estimation.telling.gates import Diagnosis
from gija.methods.estimation.telling.words import label_words, said, words
from gija.methods.estimation.values import Estimate
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest 95 % limit of any method to the highest, rounded outwards, and the methods' own estimates from
    `least` to `most`, rounded to the same step."""

    low: int
    high: int
    least: int
    most: int


def over_methods(estimates: Sequence[Estimate]) -> Range | None:
    """The range over all methods that give a number and an interval; None where none does or a limit has no end.

    The step of rounding is a tenth of the power of ten next below the width of the range.
    """
    known = [(one.total, wide) for one in estimates if one.total is not None and (wide := one.interval()) is not None]
    if not known or not all(isfinite(wide.high) for _, wide in known):
        return None
    low, high = min(wide.low for _, wide in known), max(wide.high for _, wide in known)
    step = rounding(high - low)
    totals = [total for total, _ in known]
    seen = max(one.observed for one in estimates)
    outwards = (max(floor(low / step) * step, seen), ceil(high / step) * step)
    return Range(*outwards, max(round(min(totals) / step) * step, seen), round(max(totals) / step) * step)


def rounding(width: float) -> int:
    """1, 10, 100, …: as fine as a tenth of the power of ten next below the width."""
    return int(max(10 ** (floor(log10(width)) - 1), 1)) if width > 1 else 1


def sentences(table: CaptureTable, estimates: Sequence[Estimate], diagnosis: Diagnosis) -> tuple[Text, ...]:
    """What may be said, in order: the range (with label D none), the label, who could have been found, and what is
    assumed that no data can test."""
    found = over_methods(estimates)
    seen = said(table.observed)
    if found is None or diagnosis.label == "D":
        first = words("no_range", observed=seen)
    else:
        first = words(
            "result",
            low=said(found.low),
            high=said(found.high),
            observed=seen,
            least=said(found.least),
            most=said(found.most),
        )
    quality = words("quality", label=label_words(diagnosis.label))
    who = words("who", lists=", ".join(table.lists))
    assumed = tuple(words(code) for code in ("closed", "linked", "one_meaning", "highest"))
    return (first, quality, who, *assumed)


def per_100_000(low: float, high: float, population: int) -> tuple[float, float]:
    """SDG indicator 16.2.2 as a range: detected and undetected victims per 100,000 of `population` (of the same sex,
    age and year as the range). Raises `estimation.population` unless it is above 0 and holds the range."""
    if population <= 0 or not 0 <= low <= high <= population:
        raise GijaError("estimation.population")
    return 100_000 * low / population, 100_000 * high / population
