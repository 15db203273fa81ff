"""The audit: what can be found in a candidate with everything released before it. Nothing unaudited goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gija.methods.disclosure.attacker.attack import Attack
from gija.methods.disclosure.attacker.figures import Figure, Place
from gija.methods.disclosure.attacker.proofs import Proof, proof
from gija.methods.disclosure.attacker.solving import Clock, Point
from gija.methods.disclosure.attacker.system import Form, Target
from gija.methods.disclosure.certificates import certify
from gija.methods.disclosure.judging import surely_safe, told
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Interval, Knowledge, Release, Rule
from gija.methods.disclosure.words import words
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MOST_PROOFS = 500


@dataclass(frozen=True)
class Judged:
    """One count that must not be found, and how far an attacker gets. `found`: what is given away (`words`: `exact`,
    `small`, `narrow`, `zero`, `change`, `open`), empty if nothing. `witnesses`: two tables, each fitting all releases,
    in which the count differs, as the values of the unknowns that are open (none where the count is exact).
    `releases`: names of those that did it; `before`: could it be found without the candidate? `own`: the candidate
    itself closes it; then it must not be found, whoever gave it away."""

    kind: str
    population: str
    place: Place
    vintage: int
    interval: Interval
    found: str = ""
    witnesses: tuple[dict[int, int], ...] = ()
    releases: tuple[str, ...] = ()
    before: bool = False
    own: bool = False
    proof: Proof | None = None

    @property
    def text(self) -> Text:
        """What is given away, in words."""
        return words()["found"][self.found].fill(low=self.interval.low or 0, high=self.interval.high or "∞")


@dataclass(frozen=True)
class Audit:
    """`released`: may the candidate go out? Only if every count was judged and none is found because of it.
    `trouble`: why the audit could not be brought to an end; then nothing is released."""

    candidate: str
    cells: tuple[Judged, ...]
    trouble: GijaError | None = None
    certificate: dict[str, Any] | None = field(default=None, compare=False)
    seconds: float = field(default=0.0, compare=False)  # of processor time

    @property
    def findings(self) -> tuple[Judged, ...]:
        """What the candidate gives away, and what it closes in vain."""
        return tuple(cell for cell in self.cells if cell.found and (cell.own or not cell.before))

    @property
    def released(self) -> bool:
        return self.trouble is None and not self.findings and self.certificate is not None

    @property
    def digest(self) -> str:
        """The hash of the certificate: what may be made public of it."""
        return str(self.certificate["digest"]) if self.certificate else ""

    def of(self, **place: str) -> Judged:
        """The judged count at a place (of the first population that has it). KeyError where there is none."""
        wanted = tuple(sorted(place.items()))
        found = [cell for cell in self.cells if cell.place == wanted]
        if not found:
            raise KeyError(wanted)
        return next((cell for cell in found if cell.kind == "closed"), found[0])


def audit(
    ledger: Iterable[Release],
    candidate: Release,
    knowledge: Knowledge = Knowledge(),  # noqa: B008 - frozen
    rule: Rule = Rule(),  # noqa: B008
    *,
    seconds: float = 60.0,
    exact: bool = True,
) -> Audit:
    """Judge every count of the candidate, and every other that it helps to find, against all releases together.

    `ledger`: a `Ledger`, or releases in order. What a solver or the clock leaves open is not released (`trouble`).
    With `exact` closed counts get their exact intervals; without, of safe ones a part of it is enough.
    Refused at once: an open cell of 1 to threshold - 1 people. Cited figures are taken as known and not judged.
    """
    import time

    start = time.process_time()
    releases = [*ledger, candidate]
    try:
        cells, certificate = _judge(releases, knowledge, rule, Clock(seconds), exact)
    except GijaError as trouble:
        return Audit(candidate.name, (), trouble, seconds=time.process_time() - start)
    return Audit(candidate.name, cells, None, certificate, time.process_time() - start)


def _judge(
    releases: Sequence[Release], knowledge: Knowledge, rule: Rule, clock: Clock, exact: bool
) -> tuple[tuple[Judged, ...], dict[str, Any] | None]:
    fresh = len(releases) - 1
    attack = Attack(releases, knowledge, rule, clock, fresh)
    targets = attack.targets()
    cells = [_cell(attack, target, exact) for target in targets]
    past = {(f.population, f.place, f.vintage) for f in attack.system.figures if f.told and f.release < fresh}
    open_ = [_open(f) for f in attack.system.figures if _too_small(f, fresh, rule, past)]
    if any(cell.found for cell in cells):
        cells = _explained(attack, targets, cells, releases, knowledge)
    judged = (*open_, *cells)
    if any(cell.found and (cell.own or not cell.before) for cell in judged):
        return judged, None
    kept = [(t, c) for t, c in zip(targets, cells, strict=True) if not c.found]
    return judged, certify(attack, kept, digest([release_to(r) for r in releases[:-1]]), releases[-1])


def _too_small(figure: Figure, fresh: int, rule: Rule, past: set[tuple[str, Place, int]]) -> bool:
    """Is it a small number told for the first time?"""
    if figure.release != fresh or not figure.judged or not figure.told or not rule.small(figure.low):
        return False
    return (figure.population, figure.place, figure.vintage) not in past


def _open(figure: Figure) -> Judged:
    interval = Interval(figure.low, figure.high)
    return Judged("open", figure.population, figure.place, figure.vintage, interval, "open")


def _cell(attack: Attack, target: Target, exact: bool) -> Judged:
    """Closed counts get their exact interval if asked; of others it is enough to see that they are safe."""
    seen, _ = attack.seen(target.form)
    if not (exact and target.kind == "closed") and seen is not None and surely_safe(target, seen, attack.rule):
        interval, found = seen, ""
    else:
        interval = attack.interval(target.form)
        found = told(target, interval, attack.rule)
    return Judged(
        target.kind, target.population, target.place, target.vintage, interval, found,
        _witnesses(attack, target.form), own=target.own,
    )  # fmt: skip


def _witnesses(attack: Attack, form: Form) -> tuple[dict[int, int], ...]:
    seen, both = attack.seen(form)
    if seen is None or seen.low == seen.high:
        return ()
    return tuple(_table(attack, by_part) for by_part in both)


def _table(attack: Attack, by_part: Mapping[int, Point]) -> dict[int, int]:
    pairs = (zip(attack.parts[n].unknowns, point, strict=True) for n, point in by_part.items())
    return {unknown: int(value) for both in pairs for unknown, value in both}


def _explained(
    attack: Attack, targets: Sequence[Target], cells: Sequence[Judged],
    releases: Sequence[Release], knowledge: Knowledge,
) -> list[Judged]:  # fmt: skip
    """What was found, with the releases that did it, and whether it could be found before."""
    past = Attack(releases[:-1], knowledge, attack.rule, attack.clock) if len(releases) > 1 else None
    explained, left = [], MOST_PROOFS
    for target, cell in zip(targets, cells, strict=True):
        if cell.found:
            why = proof(attack, target.form) if left > 0 else None
            left -= 1
            numbers = sorted(why.releases) if why else range(len(releases))
            names = tuple(releases[n].name for n in numbers if n < len(releases))
            explained.append(replace(cell, releases=names, proof=why, before=_known_before(past, target, cell)))
        else:
            explained.append(cell)
    return explained


def _known_before(past: Attack | None, target: Target, cell: Judged) -> bool:
    """Did the releases before give the same away already?"""
    if past is None or target.population not in past.system.spaces or target.kind == "change":
        return False
    room = past.system.spaces[target.population]
    names = {axis for axis, _ in target.place}
    if not any(names <= set(clique) for clique in room.cliques) or not set(room.growing) <= names:
        return False
    if any(code not in room.blocks[axis] for axis, code in target.place):
        return False
    if not past.system.covered(target.population, target.place, target.vintage):
        return False
    interval = past.interval(past.system.form(target.population, target.place, target.vintage))
    return interval == cell.interval or (bool(told(target, interval, past.rule)) and interval.pinned)
