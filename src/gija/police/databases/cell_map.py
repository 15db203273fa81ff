"""How a mapping says where one value comes from: columns and the steps from what they hold to what Gija keeps.

The steps stand in docs/operators/databases.md in the order in which `cells.values` takes them.
"""

from __future__ import annotations

import re
from functools import cached_property
from re import _parser  # type: ignore[attr-defined]  # the tree of a pattern, to tell a quick one from an endless one
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

REPEATS = 3  # repeats of varying length in one pattern, and one for not beginning with ^: each multiplies the time
FEW = 10  # a repeat that varies by no more is no danger
LONGEST_MATCH = 300  # characters of a cell that a pattern looks at


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=False)


def many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _pattern(value: str) -> str:
    """A regular expression that compiles and cannot run for ever on any text."""
    try:
        re.compile(value)
        tree = _parser.parse(value)
    except (re.error, RecursionError, OverflowError):
        raise PydanticCustomError("pattern", "not a regular expression") from None
    anchored = bool(tree) and str(tree[0][0]) == "AT"
    if _varying(tree) + (not anchored) > REPEATS:
        raise PydanticCustomError("pattern_slow", "could take for ever")
    return value


def _varying(tree: Any) -> int:
    """How many repeats of varying length a pattern has; far too many where one stands inside another."""
    found = 0
    for operation, argument in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[1] - argument[0] > FEW:
            low, high = argument[2].getwidth()
            found += 1 if low == high > 0 and not _branches(argument[2]) else 100
        elif name in ("GROUPREF", "GROUPREF_EXISTS"):
            found += 100
        else:
            found += sum(_varying(part) for part in _inside(argument))
    return found


def _branches(tree: Any) -> bool:
    return any(str(op) == "BRANCH" or any(_branches(part) for part in _inside(argument)) for op, argument in tree)


def _inside(argument: Any) -> list[Any]:
    if isinstance(argument, _parser.SubPattern):
        return [argument]
    return [part for each in argument for part in _inside(each)] if isinstance(argument, tuple | list) else []


Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_pattern)]


class Cell(Strict):
    """Where one value comes from. Short: a column name, or a list of columns joined by a space."""

    column: Name | None = None
    columns: tuple[Name, ...] | None = None
    constant: str | None = None
    first: Annotated[tuple[Cell, ...], Field(min_length=2)] | None = None  # the first of these that is not empty
    join: str = " "
    split: Annotated[str, StringConstraints(min_length=1)] | None = None  # one cell holds several values
    part: Annotated[int, Field(ge=1, le=50)] | None = None  # of those only this one, from 1
    trim: Annotated[str, StringConstraints(min_length=1)] | None = None  # characters taken off both ends
    match: Pattern | None = None  # what this finds: its first group, or the whole of it
    case: Literal["upper", "lower"] | None = None
    values: dict[str, str] | None = None  # the database's code -> ours
    default: str | None = None  # for what `values` does not list or `match` does not find
    format: Annotated[tuple[Name, ...], BeforeValidator(many)] = ()  # of a date, as in Python's strptime

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"column": value}
        return {"columns": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(x is not None for x in (self.column, self.columns, self.constant, self.first)) != 1:
            raise PydanticCustomError("one_origin", "one of column, columns, constant, first")
        if self.default is not None and self.values is None and self.match is None:
            raise PydanticCustomError("default_alone", "default needs values or match")
        if self.part is not None and self.split is None:
            raise PydanticCustomError("part_alone", "part needs split")
        return self

    @cached_property
    def plain(self) -> bool:
        """Is the value taken as it stands?"""
        return self.whole and self.values is None and not self.format and self.case is None

    @cached_property
    def whole(self) -> bool:
        """Is the value all that the columns hold, rather than a part of it?"""
        return (self.split or self.trim or self.match or self.first) is None

    @property
    def read(self) -> tuple[str, ...]:
        """The columns it needs."""
        if self.first is not None:
            return tuple(dict.fromkeys(name for cell in self.first for name in cell.read))
        return (self.column,) if self.column is not None else self.columns or ()


class Choice(Cell):
    """A grade or category of a row. Short: the one value that holds for all."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"constant": value} if isinstance(value, str) else value

    @property
    def possible(self) -> tuple[str, ...]:
        """Every value that can come out, as far as the mapping says."""
        listed = tuple((self.values or {}).values())
        return (*listed, *(x for x in (self.constant, self.default) if x is not None))
