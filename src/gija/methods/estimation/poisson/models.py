"""A hierarchical log-linear model: which lists depend on which. Written by its largest terms: `[12,23,4]`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from gija.methods.estimation.capture.histories import bits, in_order, mask_of
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Model:
    """Interactions of two and more lists as bit masks, in order, with every smaller one inside them; main effects are
    always there. `Model.of` closes downwards."""

    lists: int
    interactions: tuple[int, ...] = ()

    @classmethod
    def of(cls, lists: int, terms: object = "") -> Model:
        """From `Model`, masks, or the written form `[12,23]`, where 1 is the first list (ten is `a`).

        Raises `estimation.model` for a term that names no list of the table.
        """
        if isinstance(terms, Model):
            return terms
        if isinstance(terms, str):
            wanted = [_read(term, lists) for term in terms.strip("[] ").split(",") if term.strip()]
        elif isinstance(terms, Iterable):
            wanted = [int(term) for term in terms]
        else:
            raise GijaError("estimation.model", model="?")
        if any(not 0 < term < 1 << lists for term in wanted):
            raise GijaError("estimation.model", model=terms if isinstance(terms, str) else "?")
        return cls(lists, in_order(part for term in wanted for part in _inside(term)))

    def with_term(self, term: int) -> Model:
        return Model(self.lists, in_order([*self.interactions, *_inside(term)]))

    def without_term(self, term: int) -> Model:
        """Without a term and all that hold it."""
        return Model(self.lists, tuple(other for other in self.interactions if other & term != term))

    @property
    def terms(self) -> tuple[int, ...]:
        """All parameters: 0 is the intercept, then the lists, then the interactions."""
        return (0, *(1 << i for i in range(self.lists)), *self.interactions)

    @property
    def generators(self) -> tuple[int, ...]:
        """The largest terms, larger first."""
        own = self.terms[1:]
        largest = [t for t in own if not any(t != other and t & other == t for other in own)]
        return tuple(sorted(largest, key=lambda t: (-t.bit_count(), bits(t))))

    @property
    def name(self) -> str:
        """`[123,14,5]`: the written form."""
        return f"[{','.join(''.join(_SIGNS[i] for i in bits(term)) for term in self.generators)}]"


_SIGNS = "123456789abcdef"


def _inside(term: int) -> tuple[int, ...]:
    """The interactions within a term, itself among them."""
    places = bits(term)
    return tuple(mask_of(part) for size in range(2, len(places) + 1) for part in combinations(places, size))


def _read(term: str, lists: int) -> int:
    places = [_SIGNS.find(sign) for sign in term.strip().lower()]
    if not all(0 <= place < lists for place in places):
        raise GijaError("estimation.model", model=term.strip())
    return mask_of(places)
