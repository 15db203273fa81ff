"""Grants for projects of institutions that help: what was awarded goes to the institution, and how many people were
assisted comes back as a table. No message here has room for a person."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, sha256
from gija.messages.fields import Atom, Count, Day, Institution, Period, Sha256, Slug, Words, Year
from gija.messages.registry import register
from gija.messages.tables import Cell, Official, Vintage
from gija.vocabulary.lists import code_list

DIMENSIONS = ("assisted_status", "sex", "age_group")  # lists of the codes in a cell's key, in this order
MEASURE = "people"
VICTIM, AT_RISK = "victim", "at_risk"


@register
class GrantAward(Message):
    """A grant was contracted, or its days were changed: a higher revision takes the place of a lower. The institution
    reports on it by its number."""

    kind: ClassVar[str] = "grant_award"

    grant: Slug  # number of the grant, for ever
    title: Words  # of the call
    institution: Institution
    year: Year  # of the programme
    first_day: Day
    last_day: Day
    revision: Annotated[int, Field(strict=True, ge=1, le=999), Atom("count")]

    def institutions(self) -> tuple[str, ...]:
        return (self.institution,)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise PydanticCustomError("order", "a grant ends before it begins")
        return self


@register
class GrantReport(Message):
    """Persons assisted under a grant in a period, by status, sex and age; frozen, and approved by a second person. Make
    it with `sealed`.

    A cell's key is a code of each of `DIMENSIONS`, never a total; its measure is `people`, its value reported. Each
    person stands in one cell: counted once, by `rule`. `victims` and `at_risk` are the sums of their own cells, so that
    a combination which is not named is nobody. There is no sum of both: persons at risk are no victims.
    """

    kind: ClassVar[str] = "grant_report"

    grant: Slug
    institution: Institution  # whose grant it is, and whose cases were counted
    period: Period
    vintage: Vintage  # 1, then each revision one more
    frozen_on: Day
    rule: Slug  # name and version of the rule of counting
    cells: tuple[Cell, ...]
    victims: Count
    at_risk: Count
    made_by: Official
    approved_by: Official
    approved_on: Day
    hash: Sha256

    @property
    def sender(self) -> str:
        """Whose cases were counted: nobody else's installation may send it."""
        return self.institution

    def institutions(self) -> tuple[str, ...]:
        return (self.institution,)

    @staticmethod
    def digest(content: dict[str, Any]) -> str:
        """The hash of a report given as plain JSON values (of `data()`): the figures and what they are about."""
        return sha256({name: content[name] for name in HASHED})

    @classmethod
    def sealed(cls, **fields: Any) -> GrantReport:
        """The report with its two sums and its hash."""
        told = tuple(fields["cells"])
        fields |= {"hash": "0" * 64, "victims": _sum(told, VICTIM), "at_risk": _sum(told, AT_RISK)}
        content = cls.model_construct(**fields).model_dump(mode="json", warnings=False)
        return cls(**{**fields, "hash": cls.digest(content)})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for cell in self.cells:
            if len(cell.key) != len(DIMENSIONS) or cell.measure != MEASURE or cell.value is None:
                raise PydanticCustomError("cell", "a cell counts people of one status, one sex and one age group")
            if any(code not in code_list(name) for code, name in zip(cell.key, DIMENSIONS, strict=True)):
                raise PydanticCustomError("key", "a cell has a code its dimension does not know")
        if len({cell.key for cell in self.cells}) != len(self.cells):
            raise PydanticCustomError("twice", "a cell stands twice")
        if (self.victims, self.at_risk) != (_sum(self.cells, VICTIM), _sum(self.cells, AT_RISK)):
            raise PydanticCustomError("sum", "a sum is not that of its cells")
        if self.made_by.account == self.approved_by.account:
            raise PydanticCustomError("second_person", "the one who made a report cannot approve it")
        if self.hash != self.digest(self.model_dump(mode="json")):
            raise PydanticCustomError("hash", "the hash is not that of the figures")
        return self


HASHED = ("grant", "institution", "period", "vintage", "rule", "cells", "victims", "at_risk")


def _sum(cells: tuple[Cell, ...], status: str) -> int:
    return sum(cell.value or 0 for cell in cells if cell.key[:1] == (status,))
