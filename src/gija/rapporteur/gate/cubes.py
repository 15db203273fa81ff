"""The register's finest tables with cell keys, for the noise of self-service tables. Never shown or exported."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import product

from gija.methods.disclosure.cellkeys.keys import BITS
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell, Key
from gija.rapporteur.gate.models import FineCube
from gija.rapporteur.gate.populations import NOT_SAID, setting
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list


@dataclass(frozen=True)
class Fine:
    """A finest table. `table`: its leaf cells with somebody in them, every other is a true zero; `keys`: of each of
    these cells the sum of the record keys of its people, modulo 2**64. Its repr tells neither."""

    period: str
    vintage: int
    day: str  # ISO, when it was approved
    hash: str
    table: Table = field(repr=False)
    keys: tuple[int, ...] = field(repr=False)

    def by(self, *names: str) -> dict[Key, tuple[int, int]]:
        """(true count, cell key) of every combination of codes of these axes and their totals, in the order of the
        names; (0, 0) where nobody is. Refuses an axis that is not there (`tables.key`)."""
        own = [axis.code for axis in self.table.axes]
        if not set(names) <= set(own):
            raise GijaError("tables.key")
        places = [own.index(name) for name in names]
        found = dict.fromkeys(product(*(self.table.axes[place].codes for place in places)), (0, 0))
        for cell, key in zip(self.table, self.keys, strict=True):
            for told in product(*((cell.key[place], TOTAL) for place in places)):
                count, total = found[told]
                found[told] = count + (cell.value or 0), (total + key) % 2**BITS
        return found


def cubes() -> list[Fine]:
    """Of each period the latest that was handed over, the latest period first."""
    latest: dict[str, FineCube] = {}
    for row in FineCube.objects.order_by("-period", "vintage"):
        latest[row.period] = row
    return [_fine(row) for row in latest.values()]


def cube(period: str, vintage: int | None = None) -> Fine:
    """That of a period, its latest vintage or this one; `gate.no_cube` where there is none."""
    rows = FineCube.objects.filter(period=period).order_by("-vintage")
    found = (rows if vintage is None else rows.filter(vintage=vintage)).first()
    if found is None:
        raise GijaError("gate.no_cube")
    return _fine(found)


def latest(period: str) -> Fine | None:
    """That of a period, its latest vintage; None where there is none."""
    row = FineCube.objects.filter(period=period).order_by("-vintage").first()
    return _fine(row) if row else None


def _fine(row: FineCube) -> Fine:
    axes = tuple(Axis.flat(name, (*code_list(of).codes, NOT_SAID), of) for name, of in json.loads(row.axes))
    cells = json.loads(row.cells)
    population = setting().judged[f"register_{row.measure}"]
    table = Table(population, axes, tuple(Cell(tuple(codes), count) for codes, count, _key in cells))
    keys = tuple(int(key, 16) for _codes, _count, key in cells)
    return Fine(row.period, row.vintage, row.approved_on.isoformat(), row.hash, table, keys)
