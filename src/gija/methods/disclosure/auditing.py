"""The audit: what can be found in a candidate with everything released before it. Nothing unaudited goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gija.methods.disclosure.attacker.adding import shown
from gija.methods.disclosure.attacker.attack import Attack
from gija.methods.disclosure.attacker.figures import Figure, Place
from gija.methods.disclosure.attacker.insiders import Watch, found_by, insiders
from gija.methods.disclosure.attacker.proofs import Proof, proof
from gija.methods.disclosure.attacker.reaching import reaching
from gija.methods.disclosure.attacker.solving import Clock, Point
from gija.methods.disclosure.attacker.system import Form, Target
from gija.methods.disclosure.certifying import certify
from gija.methods.disclosure.judging import proven_safe, small_and_open, surely_safe, told
from gija.methods.disclosure.stored import digest, release_to
from gija.methods.disclosure.values import Alone, Interval, Knowledge, Release, Rule
from gija.methods.disclosure.words import words
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MOST_PROOFS = 500


@dataclass(frozen=True)
class Judged:
    """One count that must not be found, and how far an attacker gets. `found`: what is given away (`words`: `exact`,
    `small`, `narrow`, `zero`, `change`, `open`, `alone`: to somebody alone in another cell), empty if nothing.
    `witnesses`: of what the candidate closes two tables, each fitting all releases, in which the count differs, as the
    values of the unknowns that are open (none where the count is exact). `releases`: names of those that did it;
    `before`: could it be found without the candidate? `own`: the candidate itself closes it; then it must not be
    found, whoever gave it away."""

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
    alone: Iterable[Alone] = (),
) -> Audit:
    """Judge every count of the candidate, and every other that it helps to find, against all releases together.

    `ledger`: a `Ledger`, or releases in order. What a solver or the clock leaves open is not released (`trouble`).
    With `exact` the counts that the candidate closes get their exact intervals; of others that are safe, and without
    it of all, a part of it is enough.
    `alone`: places at which, as the true tables show, one person stands alone; what such a person finds of others is
    given away too. Refused at once: an open cell of 1 to threshold - 1 people. Cited figures are taken as known and
    not judged.
    """
    import time

    start, told_ = time.process_time(), list(ledger)
    try:
        near = reaching(told_, candidate, knowledge.members)
        state = digest([release_to(release) for release in told_])
        attack = Attack([*near, candidate], knowledge, rule, Clock(seconds), len(near))
        cells, certificate = _judge(attack, exact), None
        if not any(cell.found and (cell.own or not cell.before) for cell in cells):
            certificate = certify(attack, list(zip(attack.targets(), cells, strict=True)), state, candidate)
        inside = _to_insiders(attack, alone) if rule.singles else ()
    except GijaError as trouble:
        return Audit(candidate.name, (), trouble, seconds=time.process_time() - start)
    passed, spent = (None if inside else certificate), time.process_time() - start
    return Audit(candidate.name, (*cells, *inside), None, passed, spent)


def _judge(attack: Attack, exact: bool) -> tuple[Judged, ...]:
    """The targets in order, as somebody judges them who knows the releases alone; small open numbers after them."""
    targets, fresh = attack.targets(), len(attack.releases) - 1
    cells = [_cell(attack, target, exact) for target in targets]
    if any(cell.found for cell in cells):
        cells = _explained(attack, targets, cells)
    return (*cells, *(_open(figure) for figure in small_and_open(attack.system.figures, fresh, attack.rule)))


def _to_insiders(attack: Attack, alone: Iterable[Alone]) -> tuple[Judged, ...]:
    """What those find who are alone in a cell, and could not before."""
    found, watch, past = [], Watch(attack, attack.targets()), None
    for insider in insiders(attack, alone):
        for target, interval in found_by(attack, watch, insider):
            past = past or attack.past()
            if target.own or not _told_before(past, target, insider.who):
                place = target.population, target.place, target.vintage
                names = tuple(release.name for release in attack.releases)
                found.append(Judged(target.kind, *place, interval, "alone", releases=names, own=target.own))
    return tuple(found)


def _told_before(past: Attack, target: Target, who: Alone) -> bool:
    mine, watch = insiders(past, [who]), Watch(past, [target])
    return any(True for one in mine for _ in found_by(past, watch, one))


def _open(figure: Figure) -> Judged:
    interval = Interval(figure.low, figure.high)
    return Judged("open", figure.population, figure.place, figure.vintage, interval, "open")


def _cell(attack: Attack, target: Target, exact: bool) -> Judged:
    """What the candidate closes gets its exact interval if asked; of others it is enough to see that they are safe."""
    seen, _ = attack.seen(target.form)
    why = None
    if not (exact and target.own) and seen is not None and surely_safe(target, seen, attack.rule):
        interval, found = seen, ""
    else:
        interval = attack.interval(target.form)
        found = told(target, interval, attack.rule)
        if not found:
            found, why = _unproven(attack, target)
    return Judged(
        target.kind, target.population, target.place, target.vintage, interval, found,
        _witnesses(attack, target.form) if target.own else (), own=target.own, proof=why,
    )  # fmt: skip


def _unproven(attack: Attack, target: Target) -> tuple[str, Proof | None]:
    """What an interval seems to give away as long as tables and sums do not show that it does not."""
    seen, _ = attack.seen(target.form)
    if seen is not None and surely_safe(target, seen, attack.rule):
        return "", None
    why = proof(attack, target.form, both=False)
    least = shown(attack.system.rows, target.form, why.low, most=False) if why.low is not None else None
    if seen is not None and proven_safe(target, seen, least, attack.rule):
        return "", why
    return (told(target, seen, attack.rule) if seen else "") or "narrow", why


def _witnesses(attack: Attack, form: Form) -> tuple[dict[int, int], ...]:
    seen, both = attack.seen(form)
    if seen is None or seen.low == seen.high:
        return ()
    return tuple(_table(attack, by_part) for by_part in both)


def _table(attack: Attack, by_part: Mapping[int, Point]) -> dict[int, int]:
    pairs = (zip(attack.parts[n].unknowns, point, strict=True) for n, point in by_part.items())
    return {unknown: int(value) for both in pairs for unknown, value in both}


def _explained(attack: Attack, targets: Sequence[Target], cells: Sequence[Judged]) -> list[Judged]:
    """What was found, with the releases that did it, and whether it could be found before."""
    releases = attack.releases
    past = attack.past() if len(releases) > 1 else None
    explained, left = [], MOST_PROOFS
    for target, cell in zip(targets, cells, strict=True):
        if cell.found:
            why = proof(attack, target.form) if left > 0 else None
            known = _before(past, target, cell) if past is not None and not cell.own else None
            left -= 1
            numbers = sorted(why.releases) if why else range(len(releases))
            names = tuple(releases[n].name for n in numbers if n < len(releases))
            explained.append(replace(cell, releases=names, proof=known or why, before=known is not None))
        else:
            explained.append(cell)
    return explained


def _before(past: Attack, target: Target, cell: Judged) -> Proof | None:
    """The proof that the releases before gave just as much away; None if they did not."""
    low, high = cell.interval.low, cell.interval.high
    if low is None or high is None or past.interval(target.form) != cell.interval:
        return None
    why = proof(past, target.form)
    ends = [shown(past.system.rows, target.form, factors, most) if factors is not None else None
            for most, factors in ((False, why.low), (True, why.high))]  # fmt: skip
    return why if ends == [low, high] else None
