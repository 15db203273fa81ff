"""The mapping of one database: what it is, how it is reached, which column says what.

The language is described, with a tutorial, in docs/operators/databases.md.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from gija.police.databases import yaml_lines
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
ENCODINGS = ("utf-8", "utf-8-sig", "windows-1257", "iso-8859-13", "windows-1251", "utf-16")


def _duration(value: object) -> object:
    said = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip()) if isinstance(value, str) else None
    if not said or not int(said[1]):
        raise PydanticCustomError("duration", "not a duration")
    return timedelta(**{UNITS[said[2]]: int(said[1])})


def _both(value: object) -> object:
    if not isinstance(value, dict) or set(value) != {"en", "lt"} or not all(value.values()):
        raise PydanticCustomError("both_languages", "needs en and lt")
    return Text.of(value)


def _many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Both = Annotated[Text, BeforeValidator(_both)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Names = Annotated[tuple[Name, ...], BeforeValidator(_many), Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=False)


class Cell(Strict):
    """Where one value comes from. Short: a column name, or a list of columns joined by a space."""

    column: Name | None = None
    columns: tuple[Name, ...] | None = None
    constant: str | None = None
    join: str = " "
    split: Annotated[str, StringConstraints(min_length=1)] | None = None  # one cell holds several values
    format: Annotated[tuple[Name, ...], BeforeValidator(_many)] = ()  # of a date, as in Python's strptime
    values: dict[str, str] | None = None  # the database's code -> ours
    default: str | None = None  # for what `values` does not list

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"column": value}
        return {"columns": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(x is not None for x in (self.column, self.columns, self.constant)) != 1:
            raise PydanticCustomError("one_origin", "one of column, columns, constant")
        if self.default is not None and self.values is None:
            raise PydanticCustomError("default_alone", "default needs values")
        return self

    @cached_property
    def plain(self) -> bool:
        """Is the value taken as it stands?"""
        return self.values is None and not self.format and self.split is None

    @property
    def read(self) -> tuple[str, ...]:
        """The columns it needs."""
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


class EntityMap(Strict):
    type: Name
    fields: dict[str, Cell] = Field(min_length=1)
    category: Choice | None = None


class RelationMap(Strict):
    type: Name
    from_: Name = Field(alias="from")
    to: Name
    start: Cell | None = None
    end: Cell | None = None
    attributes: dict[Code, Cell] = {}


class Table(Strict):
    name: Name
    key: Names
    entities: dict[Code, EntityMap] = Field(min_length=1)
    relations: tuple[RelationMap, ...] = ()
    category: Choice | None = None
    evaluation: Choice | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        found = [c for e in self.entities.values() for c in (*e.fields.values(), e.category)]
        found += [c for r in self.relations for c in (r.start, r.end, *r.attributes.values())]
        return tuple(c for c in (*found, self.category, self.evaluation) if c is not None)


class Connection(Strict):
    """A SQLAlchemy URL or a file beside the mapping; secrets only as ${NAME} of the environment."""

    url: Name | None = None
    file: Name | None = None
    encoding: Literal["utf-8", "utf-8-sig", "windows-1257", "iso-8859-13", "windows-1251", "utf-16"] = "utf-8"
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    skip: Annotated[int, Field(ge=0, le=1000)] = 0  # lines or sheet rows above the header

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.url is None) == (self.file is None):
            raise PydanticCustomError("one_connection", "one of url, file")
        return self


class Limits(Strict):
    """What one answer may cost. The reader stops there and the answer is marked as cut."""

    rows: Annotated[int, Field(ge=1, le=10_000_000)] = 20_000
    megabytes: Annotated[int, Field(ge=1, le=10_000)] = 64
    index_time: Duration = timedelta(hours=6)
    index_rows: Annotated[int, Field(ge=1, le=1_000_000_000)] = 50_000_000
    file_megabytes: Annotated[int, Field(ge=1, le=1_000_000)] = 4_000


class Owner(Strict):
    institution: Code
    contact: Name


class Mapping(Strict):
    code: Code
    name: Both
    owner: Owner
    handling: Literal["H0", "H1", "H2", "H3"]
    evaluation: Choice = Choice(constant="")
    kind: Literal["fact", "assessment"] = "fact"
    category: Choice = Choice(constant="other")
    access: Literal["indexed", "live"]
    refresh: Duration = timedelta(hours=24)
    timeout: Duration = timedelta(seconds=5)
    limits: Limits = Limits()
    connection: Connection
    tables: tuple[Table, ...] = Field(min_length=1)
    _path: Path = PrivateAttr(default=Path())
    _edition: tuple[int, int] = PrivateAttr(default=(0, 0))

    @property
    def path(self) -> Path:
        """The mapping file; relative file names in it are taken from its folder."""
        return self._path

    @property
    def identity(self) -> tuple[str, int, int]:
        """The file and its edition: the key of every cache. Never the code alone (two files may claim one code)."""
        return (str(self._path), *self._edition)

    def columns(self, table: Table) -> tuple[str, ...]:
        """Every column that the mapping reads from `table`, keys first, each once."""
        shared = (self.category, self.evaluation) if table.category is None else (self.evaluation,)
        cells = (*table.cells, *shared)
        return tuple(dict.fromkeys((*table.key, *(name for cell in cells for name in cell.read))))

    def table(self, name: str) -> Table | None:
        return next((t for t in self.tables if t.name == name), None)


class MappingError(GijaError):
    """A mapping that is refused: the first problem; `problems` holds them all."""

    def __init__(self, problems: tuple[GijaError, ...]) -> None:
        self.problems = problems
        super().__init__(problems[0].code, **problems[0].values)


def load(path: Path) -> Mapping:
    """The mapping in `path`, checked against the vocabulary.

    Refused: GijaError `mapping.*` with line, field and reason; a `MappingError` knows all its problems.
    """
    from gija.police.databases import mapping_rules

    path = path.resolve()
    lined = yaml_lines.read(path)
    try:
        mapping = Mapping.model_validate(lined.data)
    except ValidationError as error:
        raise MappingError(mapping_rules.from_pydantic(error, lined, path.name)) from None
    if problems := mapping_rules.problems(mapping, lined, path.name):
        raise MappingError(problems)
    stat = path.stat()
    mapping._path, mapping._edition = path, (stat.st_mtime_ns, stat.st_size)
    return mapping
