"""A batch asked: the same answers, levels and rights as one question; killed, paused, resumed, told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gija.methods.search import bulk
from gija.methods.search.values import Query
from gija.police.batches import asking, engines, queries, services, work
from gija.police.batches.models import Batch, Chunk
from gija.police.search import queries as search_queries
from gija.police.search import services as search
from gija.vocabulary.errors import GijaError

from .conftest import ADOMAS, FOUR, JONAS, ONA, PURPOSE, REASON, RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police"])
Makes = Callable[..., Batch]
MANY = tuple(f"r{n};Ona;Petraitytė;;" for n in range(7))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two rows."""
    monkeypatch.setattr("gija.police.batches.reading.ROWS", 2)


def outcomes(batch: Batch) -> list[str]:
    return [str(row.outcome) for row in queries.rows(batch)]


def test_each_row_is_answered_as_a_single_question_would_be(databases: Any, done: Makes, cast: Any) -> None:
    databases.add("residents", ONA, ADOMAS)
    databases.add("cases", RUGILE, JONAS, handling="H2", owner="kpb_other")
    databases.dead("firms")
    batch = done(*FOUR[:3], f"x;;;;{ADOMAS[5]}", "y;Jonas;Žvalgaitis;;")
    assert batch.state == "done"
    actor = cast.actor("rasa")
    for row in queries.rows(batch):
        alone = search_queries.result(actor, search.ask(actor, Query(row.type, row.values), PURPOSE, REASON))
        assert row.outcome == alone.outcome
        assert {one.database: one.tag for one in row.said} == {line.database: line.tag for line in alone.lines}
        for one, line in ((one, line) for one in row.said for line in alone.lines if line.database == one.database):
            assert one.records == len(line.hits)
            assert one.score == pytest.approx(max((h.score for h in line.hits), default=0), abs=1e-4)


def test_of_victims_and_children_nothing_is_kept_but_refer_to_owner(databases: Any, done: Makes) -> None:
    databases.add("residents", RUGILE, ADOMAS)
    batch = done(f"b;;;;{RUGILE[5]}", f"c;;;;{ADOMAS[5]}")
    assert outcomes(batch) == ["refer", "refer"]
    assert {(s.tag, s.records, s.score) for row in queries.rows(batch) for s in row.said} == {("refer", 0, 0.0)}


def test_a_silent_database_is_named_and_its_silence_is_no_no_hit(databases: Any, done: Makes) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    batch = done("a;Niekas;Nerastinis;;")
    assert outcomes(batch) == ["no_hit_so_far"]
    told = queries.databases(batch, queries.progress(batch))
    assert {one.code: one.silent for one in told} == {"residents": 0, "firms": 1}


