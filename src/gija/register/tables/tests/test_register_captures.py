"""Capture histories: people counted once by the kinds of institutions that know of them, from the register into the
Rapporteur's estimates, past a second person, once."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connections, transaction
from typer.testing import CliRunner

from gija.commons.courier.models import Outgoing
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.permissions import NotPermittedError
from gija.messages.registry import decode
from gija.methods.tables import Period
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.estimates.models import Capture, Origin
from gija.rapporteur.estimates.values import strata_of
from gija.register.clusters.models import Assignment, Run
from gija.register.conftest import ZONES
from gija.register.fields import new_id
from gija.register.tables import captures, exports, queries, services
from gija.register.tables.commands import app
from gija.register.tables.models import Listed, Table
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
HALF = Period(2014, 1)
TABLES = "/register/tables/"
KINDS = ("ngo", "police")
HISTORIES = {("ngo",): 26, ("ngo", "police"): 3, ("police",): 7}


def linked(records: list[Any], low: int = 34, value: int = 36, high: int = 38) -> None:
    """A run in which three records of NGOs are of people the police know, too, and two of NGOs of one person."""
    run = Run.objects.create(year=2014, half=1, number=1, received_month="2014-07", people=value, low=low, high=high)
    clusters = [new_id() for _ in records]
    for one, other in ((0, 3), (4, 7), (8, 11), (12, 13)):
        clusters[other] = clusters[one]
    Assignment.objects.bulk_create(
        Assignment(run=run, record=record.record_id, cluster=cluster, strength=90)
        for record, cluster in zip(records, clusters, strict=True)
    )


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def sets() -> list[Capture]:
    return list(Capture.objects.filter(origin=Origin.REGISTER, period=str(HALF)).order_by("vintage"))


def test_people_counted_once_arrive_in_the_estimates_by_the_kinds_that_know_of_them(
    half_year: Any, people: Any, audit_entries: Any
) -> None:
    linked(half_year())
    before = [len(audit_entries(zone)) for zone in ("register", "rapporteur")]
    made = services.build_captures(people.actor("dalia"), HALF)
    assert queries.captures_of(made) == captures.Captures(HALF, HISTORIES, (34, 38))
    services.approve(people.actor("linas"), made)
    assert run_once(strict=True).delivered == 1
    (kept,) = sets()
    table = strata_of(kept.content).whole
    assert (table.lists, table.counts) == (KINDS, (0, 26, 7, 3))
    assert (kept.vintage, kept.people_low, kept.people_high) == (1, 34, 38)
    mine, theirs = (audit_entries(zone)[n:] for zone, n in zip(("register", "rapporteur"), before, strict=True))
    assert [e.action for e in mine] == ["register.table.build", "register.table.approve"]
    assert [e.action for e in theirs] == ["courier.receive"]
    assert mine[0].details["sha256"] == mine[1].details["sha256"]
    assert (mine[0].details["captures"], set(mine[0].details)) == (True, {"period", "vintage", "sha256", "captures"})
    letter = json.loads(Outgoing.objects.using("register").get(kind="capture_counts").body)
    assert {tuple(one) for one in letter["histories"]} == {("lists", "people")}


def test_what_was_sent_twice_is_kept_once_and_later_data_come_as_a_later_vintage(
    half_year: Any, people: Any, arrives: Any, record_of: Any
) -> None:
    linked(half_year())
    services.approve(people.actor("linas"), services.build_captures(people.actor("dalia"), HALF))
    run_once(strict=True)
    body = json.loads(Outgoing.objects.using("register").get(kind="capture_counts").body)
    with transaction.atomic(using="register"):
        send("register", decode("capture_counts", 1, body), to_zone="rapporteur")
    assert run_once(strict=True).delivered == 1
    assert len(sets()) == 1
    assert refused(services.build_captures, people.actor("dalia"), HALF) == "register.table_unchanged"
    arrives(record_of())
    second = services.build_captures(people.actor("linas"), HALF)
    assert (second.vintage, queries.captures_of(second).bounds) == (2, None), "the linkage did not count this record"
    services.approve(people.actor("dalia"), second)
    run_once(strict=True)
    assert [(one.vintage, one.people_low) for one in sets()] == [(1, 34), (2, None)]


def test_without_a_second_person_nothing_leaves(half_year: Any, people: Any) -> None:
    linked(half_year())
    made = services.build_captures(people.actor("dalia"), HALF)
    assert refused(services.approve, people.actor("dalia"), made) == "register.own_approval"
    for who in ("egle", "rasa"):
        with pytest.raises(NotPermittedError):
            services.build_captures(people.actor(who), HALF)
        with pytest.raises(NotPermittedError):
            services.approve(people.actor(who), made)
    assert not Outgoing.objects.using("register").filter(kind="capture_counts").exists()
    assert sets() == []


def test_counts_changed_after_freezing_do_not_leave(half_year: Any, people: Any) -> None:
    linked(half_year())
    made = services.build_captures(people.actor("dalia"), HALF)
    Listed.objects.filter(table=made, people=3).update(people=4)
    assert refused(services.approve, people.actor("linas"), made) == "register.table_changed"


def test_without_linkage_or_with_one_kind_of_institution_there_is_nothing_to_estimate_from(
    half_year: Any, people: Any
) -> None:
    records = half_year()
    assert refused(services.build_captures, people.actor("dalia"), HALF) == "register.captures_not_linked"
    linked(records)
    assert refused(services.build_captures, people.actor("dalia"), Period(2013, 1)) == "register.captures_one_kind"
    assert refused(services.build_captures, people.actor("dalia"), Period(2090)) == "register.period_open"
    assert not Table.objects.exists()


def test_an_interval_is_stretched_to_hold_the_people_that_are_counted(half_year: Any, people: Any) -> None:
    linked(half_year(), low=37, value=38, high=39)
    made = services.build_captures(people.actor("dalia"), HALF)
    assert queries.captures_of(made).bounds == (36, 39)


def test_the_histories_have_vintages_of_their_own(half_year: Any, people: Any) -> None:
    linked(half_year())
    for make in (services.build, services.build_fine, services.build_captures):
        assert make(people.actor("dalia"), HALF).vintage == 1


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_way_of_the_histories_on_the_pages(half_year: Any, client_for: Any, people: Any, language: str) -> None:
    linked(half_year())
    maker, second = client_for("dalia", language), client_for("linas", language)
    both = maker.post(TABLES + "new/", {"period": "2014-H1", "captures": "on", "first": "sex"})
    assert both.status_code == 422
    response = maker.post(TABLES + "new/", {"period": "2014-H1", "captures": "on"}, follow=True)
    address = response.redirect_chain[-1][0]
    page = response.content.decode()
    assert captures.words(KINDS, language) in page
    assert '<td class="numeric">3</td>' in page
    assert "/approve/" not in page, "not by whoever made it"
    assert second.post(f"{address}approve/", follow=True).content.decode().count("steps__step--done") == 3
    assert second.get(TABLES).status_code == 200
    file = second.get(f"{address}table.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row[2], row[4]) for row in rows[1:]] == [(" ".join(k), str(n)) for k, n in HISTORIES.items()]
    assert {row[5] for row in rows[1:]} == {exports.INNER.in_(language)}
    assert file["Content-Disposition"] == 'attachment; filename="gija-register-2014-H1-captures-v1.csv"'


def test_the_command_makes_approves_and_shows(half_year: Any, people: Any, settings: Any) -> None:
    settings.DEMO = True
    linked(half_year())

    def run(*arguments: str, who: str) -> Any:
        line = ["table", *arguments, "2014-H1", "--captures", "--account", f"{who}@gija.example"]
        return CliRunner().invoke(app, line)

    assert run("build", who="dalia").exit_code == 0
    assert isinstance(run("approve", who="dalia").exception, GijaError)
    assert run("approve", who="linas").exit_code == 0
    assert "ngo police" in run("show", who="dalia").output


def test_the_rapporteurs_rows_are_only_ever_added() -> None:
    connection = connections["rapporteur"]
    assert present(connection, "estimates_capture") == set(wanted(connection, "estimates_capture"))
