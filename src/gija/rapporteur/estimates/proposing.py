"""What a new run would be: the tables and lists chosen, the gates that need no estimate, what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.commons.permissions import Actor
from gija.methods.estimation.checks.growth import should_pool
from gija.methods.estimation.telling.gates import Gate, diagnose, never_meet
from gija.rapporteur.estimates import queries, values
from gija.rapporteur.estimates.models import Capture, Result
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Look:
    """`pairs` share nobody and are asked about; `pool`: numbers of further tables with the same lists, proposed where
    few people are shared; `problem`: why these cannot be estimated together."""

    tables: tuple[int, ...] = ()
    lists: tuple[str, ...] = ()
    all_lists: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()
    pairs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    pool: tuple[Capture, ...] = ()
    problem: Text | None = None

    @property
    def ready(self) -> bool:
        return bool(self.tables) and self.problem is None


def look(actor: Actor | None, tables: Sequence[str], lists: Sequence[str]) -> Look:
    """What would be estimated from these. What the address names and is not there is left out."""
    there = {str(one.pk): one for one in queries.captures(actor)}
    chosen = [there[number] for number in dict.fromkeys(tables) if number in there]
    if not chosen:
        return Look()
    numbers = tuple(one.pk for one in chosen)
    try:
        whole = values.pooled([one.strata for one in queries.given(numbers)])
    except GijaError as error:
        return Look(numbers, problem=error.text)
    every = whole.tables[0].lists
    wanted = tuple(name for name in every if name in lists) or every
    try:
        strata = values.kept(whole, wanted)
    except GijaError as error:
        return Look(numbers, wanted, every, problem=error.text)
    table = strata.whole
    groups = tuple(f"{name}={level}" for place, name in enumerate(strata.covariates) for level in strata.levels(place))
    pool = _alike(there, numbers, every) if should_pool(table) else ()
    return Look(numbers, wanted, every, diagnose(table).gates, never_meet(table), groups, pool)


def _alike(there: dict[str, Capture], numbers: Sequence[int], lists: tuple[str, ...]) -> tuple[Capture, ...]:
    others = (one for one in there.values() if one.pk not in numbers)
    return tuple(one for one in others if values.strata_of(one.content).tables[0].lists == lists)


def same(found: queries.Standing) -> bool | None:
    """Did the repetition come to the same bytes as the run it repeats? None where it is none, or one is not done."""
    if found.run.repeats is None or found.result is None:
        return None
    first = Result.objects.filter(run=found.run.repeats).first()
    return first.sha256 == found.result.sha256 if first else None
