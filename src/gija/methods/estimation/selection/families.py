"""Families of hierarchical models, and many of them on many tables at once by BIC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gija.methods.estimation.capture.histories import in_order
from gija.methods.estimation.poisson.existence import codes
from gija.methods.estimation.poisson.fitting import many
from gija.methods.estimation.poisson.models import Model
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import Floats, Ints

MOST_MODELS = 50_000


@lru_cache(maxsize=16)
def hierarchical(lists: int, order: int) -> tuple[Model, ...]:
    """Every hierarchical model whose interactions have at most `order` lists (never all of them: the highest cannot be
    known), fewest terms first. Raises `estimation.order`, `estimation.too_many_models`."""
    if not 1 <= order < max(lists, 3):
        raise GijaError("estimation.order", order=order, most=lists - 1)
    found = []
    for own in _grown(lists, min(order, lists - 1), 2, frozenset()):
        found.append(own)
        if len(found) > MOST_MODELS:
            raise GijaError("estimation.too_many_models", most=MOST_MODELS)
    models = [Model(lists, in_order(own)) for own in found]
    return tuple(sorted(models, key=lambda model: (len(model.interactions), model.interactions)))


def _grown(lists: int, order: int, size: int, below: frozenset[int]) -> Iterator[frozenset[int]]:
    """All ways to add terms of `size` lists and more whose inner terms are all there."""
    if size > order:
        yield below
        return
    free = [m for m in range(1 << lists) if m.bit_count() == size and (size == 2 or _closed(m, below))]
    for chosen in range(1 << len(free)):
        own = below | {term for place, term in enumerate(free) if chosen >> place & 1}
        yield from _grown(lists, order, size + 1, own) if chosen or size == 2 else iter((own,))


def _closed(mask: int, terms: frozenset[int]) -> bool:
    return all(mask ^ (1 << i) in terms for i in range(mask.bit_length()) if mask >> i & 1)


def written(models: Sequence[Model]) -> tuple[Ints, Ints]:
    """The terms of models as rows, and how long each is."""
    sizes = np.array([len(model.terms) for model in models], np.int64)
    terms = np.zeros((len(models), int(sizes.max())), np.int64)
    for row, model in enumerate(models):
        terms[row, : sizes[row]] = model.terms
    return terms, sizes


def scores(tables: Floats, models: Sequence[Model], at_table: Ints, at_model: Ints) -> tuple[Floats, Floats, Ints]:
    """BIC (infinite where there is no one estimate), total and code of each pair of a table and a model."""
    terms, sizes = written(models)
    found = codes(tables, terms, sizes, at_table, at_model)
    fine = np.flatnonzero(found == 0)
    fits = many(tables, terms, sizes, at_table[fine], at_model[fine])
    people = tables[:, 1:].sum(axis=1)
    bic, total = np.full(len(at_table), np.inf), np.full(len(at_table), np.nan)
    good = fits["states"] == 0
    here = fine[good]
    bic[here] = -2.0 * fits["logs"][good] + np.log(people[at_table[here]]) * sizes[at_model[here]]
    total[here] = people[at_table[here]] + fits["dark"][good]
    return bic, total, found
