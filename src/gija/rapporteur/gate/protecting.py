"""A release on its way out: closed where it must be, audited together with all that was ever told. Fails closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Knowledge, Release
from gija.methods.tables.table import Table
from gija.methods.tables.values import SUPPRESSED
from gija.rapporteur.gate import populations, wording
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.disclosure.suppression import Suppression

# Zeros are always shown, and that cells are closed because of small ones is written in every report.
KNOWN = Knowledge(zeros_published=True, threshold_known=True)
OF_OTHERS = frozenset({"cited", "computed"})  # kinds of figures that others published, or that are reckoned from those


@dataclass(frozen=True, slots=True)
class Closed:
    """A figure that is not told, and why."""

    population: str
    place: tuple[tuple[str, str], ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Passed:
    """What may go out: the figures as they may be told, the releases the ledger will hold, why cells are closed."""

    points: tuple[Point, ...]
    releases: tuple[Release, ...]
    closed: tuple[Closed, ...]
    certificate: dict[str, Any]

    @property
    def hash(self) -> str:
        """SHA-256 of the certificate: the public may know it, inner roles hold the certificate itself."""
        return digest(self.certificate)

    def as_json(self) -> str:
        """All of it but the figures, for keeping."""
        raw = {
            "releases": [release_to(one) for one in self.releases],
            "closed": [[c.population, c.place, c.why.en, c.why.lt] for c in self.closed],
            "certificate": self.certificate,
        }
        return json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def passed(name: str, day: str, points: Iterable[Point], ledger: Ledger) -> Passed:
    """The figures with closed what, with all in the ledger, would tell of few people.

    Cited figures, and what is reckoned from them, go out as they are: others published them. Any other figure that the
    gate does not judge is refused (`gate.not_judged`). A figure that its supplier closed stays closed, and must not be
    found either. An interval goes out beside the open number that it is of. Refuses (`gate.impossible`) what no closing
    makes safe, with the coarser tables that could go out.
    """
    given = tuple(points)
    _only_known(given)
    ends, never = populations.intervals(given), populations.longest(given)
    told = tuple(_closed(p) if p in never else p for p in given)
    own = [p for p in given if populations.is_judged(p) and p not in ends | never]
    judged = [p for p in own if p.value is not None or _shut(p)]
    releases = _cited(name, day, [p for p in told if not populations.is_judged(p)])
    if not any(p.value is not None for p in judged):
        return Passed(tuple(_closed(p) if p in ends else p for p in told), releases, (), {})
    found = _suppressed(populations.release(name, day, judged, _vintage(day, ledger)), ledger)
    release, audit = found.release, found.audit
    if release is None or audit is None or audit.certificate is None:
        if found.trouble is not None:
            raise found.trouble
        raise GijaError("gate.impossible", proposals=_either([one.text for one in found.proposals]))
    closed = tuple(Closed(one.population, one.place, wording.why(one)) for one in found.closed)
    out = _beside_their_number(populations.closed_points(told, release.tables), ends)
    return Passed(out, (*releases, release), closed, audit.certificate)


def _suppressed(candidate: Release, ledger: Ledger) -> Suppression:
    """Cells closed so that totals stay open where anything else will do: a report without its total tells little."""
    from gija.methods.disclosure.suppression import suppress  # the solver is loaded where it is needed

    rule, totals = populations.setting().rule, _totals(candidate)
    alone = suppress(totals, ledger, KNOWN, rule, propose=False).release
    if alone is not None and all(cell.open for table in alone.tables for cell in table):
        found = suppress(candidate, [*ledger, alone], KNOWN, rule, propose=False)
        if found.release is not None:
            return found
    return suppress(candidate, ledger, KNOWN, rule)


def _totals(candidate: Release) -> Release:
    """The totals of each period by themselves: what is told of them is not closed any more."""
    kept = [
        Table(table.population, table.axes, tuple(cell for cell in table if len(table.where(cell.key)) <= 1))
        for table in candidate.tables
    ]
    return replace(candidate, name=f"{candidate.name}-total", tables=tuple(table for table in kept if len(table)))


def _only_known(points: Iterable[Point]) -> None:
    strange = {p.indicator for p in points if not populations.is_judged(p) and p.basis.kind not in OF_OTHERS}
    if strange:
        labels = [wording.figure(code) for code in sorted(strange)]
        raise GijaError("gate.not_judged", figures=_either(labels))


def _either(texts: Sequence[Text]) -> Text:
    """Several texts as one, in both languages."""
    return Text("; ".join(t.en for t in texts) or "–", "; ".join(t.lt for t in texts) or "–")


def _shut(point: Point) -> bool:
    return point.value is None and point.status == SUPPRESSED


def _closed(point: Point) -> Point:
    return replace(point, value=None, status=SUPPRESSED, qualifier="")


def _beside_their_number(points: Iterable[Point], ends: frozenset[Point]) -> tuple[Point, ...]:
    """The figures, with each interval closed whose number of people is."""
    told = tuple(points)
    of = [p for p in told if p.indicator == populations.PEOPLE and p.is_total and p.value is not None]
    open_ = {(p.basis.dataset, p.period) for p in of}
    return tuple(_closed(p) if p in ends and (p.basis.dataset, p.period) not in open_ else p for p in told)


def _cited(name: str, day: str, points: Sequence[Point]) -> tuple[Release, ...]:
    if not points:
        return ()
    sources = ", ".join(sorted({p.source for p in points}))
    return (Release(f"{name}-cited", populations.tables(points), day, "cited", source=sources),)


def _vintage(day: str, ledger: Ledger) -> int:
    """The state of the records the figures were counted from: another day, another state."""
    own = [one for one in ledger if not one.cited]
    last = max((one.vintage for one in own), default=0)
    same = [one.vintage for one in own if one.day == day]
    return max(same) if same else last + 1


def still(release: Release, ledger: Ledger) -> dict[str, Any]:
    """The certificate of a release against what is known by now; `gate.unsafe` where it may not go out any more."""
    from gija.methods.disclosure.auditing import audit

    found = audit(ledger, release, KNOWN, populations.setting().rule)
    if not found.released or found.certificate is None:
        raise GijaError("gate.unsafe")
    return found.certificate
