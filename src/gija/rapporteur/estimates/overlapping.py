"""Overlaps on their way out: through the disclosure gate, judged beside all that was told before. Fails closed.

Only lists that the register counted can be judged: their people are those of its tables. Of a file nobody knows which
published figures are of the same people, so its overlaps stay inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gija.methods.disclosure.values import Release
from gija.methods.estimation import CaptureTable
from gija.methods.estimation.capture.histories import bits, pairs
from gija.methods.tables import TOTAL, Cell
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.rapporteur.gate import populations, protecting
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.drawing import CLOSING, secret
from gija.rapporteur.gate.going import published
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

PEOPLE, KIND = "register_people", "organisation"


@dataclass(frozen=True, slots=True)
class Shown:
    """Two lists and the people on both; None where the gate closed it."""

    lists: Text
    value: int | None


@dataclass(frozen=True, slots=True)
class Passed:
    """What of the overlaps may go out, and the releases that the ledger then needs."""

    shown: tuple[Shown, ...]
    releases: tuple[Release, ...]


def passed(table: CaptureTable, period: str, day: str, name: str) -> Passed | None:
    """The overlaps of each two of the register's lists that the gate lets pass; None where it lets none, or where lists
    are no kinds of institutions."""
    from gija.methods.disclosure.suppression import suppress  # the solver is loaded where it is needed

    kinds = code_list("institution_kind")
    if any(one not in kinds for one in table.lists):
        return None
    ledger = gate.ledger()
    vintage = max((one.vintage for one in published(ledger) if not one.cited), default=0) + 1
    candidate = Release(name, (_table(table, period),), day, "table", vintage)
    found = suppress(candidate, published(ledger), protecting.KNOWN, populations.setting().rule, seed=secret(CLOSING))
    if found.release is None or found.audit is None or not found.audit.released:
        return None
    told = {cell.key: cell for cell in found.release.tables[0]}
    shown = tuple(
        Shown(_lists(table, pair), cell.value if (cell := told.get(_key(table, pair, period))) else None)
        for pair in pairs(table.width)
    )
    return Passed(shown, (found.release,))


def _table(table: CaptureTable, period: str) -> Table:
    axes = (_time(period), *(Axis.flat(f"{KIND}={name}", ("yes", populations.NOT_SAID)) for name in table.lists))
    return Table(populations.setting().judged[PEOPLE], axes, tuple(_cells(table, period)))


def _time(period: str) -> Axis:
    year = period[:4]
    halves = {f"{year}-H{half}": year for half in (1, 2)}
    return Axis.of(populations.TIME, halves, open=True)


def _cells(table: CaptureTable, period: str) -> Iterator[Cell]:
    yield Cell(_key(table, 0, period), table.observed)
    for mask in (*(1 << place for place in range(table.width)), *pairs(table.width)):
        yield Cell(_key(table, mask, period), table.meeting(mask))


def _key(table: CaptureTable, mask: int, period: str) -> tuple[str, ...]:
    return (period, *("yes" if mask >> place & 1 else TOTAL for place in range(table.width)))


def _lists(table: CaptureTable, mask: int) -> Text:
    kinds = code_list("institution_kind")
    named: Sequence[Text] = [kinds[table.lists[place]].text for place in bits(mask)]
    return Text(", ".join(text.en for text in named), ", ".join(text.lt for text in named))