def test_what_was_silent_is_asked_again_and_only_that(databases: Any, done: Makes, cast: Any, monkeypatch: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    batch = done("a;Niekas;Nerastinis;;")
    databases.write("firms", "H1", "registru_centras", {"connection": {"file": "residents.csv"}})
    databases.index("firms")
    services.again(cast.actor("rasa"), batch.pk)
    work.run()
    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == ("done", ["no_hit"])
    with pytest.raises(GijaError) as refused:
        services.again(cast.actor("rasa"), batch.pk)
    assert refused.value.code == "batches.none_silent"


def test_one_entry_for_the_file_one_for_the_asking_none_for_each_row(
    databases: Any, done: Makes, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    done()
    entries = [e for e in audit_entries("police") if e.action.startswith("police.batch")]
    assert [e.action for e in entries] == ["police.batch.preview", "police.batch.ask"]
    assert (entries[1].purpose, entries[1].reason, entries[1].details["rows"]) == (PURPOSE, REASON, 3)
    assert "Petrait" not in str([e.details for e in entries])


def test_a_killed_worker_leaves_what_is_done_and_another_goes_on(databases: Any, started: Makes, small: None) -> None:
    databases.add("residents", ONA)
    batch = started(*MANY)
    first = work.take()
    assert first is not None  # a worker takes it, and is killed: nobody gives the claim back
    assert work.run() == 3
    batch.refresh_from_db()
    assert (batch.state, queries.progress(batch).done) == ("running", 5)
    Chunk.objects.filter(pk=first.pk).update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    assert work.run() == 1
    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == ("done", ["hit"] * 7)


def test_a_worker_that_lost_its_chunk_does_not_overwrite_the_other(databases: Any, started: Makes) -> None:
    databases.add("residents", ONA)
    started("a;Ona;Petraitytė;;")
    slow = work.take()
    assert slow is not None
    Chunk.objects.update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    assert work.run() == 1
    kept = Chunk.objects.get().done_at
    assert not work._one(slow, lambda: True, None)
    assert Chunk.objects.get().done_at == kept


def test_two_workers_never_take_the_same_chunk(databases: Any, started: Makes, small: None) -> None:
    databases.add("residents", ONA)
    started(*MANY)
    taken = [chunk.pk for chunk in iter(work.take, None)]
    assert len(taken) == len(set(taken)) == 4


def test_paused_cancelled_and_resumed(databases: Any, started: Makes, small: None, cast: Any) -> None:
    databases.add("residents", ONA)
    rasa, batch = cast.actor("rasa"), started(*MANY)
    assert work.run(iter([True, True, True, False]).__next__) == 1
    services.pause(rasa, batch.pk)
    assert work.run() == 0
    services.resume(rasa, batch.pk)
    assert work.run() == 3
    batch = started(*MANY)
    work.run(iter([True, True, True, False]).__next__)
    services.cancel(rasa, batch.pk)
    assert work.run() == 0
    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == ("cancelled", ["hit"] * 2 + ["None"] * 5)
    with pytest.raises(GijaError):
        services.resume(rasa, batch.pk)


def test_who_no_longer_may_ask_is_answered_no_more(
    databases: Any, started: Makes, cast: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    batch = started()
    cast["rasa"].roles.all().delete()
    assert work.run() == 0
    batch.refresh_from_db()
    assert (batch.state, batch.error) == ("stopped", "batches.right_ended")
    assert (audit_entries("police")[-1].action, audit_entries("police")[-1].outcome) == ("police.batch.ask", "refused")


def test_a_fault_stops_one_batch_and_no_other(databases: Any, started: Makes, monkeypatch: Any, caplog: Any) -> None:
    databases.add("residents", ONA)
    bad, good = started("a;Ona;Petraitytė;;"), started("b;Ona;Petraitytė;;")
    true = asking.found

    def faulty(actor: Any, purpose: str, rows: Any, *rest: Any) -> Any:
        if rows[0][1] == "a":
            raise RuntimeError("Ona Petraitytė")
        return true(actor, purpose, rows, *rest)

    monkeypatch.setattr(asking, "found", faulty)
    assert work.run() == 1
    assert [Batch.objects.get(pk=b.pk).state for b in (bad, good)] == ["stopped", "done"]
    assert "Petrait" not in caplog.text


@pytest.mark.parametrize("who", ["tomas", "mantas", "inga", "jurga"])
def test_nobody_but_the_asker_sees_or_turns_a_batch(databases: Any, done: Makes, cast: Any, who: str) -> None:
    databases.add("residents", ONA)
    batch = done()
    for act in (services.erase, services.cancel, services.again, queries_one):
        with pytest.raises(GijaError) as refused:
            act(cast.actor(who), batch.pk)
        assert refused.value.code == "common.not_permitted"


def queries_one(actor: Any, batch_id: str) -> Any:
    return queries.one(actor, batch_id)


def test_purpose_and_reason_are_asked_for_and_a_start_sent_twice_is_one(
    databases: Any, cast: Any, writes: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    rasa = cast.actor("rasa")
    made = services.make(rasa, writes(*FOUR))
    for purpose, reason in (("", REASON), (PURPOSE, "xx")):
        with pytest.raises(GijaError):
            services.start(rasa, made.pk, purpose, reason)
    for _ in range(2):
        services.start(rasa, made.pk, PURPOSE, REASON)
    assert [e.action for e in audit_entries("police")].count("police.batch.ask") == 1


def test_rows_and_answers_are_erased_after_their_day_and_the_trace_stays(databases: Any, done: Makes) -> None:
    databases.add("residents", ONA)
    batch = done()
    assert batch.retain_until is not None
    assert services.sweep(batch.retain_until) == 0
    assert services.sweep(batch.retain_until + dt.timedelta(days=1)) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.rows, batch.purpose) == ("erased", 3, PURPOSE)
    assert not Chunk.objects.exists()


def test_a_file_that_nobody_starts_is_forgotten_after_a_day(cast: Any, writes: Any) -> None:
    services.make(cast.actor("rasa"), writes(*FOUR))
    assert services.sweep(timezone.localdate() + dt.timedelta(days=2)) == 1
    assert not Batch.objects.exists()


def answered(batch: Batch) -> list[tuple[Any, Any]]:
    return [(row.outcome, row.said) for row in queries.rows(batch)]


def asked_through_spark(batch: Batch, master: str) -> Batch:
    with engines.spark(batch, master) as source:
        work.run(only=batch.pk, source=source)
    batch.refresh_from_db()
    assert batch.state == "done"
    return batch


@pytest.fixture
def mixed(databases: Any) -> tuple[str, ...]:
    """Rows that are a hit, no hit, referred or refused, to databases of which one is silent."""
    databases.add("residents", ONA, ADOMAS)
    databases.add("cases", RUGILE, JONAS, handling="H2", owner="kpb_other")
    databases.dead("firms")
    return (*FOUR[:3], f"x;;;;{ADOMAS[5]}", "y;Jonas;Žvalgaitis;;")


def test_another_engine_gives_the_same_answers(
    mixed: tuple[str, ...], started: Makes, done: Makes, small: None, monkeypatch: Any
) -> None:
    """The lines of an engine (here the one without Spark, which writes the same) become the same kept answers."""

    def search_files(*said: Any, master: str = "", **more: Any) -> int:
        return bulk.search_files(*said, **more)

    monkeypatch.setattr("gija.methods.search.spark.search_files", search_files)
    assert answered(asked_through_spark(started(*mixed), "")) == answered(done(*mixed))


@pytest.mark.spark
def test_spark_gives_the_same_answers(mixed: tuple[str, ...], started: Makes, done: Makes, small: None) -> None:
    rows = mixed * 40
    assert answered(asked_through_spark(started(*rows), "local-cluster[2,1,1024]")) == answered(done(*rows))
