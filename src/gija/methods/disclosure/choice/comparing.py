"""What each method would cost on this very table, so that the choice is made knowing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gija.methods.disclosure.choice.choices import Method, methods
from gija.methods.disclosure.rounding import Seed
from gija.methods.disclosure.values import Knowledge, Release, Rule
from gija.methods.tables.table import Table
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


@dataclass(frozen=True)
class Cost:
    """`shown`: the share of the cells that still have a number; `exact`: of those with the true one. `l1`: the sum of
    all changes; `mean_error`: of the cells shown; `greatest`: of one cell. `additive`: do the sums still come out where
    all parts are shown? `trouble`: why the method cannot be used here; then nothing else is told."""

    method: Method
    shown: float = 0.0
    exact: float = 0.0
    l1: int = 0
    mean_error: float = 0.0
    greatest: int = 0
    additive: bool = False
    note: Text | None = None
    trouble: Text | None = None


@dataclass(frozen=True)
class Asked:
    """What all methods are measured under. `seed`: of a trial; another one is drawn for what goes out."""

    base: int = 3
    rule: Rule = field(default_factory=Rule)
    ledger: Sequence[Release] = ()
    knowledge: Knowledge = field(default_factory=Knowledge)
    seed: Seed | None = None


def compare(
    table: Table, names: Iterable[str] = ("suppress", "round", "cellkey"), asked: Asked | None = None
) -> list[Cost]:
    """One cost for each method, in the order asked; `disclosure.method` for one that is not for tables.

    What is told reveals nothing but how much is lost; it is meant for those who may see the table, before they decide.
    """
    costs = []
    for name in names:
        if name not in _WAYS:
            raise GijaError("disclosure.method", method=name)
        try:
            costs.append(_WAYS[name](table, asked or Asked()))
        except GijaError as trouble:
            costs.append(Cost(methods()[name], trouble=trouble.text))
    return costs


def cost_of(method: str, before: Table, after: Table, note: Text | None = None) -> Cost:
    """The cost of a protected table beside the true one."""
    pairs = [(cell.value, after[cell.key].value) for cell in before if cell.value is not None]
    changes = [abs(new - old) for old, new in pairs if new is not None]
    if not pairs:
        raise GijaError("disclosure.nothing_open")
    return Cost(
        methods()[method],
        len(changes) / len(pairs),
        changes.count(0) / len(pairs),
        sum(changes),
        sum(changes) / len(changes) if changes else 0.0,
        max(changes, default=0),
        after.additive(),
        note,
    )


def _suppress(table: Table, asked: Asked) -> Cost:
    from gija.methods.disclosure.suppression import suppress

    done = suppress(Release("trial", (table,)), asked.ledger, asked.knowledge, asked.rule, propose=False)
    if done.release is None:
        raise done.trouble or GijaError("disclosure.nothing_safe", proposals=0)
    return cost_of("suppress", table, done.release.tables[0])


def _round(table: Table, asked: Asked) -> Cost:
    """Zero-restricted where that can be had, else with totals one base further off; the note says which."""
    from gija.methods.disclosure.rounding.tables import round_table

    seed = asked.seed or Seed.fresh()
    try:
        after, _ = round_table(table, asked.base, seed=seed)
        return cost_of("round", table, after)
    except GijaError as trouble:
        if trouble.code != "disclosure.rounding_impossible":
            raise
        after, _ = round_table(table, asked.base, seed=seed, restricted=False)
        return cost_of("round", table, after, FURTHER.fill(base=asked.base))


FURTHER = Text(
    "Totals may be up to {base} further off than cells: no closer rounding was found.",
    "Sumos gali skirtis dar iki {base} daugiau negu langeliai: artimesnio apvalinimo nerasta.",
)


def _cellkey(table: Table, asked: Asked) -> Cost:
    from gija.methods.disclosure.cellkeys import Design, design, perturb_table

    after, _ = perturb_table(table, design(Design()), asked.seed or Seed.fresh())
    return cost_of("cellkey", table, after)


_WAYS: dict[str, Callable[[Table, Asked], Cost]] = {"suppress": _suppress, "round": _round, "cellkey": _cellkey}
