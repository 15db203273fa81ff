"""One table in, one release out, by the method asked for: protected, audited with all that was released before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gija.methods.disclosure.choice.comparing import Cost, cost_of
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.values import Knowledge, Release, Rule
from gija.methods.tables.table import Table
from gija.methods.tables.values import Key
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True)
class Ask:
    """`bound`, `variance`, `forbidden`: of cell keys; `seed`: of rounding and cell keys, and, if given, of suppression;
    `threshold_known`: are people to be reckoned with who know that cells are closed because of small ones?"""

    method: str
    name: str
    day: str = ""
    threshold: int = 5
    base: int = 3
    seed: Seed | None = field(default=None, repr=False)
    variance: float = 3.0
    bound: int = 5
    forbidden: int = 2
    seconds: float = 60.0
    threshold_known: bool = False

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge(threshold_known=self.threshold_known)


@dataclass(frozen=True)
class Done:
    """`release`: what may go out; `reasons`: of closed cells; `certificate`: for inner roles."""

    release: Release
    reasons: tuple[tuple[tuple[tuple[str, str], ...], str, Text], ...]
    certificate: dict[str, Any]
    cost: Cost


def protect_table(table: Table, ledger: Ledger, ask: Ask) -> Done:
    """Protected and audited, or refused: `disclosure.nothing_safe` (no pattern of closed cells is safe; the coarser
    tables that are safe are counted), `disclosure.not_safe` (rounded or noisy figures that the audit refuses),
    `disclosure.method`, and what the methods themselves refuse."""
    if not any(cell.open for cell in table):
        raise GijaError("disclosure.nothing_open")
    if ask.method == "suppress":
        return _suppressed(table, ledger, ask)
    if ask.method == "round":
        return _rounded(table, ledger, ask)
    if ask.method == "cellkey":
        return _noisy(table, ledger, ask)
    raise GijaError("disclosure.method", method=ask.method)


def proposals(table: Table, ledger: Iterable[Release], ask: Ask) -> tuple[Text, ...]:
    """Coarser tables that could go out by suppression, in words."""
    from gija.methods.disclosure.suppression import suppress

    candidate = Release(ask.name, (table,), ask.day)
    done = suppress(candidate, ledger, ask.knowledge, Rule(ask.threshold), seconds=ask.seconds, seed=ask.seed)
    return tuple(proposal.text for proposal in done.proposals)


def _suppressed(table: Table, ledger: Ledger, ask: Ask) -> Done:
    from gija.methods.disclosure.suppression import suppress

    candidate = Release(ask.name, (table,), ask.day)
    terms, seed = Rule(ask.threshold), ask.seed
    done = suppress(candidate, ledger, ask.knowledge, terms, seconds=ask.seconds, propose=False, seed=seed)
    if done.trouble is not None:
        raise done.trouble
    if done.release is None or done.audit is None or done.audit.certificate is None:
        raise GijaError("disclosure.nothing_safe")
    told = tuple((closed.place, closed.why, closed.text) for closed in done.closed)
    return Done(done.release, told, done.audit.certificate, cost_of("suppress", table, done.release.tables[0]))


def _rounded(table: Table, ledger: Ledger, ask: Ask) -> Done:
    from gija.methods.disclosure.rounding.tables import round_table

    after, rounded = round_table(table, ask.base, seed=_seed(ask))
    release = Release(ask.name, (after,), ask.day, base=ask.base)
    extra = {"method": "round", "base": ask.base, "seed_seal": rounded.seal, "proven_best": rounded.proven}
    return _audited(table, release, ledger, ask, ask.base, extra)


def _noisy(table: Table, ledger: Ledger, ask: Ask) -> Done:
    """To the ledger noisy figures are figures that may be off by the bound: less is known of them than of rounded."""
    from gija.methods.disclosure.cellkeys import Design, design, perturb_table

    transitions, seed = design(Design(ask.variance, ask.bound, ask.forbidden)), _seed(ask)
    after, _ = perturb_table(table, transitions, seed)
    release = Release(ask.name, (after,), ask.day, kind="answer", base=transitions.greatest_change + 1)
    extra = {"method": "cellkey", "bound": ask.bound, "variance": transitions.variance, "seed_seal": seed.seal}
    return _audited(table, release, ledger, ask, transitions.greatest_change + 1, extra)


def _audited(table: Table, release: Release, ledger: Ledger, ask: Ask, off: int, extra: dict[str, Any]) -> Done:
    """The interval of a small count must be as wide as the method promises, whatever stands in the ledger."""
    from gija.methods.disclosure.auditing import audit

    rule = Rule(ask.threshold, width=min(ask.threshold, off) - 1)
    judged = audit(ledger, release, ask.knowledge, rule, seconds=ask.seconds)
    if judged.trouble is not None:
        raise judged.trouble
    if not judged.released or judged.certificate is None:
        raise GijaError("disclosure.not_safe", cells=len(judged.findings))
    certificate = {"audit": judged.certificate, "protection": extra}
    return Done(release, (), certificate, cost_of(ask.method, table, release.tables[0]))


def _seed(ask: Ask) -> Seed:
    if ask.seed is None:
        raise GijaError("disclosure.seed_missing")
    return ask.seed


def key_of(place: tuple[tuple[str, str], ...], table: Table) -> Key:
    """The key of a place in a table."""
    codes = dict(place)
    return tuple(codes.get(axis.code, "_T") for axis in table.axes)
