"""Does the fit over groups exist, and is it the only one? The same linear program as for one table.

A group on its own may have no estimate and yet get one here, from what the groups share: that is told group by group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.poisson.existence import FINE, NO_ESTIMATE, NOT_UNIQUE, Verdict, check, falling

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats
    from gija.methods.estimation.strata.groups import Strata

SMALL = 1e-9


def code(design: Floats, counts: Floats) -> int:
    """0 fine, 1 no estimate, 2 more than one, 3 both: of a design whose every column meets somebody."""
    free = _null_space(design[counts > 0])
    if not free.shape[1]:
        return FINE
    seen = -(design[counts == 0] @ free)
    many = len(seen) == 0 or np.linalg.matrix_rank(seen, tol=SMALL) < free.shape[1]
    return (NO_ESTIMATE if falling(seen).any() else FINE) + (NOT_UNIQUE if many else FINE)


def _null_space(matrix: Floats) -> Floats:
    """(columns, free): the directions that the rows do not see."""
    _, sizes, right = np.linalg.svd(matrix, full_matrices=True)
    rank = int((sizes > SMALL * max(float(sizes.max(initial=0.0)), 1.0)).sum())
    return np.asarray(right[rank:].T)


def alone(strata: Strata) -> tuple[Verdict, ...]:
    """The verdict on each group by itself, its lists taken as independent."""
    return tuple(check(table) for table in strata.tables)
