"""What members were told of the common register. Only the field types of `gija.register.fields`."""

from __future__ import annotations

from django.db import models

from gija.register.analysis.dimensions import every_code, ways
from gija.register.fields import Code, Count, Id, Institution, Month, Year, new_id

PARTS = {"Y": 0, "H1": 1, "H2": 2}
NONE = "none"
WAYS = (*ways(), NONE)


class Asked(models.Model):
    """A table of the common register as an institution was told it."""

    id = Id(primary_key=True, default=new_id)
    institution = Institution()
    number = Count()  # of the tables this institution asked for
    account = Count()
    month = Month()
    year = Year()
    part = Code(codes=tuple(PARTS))
    first = Code(codes=WAYS)
    second = Code(codes=WAYS, default=NONE)
    third = Code(codes=WAYS, default=NONE)
    low = Count(null=True)  # between how many people these are, where that may be told
    high = Count(null=True)

    class Meta:
        ordering = ["institution", "-number"]
        constraints = [models.UniqueConstraint(fields=["institution", "number"], name="asked_once")]

    def __str__(self) -> str:
        return str(self.id)


class Told(models.Model):
    """A count that was told, or (empty) withheld. What is zero, and what was withheld whole, has no row."""

    id = Id(primary_key=True, default=new_id)
    asked = models.ForeignKey(Asked, models.CASCADE, related_name="told")
    first = Code(codes=every_code())
    second = Code(codes=every_code(), null=True)
    third = Code(codes=every_code(), null=True)
    value = Count(null=True)

    def __str__(self) -> str:
        return str(self.id)
