"""Offences with their penalties, as far as the papers tell them (`lists/offence.yaml`, `administrative_offence.yaml`).

What is not told is None, never a guess: Criminal Code 147-2 has no penalty here. Every offence says whether its article
was read (`verified`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gija.vocabulary.lists import Code, code_list

LISTS = ("offence", "administrative_offence")


@dataclass(frozen=True, slots=True)
class Span:
    """From `least` to `most`; None where that end is not told. `unit` is years or an ISO 4217 currency."""

    least: int | None
    most: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """One version of an offence's penalty: whether a fine is possible, its amount, the years of imprisonment."""

    fine: bool
    fine_amount: Span | None
    imprisonment: Span | None
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Is this version in force on `day`, as far as is told? An end that is not told does not bound it."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence: its `code`, the article, the day its law was adopted, its penalties, what aggravates it (codes)."""

    code: Code
    article: str
    adopted: date | None
    penalties: tuple[Penalty, ...]
    aggravating: tuple[str, ...]

    def penalty_on(self, day: date) -> Penalty | None:
        """The penalty in force on `day`; None where the papers tell none, or the article did not exist yet."""
        if self.adopted is not None and day < self.adopted:
            return None
        return next((one for one in self.penalties if one.holds_on(day)), None)

    def verdict(self, day: date | None, kind: str, size: Decimal | None) -> str:
        """A sentence against the range in force on the day of the offence: a code of `sentence_verdict`.

        `kind`: of `sentence_kind`; `size`: months of imprisonment, or a fine in the currency of the law. What is not
        told is `not_told`, never a guess: a range bounds only the end that is told."""
        penalty = self.penalty_on(day) if day else None
        span = penalty and {"imprisonment": penalty.imprisonment, "fine": penalty.fine_amount}.get(kind)
        if not span or size is None:
            return "not_told"
        told = size / 12 if span.unit == "years" else size
        if span.least is not None and told < span.least:
            return "below"
        if span.most is not None and told > span.most:
            return "above"
        return "within" if span.least is not None and span.most is not None else "not_told"


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _span(raw: Mapping[str, Any] | None, unit: str) -> Span | None:
    return Span(raw.get("min"), raw.get("max"), raw.get("currency", unit)) if raw else None


def _penalty(raw: Mapping[str, Any]) -> Penalty:
    return Penalty(
        raw.get("fine", False),
        _span(raw.get("fine_amount"), ""),
        _span(raw.get("imprisonment_years"), "years"),
        raw["source"],
        _day(raw.get("valid_from")),
        _day(raw.get("valid_to")),
    )


def _offence(code: Code) -> Offence:
    told = code.extra
    penalties = tuple(_penalty(one) for one in told["penalties"])
    return Offence(code, told["article"], _day(told.get("adopted")), penalties, tuple(told.get("aggravating", ())))


@cache
def _all() -> dict[str, Offence]:
    return {code.code: _offence(code) for name in LISTS for code in code_list(name)}


def offences() -> tuple[Offence, ...]:
    """Every offence: of the Criminal Code first, then of the Administrative Violations Code."""
    return tuple(_all().values())


def offence(code: str) -> Offence:
    """The offence `code` ("LT_147", ...); KeyError for an unknown one."""
    return _all()[code]
