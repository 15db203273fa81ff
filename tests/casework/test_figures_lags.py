"""Time from the first contact: each case once in each kind of step, in the half-year in which the step came first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases.models import Assistance, Case, Status
from gija.casework.clocks.models import Period as Kept
from gija.casework.compensation.models import Claim, Turn
from gija.casework.figures import lags, services
from gija.casework.pathway.models import Step
from gija.casework.referral.models import Referral, Side, Way
from gija.commons.handover import counting
from gija.commons.permissions import Actor
from gija.messages.tables import TOTAL
from gija.methods.tables import Period
from gija.rapporteur.statistics.breakdowns import checked, dimension

pytestmark = pytest.mark.django_db(databases="__all__")
HALF = (dt.date(2014, 1, 1), dt.date(2014, 7, 1))
NEXT = (dt.date(2014, 7, 1), dt.date(2015, 1, 1))


def entry(model: Any, case: Any, **more: Any) -> None:
    model(
        institution=case.institution, case=case, account=1, actor_name="x",
        **{"entered_at": timezone.now()} | more,
    ).save()  # fmt: skip


def identified(case: Any, on: str | None, **more: Any) -> None:
    entry(Status, case, status="identified", on=on, authority_kind="police", **more)


def referred(case: Any, at: str) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=timezone.get_current_timezone())
    Referral(
        referral=at, institution="viltis", side=Side.SENDS, way=Way.PAPER, partner_name="x", state="done",
        reason="services", answer_by=dt.date(2014, 1, 1), made_at=moment, case=case,
    ).save()  # fmt: skip


@pytest.fixture
def ona(case: Any) -> Any:
    """Ona's case, first heard of on 1 March 2014, with no step but what a test gives it."""
    Status.objects.filter(case=case).delete()
    Assistance.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(registered_on=dt.date(2014, 3, 1))
    return case


BANDS = {
    "2014-02-28": "unknown", "2014-03-01": "d7", "2014-03-08": "d7", "2014-03-09": "d8_30", "2014-03-31": "d8_30",
    "2014-04-01": "d31_90", "2014-05-30": "d31_90", "2014-05-31": "d91_365", "2014-06-30": "d91_365",
}  # fmt: skip


def test_a_lag_stands_in_its_band_from_the_first_day_to_the_last(ona: Any) -> None:
    """30 March 2014 has 23 hours: days are counted, not hours."""
    for on, band in BANDS.items():
        Status.objects.filter(case=ona).delete()
        identified(ona, on)
        assert lags.counted("viltis", *HALF) == {("identification", band): 1}, on
        assert lags.counted("viltis", *NEXT) == lags.counted("prieglobstis", *HALF) == {}


def test_each_kind_of_step_counts_once_and_only_where_it_came_first(ona: Any) -> None:
    for on in ("2014-06-30", "2014-07-01"):
        identified(ona, on)
    identified(ona, "2014-03-02", struck_at=timezone.now())
    referred(ona, "2014-06-30T23:59")
    referred(ona, "2014-07-02T10:00")
    entry(Assistance, ona, service="psychological", start="2014-03-05")
    entry(Assistance, ona, service="legal", start="2014-08-01")
    for began, times in (("2014-07-05", 1), ("2015-01-05", 2)):
        entry(Kept, ona, kind="residence_permit", began_on=began, first_on=began, last_on="2015-07-05", times=times)
    assert lags.counted("viltis", *HALF) == {
        ("identification", "d91_365"): 1, ("referral", "d91_365"): 1, ("assistance", "d7"): 1,
    }  # fmt: skip
    assert lags.counted("viltis", *NEXT) == {("permit", "d91_365"): 1}


def test_an_award_of_any_claim_of_the_case_and_more_than_a_year(ona: Any) -> None:
    for on in ("2016-03-01", "2015-03-02"):
        claim = Claim(institution="viltis", case=ona, source="state", account=1, actor_name="x")
        claim.entered_at = timezone.now()
        claim.save(force_insert=True)
        turn = Turn(institution="viltis", of=claim, turn="decided", on=on, amount=Decimal(5), by="x", at=timezone.now())
        turn.save(force_insert=True)
    assert lags.counted("viltis", dt.date(2015, 1, 1), dt.date(2015, 7, 1)) == {("award", "over_365"): 1}
    assert lags.counted("viltis", dt.date(2016, 1, 1), dt.date(2016, 7, 1)) == {}


def test_a_signal_before_registration_is_the_first_contact_unless_it_was_struck_out(ona: Any) -> None:
    identified(ona, "2014-03-05")
    entry(Step, ona, stage="signal", on="2014-02-01", authority_kind="ngo", struck_at=timezone.now())
    assert lags.counted("viltis", *HALF) == {("identification", "d7"): 1}
    entry(Step, ona, stage="signal", on="2014-02-10", authority_kind="ngo")
    assert lags.counted("viltis", *HALF) == {("identification", "d8_30"): 1}


def test_a_step_without_its_day_is_unknown_where_it_was_entered_and_never_left_out(ona: Any) -> None:
    at = dt.datetime(2014, 6, 30, 21, 30, tzinfo=dt.UTC)  # half past midnight of 1 July in Vilnius
    identified(ona, None, entered_at=at)
    assert lags.counted("viltis", *HALF) == {}
    assert lags.counted("viltis", *NEXT) == {("identification", "unknown"): 1}


def test_the_table_is_made_by_its_rule_and_the_rapporteur_knows_its_dimensions(ona: Any, worker: Actor) -> None:
    identified(ona, "2014-03-05")
    made = services.make(worker, "time_lags", Period(2014, 1))
    rule = services._rule_of(made)
    cells = {(c.measure, c.key): c.value for c in counting.cells(rule, counting.kept(rule, made.counts))}
    assert cells["time_lag_cases", ("identification", "d7")] == cells["time_lag_cases", ("identification", TOTAL)] == 1
    assert cells["time_lag_cases", ("award", TOTAL)] == 0, "a zero is a zero"
    assert checked(tuple((dimension(name, name), code) for name, code in zip(rule.lists, ("award", "d7"), strict=True)))
