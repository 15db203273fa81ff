"""The half-year table: frozen, approved by a second person, handed over once; later data make a new vintage."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from gija.commons.audit.services import verify
from gija.commons.courier.models import Outgoing
from gija.commons.courier.work import run_once
from gija.commons.permissions import NotPermittedError
from gija.messages.tables import TOTAL, StatisticsTable
from gija.register.clusters.models import Assignment, Run
from gija.register.conftest import ZONES
from gija.register.fields import new_id
from gija.register.tables import contents, exports, queries, services
from gija.register.tables.models import Cell, Table
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
H1 = "2014-H1"


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def numbers(table: Table, name: str) -> dict[str, int | None]:
    cells = queries.figures_of(table).counts.one_way(name)
    return {exports.words_of(cell)[1]: cell.value for cell in cells if cell.value != 0}


def linked(records: list[str]) -> None:
    """A run of the linkage in which the first of Viltis' and Prieglauda's records are of two people."""
    run = Run.objects.create(year=2014, half=1, number=1, received_month="2014-07", people=38, low=36, high=40)
    clusters = [new_id() for _ in records]
    clusters[1], clusters[11] = clusters[0], clusters[10]
    Assignment.objects.bulk_create(
        Assignment(run=run, record=record, cluster=cluster, strength=90)
        for record, cluster in zip(records, clusters, strict=True)
    )


def letters() -> list[StatisticsTable]:
    rows = Outgoing.objects.using("register").filter(kind="statistics_table").order_by("sequence")
    return [StatisticsTable.model_validate_json(row.body) for row in rows]


def test_the_table_of_a_half_year_adds_up(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    figures = queries.figures_of(made)
    assert figures.counts.total.value == 40
    assert numbers(made, "status") == {"presumed": 30, "recognised": 10}
    assert numbers(made, "sex") == {"F": 28, "M": 12}
    assert numbers(made, "form") == {"sexual": 20, "labour": 20}
    assert numbers(made, "organisation") == {"ngo": 30, "police": 10}
    assert numbers(made, "age_group") == {"child": 2, "adult": 38}, "small numbers too: the Rapporteur's gate closes"


def test_people_are_told_as_bounds_between_the_longest_list_and_the_sum(half_year: Any, people: Any) -> None:
    half_year()
    figures = queries.figures_of(services.build(people.actor("dalia"), H1))
    assert (figures.unit, figures.bounds) == ("records", (20, 40))  # Viltis alone has 20


def test_linked_records_are_counted_as_people_with_the_interval_of_the_linkage(half_year: Any, people: Any) -> None:
    linked([record.record_id for record in half_year()])
    made = services.build(people.actor("dalia"), H1)
    figures = queries.figures_of(made)
    assert (figures.unit, figures.counts.total.value, figures.bounds) == ("people", 38, (36, 40))
    assert numbers(made, "sex") == {"F": 28, "M": 10}, "two pairs of men are two people"
    services.approve(people.actor("linas"), made)
    told = {(c.measure, c.key): c.value for c in letters()[0].cells}
    assert told["people", (TOTAL,) * 5] == 38
    assert (told["people_lower", (TOTAL,) * 5], told["people_upper", (TOTAL,) * 5]) == (36, 40)
    assert not any(measure == "records" for measure, _key in told)


def test_of_other_records_than_the_linkage_counted_there_is_no_interval(
    half_year: Any, arrives: Any, record_of: Any, people: Any
) -> None:
    linked([record.record_id for record in half_year()])
    arrives(record_of())
    figures = queries.figures_of(services.build(people.actor("dalia"), H1))
    assert (figures.counts.total.value, figures.bounds) == (39, None)


def test_a_table_is_frozen_with_hash_vintage_and_time_in_one_audit_entry(
    half_year: Any, people: Any, audit_entries: Any
) -> None:
    half_year()
    before = len(audit_entries("register"))
    made = services.build(people.actor("dalia"), H1)
    (entry,) = audit_entries("register")[before:]
    assert (entry.action, entry.object_id, entry.actor) == ("register.table.build", made.pk, "Dalia Registrė")
    figures = queries.figures_of(made)
    assert entry.details == {"period": H1, "vintage": 1, "sha256": contents.digest(figures, 1)}
    assert contents.canonical_bytes(figures, 1) == contents.canonical_bytes(queries.figures_of(made), 1)
    act = queries.acts(made)["build"]
    assert (act.account, act.at) == (people["dalia"].pk, entry.at)


def test_a_second_person_approves_and_the_same_transaction_hands_over(
    half_year: Any, people: Any, audit_entries: Any
) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    before = len(audit_entries("register"))
    services.approve(people.actor("linas"), made)
    (entry,) = audit_entries("register")[before:]
    (message,) = letters()
    assert entry.action == "register.table.approve"
    assert entry.details["sha256"] == message.hash == queries.acts(made)["build"].details["sha256"]
    assert (message.made_by.account, message.approved_by.account) == (people["dalia"].pk, people["linas"].pk)
    assert (message.table, message.period, message.vintage) == (contents.SLUG, H1, 1)
    told = {(c.measure, c.key): c.value for c in message.cells}
    assert told["records", (TOTAL,) * 5] == told["people_upper", (TOTAL,) * 5] == 40
    assert told["records", (TOTAL, TOTAL, "child", TOTAL, TOTAL)] == 2, "whole: only the Rapporteur's gate closes"
    assert all(value is not None for value in told.values())
    assert "Dalia" not in json.dumps(message.data())


def test_the_rapporteur_receives_the_table(half_year: Any, people: Any, audit_entries: Any) -> None:
    half_year()
    services.approve(people.actor("linas"), services.build(people.actor("dalia"), H1))
    assert run_once(strict=True).delivered == 1
    assert [e.action for e in audit_entries("rapporteur")] == ["courier.receive"]


def test_who_made_it_cannot_approve_it_not_even_past_the_program(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    assert refused(services.approve, people.actor("dalia"), made) == "register.own_approval"
    made.refresh_from_db()
    assert made.approved_by is None
    assert letters() == []
    with pytest.raises(IntegrityError), transaction.atomic(using="register"):
        Table.objects.filter(pk=made.pk).update(approved_by=made.made_by)


@pytest.mark.parametrize("who", ["egle", "rasa", "aldona", "jurga"])
def test_who_has_no_right_neither_makes_nor_approves(half_year: Any, people: Any, who: str) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    for call in (
        lambda: services.build(people.actor(who), "2013"),
        lambda: services.approve(people.actor(who), made),
        lambda: queries.table(people.actor(who), made.pk),
        lambda: services.exported(people.actor(who), made),
    ):
        with pytest.raises(NotPermittedError):
            call()
    assert not queries.tables(people.actor(who)).exists()
    assert queries.waiting_for(people.actor(who)) == 0
    assert queries.waiting_for(people.actor("linas")) == 1


def test_a_period_that_is_not_over_has_no_table(people: Any) -> None:
    year = timezone.localdate().year
    assert refused(services.build, people.actor("dalia"), str(year + 1)) == "register.period_open"
    assert refused(services.build, people.actor("dalia"), f"{year}-H2") == "register.period_open"
    assert refused(services.build, people.actor("dalia"), "Ona") == "tables.not_a_period"


def test_a_table_is_approved_once(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    services.approve(people.actor("linas"), made)
    assert refused(services.approve, people.actor("linas"), made) == "register.already_approved"
    assert len(letters()) == 1


def test_figures_changed_after_freezing_are_not_handed_over(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    Cell.objects.filter(table=made, sex="F").update(value=27)
    assert refused(services.approve, people.actor("linas"), made) == "register.table_changed"
    assert letters() == []


def test_later_data_make_a_new_vintage_and_the_old_one_stays(half_year: Any, people: Any) -> None:
    half_year()
    first = services.build(people.actor("dalia"), H1)
    bytes_then = contents.canonical_bytes(queries.figures_of(first), 1)
    assert refused(services.build, people.actor("dalia"), H1) == "register.table_unchanged"
    half_year(count=20)
    second = services.build(people.actor("linas"), H1)
    assert (second.vintage, queries.figures_of(second).counts.total.value) == (2, 60)
    assert contents.canonical_bytes(queries.figures_of(first), 1) == bytes_then
    assert refused(services.approve, people.actor("linas"), first) == "register.older_vintage"
    services.approve(people.actor("dalia"), second)
    assert [m.vintage for m in letters()] == [2]


@pytest.mark.django_db(databases=ZONES, transaction=True)
def test_two_who_approve_at_once_hand_over_one_table(half_year: Any, people: Any, audit_entries: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    actor = people.actor("linas")

    def approving(_: int) -> str:
        try:
            services.approve(actor, made.pk)
        except GijaError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        ends = sorted(pool.map(approving, range(4)))
    assert ends == ["done"] + ["register.already_approved"] * 3
    assert len(letters()) == 1
    assert [e.action for e in audit_entries("register")].count("register.table.approve") == 1
    assert verify("register") == []


@pytest.mark.django_db(databases=ZONES, transaction=True)
def test_two_who_make_a_table_at_once_make_one(half_year: Any, people: Any) -> None:
    half_year()
    actors = [people.actor("dalia"), people.actor("linas")] * 2

    def making(actor: Any) -> str:
        try:
            services.build(actor, H1)
        except GijaError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        ends = sorted(pool.map(making, actors))
    assert ends == ["done"] + ["register.table_unchanged"] * 3
    assert Table.objects.count() == 1


def test_an_empty_half_year_is_a_table_of_true_zeros(people: Any) -> None:
    made = services.build(people.actor("dalia"), "2009-H1")
    figures = queries.figures_of(made)
    assert {(c.value, c.status) for c in figures.counts} == {(0, "reported")}
    assert figures.bounds == (0, 0)
    services.approve(people.actor("linas"), made)
    assert len(letters()) == 1


def test_fewer_than_five_people_are_handed_over_as_they_are(arrives: Any, record_of: Any, people: Any) -> None:
    arrives(*(record_of() for _ in range(4)))
    figures = queries.figures_of(services.build(people.actor("dalia"), H1))
    assert figures.counts.total.value == 4


def test_a_table_of_the_time_when_the_register_closed_cells_is_read_as_it_was(half_year: Any, people: Any) -> None:
    half_year()
    made = services.build(people.actor("dalia"), H1)
    Cell.objects.filter(table=made, age_group__isnull=False, value__gt=0).update(value=None, value_status="suppressed")
    Cell.objects.filter(table=made, measure="people_lower").update(value=None, value_status="suppressed")
    figures = queries.figures_of(made)
    assert figures.bounds is None
    assert {c.status for c in figures.counts.one_way("age_group") if c.value is None} == {"suppressed"}
    assert refused(services.approve, people.actor("linas"), made) == "register.table_changed"
