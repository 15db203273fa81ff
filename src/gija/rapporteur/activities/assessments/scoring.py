"""Arithmetic of assessments: the whole of one assessor, how far they differ, the ranking with its ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gija.rapporteur.activities.models import Application, Assessment, Call

FEWEST = 2  # assessors of an application
ENOUGH = 3  # with a third, a wide spread is settled


def whole(criteria: Sequence[Mapping[str, Any]], scores: Mapping[str, Mapping[str, Any]]) -> Fraction:
    """0 to 100: each criterion's share of its highest points, by weight."""
    return sum(
        (Fraction(scores[one["code"]]["points"] * one["weight"], one["most"]) for one in criteria), Fraction(0)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How an application stands. `mean` and `spread` are None before two assessors are in; `open`: a spread over the
    bound that neither a third assessor nor a meeting of all has settled. `rank`: equal means share a place."""

    application: Application
    wholes: tuple[Fraction, ...]
    mean: Fraction | None
    spread: Fraction | None
    open: bool
    rank: int | None = None
    tied: bool = False


def done(of: Application) -> list[Assessment]:
    return [one for one in of.assessments.all() if one.done_at is not None and not one.conflict]


def standing(call: Call, of: Application) -> Standing:
    given = done(of)
    wholes = tuple(whole(call.criteria, one.scores) for one in given)
    if len(wholes) < FEWEST:
        return Standing(of, wholes, None, None, True)
    spread = max(wholes) - min(wholes)
    settled = spread <= call.bound or len(wholes) >= ENOUGH or all(one.met for one in given)
    return Standing(of, wholes, sum(wholes, Fraction(0)) / len(wholes), spread, not settled)


def ranking(call: Call) -> list[Standing]:
    """Submitted applications, the best first; those without two assessments last, without a place."""
    found = call.applications.filter(state="submitted").prefetch_related("assessments")
    standings = [standing(call, one) for one in found]
    means = [one.mean for one in standings if one.mean is not None]
    placed = [
        one if one.mean is None else Standing(
            one.application, one.wholes, one.mean, one.spread, one.open,
            1 + sum(other > one.mean for other in means), means.count(one.mean) > 1,
        )
        for one in standings
    ]  # fmt: skip
    return sorted(placed, key=lambda one: (one.rank is None, one.rank or 0, one.application.pk))
