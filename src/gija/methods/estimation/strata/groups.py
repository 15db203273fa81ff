"""Tables by groups of people: one for each combination of the covariates' levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gija.methods.estimation.capture.reading import Rows, count_column, counted, lists_in, rows_of
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
    return strata_in(rows_of(path), by, path.name)


def strata_in(rows: Rows, by: Sequence[str], name: str) -> Strata:
    """The same from rows, headings first. Without covariates there is one group, of all."""
    if missing := [one for one in by if one not in rows[0]]:
        raise GijaError("estimation.list_unknown", list=missing[0])
    own = [rows[0].index(one) for one in by]
    kept = [i for i in range(len(rows[0])) if i not in own]
    headings = [rows[0][i] for i in kept]
    where = count_column(headings)
    lists = lists_in(headings, where)
    parts: dict[tuple[str, ...], tuple[Rows, list[int]]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise GijaError("estimation.file_row", file=name, row=number)
        part, numbers = parts.setdefault(tuple(row[i] for i in own), ([headings], []))
        part.append([row[i] for i in kept])
        numbers.append(number)
    told = {group: counted(part, where, name, numbers) for group, (part, numbers) in parts.items()}
    full = {group: counts for group, counts in told.items() if any(counts)}
    if not full:
        raise GijaError("estimation.all_zero")
    return Strata(tuple(by), tuple(full), tuple(CaptureTable(lists, counts) for counts in full.values()))
