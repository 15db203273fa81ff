"""A frozen table and its cells. Only the field types of `gija.register.fields`.

There is no room here for a hash, a name or a time: who made and approved a table, when, and the hash of what was frozen
stand in the audit trail of the same database, where nobody can change them unseen (see `queries.acts`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gija.register.analysis.dimensions import every_code
from gija.register.analysis.models import NONE, WAYS
from gija.register.fields import Code, Count, Flag, Id, Year, new_id

PARTS = {"Y": 0, "H1": 1, "H2": 2}
BOUNDS = ("people_lower", "people_upper")
COUNTED = ("records", "people", *BOUNDS)
DIMENSIONS = {  # name of the dimension -> vocabulary list
    "status": "victim_status",
    "sex": "sex",
    "age_group": "age_group",
    "form": "exploitation",
    "organisation": "institution_kind",
}


class Table(models.Model):
    """One vintage of one period."""

    id = Id(primary_key=True, default=new_id)
    year = Year()
    part = Code(codes=tuple(PARTS))
    first = Code(codes=WAYS, default=NONE)  # dimensions of a crossed table; none of the half-year table
    second = Code(codes=WAYS, default=NONE)
    third = Code(codes=WAYS, default=NONE)
    fine = Flag(default=False)  # the finest table with cell keys
    captures = Flag(default=False)  # who is known to exactly which kinds of institutions
    rules = Count(default=1)  # version of the counting rules
    vintage = Count()
    made_by = Count()  # number of the account
    approved_by = Count(null=True)  # then it was handed over, too

    class Meta:
        ordering = ["-year", "-part", "-vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "part", "first", "second", "third", "fine", "captures", "vintage"], name="vintage_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")), name="second_person_approves"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Cell(models.Model):
    """One number of a table. A dimension that is empty is summed over."""

    id = Id(primary_key=True, default=new_id)
    table = models.ForeignKey(Table, models.CASCADE, related_name="cells")
    place = Count()  # the order in which the cells come
    measure = Code(codes=COUNTED)
    status = Code(list="victim_status", null=True)
    sex = Code(list="sex", null=True)
    age_group = Code(list="age_group", null=True)
    form = Code(list="exploitation", null=True)
    organisation = Code(list="institution_kind", null=True)
    value = Count(null=True)  # empty only in tables of the time when the register closed small numbers itself
    value_status = Code(list="value_status")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["table", "place"], name="cell_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, value_status="reported")
                | (Q(value__isnull=True) & ~Q(value_status="reported")),
                name="value_where_reported",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CrossCell(models.Model):
    """One number of a crossed table. What is zero has no row. In tables of the time when the register withheld small
    numbers itself, a breakdown that was withheld whole has none either."""

    id = Id(primary_key=True, default=new_id)
    table = models.ForeignKey(Table, models.CASCADE, related_name="crossed")
    place = Count()
    first = Code(codes=every_code())
    second = Code(codes=every_code(), null=True)
    third = Code(codes=every_code(), null=True)
    value = Count(null=True)  # empty: withheld, then
    measure = Code(codes=COUNTED, null=True)  # what is counted; the bounds stand beside the total; empty: an old table

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["table", "place"], name="cross_cell_once")]

    def __str__(self) -> str:
        return str(self.id)


class Listed(models.Model):
    """One kind of institution of one capture history of a table: `people` are known to just the kinds of `history`."""

    id = Id(primary_key=True, default=new_id)
    table = models.ForeignKey(Table, models.CASCADE, related_name="listed")
    history = Count()  # the order in which the histories come
    organisation = Code(list="institution_kind")
    people = Count()  # the same in each row of a history

    class Meta:
        ordering = ["history", "organisation"]
        constraints = [models.UniqueConstraint(fields=["table", "history", "organisation"], name="listed_once")]

    def __str__(self) -> str:
        return str(self.id)
