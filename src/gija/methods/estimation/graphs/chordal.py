"""All chordal graphs on a few lists, with their cliques and separators: 8, 61, 822 and 18,154 for 3, 4, 5, 6 lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from gija.methods.estimation.capture.histories import bits
from gija.vocabulary.errors import GijaError

MOST = 6


@dataclass(frozen=True, slots=True)
class Graph:
    """A decomposable model: its cliques and its separators (with repetition; 0 where parts do not touch)."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]

    @property
    def name(self) -> str:
        """`[123,34,5]`: its cliques, larger first."""
        ordered = sorted(self.cliques, key=lambda c: (-c.bit_count(), bits(c)))
        return f"[{','.join(''.join(str(i + 1) for i in bits(clique)) for clique in ordered)}]"


@lru_cache(maxsize=4)
def graphs(lists: int) -> tuple[Graph, ...]:
    """Every chordal graph on labelled lists, fewest edges first. Raises `estimation.graph_lists` above six lists."""
    if not 2 <= lists <= MOST:
        raise GijaError("estimation.graph_lists", most=MOST)
    edges = list(combinations(range(lists), 2))
    found = []
    for chosen in sorted(range(1 << len(edges)), key=lambda c: (c.bit_count(), c)):
        near = [0] * lists
        for place in bits(chosen):
            i, j = edges[place]
            near[i] |= 1 << j
            near[j] |= 1 << i
        taken = _eliminated(near)
        if taken is not None:
            found.append(_graph(taken))
    return tuple(found)


def _eliminated(near: list[int]) -> list[int] | None:
    """The later neighbours of each vertex, with itself, along a perfect elimination; None where there is none.

    In a chordal graph a vertex whose neighbours all touch can always be taken, and the rest stays chordal.
    """
    left, taken = (1 << len(near)) - 1, []
    while left:
        for v in bits(left):
            around = near[v] & left
            if all(around & ~near[u] == 1 << u for u in bits(around)):
                taken.append(around | 1 << v)
                left ^= 1 << v
                break
        else:
            return None
    return taken


def _graph(taken: list[int]) -> Graph:
    """Backwards each vertex comes with its later neighbours, a clique: it grows the clique it fills, or starts one.

    Each new clique meets the earlier ones in exactly those neighbours, which are its separator.
    """
    cliques: list[int] = []
    separators: list[int] = []
    for own in reversed(taken):
        vertex = own & ~_union(cliques)
        rest = own ^ vertex
        if rest in cliques:
            cliques[cliques.index(rest)] = own
        else:
            if cliques:
                separators.append(rest)
            cliques.append(own)
    return Graph(tuple(sorted(cliques)), tuple(sorted(separators)))


def _union(masks: list[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
