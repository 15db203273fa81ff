"""The mapping of one database: what it is, how it is reached, which column says what.

The language is described, with a tutorial, in docs/operators/databases.md.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from gija.police.databases import yaml_lines
from gija.police.databases.cell_map import Cell, Choice, Name, Strict, many
from gija.police.databases.connection_map import Connection
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

__all__ = ["Cell", "Choice", "EntityMap", "Mapping", "MappingError", "RelationMap", "Table", "load"]

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def span(said: str) -> timedelta | None:
    """The time that `30s`, `5m`, `24h` or `7d` says; None where it says none."""
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", said.strip(), re.ASCII)
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found and int(found[1]) else None


def _duration(value: object) -> object:
    found = span(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "not a duration")
    return found


def _both(value: object) -> object:
    if not isinstance(value, dict) or set(value) != {"en", "lt"} or not all(value.values()):
        raise PydanticCustomError("both_languages", "needs en and lt")
    return Text.of(value)


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Both = Annotated[Text, BeforeValidator(_both)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Names = Annotated[tuple[Name, ...], BeforeValidator(many), Field(min_length=1)]


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
    handling: Choice | None = None
    kind: Choice | None = None
    expires: Cell | None = None  # the last day on which the row may be held
    review_on: Cell | None = None
    changed: Name | None = None  # the column with the time of a row's last change: a refresh may read only new ones

    @property
    def graded(self) -> tuple[tuple[str, Cell], ...]:
        """What the table itself says of each of its rows, by the name of the grade."""
        said = ("handling", "evaluation", "kind", "review_on", "expires")
        return tuple((name, cell) for name in said if (cell := getattr(self, name)) is not None)

    @property
    def cells(self) -> tuple[Cell, ...]:
        found = [c for e in self.entities.values() for c in (*e.fields.values(), e.category)]
        found += [c for r in self.relations for c in (r.start, r.end, *r.attributes.values())]
        return tuple(c for c in (*found, self.category, *(cell for _, cell in self.graded)) if c is not None)


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
    confirm: Literal["one", "four_eyes"] = "one"  # how many persons confirm a hit before its content moves
    refresh: Duration = timedelta(hours=24)
    timeout: Duration = timedelta(seconds=5)
    limits: Limits = Limits()
    connection: Connection
    tables: tuple[Table, ...] = Field(min_length=1)
    _path: Path = PrivateAttr(default=Path())
    _edition: tuple[int, int] = PrivateAttr(default=(0, 0))
    _broken: GijaError | None = PrivateAttr(default=None)

    @property
    def path(self) -> Path:
        """The mapping file; relative file names in it are taken from its folder."""
        return self._path

    @property
    def identity(self) -> tuple[str, int, int]:
        """The file and its edition: the key of every cache. Never the code alone (two files may claim one code)."""
        return (str(self._path), *self._edition)

    @property
    def broken(self) -> GijaError | None:
        """Why the mapping's file is refused; such a mapping says only what could be read, and is never asked."""
        return self._broken

    @property
    def graded(self) -> bool:
        """Does what the owner says of a row differ from row to row?"""
        return bool(self.evaluation.read) or any(table.graded for table in self.tables)

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
