"""Chapman's estimate for two lists: a hint only, for two lists cannot show whether they depend on each other."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

from gija.methods.estimation.telling.words import words
from gija.methods.estimation.values import Estimate, Interval
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable

LEVELS = (0.95, 0.8)


def chapman(table: CaptureTable) -> Estimate:
    """(n1 + 1)(n2 + 1) / (m + 1) - 1 (Chapman 1951), with the variance of Seber (1970) and limits that are log-normal
    in the unseen (Burnham and others 1987). Always marked red. Raises `estimation.two_lists` for more lists."""
    if table.width != 2:
        raise GijaError("estimation.two_lists")
    from scipy.special import ndtri

    one, two = table.on_list
    both = table.counts[3]
    total = (one + 1) * (two + 1) / (both + 1) - 1
    variance = (one + 1) * (two + 1) * (one - both) * (two - both) / ((both + 1) ** 2 * (both + 2))
    unseen, found = total - table.observed, []
    for level in LEVELS:
        if unseen <= 0:
            found.append(Interval(level, total, total))
            continue
        reach = exp(float(ndtri(0.5 + level / 2)) * sqrt(log(1 + variance / unseen**2)))
        found.append(Interval(level, table.observed + unseen / reach, table.observed + unseen * reach))
    return Estimate("chapman", table.observed, total, tuple(found), red=True, notes=(words("two_lists"),))
