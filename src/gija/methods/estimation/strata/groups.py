"""Tables by groups of people: one for each combination of the covariates' levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gija.methods.estimation.capture.reading import count_column, counted, rows_of
from gija.methods.estimation.capture.table import CaptureTable
from gija.vocabulary.errors import GijaError

MOST = 64


@dataclass(frozen=True, slots=True)
class Strata:
    """`tables[i]` belongs to `groups[i]`, a level for each of `covariates`; only groups that have somebody are there.

    Raises `estimation.groups` where the lists differ, a group comes twice or does not fit the covariates.
    """

    covariates: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    tables: tuple[CaptureTable, ...]

    def __post_init__(self) -> None:
        fine = len(self.groups) == len(self.tables) > 0 and len(set(self.groups)) == len(self.groups) <= MOST
        if not fine or any(len(group) != len(self.covariates) for group in self.groups):
            raise GijaError("estimation.groups")
        if any(table.lists != self.tables[0].lists for table in self.tables):
            raise GijaError("estimation.groups")

    @property
    def whole(self) -> CaptureTable:
        """All groups together."""
        counts = tuple(sum(of) for of in zip(*(table.counts for table in self.tables), strict=True))
        return CaptureTable(self.tables[0].lists, counts)

    def levels(self, place: int) -> tuple[str, ...]:
        """The levels of a covariate, in the order in which they first come."""
        return tuple(dict.fromkeys(group[place] for group in self.groups))


def read_strata(file: Path | str, by: Sequence[str]) -> Strata:
    """A CSV file as `read_table` reads it, with columns for the covariates `by` beside the lists.

    Raises what `read_table` raises, and `estimation.list_unknown` for a covariate that is no column.
    """
    path = Path(file)
    rows = rows_of(path)
    if missing := [name for name in by if name not in rows[0]]:
        raise GijaError("estimation.list_unknown", list=missing[0])
    own = [rows[0].index(name) for name in by]
    kept = [i for i in range(len(rows[0])) if i not in own]
    headings = [rows[0][i] for i in kept]
    parts: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            raise GijaError("estimation.file_columns", file=path.name)
        parts.setdefault(tuple(row[i] for i in own), [headings]).append([row[i] for i in kept])
    where = count_column(headings)
    lists = tuple(name for i, name in enumerate(headings) if i != where)
    if len(lists) < 2:
        raise GijaError("estimation.one_list")
    told = {group: counted(part, where, path.name) for group, part in parts.items()}
    full = {group: counts for group, counts in told.items() if any(counts)}
    return Strata(tuple(by), tuple(full), tuple(CaptureTable(lists, counts) for counts in full.values()))
