"""The pairs of a dossier that may be one person, by the model of the dossier unless another is given."""

from __future__ import annotations

from collections.abc import Sequence

from gija.methods import sameness
from gija.methods.sameness.people import Seen
from gija.methods.sameness.values import Model, Pair
from gija.police.sameness.values import shipped


def likely_pairs(people: Sequence[Seen], model: Model | None = None, least: float | None = None) -> tuple[Pair, ...]:
    """See `gija.methods.sameness.likely_pairs`."""
    return sameness.likely_pairs(people, model or shipped(), least)
