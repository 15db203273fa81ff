"""A finest table with cell keys on its way from the register to the Rapporteur, for self-service tables."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part, sha256
from gija.messages.fields import Atom, Count, Day, Label, Period, Sha256, Slug
from gija.messages.registry import register
from gija.messages.tables import Dimension, Official, Vintage
from gija.vocabulary.lists import code_list

# The sum of the record keys of the people in a cell, modulo 2**64, as hexadecimal digits: a JSON number has no room.
CellKey = Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{16}$"), Atom("cell_key")]


class KeyedCell(Part):
    """The people of one combination of codes, and the key of the cell. A combination that is not named has nobody."""

    key: tuple[Label, ...]
    value: Annotated[Count, Field(ge=1)]
    cell_key: CellKey


@register
class KeyedTable(Message):
    """All combinations of the dimensions that somebody has, approved by a second person. Make it with `sealed`.

    The key of a cell with one person in it is that person's key for good: it must never leave the receiving zone.
    """

    kind: ClassVar[str] = "keyed_table"

    table: Slug
    period: Period
    vintage: Vintage
    frozen_on: Day
    dimensions: tuple[Dimension, ...]
    cells: tuple[KeyedCell, ...]
    measure: Slug  # people, or records until records are linked
    changes: Count  # merges and splits of keys since keys were first drawn
    made_by: Official
    approved_by: Official
    approved_on: Day
    hash: Sha256

    @staticmethod
    def digest(content: dict[str, Any]) -> str:
        """The hash of a table given as plain JSON values: figures, keys and what they are about."""
        named = ("table", "period", "vintage", "dimensions", "cells", "measure", "changes")
        return sha256({name: content[name] for name in named})

    @classmethod
    def sealed(cls, **fields: Any) -> KeyedTable:
        """The table with its hash."""
        fields["hash"] = "0" * 64
        content = cls.model_construct(**fields).model_dump(mode="json", warnings=False)
        return cls(**{**fields, "hash": cls.digest(content)})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for cell in self.cells:
            if len(cell.key) != len(self.dimensions):
                raise PydanticCustomError("key", "a cell has another number of codes than there are dimensions")
            if any(code not in code_list(way.list) for code, way in zip(cell.key, self.dimensions, strict=True)):
                raise PydanticCustomError("key", "a cell has a code its dimension does not know")
        if len({cell.key for cell in self.cells}) != len(self.cells):
            raise PydanticCustomError("twice", "a cell stands twice")
        if self.made_by.account == self.approved_by.account:
            raise PydanticCustomError("second_person", "the one who made a table cannot approve it")
        if self.hash != self.digest(self.model_dump(mode="json")):
            raise PydanticCustomError("hash", "the hash is not that of the figures")
        return self
