"""How a mapping says where a database is: a SQL server, a file beside the mapping, or a service that answers JSON."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from gija.police.databases.cell_map import Name, Strict

Path = Annotated[str, StringConstraints(max_length=200)]  # dotted: data.items


class Pages(Strict):
    """How a service parts its rows into pages: a link to the next one, a cursor, a page number or an offset."""

    next: Name | None = None  # where the answer holds the address of the next page
    cursor: Name | None = None  # where the answer holds what `parameter` must say for the next page
    number: Name | None = None  # the parameter that counts pages
    offset: Name | None = None  # the parameter that counts rows
    parameter: Name = "cursor"
    from_: Annotated[int, Field(ge=0, le=1)] = Field(default=1, alias="from")  # the number of the first page
    size: Annotated[int, Field(ge=1, le=100_000)] | None = None  # rows on a page
    size_parameter: Name = "limit"

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(x is not None for x in (self.next, self.cursor, self.number, self.offset)) != 1:
            raise PydanticCustomError("one_paging", "one of next, cursor, number, offset")
        if self.offset is not None and self.size is None:
            raise PydanticCustomError("offset_size", "offset needs size")
        return self


class Service(Strict):
    """A service that answers JSON over HTTP; the name of each table is the path of its rows below `url`."""

    url: Name
    token: Name | None = None  # sent as `Authorization: Bearer …`; only as ${NAME} of the environment
    headers: dict[Name, Name] = {}
    rows: Path = ""  # where in an answer the list of rows is; empty: the answer itself is the list
    pages: Pages | None = None
    filters: dict[Name, Name] = {}  # column -> the parameter by which the service finds rows with exactly that value
    omits_empty: bool = False  # a row has no key for what is empty
    page_megabytes: Annotated[int, Field(ge=1, le=500)] = 32


class Connection(Strict):
    """A SQLAlchemy URL, a file beside the mapping, or a service; secrets only as ${NAME} of the environment."""

    url: Name | None = None
    file: Name | None = None
    service: Service | None = None
    encoding: Literal["utf-8", "utf-8-sig", "windows-1257", "iso-8859-13", "windows-1251", "utf-16"] = "utf-8"
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    skip: Annotated[int, Field(ge=0, le=1000)] = 0  # lines or sheet rows above the header

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(x is not None for x in (self.url, self.file, self.service)) != 1:
            raise PydanticCustomError("one_connection", "one of url, file, service")
        return self
