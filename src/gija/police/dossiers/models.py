"""Dossiers and their revisions. A revision is never changed: expanding and undoing append another.

Actor and institution are kept as id and the name as it was: no foreign key leaves the zone. What the gatherer may not
hold is not in a revision at all.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from gija.methods.graph.values import Chart
from gija.police.search.ids import LENGTH, SHORT, new_id

if TYPE_CHECKING:
    from gija.police.dossiers.layers import Layers, Shown
    from gija.police.dossiers.values import Cut, DatabaseState

POLICE = "police"  # the zone's database


class Dossier(models.Model):
    """What was gathered round one confirmed record: by whom, for which purpose and reason."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    candidate = models.CharField(max_length=LENGTH, db_index=True)
    query = models.CharField(max_length=LENGTH, db_index=True)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    type = models.CharField(max_length=40)  # of the object
    purpose = models.CharField(max_length=60)
    reason = models.TextField()
    steps = models.PositiveSmallIntegerField()
    created = models.DateTimeField()

    class Meta:
        ordering = ["-created", "id"]
        indexes = [models.Index(fields=["institution", "-created"], name="dossier_own_latest")]

    def __str__(self) -> str:
        return self.id  # never whom it is about: a model's name lands in logs

    @property
    def short(self) -> str:
        """The first letters of the id, as a person types them and as files are called."""
        return self.id[:SHORT]

    @cached_property
    def latest(self) -> Revision:
        """The revision in force."""
        found = self.revisions.order_by("-number").first()
        assert found is not None  # noqa: S101 - a dossier is made together with its first revision
        return found

    @property
    def chart(self) -> Chart:
        """The chart in force."""
        return self.latest.chart

    @property
    def handling(self) -> str:
        """The strictest handling code of its pieces."""
        return str(self.latest.handling)


class Revision(models.Model):
    """The dossier after one act: gathered, expanded, joined, edited, or an earlier revision taken up again.

    `chart_json` is what the databases gave; joins and edits lie over it (`layers`), so each can be taken off again.
    """

    class Act(models.TextChoices):
        GATHER = "gather"
        EXPAND = "expand"
        UNDO = "undo"
        JOIN = "join"  # two entities decided to be one
        PART = "part"  # ... or to be two
        EDIT = "edit"  # an analyst's edited chart came back

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    of = models.PositiveIntegerField(null=True)  # the revision taken up again
    entity = models.TextField(blank=True, default="")  # id of the entity it was expanded round
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    created = models.DateTimeField()
    chart_json = models.JSONField()
    states_json = models.JSONField()
    cuts_json = models.JSONField()
    marks_json = models.JSONField(default=dict)  # sealed record of a withheld person -> their anonymous entity
    handling = models.CharField(max_length=10)
    joins_json = models.JSONField(default=list)
    edits_json = models.JSONField(default=list)
    reason = models.TextField(blank=True, default="")  # of this act, where it asks for one

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossier_revision_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append only."""
        if not self._state.adding:
            raise TypeError("a revision of a dossier is never changed")
        super().save(*args, **kwargs)

    @cached_property
    def base(self) -> Chart:
        """What the databases gave."""
        from gija.methods.graph import from_json

        return from_json(self.chart_json)

    @cached_property
    def layers(self) -> Layers:
        """What lies over it: joins and edits."""
        from gija.police.dossiers import layers

        joins = tuple(map(layers.join_from_json, self.joins_json))
        return layers.Layers(joins, tuple(map(layers.edit_from_json, self.edits_json)))

    @cached_property
    def shown(self) -> Shown:
        from gija.police.dossiers import layers

        return layers.shown(self.base, self.layers)

    @property
    def chart(self) -> Chart:
        """The chart as it is shown, with everything that lies over it."""
        return self.shown.chart

    @property
    def places(self) -> dict[str, tuple[float, float]]:
        """Where every entity of the chart stands."""
        return self.shown.places

    @cached_property
    def states(self) -> tuple[DatabaseState, ...]:
        """How each database did, in order of its code."""
        from gija.police.dossiers.stored import read_state

        return tuple(read_state(raw) for raw in self.states_json)

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        from gija.police.dossiers.values import Cut

        return tuple(Cut(**raw) for raw in self.cuts_json)
