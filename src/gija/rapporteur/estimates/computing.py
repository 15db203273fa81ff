"""What a run computes, from values to canonical JSON. The same input gives the same bytes; knows no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gija.methods.estimation import Strata, covariates, per_100_000, run
from gija.methods.estimation.running import Run, Tell
from gija.methods.estimation.showing import plots_of
from gija.methods.estimation.telling.ranges import rounding
from gija.rapporteur.estimates import stored
from gija.rapporteur.estimates.values import COULD, Asked, canonical, kept, merged, pooled
from gija.vocabulary.errors import GijaError

GROUPS = 300  # replicates of the model over groups
ALL = ""  # all groups together


@dataclass(frozen=True, slots=True)
class Given:
    """One capture table as the run takes it: its period, its people by group, the interval of counting once."""

    period: str
    strata: Strata
    people: tuple[int, int] | None = None


def could_meet(asked: Asked) -> list[str]:
    """Pairs of lists that share nobody, of which the rapporteur said that they could have."""
    return [pair for pair, answer in asked.answers.items() if answer == COULD]


def chosen(asked: Asked, given: Sequence[Given]) -> Strata:
    """The tables pooled, with the lists asked for, and with those merged that can never meet."""
    return merged(kept(pooled([one.strata for one in given]), asked.lists), asked.answers)


def computed(asked: Asked, given: Sequence[Given], tell: Tell | None = None, workers: int = 1) -> str:
    """Everything that is kept of a run."""
    strata = chosen(asked, given)
    found = run(
        strata.whole, asked.methods, seed=asked.seed, replicates=asked.replicates, workers=workers, tell=tell,
        possible=could_meet(asked), people=_people(given, strata),
    )  # fmt: skip
    groups = list(_groups(asked, strata, tell))
    periods = {one.period: chosen(asked, [one]).whole for one in sorted(given, key=lambda one: one.period)}
    drawn = plots_of(found, periods)
    return canonical(
        {
            "asked": asdict(asked),
            "record": stored.plain(found.record()),
            "groups": stored.plain(groups),
            "rates": list(_rates(asked, found, groups)),
            "plots": [[name, stored.to_json(plot)] for name, plot in drawn.items()],
        }
    )


def _people(given: Sequence[Given], strata: Strata) -> tuple[int, int] | None:
    """The interval of counting once for the people of the table, as wide as those of its parts together: known only
    where nobody was left out and each part has one."""
    low, high = 0, 0
    for one in given:
        if one.people is None:
            return None
        low, high = low + one.people[0], high + one.people[1]
    seen = strata.whole.observed
    whole = sum(one.strata.whole.observed for one in given)
    return (low, high) if seen == whole and 0 < low <= seen <= high else None


def _groups(asked: Asked, strata: Strata, tell: Tell | None) -> Iterator[dict[str, Any]]:
    """A row for each level of each covariate: its estimate, or why there is none."""
    if not strata.covariates or strata.tables[0].width < 3:
        return

    def heard(done: int, of: int) -> None:
        if tell:
            tell("groups", done, of)

    try:
        found = covariates(strata, replicates=min(asked.replicates, GROUPS), seed=asked.seed, progress=heard)
    except GijaError as error:
        yield {"covariate": "", "level": "", "total": None, "low": None, "high": None, "why": asdict(error.text)}
        return
    alone = dict(zip(strata.groups, (verdict.code for verdict in found.alone), strict=True))
    for place, name in enumerate(strata.covariates):
        for level in strata.levels(place):
            total, intervals = found.estimate(name, level)
            own = [code for group, code in alone.items() if group[place] == level]
            seen = sum(t.observed for g, t in zip(strata.groups, strata.tables, strict=True) if g[place] == level)
            wide = intervals[0] if intervals else None
            yield {
                "covariate": name, "level": level, "observed": seen, "total": total,
                "low": wide.low if wide else None, "high": wide.high if wide else None, "borrowed": any(own),
                "failed": found.failed,
            }  # fmt: skip


def _rates(asked: Asked, found: Run, groups: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """SDG 16.2.2: per 100,000 of each population that was told, as a range; none where there is no range."""
    for key, population in sorted(asked.populations.items()):
        if key == ALL:
            ends = (found.range.low, found.range.high) if found.range and found.diagnosis.label != "D" else None
        else:
            name, _, level = key.partition("=")
            row = next((one for one in groups if (one["covariate"], one["level"]) == (name, level)), None)
            ends = _outwards(row["low"], row["high"]) if row and row["high"] is not None else None
        if ends is None or ends[1] > population:
            yield {"of": key, "population": population, "low": None, "high": None}
            continue
        low, high = per_100_000(*ends, population)
        yield {"of": key, "population": population, "low": low, "high": high}


def _outwards(low: float, high: float) -> tuple[int, int]:
    step = rounding(high - low)
    return int(low // step * step), int(-(-high // step) * step)
