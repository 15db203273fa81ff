"""Charts of figures as values: what is drawn, without how. A value that is missing has a status, never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gija.figures.numbers import number
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or the reason there is none. `status` is a code of `value_status`, `qualifier` of
    `observation_qualifier`. Refuses (ValueError) a number without `reported` and the reverse."""

    number: int | Decimal | None
    status: str = REPORTED
    qualifier: str = "exact"

    def __post_init__(self) -> None:
        if (self.number is None) == (self.status == REPORTED):
            raise ValueError("a number stands where it is reported, and only there")

    def in_(self, language: str) -> str:
        """`47`, `more than 80`, `Not available`."""
        if self.number is None:
            return code_list("value_status")[self.status].text.in_(language)
        said = number(self.number, language)
        if self.qualifier in ("exact", ""):
            return said
        return f"{code_list('observation_qualifier')[self.qualifier].text.in_(language).lower()}\u00a0{said}"


@dataclass(frozen=True, slots=True)
class Part:
    """What a bar or line stands for: a code of a vocabulary list, which binds its look, and what it is called here."""

    list: str
    code: str
    text: Text

    @classmethod
    def of(cls, list_name: str, code: str) -> Part:
        return cls(list_name, code, code_list(list_name)[code].text)


@dataclass(frozen=True, slots=True)
class Bar:
    part: Part
    value: Value


@dataclass(frozen=True, slots=True)
class BarRow:
    """Bars side by side under one label."""

    text: Text
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    title: Text
    unit: Text
    rows: tuple[BarRow, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What stands in the legend: nothing where every row has one bar, which its label names."""
        if all(len(row.bars) <= 1 for row in self.rows):
            return ()
        return tuple(dict.fromkeys(bar.part for row in self.rows for bar in row.bars))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value for each period, None where nothing is said. `breaks`: places before which it is broken;
    `ranges`: low and high of each value, None where there is none; empty where the line has none at all."""

    part: Part
    values: tuple[Value | None, ...]
    breaks: tuple[int, ...] = ()
    ranges: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChart:
    title: Text
    unit: Text
    periods: tuple[Text, ...]
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if any(len(line.values) != len(self.periods) for line in self.lines):
            raise ValueError("a line has a value or None for each period")
        if any(line.ranges and len(line.ranges) != len(line.values) for line in self.lines):
            raise ValueError("a line has a range or None for each value, or no ranges")

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(line.part for line in self.lines)


Chart = BarChart | LineChart
