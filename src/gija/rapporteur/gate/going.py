"""Figures on their way out, whatever protects them: sorted by what the gate does with them, and what passed it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Release
from gija.methods.tables.values import SUPPRESSED
from gija.rapporteur.gate import populations, wording
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

OF_OTHERS = frozenset({"cited", "computed"})  # kinds of figures that others published, or that are reckoned from those
ANSWER = "answer"  # kind of a table on request, with noise


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


@dataclass(frozen=True)
class Sorted:
    """`told`: all of it, longest lists closed; `ends`: of intervals; `judged`: what the gate answers for and releases;
    `cited`: the release of what others published."""

    told: tuple[Point, ...]
    ends: frozenset[Point]
    judged: tuple[Point, ...]
    cited: tuple[Release, ...]

    @property
    def counted(self) -> bool:
        """Is any number among what is judged?"""
        return any(p.value is not None for p in self.judged)

    def without(self, points: frozenset[Point]) -> tuple[Point, ...]:
        """All of it, with these closed."""
        return tuple(self.closed(p) if p in points else p for p in self.told)

    @staticmethod
    def closed(point: Point) -> Point:
        return replace(point, value=None, status=SUPPRESSED, qualifier="")


def sort(name: str, day: str, points: Iterable[Point]) -> Sorted:
    """Refuses (`gate.not_judged`) figures that are neither others' nor known to the gate."""
    given = tuple(points)
    _only_known(given)
    ends, never = populations.intervals(given), populations.longest(given)
    told = tuple(Sorted.closed(p) if p in never else p for p in given)
    own = [p for p in given if populations.is_judged(p) and p not in ends | never]
    judged = tuple(p for p in own if p.value is not None or p.status == SUPPRESSED)
    return Sorted(told, ends, judged, _cited(name, day, [p for p in told if not populations.is_judged(p)]))


def _only_known(points: Iterable[Point]) -> None:
    strange = {p.indicator for p in points if not populations.is_judged(p) and p.basis.kind not in OF_OTHERS}
    if strange:
        labels = [wording.figure(code) for code in sorted(strange)]
        raise GijaError("gate.not_judged", figures=either(labels))


def either(texts: Sequence[Text]) -> Text:
    """Several texts as one, in both languages."""
    return Text("; ".join(t.en for t in texts) or "–", "; ".join(t.lt for t in texts) or "–")


def _cited(name: str, day: str, points: Sequence[Point]) -> tuple[Release, ...]:
    if not points:
        return ()
    sources = ", ".join(sorted({p.source for p in points}))
    return (Release(f"{name}-cited", populations.tables(points), day, "cited", source=sources),)


def vintage(day: str, ledger: Ledger) -> int:
    """The state of the records the figures were counted from: another day, another state."""
    own = [one for one in ledger if not one.cited and one.kind != ANSWER]
    last = max((one.vintage for one in own), default=0)
    same = [one.vintage for one in own if one.day == day]
    return max(same) if same else last + 1


def published(ledger: Iterable[Release]) -> list[Release]:
    """All but tables on request: these are judged apart, for noise promises less than closing and rounding do."""
    return [one for one in ledger if one.kind != ANSWER]
