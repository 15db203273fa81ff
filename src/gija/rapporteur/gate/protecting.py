"""A release on its way out: closed where it must be, audited together with all that was ever told. Fails closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Knowledge, Release
from gija.rapporteur.gate import populations, wording
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

# Zeros are always shown, and that cells are closed because of small ones is written in every report.
KNOWN = Knowledge(zeros_published=True, threshold_known=True)


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

    Cited figures go out as they are: others published them. Refuses (`gate.impossible`) what no closing makes safe,
    with the coarser tables that could go out.
    """
    from gija.methods.disclosure.suppression import suppress  # the solver is loaded where it is needed

    told = tuple(points)
    judged = [p for p in told if populations.is_judged(p) and p.value is not None]
    releases = [*_cited(name, day, [p for p in told if not populations.is_judged(p)])]
    if not judged:
        return Passed(told, tuple(releases), (), {})
    candidate = populations.release(name, day, judged, _vintage(day, ledger))
    found = suppress(candidate, ledger, KNOWN, populations.setting().rule)
    if found.release is None or found.audit is None or found.audit.certificate is None:
        if found.trouble is not None:
            raise found.trouble
        proposals = "; ".join(one.text.in_("lt") for one in found.proposals) or "–"
        raise GijaError("gate.impossible", proposals=proposals)
    closed = tuple(Closed(one.population, one.place, wording.why(one)) for one in found.closed)
    out = populations.closed_points(told, found.release.tables)
    return Passed(out, (*releases, found.release), closed, found.audit.certificate)


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
