"""Who is known to exactly which kinds of institutions, in numbers: capture histories, from the register to the
Rapporteur, for estimates of how many people nobody knows of."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part, sha256
from gija.messages.fields import Code, Count, Day, Period, Sha256
from gija.messages.registry import register
from gija.messages.tables import Official, Vintage


class History(Part):
    """So many people are known to just these kinds of institutions and to no other. Kinds stand in the order of their
    codes, each once; a history that nobody has is not named."""

    lists: Annotated[tuple[Annotated[str, Code("institution_kind")], ...], Field(min_length=1)]
    people: Annotated[Count, Field(ge=1)]


@register
class CaptureCounts(Message):
    """Capture histories of a period, frozen and approved by a second person. Make it with `sealed`.

    People are counted once, by the linkage. `people_lower`, `people_upper`: its 90 % interval of their number, which
    holds the sum of the histories; empty where the linkage gave none for just these records. True counts, small ones
    too: the receiving zone keeps them inside.
    """

    kind: ClassVar[str] = "capture_counts"

    period: Period
    vintage: Vintage
    frozen_on: Day
    histories: Annotated[tuple[History, ...], Field(min_length=1)]
    people_lower: Count | None
    people_upper: Count | None
    made_by: Official
    approved_by: Official
    approved_on: Day
    hash: Sha256

    @staticmethod
    def digest(content: dict[str, Any]) -> str:
        """The hash of histories given as plain JSON values: the counts, the interval and what they are about."""
        return sha256({name: content[name] for name in NAMED})

    @classmethod
    def sealed(cls, **fields: Any) -> CaptureCounts:
        """The histories with their hash."""
        fields["hash"] = "0" * 64
        content = cls.model_construct(**fields).model_dump(mode="json", warnings=False)
        return cls(**{**fields, "hash": cls.digest(content)})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if any(list(one.lists) != sorted(set(one.lists)) for one in self.histories):
            raise PydanticCustomError("lists", "the kinds of a history stand in the order of their codes, each once")
        if len({one.lists for one in self.histories}) != len(self.histories):
            raise PydanticCustomError("twice", "a history stands twice")
        if len({kind for one in self.histories for kind in one.lists}) < 2:
            raise PydanticCustomError("one_kind", "histories of one kind of institution tell of nobody unseen")
        if not self._interval_holds():
            raise PydanticCustomError("interval", "the interval does not hold the people of the histories")
        if self.made_by.account == self.approved_by.account:
            raise PydanticCustomError("second_person", "the one who made a table cannot approve it")
        if self.hash != self.digest(self.model_dump(mode="json")):
            raise PydanticCustomError("hash", "the hash is not that of the figures")
        return self

    def _interval_holds(self) -> bool:
        if self.people_lower is None or self.people_upper is None:
            return self.people_lower is self.people_upper
        return 0 < self.people_lower <= sum(one.people for one in self.histories) <= self.people_upper


NAMED = ("period", "vintage", "histories", "people_lower", "people_upper")
