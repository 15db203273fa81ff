"""Where things and words of a chart stand on paper: blocks of a shape and its label, lines between them, free room.

Widths of text are estimates for DejaVu Sans, the widest of the fonts used: a figure must not depend on a font file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, hypot, radians, sin

from gija.methods.graph.printable import line

Point = tuple[float, float]

WIDE = 20  # characters in a line of a label
_NARROW, _BROAD = frozenset("ijlftrI.,:;'|!()[] -„“"), frozenset("mwMWGOQDHNUĄČŠŪŲ@%")
_CELL = 14.0  # a patch of text for finding room: as high as a line of words


def text_width(text: str, size: float) -> float:
    """About how wide a text is, in CSS pixels."""
    ems = sum(0.37 if c in _NARROW else 0.85 if c in _BROAD else 0.62 for c in text)
    return ems * size


def wrap(label: str, wide: int = WIDE, lines: int = 2) -> list[str]:
    """The label in at most `lines` lines of `wide` characters, broken at spaces where it can be; the rest is `…`."""
    found: list[str] = []
    rest = " ".join(line(label).split())
    while rest and len(found) < lines:
        if len(rest) <= wide:
            cut = len(rest)
        elif len(found) == lines - 1:
            return [*found, rest[: wide - 1].rstrip() + "…"]
        else:
            cut = rest.rfind(" ", 1, wide + 1)
            cut = cut if cut > 0 else wide
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return found


@dataclass(frozen=True, slots=True)
class Block:
    """A shape with its label below it: the middle of the shape, its reach, and the box of the label under it."""

    at: Point
    reach: float
    wide: float
    top: float  # of the label, below the middle of the shape
    bottom: float

    def leave(self, towards: Point) -> Point:
        """Where a line from the middle towards a point comes out of shape and label."""
        angle = atan2(towards[1] - self.at[1], towards[0] - self.at[0])
        across, down = cos(angle), sin(angle)
        far = self.reach
        if down > 0:
            into = self.top / down  # where the line comes into the label; beside it, it never does
            if abs(across) * into < self.wide / 2:
                sideways = self.wide / 2 / abs(across) if across else self.bottom / down
                far = max(far, min(self.bottom / down, sideways) + 2)
        return self.at[0] + far * across, self.at[1] + far * down


@dataclass(frozen=True, slots=True)
class Path:
    """A line from block to block through the point that bends it; `turn` in degrees keeps words off their head."""

    begin: Point
    middle: Point
    end: Point
    turn: float
    outwards: bool  # does it lead away from the focus

    @classmethod
    def between(cls, a: Block, b: Block, bend: float) -> Path:
        (ax, ay), (bx, by) = a.at, b.at
        long = hypot(bx - ax, by - ay) or 1.0
        middle = ((ax + bx) / 2 - (by - ay) / long * bend, (ay + by) / 2 + (bx - ax) / long * bend)
        turn = degrees(atan2(by - ay, bx - ax))
        turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
        return cls(a.leave(middle), middle, b.leave(middle), turn, hypot(bx, by) >= hypot(ax, ay))

    def at(self, part: float) -> Point:
        """The point a part of the way (0 to 1) from the end nearer to the focus."""
        t = part if self.outwards else 1 - part
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return (
            p * self.begin[0] + q * self.middle[0] + r * self.end[0],
            p * self.begin[1] + q * self.middle[1] + r * self.end[1],
        )


class Room:
    """Which patches of the paper hold text already; finds the place on a line where words are least in the way."""

    PARTS = (0.6, 0.5, 0.7, 0.42, 0.78, 0.34)  # outer places first: near the focus the lines crowd

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._taken: dict[tuple[int, int], int] = defaultdict(int)
        for one in blocks:
            x, y = one.at
            self._take(self._box(x - one.wide / 2, y + one.top, x + one.wide / 2, y + one.bottom))
            self._take(self._box(x - one.reach, y - one.reach, x + one.reach, y + one.reach))

    @staticmethod
    def _box(left: float, top: float, right: float, bottom: float) -> set[tuple[int, int]]:
        columns = range(int(left // _CELL), int(right // _CELL) + 1)
        return {(i, j) for i in columns for j in range(int(top // _CELL), int(bottom // _CELL) + 1)}

    @staticmethod
    def _along(at: Point, wide: float, turn: float) -> set[tuple[int, int]]:
        """Patches under two lines of words of this width round a point."""
        across, down = cos(radians(turn)), sin(radians(turn))
        steps = ceil(wide / (_CELL * 0.7))
        found = set()
        for i in range(steps + 1):
            along = wide * (i / steps - 0.5) if steps else 0.0
            for beside in (-8.0, 7.0):
                x, y = at[0] + along * across - beside * down, at[1] + along * down + beside * across
                found.add((int(x // _CELL), int(y // _CELL)))
        return found

    def _take(self, patches: Iterable[tuple[int, int]]) -> None:
        for patch in patches:
            self._taken[patch] += 1

    def find(self, path: Path, wide: float) -> Point:
        """The point on the path where words of this width meet least other text; the place is then taken."""
        best: tuple[int, set[tuple[int, int]], Point] | None = None
        for part in self.PARTS:
            at = path.at(part)
            patches = self._along(at, wide, path.turn)
            met = sum(self._taken.get(patch, 0) for patch in patches)
            if best is None or met < best[0]:
                best = (met, patches, at)
            if not met:
                break
        assert best is not None  # noqa: S101 (PARTS is not empty)
        self._take(best[1])
        return best[2]
