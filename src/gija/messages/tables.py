"""A frozen table of counts on its way to the Rapporteur: from the register, the police, an institution of its cases."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part, sha256
from gija.messages.fields import (
    Atom,
    Code,
    Count,
    Day,
    Institution,
    Label,
    ListName,
    Number,
    Period,
    Sha256,
    Slug,
    Words,
)
from gija.messages.registry import register
from gija.vocabulary.lists import code_list

TOTAL = "_T"  # as SDMX writes a total
Vintage = Annotated[int, Field(strict=True, ge=1, le=999), Atom("count")]


class Dimension(Part):
    """One way the counts are broken down: what it is called here, and the list its codes are of."""

    name: Slug
    list: ListName


class Cell(Part):
    """One count. `key`: a code for each dimension, or `_T`. A value stands where, and only where, it is `reported`: a
    zero is a true zero; what is withheld (`suppressed`) or not known (`not_available`) has none. A cell that is not
    named is not told, and is no zero."""

    key: tuple[Label, ...]
    value: Count | None = None
    status: Annotated[str, Code("value_status")] = "reported"
    measure: Slug = "records"  # what is counted: records, people, tips, …; people_lower, people_upper bound the total

    @model_validator(mode="after")
    def _missing_is_never_zero(self) -> Self:
        if (self.value is None) == (self.status == "reported"):
            raise PydanticCustomError("status", "a value stands where it is reported, and only there")
        return self


class Official(Part):
    """Who made or approved: the account's number, role and institution, not the name."""

    account: Number
    role: Annotated[str, Code("role")]
    institution: Institution


@register
class StatisticsTable(Message):
    """Counts of one period, frozen and approved by a second person. Make it with `sealed`, which adds the hash."""

    kind: ClassVar[str] = "statistics_table"

    table: Slug
    title: Words
    period: Period
    vintage: Vintage  # 1, then each revision one more
    frozen_on: Day
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    made_by: Official
    approved_by: Official
    approved_on: Day
    hash: Sha256  # over table, period, vintage, dimensions and cells: see `digest`

    @property
    def sender(self) -> str:
        """The institution that hands it over: an installation sends for its own institutions only."""
        return self.approved_by.institution

    @staticmethod
    def digest(content: dict[str, Any]) -> str:
        """The hash of a table given as plain JSON values (of `data()`): the figures and what they are about."""
        return sha256({name: content[name] for name in ("table", "period", "vintage", "dimensions", "cells")})

    @classmethod
    def sealed(cls, **fields: Any) -> StatisticsTable:
        """The table with its hash."""
        fields["hash"] = "0" * 64
        content = cls.model_construct(**fields).model_dump(mode="json", warnings=False)
        return cls(**{**fields, "hash": cls.digest(content)})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for cell in self.cells:
            if len(cell.key) != len(self.dimensions):
                raise PydanticCustomError("key", "a cell has another number of codes than there are dimensions")
            for code, dimension in zip(cell.key, self.dimensions, strict=True):
                if code != TOTAL and code not in code_list(dimension.list):
                    raise PydanticCustomError("key", "a cell has a code its dimension does not know")
        if len({(cell.key, cell.measure) for cell in self.cells}) != len(self.cells):
            raise PydanticCustomError("twice", "a cell stands twice")
        if self.made_by.account == self.approved_by.account:
            raise PydanticCustomError("second_person", "the one who made a table cannot approve it")
        if self.hash != self.digest(self.model_dump(mode="json")):
            raise PydanticCustomError("hash", "the hash is not that of the figures")
        return self
