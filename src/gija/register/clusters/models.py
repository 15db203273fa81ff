"""The latest run of the linkage unit for each half-year, the cluster of each record, and the keys of clusters. Only
allowed field types.

`record` is a number, not a reference: the unit also names records that were withdrawn, records that have not come yet,
and invented ones that senders mixed in.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gija.methods.disclosure.cellkeys.keys import Why
from gija.register.fields import Code, Count, Id, Month, Year, new_id


class Run(models.Model):
    """What a half-year's last run found. `low` to `high` hold the number of people in 90 of 100 such cases."""

    id = Id(primary_key=True, default=new_id)
    year = Year()
    half = Count()
    number = Count()  # of the run; a higher one took the place of a lower
    received_month = Month()
    people = Count()
    low = Count()
    high = Count()

    class Meta:
        ordering = ["-year", "-half"]
        constraints = [
            models.UniqueConstraint(fields=["year", "half"], name="run_of_a_half_year_once"),
            models.CheckConstraint(
                condition=Q(half__gte=1, half__lte=2, low__lte=F("people"), high__gte=F("people")),
                name="run_interval_holds_the_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-H{self.half} {self.number}"


class Assignment(models.Model):
    """The cluster of a record in a run. `strength`: chance in percent that its best link is right; 0: it is alone."""

    id = Id(primary_key=True, default=new_id)
    run = models.ForeignKey(Run, models.CASCADE, related_name="assignments")
    record = Id(db_index=True)
    cluster = Id(db_index=True)
    strength = Count()

    class Meta:
        ordering = ["record"]
        constraints = [
            models.UniqueConstraint(fields=["run", "record"], name="assignment_once"),
            models.CheckConstraint(condition=Q(strength__lte=100), name="assignment_percent"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class PersonKey(models.Model):
    """The random key of a cluster of records, drawn when the cluster is born and bound to nothing else.

    `born`: the running number of the birth. `secret`: random bits; what is shown of the people is noised by them."""

    id = Id(primary_key=True, default=new_id)
    born = Count(unique=True)
    secret = Id(unique=True)

    class Meta:
        ordering = ["born"]

    def __str__(self) -> str:
        return str(self.born)


class KeyOf(models.Model):
    """Which key a record has. `place`: the running number in which records got theirs."""

    id = Id(primary_key=True, default=new_id)
    record = Id(unique=True)
    key = models.ForeignKey(PersonKey, models.CASCADE, related_name="records")
    place = Count(unique=True)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return str(self.place)


class KeyChange(models.Model):
    """What happened to a key: by the births of clusters, never by the keys themselves."""

    id = Id(primary_key=True, default=new_id)
    number = Count(unique=True)
    why = Code(codes=tuple(why.value for why in Why))
    kept = Count()
    other = Count(null=True)
    month = Month()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.why}"
