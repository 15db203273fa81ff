"""A release on its way out: closed where it must be, audited together with all that was published. Fails closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.values import Knowledge, Release
from gija.methods.tables.table import Table
from gija.rapporteur.gate import populations, wording
from gija.rapporteur.gate.going import Closed, Passed, Sorted, either, published, sort, vintage
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.disclosure.suppression import Suppression

# Zeros are always shown, and that cells are closed because of small ones is written in every report.
KNOWN = Knowledge(zeros_published=True, threshold_known=True)


def passed(name: str, day: str, points: Iterable[Point], ledger: Ledger, seed: Seed | None = None) -> Passed:
    """The figures with closed what, with all in the ledger, would tell of few people.

    Cited figures, and what is reckoned from them, go out as they are: others published them. Any other figure that the
    gate does not judge is refused (`gate.not_judged`). A figure that its supplier closed stays closed, and must not be
    found either. An interval goes out beside the open number that it is of. Refuses (`gate.impossible`) what no closing
    makes safe, with the coarser tables that could go out. Tables on request are not reckoned with here. `seed`: the
    secret behind what is drawn; without one, who reruns the program on guesses may find more (`drawing`).
    """
    own = sort(name, day, points)
    if not own.counted:
        return Passed(own.without(own.ends), own.cited, (), {})
    found = _suppressed(populations.release(name, day, own.judged, vintage(day, ledger)), published(ledger), seed)
    release, audit = found.release, found.audit
    if release is None or audit is None or audit.certificate is None:
        if found.trouble is not None:
            raise found.trouble
        raise GijaError("gate.impossible", proposals=either([one.text for one in found.proposals]))
    closed = tuple(Closed(one.population, one.place, wording.why(one)) for one in found.closed)
    out = _beside_their_number(populations.closed_points(own.told, release.tables), own.ends)
    return Passed(out, (*own.cited, release), closed, audit.certificate)


def _suppressed(candidate: Release, known: Sequence[Release], seed: Seed | None) -> Suppression:
    """Cells closed so that totals stay open where anything else will do: a report without its total tells little."""
    from gija.methods.disclosure.suppression import suppress  # the solver is loaded where it is needed

    rule, totals = populations.setting().rule, _totals(candidate)
    alone = suppress(totals, known, KNOWN, rule, propose=False).release
    if alone is not None and all(cell.open for table in alone.tables for cell in table):
        found = suppress(candidate, [*known, alone], KNOWN, rule, propose=False, seed=seed)
        if found.release is not None:
            return found
    return suppress(candidate, known, KNOWN, rule, seed=seed)


def _totals(candidate: Release) -> Release:
    """The totals of each period by themselves: what is told of them is not closed any more."""
    kept = [
        Table(table.population, table.axes, tuple(cell for cell in table if len(table.where(cell.key)) <= 1))
        for table in candidate.tables
    ]
    return replace(candidate, name=f"{candidate.name}-total", tables=tuple(table for table in kept if len(table)))


def _beside_their_number(points: Iterable[Point], ends: frozenset[Point]) -> tuple[Point, ...]:
    """The figures, with each interval closed whose number of people is."""
    told = tuple(points)
    of = [p for p in told if p.indicator == populations.PEOPLE and p.is_total and p.value is not None]
    open_ = {(p.basis.dataset, p.period) for p in of}
    return tuple(Sorted.closed(p) if p in ends and (p.basis.dataset, p.period) not in open_ else p for p in told)


def audited(release: Release, known: Sequence[Release], refused: str) -> dict[str, Any]:
    """The certificate of a release beside what is published; the error named where it may not go out, or where that
    could not be judged."""
    from gija.methods.disclosure.auditing import audit

    found = audit(known, release, KNOWN, populations.setting().rule)
    if not found.released or found.certificate is None:
        raise GijaError(refused)
    return found.certificate


def still(release: Release, ledger: Iterable[Release]) -> dict[str, Any]:
    """The certificate of a release against what is known by now; `gate.unsafe` where it may not go out any more."""
    return audited(release, published(ledger), "gate.unsafe")
