"""Figures are kept once, never overwritten, and known from a day on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from gija.commons.permissions import NotPermittedError
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.statistics import published, queries, services
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])


def test_published_figures_are_loaded_once_with_one_audit_entry(cast: Any, audit_entries: Any) -> None:
    vaida = cast.actor("vaida")
    count = services.load_published(vaida)
    assert count == len(list(published.drafts(published.ours())))
    assert services.load_published(vaida) == 0
    (entry,) = audit_entries("rapporteur")
    assert (entry.action, entry.details, entry.account) == (queries.LOAD, {"figures": count}, vaida.account)
    assert Observation.objects.filter(vintage__gt=1).count() == 0


def test_a_file_with_one_bad_row_leaves_nothing_behind(cast: Any, audit_entries: Any) -> None:
    text = (
        published.ours().rstrip("\n")
        + "\nno_such,2014,,1,reported,exact,events,recognised,convicted_in_year,court,S1,L1,,\n"
    )
    with pytest.raises(GijaError):
        services.load_published(cast.actor("vaida"), text)
    assert not Observation.objects.exists()
    assert audit_entries("rapporteur") == []


@pytest.mark.parametrize("key", ["egle", "rasa", "aldona", "mantas"])
def test_who_may_not_load_changes_nothing(cast: Any, loaded: int, key: str) -> None:
    before = Observation.objects.count()
    with pytest.raises(NotPermittedError):
        services.load_published(cast.actor(key))
    assert Observation.objects.count() == before


def revised(cast: Any, value: int) -> None:
    """Another telling of the victims of 2014, with the same source."""
    text = published.ours().replace("victims_state,2014,,47,", f"victims_state,2014,,{value},")
    services.load_published(cast.actor("vaida"), text)


def test_a_correction_is_a_new_vintage_and_the_old_one_stays(cast: Any, loaded: int) -> None:
    revised(cast, 48)
    told = queries.vintages("victims_state", "2014")
    assert [(p.value, p.vintage) for p in told] == [(47, 1), (48, 2)]
    assert [p.value for p in queries.series("victims_state").points if p.period == "2014"] == [48]
    revised(cast, 48)
    assert len(queries.vintages("victims_state", "2014")) == 2


def test_nothing_was_known_before_it_was_published(cast: Any, loaded: int) -> None:
    published_by = published.sources()["S1"].known_from
    assert published_by is not None
    assert queries.series("victims_state", as_of=published_by - dt.timedelta(days=1)).points == ()
    assert len(queries.series("victims_state", as_of=published_by).points) == 7
    assert queries.validate(as_of=dt.date(2014, 1, 1)) == ()


def test_a_figure_is_never_changed_or_removed(cast: Any, loaded: int) -> None:
    row = Observation.objects.get(indicator="victims_state", period="2014", breakdown="{}")
    row.value = 1
    for act in (
        row.save, row.delete, lambda: Observation.objects.update(value=1), lambda: Observation.objects.all().delete()
    ):  # fmt: skip
        with pytest.raises(GijaError) as refused:
            act()
        assert refused.value.code == "statistics.never_overwritten"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE statistics_observation SET value = 1", "DELETE FROM statistics_observation",
     "INSERT OR REPLACE INTO statistics_observation SELECT * FROM statistics_observation LIMIT 1"],
)  # fmt: skip
def test_the_database_itself_refuses_change(cast: Any, loaded: int, statement: str) -> None:
    connection = connections["rapporteur"]
    if "REPLACE" in statement and connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such statement")
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Observation.objects.count() == loaded


def test_the_triggers_stand_after_all_migrations(db: None) -> None:
    connection = connections["rapporteur"]
    assert present(connection, "statistics_observation") == set(wanted(connection, "statistics_observation"))


@pytest.mark.parametrize(
    "wrong",
    [{"value": None}, {"status": "refused"}, {"value": -1}, {"derived": True}, {"how": "1 + 1"}, {"vintage": 1}],
)
def test_the_database_refuses_a_figure_that_contradicts_itself(cast: Any, loaded: int, wrong: dict[str, Any]) -> None:
    row = Observation.objects.get(indicator="victims_state", period="2014", breakdown="{}")
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"}
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"):
        Observation(**{**fields, "vintage": 2, **wrong}).save(using="rapporteur")


def test_two_who_load_at_the_same_moment_keep_each_figure_once(
    cast: Any, audit_entries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look of the second finds nothing yet, as between two processes; its write is refused and begun anew."""
    services.load_published(cast.actor("vaida"))
    whole, looks = Observation.objects.filter, []

    def blind(*args: Any, **kwargs: Any) -> Any:
        looks.append(1)
        return whole(*args, **kwargs) if len(looks) > 1 else Observation.objects.none()

    monkeypatch.setattr(Observation.objects, "filter", blind)
    assert services.load_published(cast.actor("vaida")) == 0
    assert len(looks) == 2
    assert len(audit_entries("rapporteur")) == 1
