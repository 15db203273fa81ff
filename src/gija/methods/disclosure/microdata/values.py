"""Records of people as columns of codes, hierarchies of codes, and what protecting them came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gija.vocabulary.errors import GijaError

ANY = "*"  # the top of every hierarchy, and what a value hidden in one record becomes
Row = tuple[str, ...]


@dataclass(frozen=True)
class Hierarchy:
    """How the codes of one column become coarser: for each code as many texts as there are levels, the first the code
    itself, each next one coarser, the last `ANY`."""

    column: str
    levels: Mapping[str, Row]

    def __post_init__(self) -> None:
        heights = {len(row) for row in self.levels.values()}
        whole = all(row[0] == code and row[-1] == ANY for code, row in self.levels.items() if len(row) > 1)
        if len(heights) != 1 or heights < {2} or not whole:
            raise GijaError("disclosure.hierarchy", column=self.column)
        for at in range(1, self.height):
            coarser: dict[str, str] = {}
            for row in self.levels.values():  # codes that met stay together
                if coarser.setdefault(row[at - 1], row[at]) != row[at]:
                    raise GijaError("disclosure.hierarchy", column=self.column)

    @property
    def height(self) -> int:
        return len(next(iter(self.levels.values())))

    @classmethod
    def of(cls, column: str, *steps: Mapping[str, str]) -> Hierarchy:
        """From steps code -> coarser code; the top is added."""
        rows = {}
        for code in steps[0] if steps else ():
            row = [code]
            for step in steps:
                row.append(step[row[-1]])
            rows[code] = (*row, ANY)
        return cls(column, rows)

    @classmethod
    def flat(cls, column: str, codes: Sequence[str]) -> Hierarchy:
        """Nothing between the codes and the top."""
        return cls(column, {code: (code, ANY) for code in dict.fromkeys(codes)})

    @classmethod
    def years(cls, column: str, codes: Sequence[str], widths: Sequence[int] = (5, 10, 20)) -> Hierarchy:
        """Whole numbers (ages, years) in ever wider bands; each width a multiple of the one before."""
        if any(wide % narrow for narrow, wide in pairwise(widths)):
            raise GijaError("disclosure.hierarchy", column=column)
        return cls(column, {code: (code, *(_band(int(code), width) for width in widths), ANY) for code in codes})


def _band(number: int, width: int) -> str:
    low = number // width * width
    return f"{low}-{low + width - 1}"


@dataclass(frozen=True)
class Wanted:
    """What every record must have beside it: `k` records that look alike, and among them `diversity` different values
    of each `sensitive` column. `most_hidden`: the share of values that local suppression may hide."""

    k: int = 5
    diversity: int = 1
    sensitive: tuple[str, ...] = ()
    most_hidden: float = 0.05

    def __post_init__(self) -> None:
        if self.k < 2 or self.diversity < 1 or not 0 <= self.most_hidden <= 1:
            raise GijaError("disclosure.anonymity", k=self.k)


@dataclass(frozen=True)
class Risk:
    """What the columns that others may know give away. `smallest`: the fewest records that look alike; `single`:
    records that nobody looks like; `highest`, `mean`: the chance of picking the right record for a person known to be
    there; `certain`: records whose sensitive value is that of all that look alike."""

    records: int
    smallest: int
    single: int
    highest: float
    mean: float
    certain: int


@dataclass(frozen=True)
class Protected:
    """`rows` in the order given, the columns others may know made coarser or hidden. `levels`: by column. `loss`: 0
    (nothing lost) to 1 (everything); `proven`: no other levels lose less with this way of hiding."""

    rows: tuple[Mapping[str, str], ...]
    levels: Mapping[str, int]
    loss: float
    loss_by_column: Mapping[str, float]
    hidden: int  # values hidden in single records
    before: Risk
    after: Risk
    proven: bool
