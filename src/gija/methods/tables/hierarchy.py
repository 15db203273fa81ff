"""Axes with hierarchies: which codes make up which, up to the total (country in EU/non-EU, half in year in period)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gija.methods.tables.values import TOTAL
from gija.vocabulary.errors import GijaError

Parents = tuple[tuple[str, str], ...]  # (child, parent) in the order in which codes are told


@dataclass(frozen=True)
class Axis:
    """One way people are told apart. `trees`: one or more hierarchies over the same leaves (municipality in county, and
    municipality in size of place); in each a code has one parent, the topmost is `TOTAL`, or none where `open`.

    `open`: the axis grows (time), so nothing is told of all its codes together. Refused (`tables.hierarchy`): circles,
    two parents in one tree, a code that holds other leaves in another tree.
    """

    code: str
    trees: tuple[Parents, ...]
    open: bool = False
    list: str = field(default="", compare=False)  # the vocabulary list its codes are of

    def __post_init__(self) -> None:
        for tree in self.trees:
            if len({child for child, _ in tree}) < len(tree):
                raise GijaError("tables.hierarchy", axis=self.code)
        wholes = [(code, tree) for tree in self.trees for code in dict.fromkeys(parent for _, parent in tree)]
        if any(self._held(code, tree) != self.leaves_of(code) for code, tree in wholes):
            raise GijaError("tables.hierarchy", axis=self.code)

    @classmethod
    def flat(cls, code: str, codes: Iterable[str], of: str = "") -> Axis:
        """Codes with nothing between them and the total."""
        return cls(code, (tuple((one, TOTAL) for one in codes),), list=of)

    @classmethod
    def of(cls, code: str, *parents: Mapping[str, str], open: bool = False, list: str = "") -> Axis:  # noqa: A002
        """From child -> parent, one mapping for each hierarchy."""
        return cls(code, tuple(tuple(tree.items()) for tree in parents), open, list)

    @cached_property
    def _children(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for tree in self.trees:
            mine: dict[str, list[str]] = {}
            for child, parent in tree:
                mine.setdefault(parent, []).append(child)
            for parent, children in mine.items():
                if tuple(children) not in found.setdefault(parent, []):
                    found[parent].append(tuple(children))
        return {parent: tuple(ways) for parent, ways in found.items()}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, the total first where there is one, then in the order told."""
        told = [code for tree in self.trees for pair in tree for code in pair]
        first = [] if self.open else [TOTAL]
        return tuple(dict.fromkeys([*first, *(code for code in told if code != TOTAL)]))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes that are made up of no others."""
        return tuple(code for code in self.codes if code not in self._children)

    @cached_property
    def _leaves(self) -> Mapping[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {leaf: frozenset((leaf,)) for leaf in self.leaves}
        for code in self.codes:
            known[code] = self._gather(code, known, ())
        return known

    def _gather(self, code: str, known: Mapping[str, frozenset[str]], above: tuple[str, ...]) -> frozenset[str]:
        if code in known:
            return known[code]
        if code in above:
            raise GijaError("tables.hierarchy", axis=self.code)
        ways = self._children.get(code, ())
        return frozenset().union(*(self._gather(one, known, (*above, code)) for way in ways[:1] for one in way))

    def _held(self, code: str, tree: Parents) -> frozenset[str]:
        return frozenset().union(*(self.leaves_of(child) for child, parent in tree if parent == code))

    def children(self, code: str) -> tuple[tuple[str, ...], ...]:
        """What a code is made up of, one way for each hierarchy that divides it; none for a leaf."""
        return self._children.get(code, ())

    def leaves_of(self, code: str) -> frozenset[str]:
        """The leaves under a code, itself for a leaf; `tables.unknown_code` for what is not on the axis."""
        if code not in self._leaves:
            raise GijaError("tables.unknown_code", dimension=self.code)
        return self._leaves[code]

    def cut(self, keep: Iterable[str]) -> Axis:
        """The coarser axis with only these codes (and the total): a recode. A kept code's parent is the next kept."""
        kept = {*keep, TOTAL}
        trees = [tuple((child, up) for child, _ in tree if child in kept and (up := self._up(child, tree, kept)))
                 for tree in self.trees]  # fmt: skip
        return Axis(self.code, tuple(dict.fromkeys(tree for tree in trees if tree)), self.open, self.list)

    def _up(self, child: str, tree: Parents, kept: set[str]) -> str:
        above = dict(tree)
        code = above.get(child, "")
        while code and code not in kept:
            code = above.get(code, "")
        return code


def merged(axes: Sequence[Axis]) -> Axis:
    """One axis from those of several tables: all their hierarchies. A leaf of one may be divided in another; TOTAL is
    refused to differ (`tables.hierarchy`), for then the tables are not over the same people."""
    trees = tuple(dict.fromkeys(tree for axis in axes for tree in axis.trees))
    return Axis(axes[0].code, trees, any(axis.open for axis in axes), axes[0].list)
