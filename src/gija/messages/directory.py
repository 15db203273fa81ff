"""An institution and all its names, on the way to another installation's directory."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part
from gija.messages.fields import Atom, Code, Day, Institution, Words
from gija.messages.registry import register


class InstitutionNameEntry(Part):
    """What it is called in both languages from a day to a day, ends included; empty: since ever, until further."""

    name: Words
    valid_from: Day | None = None
    valid_to: Day | None = None


@register
class InstitutionEntry(Message):
    """One institution as the sender knows it. Its code is for ever; a newer revision takes the place of an older."""

    kind: ClassVar[str] = "institution_entry"

    code: Institution
    institution_kind: Annotated[str, Code("institution_kind")]
    parent: Institution | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    names: Annotated[tuple[InstitutionNameEntry, ...], Field(min_length=1, max_length=200)]
    revision: Annotated[int, Field(strict=True, ge=1, le=999_999), Atom("count")]

    @model_validator(mode="after")
    def _names_follow_each_other(self) -> Self:
        for earlier, later in zip(self.names, self.names[1:], strict=False):
            if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
                raise PydanticCustomError("names", "names overlap or stand out of order")
        return self
