"""The only kinds of value a message is built of. A record has room for nothing else, so free text cannot cross.

Used inside `Annotated`: `sex: Annotated[str, Code("sex")]`; the common ones have names of their own (`Year`, `Month`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StrictBool
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gija.vocabulary.lists import code_list
from gija.vocabulary.lists import names as list_names


@dataclass(frozen=True, slots=True)
class Atom:
    """Marks a type as one of the allowed kinds; `name` says which (see `rules.ALLOWED`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of one vocabulary list; retired codes too, for old records keep their meaning."""

    list: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, core_schema.str_schema(strict=True))

    def check(self, value: str) -> str:
        if value not in code_list(self.list):
            raise PydanticCustomError("not_a_code", "not a code of the list {list}", {"list": self.list})
        return value


def _list_name(value: str) -> str:
    if value not in list_names():
        raise PydanticCustomError("not_a_list", "not a code list")
    return value


MONTH = r"^(19|20)\d\d-(0[1-9]|1[0-2])$"
DAY = r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"


def _day(value: str) -> str:
    import datetime as dt

    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("not_a_day", "not a day of the calendar") from None
    return value


Year = Annotated[int, Field(strict=True, ge=1900, le=2099), Atom("year")]
Month = Annotated[str, Field(strict=True, pattern=MONTH), Atom("month")]  # 2014-03
# Below a million: an eight-digit phone number or a personal code is no count.
Count = Annotated[int, Field(strict=True, ge=0, le=999_999), Atom("count")]
Flag = Annotated[StrictBool, Atom("flag")]
Id = Annotated[str, Field(strict=True, pattern=UUID4), Atom("id")]  # random (UUID 4), never derived from anything
Money = Annotated[int, Field(strict=True, ge=0, le=99_999_999_999), Atom("money")]  # euro cents
# Codes for ever that stand in no list of the vocabulary: of the directory, and ISO 3166-2:LT (60 municipalities).
Institution = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]{0,59}$"), Atom("institution")]
Municipality = Annotated[str, Field(strict=True, pattern=r"^LT-(0[1-9]|[1-5]\d|60)$"), Atom("code")]
MissingReason = Annotated[str, Code("missing")]

# Beyond here: not for records.
Day = Annotated[str, Field(strict=True, pattern=DAY), AfterValidator(_day), Atom("day")]
Slug = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_\-]{0,59}$"), Atom("slug")]
ListName = Annotated[str, AfterValidator(_list_name), Atom("list")]
Label = Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9_+\-]{1,40}$"), Atom("label")]  # a code of some list
Period = Annotated[str, Field(strict=True, pattern=r"^(19|20)\d\d(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?$"), Atom("period")]
Number = Annotated[int, Field(strict=True, ge=0, le=2**53 - 1), Atom("number")]  # of an entry, an account
Sha256 = Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{64}$"), Atom("hash")]
Moment = Annotated[
    str,
    Field(strict=True, pattern=r"^(19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?Z$"),
    Atom("moment"),
]
Sealed = Annotated[
    str, Field(strict=True, pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=200_000), Atom("sealed")
]  # base64


class Words(BaseModel):
    """A short text in both languages, written by the program or an editor of figures: never in a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    en: Annotated[str, Field(strict=True, min_length=1, max_length=200), Atom("words")]
    lt: Annotated[str, Field(strict=True, min_length=1, max_length=200), Atom("words")]
