"""Consent taken back takes effect with the next half-year's tables, so that no difference of two tables is a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.methods.tables import Period
from gija.register.analysis.persons import said
from gija.register.clusters import keys
from gija.register.conftest import ZONES, withdrawal
from gija.register.records import leaving, queries
from gija.register.records.models import Record, Revision
from gija.register.tables import queries as tables
from gija.register.tables import services

pytestmark = pytest.mark.django_db(databases=ZONES)
H1 = "2014-H1"


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`day("2015-02-10")`: what day it is for whoever counts."""

    def is_now(text: str) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date.fromisoformat(text))

    is_now("2014-09-15")
    return is_now


def total(made: Any) -> int | None:
    return tables.figures_of(made).counts.total.value


def handed_over(people: Any, period: str = H1) -> Any:
    return services.approve(people.actor("linas"), services.build(people.actor("dalia"), period))


def test_who_takes_consent_back_after_a_hand_over_stays_in_tables_made_out_of_turn_and_leaves_with_the_next(
    half_year: Any, arrives: Any, record_of: Any, people: Any, day: Any
) -> None:
    sent = half_year()
    handed_over(people)
    gone = sent[0]
    arrives(withdrawal(gone), record_of())
    again = services.build(people.actor("dalia"), H1)
    assert total(again) == 41, "one came, nobody is seen to have gone"
    day("2015-01-20")
    planned = services.build(people.actor("dalia"), H1)
    assert total(planned) == 40
    assert not Revision.objects.filter(record=gone.record_id).exists()


def test_a_consent_that_a_correction_takes_back_is_counted_in_the_same_way(
    half_year: Any, arrives: Any, record_of: Any, people: Any, day: Any
) -> None:
    sent = half_year()
    handed_over(people)
    arrives(record_of(record_id=sent[0].record_id, revision=2, consents=("service",)), record_of())
    assert total(services.build(people.actor("dalia"), H1)) == 41
    day("2015-01-20")
    assert total(services.build(people.actor("dalia"), H1)) == 40


def test_before_this_half_years_tables_a_withdrawal_needs_no_cover(
    half_year: Any, arrives: Any, people: Any, day: Any
) -> None:
    sent = half_year()
    arrives(withdrawal(sent[0]))
    assert Revision.objects.count() == 39
    assert total(handed_over(people)) == 39
    day("2015-01-20")
    arrives(withdrawal(sent[2]))
    assert Revision.objects.count() == 38, "the tables of the new half-year have not begun"


def test_tables_on_people_of_other_years_keep_nobody(half_year: Any, arrives: Any, people: Any, day: Any) -> None:
    sent = half_year()
    handed_over(people, "2013")
    arrives(withdrawal(sent[0]))
    assert Revision.objects.count() == 39


def test_nobody_can_look_at_who_is_leaving(
    half_year: Any, arrives: Any, people: Any, client_for: Any, day: Any
) -> None:
    sent = half_year()
    handed_over(people)
    arrives(withdrawal(sent[0]))
    record = Record.objects.get(pk=sent[0].record_id)
    assert (record.withdrawn, record.current, record.leaves, record.leaving) == (True, None, "2015-01", 1)
    assert not queries.current().filter(record=record).exists()
    page = client_for("dalia").get(f"/register/records/{record.pk}/").content.decode()
    assert "2015-01" in page
    assert 'id="revision-1"' not in page
    counted = said(tables.period_of(tables.of_period(Period(2014, 1))[0]), (), records=Record.objects.all())
    assert record.pk in {one.record for one in counted}
    own = said(Period(2014, 1), (), common=False)
    assert record.pk not in {one.record for one in own}


def test_what_a_leaving_record_said_is_deleted_when_the_half_year_is_over(
    half_year: Any, arrives: Any, people: Any, day: Any, audit_entries: Any
) -> None:
    sent = half_year()
    handed_over(people)
    arrives(withdrawal(sent[0]), withdrawal(sent[0]))
    assert leaving.forgotten() == 0
    day("2015-01-01")
    before = len(audit_entries("register"))
    assert leaving.forgotten() == 1
    assert leaving.forgotten() == 0
    (entry,) = audit_entries("register")[before:]
    assert (entry.action, entry.details) == ("register.record.forget", {"records": 1})
    assert not Revision.objects.filter(record=sent[0].record_id).exists()
    assert Record.objects.get(pk=sent[0].record_id).withdrawn
    keys.brought_up_to_date()
    assert sent[0].record_id not in keys.keys_of([sent[0].record_id])


def test_consent_given_again_while_leaving_keeps_the_person_and_only_what_is_said_now(
    half_year: Any, arrives: Any, record_of: Any, people: Any, day: Any
) -> None:
    sent = half_year()
    handed_over(people)
    arrives(withdrawal(sent[0]))
    arrives(record_of(record_id=sent[0].record_id, revision=2, sex="M"))
    assert list(Revision.objects.filter(record=sent[0].record_id).values_list("number", flat=True)) == [2]
    day("2015-01-20")
    assert total(services.build(people.actor("dalia"), H1)) == 40
