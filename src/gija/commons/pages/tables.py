"""One table for all pages: filters, sorting, paging. Works by plain links and a GET form; htmx only spares the reload.

Filters and sort stand in the address, so they must never hold personal data: searches by name are forms sent by POST.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

Words = Any  # str or a lazy translation


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `cell` gives what is shown for a row, `sort` the field it is ordered by, `link` where a cell leads."""

    key: str
    label: Words
    cell: Callable[[Any], object]
    sort: str = ""
    link: Callable[[Any], str] | None = None
    numeric: bool = False
    tag: bool = False  # shown as a tag


@dataclass(frozen=True, slots=True)
class Cell:
    value: object
    link: str
    column: Column


@dataclass(frozen=True, slots=True)
class Heading:
    column: Column
    address: str  # query string that sorts by this column, empty if it cannot be sorted
    direction: str  # `ascending`, `descending` or `none`, as aria-sort says it


@dataclass(frozen=True, slots=True)
class Table:
    """What the component `<c-table :table="table" />` shows."""

    name: str
    caption: Words
    headings: list[Heading]
    rows: list[list[Cell]]
    page: Page[Any]
    filters: forms.Form | None
    kept: str  # query string of filters and sort, without the page
    empty: Words

    @classmethod
    def of(
        cls,
        request: Any,
        rows: Any,
        columns: Sequence[Column],
        *,
        caption: Words,
        filters: forms.Form | None = None,
        order: str = "",
        name: str = "table",
        per_page: int = 25,
        empty: Words = "",
    ) -> Table:
        """Order and cut `rows` (a QuerySet, or a sequence that comes ordered) as the address asks.

        A sort or page that does not exist is taken for the first; what the address asks never reaches the database
        as a field name unless a column declares it.
        """
        sort = _sort(request.GET.get("sort", order), columns, order)
        if isinstance(rows, QuerySet) and sort:
            rows = rows.order_by(sort, "pk")
        page = Paginator(rows, per_page).get_page(request.GET.get("page"))
        asked = _asked(filters)
        return cls(
            name=name,
            caption=caption,
            headings=[_heading(c, sort, asked) for c in columns],
            rows=[[Cell(c.cell(row), c.link(row) if c.link else "", c) for c in columns] for row in page.object_list],
            page=page,
            filters=filters,
            kept=urlencode(asked + ([("sort", sort)] if sort != order else [])),
            empty=empty,
        )

    @property
    def numbers(self) -> list[int | str]:
        """Page numbers with gaps, for the links below the table."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))


def _sort(asked: str, columns: Sequence[Column], default: str) -> str:
    known = {c.sort for c in columns if c.sort}
    return asked if asked.removeprefix("-") in known else default


def _asked(filters: forms.Form | None) -> list[tuple[str, str]]:
    """The filters that are set, by the form's own fields only."""
    if filters is None or not filters.is_bound:
        return []
    return [(f.html_name, str(f.data)) for f in filters if f.data not in (None, "")]


def _heading(column: Column, sort: str, asked: list[tuple[str, str]]) -> Heading:
    if not column.sort:
        return Heading(column, "", "none")
    up, down = sort == column.sort, sort == f"-{column.sort}"
    direction = "ascending" if up else "descending" if down else "none"
    return Heading(column, urlencode([*asked, ("sort", f"-{column.sort}" if up else column.sort)]), direction)
