"""Proofs by adding up: factors of rows whose sum shows how far a sum can go. No solver is needed to check one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gija.methods.disclosure.attacker.system import Row

Factors = Mapping[int, Fraction]  # of the rows with these numbers


def shown(
    rows: Mapping[int, Row] | Sequence[Row], form: Iterable[tuple[int, int | Fraction]], factors: Factors, most: bool
) -> Fraction | None:
    """The end that these factors of rows show for a sum of counts that are not negative; None if they show none."""
    left: dict[int, Fraction] = {}
    for unknown, factor in form:
        left[unknown] = left.get(unknown, Fraction(0)) + factor
    end = Fraction(0)
    for number, times in factors.items():
        row = rows[number]
        bound = row.high if (times > 0) == most else row.low
        if bound is None:
            return None
        end += times * bound
        for unknown, factor in row.form:
            left[unknown] = left.get(unknown, Fraction(0)) - times * factor
    fits = all(rest <= 0 for rest in left.values()) if most else all(rest >= 0 for rest in left.values())
    return end if fits else None
