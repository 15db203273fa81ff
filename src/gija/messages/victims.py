"""What the register is told of a victim: codes, years and months under a random number, and nothing else."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part
from gija.messages.fields import (
    Atom,
    Code,
    Id,
    Institution,
    MissingReason,
    Month,
    Municipality,
    Sealed,
    Year,
)
from gija.messages.registry import register

Country = Annotated[str, Code("country")]
MAY_BE_MISSING = ("birth_year", "citizenship", "municipality", "status_month")
MissingField = Annotated[str, Field(pattern=f"^({'|'.join(MAY_BE_MISSING)})$"), Atom("code")]
Revision = Annotated[int, Field(strict=True, ge=1, le=9999), Atom("count")]


class CountryPart(Part):
    """A country and the part it played: where recruited, through where taken, where exploited."""

    country: Country
    role: Annotated[str, Code("country_role")]


class ServicePart(Part):
    """A service given, from a month to a month; `end` empty: it goes on."""

    service: Annotated[str, Code("service")]
    start: Month
    end: Month | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError("order", "the service ends before it begins")
        return self


@register
class VictimRecord(Message):
    """One victim as one institution knows them, at one revision. A higher revision takes the place of a lower.

    `record_id` is random and never derived from the person. `missing`: field -> reason, for each field left empty.
    """

    kind: ClassVar[str] = "victim_record"

    record_id: Id
    revision: Revision
    sender: Institution
    sender_kind: Annotated[str, Code("institution_kind")]
    registration_month: Month
    status: Annotated[str, Code("victim_status")]
    status_month: Month | None = None
    status_authority_kind: Annotated[str, Code("institution_kind")]
    sex: Annotated[str, Code("sex")]
    birth_year: Year | None = None
    age_group: Annotated[str, Code("age_group")]
    citizenship: tuple[Country, ...] = ()
    municipality: Municipality | None = None
    exploitation_forms: tuple[Annotated[str, Code("exploitation")], ...]  # the main one first
    exploitation_realised: Annotated[str, Code("exploitation_stage")]
    recruitment_methods: tuple[Annotated[str, Code("recruitment_method")], ...] = ()
    means: tuple[Annotated[str, Code("means_legal")], ...] = ()
    countries: tuple[CountryPart, ...] = ()
    services: tuple[ServicePart, ...] = ()
    consents: tuple[Annotated[str, Code("consent_scope")], ...] = ()
    missing: dict[MissingField, MissingReason] = Field(default_factory=dict)

    def institutions(self) -> tuple[str, ...]:
        return (self.sender,)

    @model_validator(mode="after")
    def _a_blank_has_a_reason(self) -> Self:
        blank = {name for name in MAY_BE_MISSING if getattr(self, name) in (None, ())}
        if blank != set(self.missing):
            raise PydanticCustomError("missing", "each field left empty has its reason, and no other field has one")
        return self


@register
class VictimRecordWithdrawn(Message):
    """The record is to be forgotten, whatever its revision up to this one. It may arrive before the record itself."""

    kind: ClassVar[str] = "victim_record_withdrawn"

    record_id: Id
    revision: Revision
    sender: Institution
    month: Month

    def institutions(self) -> tuple[str, ...]:
        return (self.sender,)


@register
class LinkageRecord(Message):
    """What the linkage unit is told: a keyed encoding that only it can open, under the number of the record."""

    kind: ClassVar[str] = "linkage_record"

    record_id: Id
    sealed: Sealed
