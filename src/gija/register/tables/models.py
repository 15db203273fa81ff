"""A frozen table and its cells. Only the field types of `gija.register.fields`.

There is no room here for a hash, a name or a time: who made and approved a table, when, and the hash of what was frozen
stand in the audit trail of the same database, where nobody can change them unseen (see `queries.acts`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gija.methods.tables import why
from gija.register.analysis.dimensions import every_code
from gija.register.analysis.models import NONE, WAYS
from gija.register.fields import Code, Count, Id, Year, new_id

PARTS = {"Y": 0, "H1": 1, "H2": 2}
MEASURES = ("records", "people_lower", "people_upper")
COUNTED = ("records", "people", "people_lower", "people_upper")  # of a crossed table
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
    rules = Count(default=1)  # version of the counting rules
    vintage = Count()
    made_by = Count()  # number of the account
    approved_by = Count(null=True)  # then it was handed over, too

    class Meta:
        ordering = ["-year", "-part", "-vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "part", "first", "second", "third", "vintage"], name="vintage_once"
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
    measure = Code(codes=MEASURES)
    status = Code(list="victim_status", null=True)
    sex = Code(list="sex", null=True)
    age_group = Code(list="age_group", null=True)
    form = Code(list="exploitation", null=True)
    organisation = Code(list="institution_kind", null=True)
    value = Count(null=True)
    value_status = Code(list="value_status")
    why = Code(codes=tuple(why()), null=True)

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
    """One number of a crossed table. A breakdown that is withheld whole, and what is zero, has no row."""

    id = Id(primary_key=True, default=new_id)
    table = models.ForeignKey(Table, models.CASCADE, related_name="crossed")
    place = Count()
    first = Code(codes=every_code())
    second = Code(codes=every_code(), null=True)
    third = Code(codes=every_code(), null=True)
    value = Count(null=True)  # empty: withheld
    measure = Code(codes=COUNTED, null=True)  # what is counted; the bounds stand beside the total; empty: an old table

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["table", "place"], name="cross_cell_once")]

    def __str__(self) -> str:
        return str(self.id)
