"""A pair of records of two institutions that may be of one person. Only the field types of `gija.register.fields`."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gija.register.fields import Code, Id, Institution, Month, new_id


class Hint(models.Model):
    """Two records of different senders (the lesser number first), what each sender said, what follows."""

    id = Id(primary_key=True, default=new_id)
    one = Id()
    other = Id()
    one_sender = Institution()
    other_sender = Institution()
    month = Month()  # of the first telling
    reminded = Month(null=True)  # of the latest reminder to whoever has not answered
    one_answer = Code(list="duplicate_answer", null=True)
    other_answer = Code(list="duplicate_answer", null=True)
    state = Code(list="duplicate_state")

    class Meta:
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="hint_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="hint_lesser_first"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()

    @property
    def sides(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """For each side: its institution, its record, the other institution."""
        return (
            (self.one_sender, self.one, self.other_sender),
            (self.other_sender, self.other, self.one_sender),
        )
