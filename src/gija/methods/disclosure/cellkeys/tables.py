"""Cell keys for a table of counts alone, where no register keeps record keys."""

from __future__ import annotations

import numpy as np

from gija.methods.disclosure.cellkeys.keys import BITS
from gija.methods.disclosure.cellkeys.perturbing import shown
from gija.methods.disclosure.cellkeys.values import Transitions
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Ints
from gija.methods.disclosure.rounding.tables import names_of, system_of
from gija.methods.tables.table import Table
from gija.methods.tables.values import Cell
from gija.vocabulary.errors import GijaError


def perturb_table(table: Table, transitions: Transitions, seed: Seed) -> tuple[Table, Ints]:
    """The table with noise, and the change of each open cell in order (which never leaves the house).

    The people of a cell that is no total get keys from the secret, the cell's place and their number in it; a total's
    key is the sum of those in it. So the same people have the same noise under the same secret. Two tables that cut the
    same people differently do not share keys: for that the register's own record keys are needed
    (`perturbing.perturbed`). Refuses `disclosure.nothing_open`.
    """
    system, told = system_of(table)
    if not told:
        raise GijaError("disclosure.nothing_open")
    forms = system.forms
    counts = np.array([cell.value or 0 for cell in told], dtype=np.int64)
    names = names_of(table, told)
    keys = dict.fromkeys(range(len(told)), 0)
    of_base = [sum(seed.number64(f"{names[at]}|{who}") for who in range(counts[at])) for at in forms.base.tolist()]
    keys.update(zip(forms.base.tolist(), of_base, strict=True))
    for row, total in enumerate(forms.totals.tolist()):
        members = forms.members[forms.starts[row] : forms.starts[row + 1]].tolist()
        keys[total] = sum(of_base[member] for member in members)
    noisy = [shown(int(count), keys[at] % 2**BITS, transitions) for at, count in enumerate(counts)]
    new = {cell.key: Cell(cell.key, value) for cell, value in zip(told, noisy, strict=True)}
    return table.changed(new), np.array(noisy, dtype=np.int64) - counts
