"""What is known of two people beside their names, weighed: dates, codes, sex, citizenship, place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from gija.methods.names.comparing import part
from gija.methods.names.identifiers.codes import personal_code
from gija.methods.names.letters import fold
from gija.methods.names.values import Part


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field beside the name says: `support` moves a likely name up, `factor` takes off; and how it is told."""

    support: float
    factor: float
    how: str
    left: str
    right: str
    code: str

    @property
    def part(self) -> Part:
        weight = self.factor - 1 if self.factor < 1 else self.support
        return part(self.how, self.left, self.right, weight, self.code)


_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def of_birth(a: str, b: str) -> Evidence | None:
    """Two ISO dates of birth, whole or partial; None where neither is known."""
    if not a and not b:
        return None
    x, y = _DATE.fullmatch(a), _DATE.fullmatch(b)
    if not x or not y:
        return Evidence(0.0, 0.99, "missing", a, b, "birth_missing") if x or y else None
    known = [(p, q) for p, q in zip(x.groups(), y.groups(), strict=True) if p and q]
    if all(p == q for p, q in known):
        if len(known) == 3:
            return Evidence(0.45, 1.0, "same", a, b, "birth_same")
        exact = a == b
        return Evidence(0.1 * len(known), 1.0 if exact else 0.99, "similar", a, b, "birth_partial")
    if len(known) == 3 and x[1] == y[1] and x[2] == y[3] and x[3] == y[2]:
        return Evidence(0.2, 0.96, "similar", a, b, "birth_swapped")
    if len(known) == 3 and OSA.distance(a, b) == 1:
        return Evidence(0.1, 0.93, "similar", a, b, "birth_near")
    apart = abs(int(x[1]) - int(y[1]))
    factor = 0.9 if len(known) == 1 and apart <= 2 else 0.72
    return Evidence(0.0, factor, "different", a, b, "birth_different")


def of_code(a: str, b: str) -> Evidence | None:
    """Two personal codes; None where they are not both known."""
    if not a or not b:
        return None  # most questions come without one: that says nothing
    x, y = personal_code(a), personal_code(b)
    if not x or not y:
        return None
    if x == y:
        return Evidence(0.9, 1.0, "same", x, y, "code_same")
    if OSA.distance(x, y) == 1:
        return Evidence(0.2, 0.93, "similar", x, y, "code_near")
    return Evidence(0.0, 0.6, "different", x, y, "code_different")


def of_text(name: str, a: str, b: str, support: float, factor: float) -> Evidence | None:
    """Two values of the field `name`, equal or not; None where they are not both known."""
    if not a or not b:
        return None
    if fold(a) == fold(b):
        return Evidence(support, 1.0, "same", a, b, f"{name}_same")
    return Evidence(0.0, factor, "different", a, b, f"{name}_different")
