"""Which unknown counts an attacker's system needs: never the joint of all axes, only of those that were crossed.

The axes that some figure crosses are tied in a graph; it is made chordal (fewest new ties first), its cliques form a
tree (junction tree). Counts by the axes of each clique that agree where cliques share axes can always be joined to
counts of people by all axes, in whole numbers too, so nothing is lost (Lauritzen, Graphical Models, 1996, ch. 4;
Dobra and Fienberg, PNAS 97:11885, 2000). Leaves that no figure tells apart are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from gija.methods.disclosure.attacker.figures import Place
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.values import TOTAL
from gija.vocabulary.errors import GijaError

Blocks = tuple[int, ...]  # one block of leaves for each axis of a clique
MOST_ATOMS = 400_000  # of one clique; beyond it nothing is audited, so nothing released


@dataclass(frozen=True)
class Space:
    """The unknowns of one population: `blocks[axis][code]` are the blocks a code holds."""

    axes: Mapping[str, Axis]
    used: Mapping[str, frozenset[str]]
    cliques: tuple[tuple[str, ...], ...]
    ties: tuple[tuple[int, int, tuple[str, ...]], ...]  # (clique, clique, axes both have)
    supports: tuple[tuple[str, ...], ...]  # axes crossed by a figure, largest only

    @cached_property
    def growing(self) -> tuple[str, ...]:
        """The axes without a total (time)."""
        return tuple(sorted(code for code, axis in self.axes.items() if axis.open))

    @cached_property
    def blocks(self) -> dict[str, dict[str, tuple[int, ...]]]:
        return {code: _blocks(axis, self.used.get(code, frozenset())) for code, axis in self.axes.items()}

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return {axis: 1 + max((b for held in codes.values() for b in held), default=0)
                for axis, codes in self.blocks.items()}  # fmt: skip

    def size(self, axis: str) -> int:
        return self._sizes[axis]

    def clique_of(self, place: Place) -> int:
        """The first clique that has all axes of the place."""
        names = {axis for axis, _ in place}
        return next(number for number, clique in enumerate(self.cliques) if names <= set(clique))

    def atoms(self, clique: int, place: Place) -> Iterable[Blocks]:
        """The blocks of a clique that lie in the place."""
        where = dict(place)
        ranges = [self.blocks[a][where[a]] if a in where else range(self.size(a)) for a in self.cliques[clique]]
        return product(*ranges)

    def slice_of(self, clique: int, atom: Blocks) -> Blocks:
        """Where an atom lies on the growing axes."""
        names = self.cliques[clique]
        return tuple(atom[names.index(axis)] for axis in self.growing)

    def slices(self, place: Place) -> set[Blocks]:
        """Where a place lies on the growing axes; `disclosure.no_total` where it does not say."""
        where = dict(place)
        for axis in self.growing:
            if axis not in where:
                raise GijaError("disclosure.no_total", axis=axis)
        return set(product(*(self.blocks[axis][where[axis]] for axis in self.growing)))


def _blocks(axis: Axis, used: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """code -> the blocks it holds, for every code that holds whole blocks."""
    signatures: dict[tuple[str, ...], int] = {}
    block_of: dict[str, int] = {}
    told = [code for code in axis.codes if code in used]
    holds = {code: axis.leaves_of(code) for code in told}
    for leaf in axis.leaves:
        mark = tuple(code for code in told if leaf in holds[code])
        block_of[leaf] = signatures.setdefault(mark, len(signatures))
    members: dict[int, set[str]] = {}
    for leaf, block in block_of.items():
        members.setdefault(block, set()).add(leaf)
    found = {}
    for code in axis.codes:
        leaves = axis.leaves_of(code)
        mine = sorted({block_of[leaf] for leaf in leaves})
        if sum(len(members[block]) for block in mine) == len(leaves):
            found[code] = tuple(mine)
    return found


def space(axes: Mapping[str, Axis], places: Iterable[Place]) -> Space:
    """The space of one population. Refuses a crossing of too many codes (`disclosure.too_large`)."""
    told = set(places)
    growing = frozenset(code for code, axis in axes.items() if axis.open)
    supports = {frozenset(axis for axis, _ in place) | growing for place in told} or {growing}
    largest = [s for s in supports if not any(s < other for other in supports)]
    cliques = _cliques(sorted({a for s in largest for a in s}), largest)
    used: dict[str, set[str]] = {}
    for place in told:
        for axis, code in place:
            used.setdefault(axis, set()).add(code)
    order = tuple(tuple(sorted(s)) for s in sorted(largest, key=sorted))
    frozen = {axis: frozenset(codes - {TOTAL}) for axis, codes in used.items()}
    found = Space(axes, frozen, cliques, _tree(cliques), order)
    for clique in cliques:
        atoms = 1
        for axis in clique:
            atoms *= found.size(axis)
        if atoms > MOST_ATOMS:
            raise GijaError("disclosure.too_large", axes=", ".join(clique))
    return found


def _cliques(axes: Sequence[str], crossed: Sequence[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """The cliques of the chordal graph, by minimum fill."""
    near = {axis: {b for s in crossed if axis in s for b in s} - {axis} for axis in axes}
    found: list[frozenset[str]] = []
    left = set(axes)
    while left:
        best = min(sorted(left), key=lambda axis: _fill(near, axis, left))
        around = near[best] & left
        clique = frozenset(around | {best})
        if not any(clique <= other for other in found):
            found.append(clique)
        for axis in around:
            near[axis] |= around - {axis}
        left.remove(best)
    return tuple(tuple(sorted(c)) for c in sorted(found, key=sorted)) or ((),)


def _fill(near: Mapping[str, set[str]], axis: str, left: set[str]) -> int:
    around = near[axis] & left
    return sum(1 for a in around for b in around if a < b and b not in near[a])


def _tree(cliques: Sequence[tuple[str, ...]]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The ties of a spanning tree with the most shared axes (Prim)."""
    joined, ties = {0}, []
    while len(joined) < len(cliques):
        pairs = [(a, b) for a in joined for b in range(len(cliques)) if b not in joined]
        best = max(pairs, key=lambda ab: (len(set(cliques[ab[0]]) & set(cliques[ab[1]])), -ab[0], -ab[1]))
        shared = tuple(sorted(set(cliques[best[0]]) & set(cliques[best[1]])))
        ties.append((*best, shared))
        joined.add(best[1])
    return tuple(ties)
