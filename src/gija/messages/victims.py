"""What the register is told of a victim: codes, years and months under a random number, and nothing else.

Most fields come from the record model (`record_parts`); those that Gija counts by are written out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

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
from gija.messages.record_parts import with_model
from gija.messages.registry import register
from gija.vocabulary import record_model
from gija.vocabulary.errors import GijaError

Country = Annotated[str, Code("country")]
NEED_A_REASON = record_model.REASON_ALWAYS  # where they are blank; any other answer may have one
MAY_BE_MISSING = (*NEED_A_REASON, *(one.code for one in record_model.sent_answers()))
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
    provider_kind: Annotated[str, Code("institution_kind")] | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError("order", "the service ends before it begins")
        return self


class StatusPart(Part):
    """A status that was given, by what kind of institution, in which month."""

    status: Annotated[str, Code("victim_status")]
    month: Month | None = None
    authority_kind: Annotated[str, Code("institution_kind")]


if TYPE_CHECKING:
    WithModel = Message  # what the model adds is read by `said`
else:
    WithModel = with_model(Message)

FIRST = frozenset(
    {
        "record_id", "revision", "sender", "sender_kind", "registration_month", "status", "status_month",
        "status_authority_kind", "sex", "birth_year", "age_group", "citizenship", "municipality", "exploitation_forms",
        "exploitation_realised", "recruitment_methods", "means", "countries", "services", "consents", "missing",
    }
)  # fmt: skip
"""The fields of version 1."""


@register
class VictimRecord(WithModel):
    """One victim as one institution knows them, at one revision. A higher revision takes the place of a lower.

    `record_id` is random and never derived from the person. `missing`: field -> reason, for each field left empty.
    Version 2 brings the whole record model; a record of version 1 is read as one that was asked nothing more.
    """

    kind: ClassVar[str] = "victim_record"
    version: ClassVar[int] = 2

    record_id: Id
    revision: Revision
    sender: Institution
    sender_kind: Annotated[str, Code("institution_kind")]
    registration_month: Month
    status: Annotated[str, Code("victim_status")]
    status_month: Month | None = None
    status_authority_kind: Annotated[str, Code("institution_kind")]
    status_history: Annotated[tuple[StatusPart, ...], Field(max_length=60)] = ()
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

    def data(self) -> dict[str, Any]:
        """As plain values; what version 2 added stands there only where something is said."""
        body = super().data()
        return {name: value for name, value in body.items() if name in FIRST or value not in (None, [])}

    def said(self, field: str) -> Any:
        """What the record says in a field of the model; KeyError for one that does not leave."""
        if field not in type(self).model_fields:
            raise KeyError(field)
        return getattr(self, field)

    @classmethod
    def upgraded(cls, version: int, data: dict[str, Any]) -> dict[str, Any]:
        if version != 1 or not set(data) <= FIRST:
            raise GijaError("messages.malformed", kind=cls.kind, fields="?")
        return data

    @model_validator(mode="after")
    def _a_blank_has_a_reason(self) -> Self:
        blank = {name for name in MAY_BE_MISSING if getattr(self, name) in (None, ())}
        if not blank & set(NEED_A_REASON) <= set(self.missing) <= blank:
            raise PydanticCustomError("missing", "a field left empty has its reason, and no other field has one")
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
