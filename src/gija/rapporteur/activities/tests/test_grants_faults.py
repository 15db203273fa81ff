"""Grants as a stranger uses them: days and sums that are none, codes of persons anywhere, drafts that were called off,
contracts that go on, money paid after the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from smtplib import SMTPException
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gija.commons import letters
from gija.commons.testing import Cast
from gija.rapporteur.activities import queries
from gija.rapporteur.activities.assessments import assessing
from gija.rapporteur.activities.calls import calling, deciding
from gija.rapporteur.activities.contracts import granting, reminding, reporting
from gija.rapporteur.activities.models import Application, Call, Grant, MoneyReport
from gija.rapporteur.activities.years import yearly
from gija.vocabulary.errors import GijaError

from .conftest import SAID, contract, keep, points, report, scored, terms

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/grants/"
CODE = "38901010014"  # of nobody; its check digit is right
Assessed = Callable[..., list[Application]]
Granted = Callable[..., list[Grant]]


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def call_form(**said: str) -> dict[str, str]:
    words = {f"{name}_{one}": "Padedame" for name in ("title", "purpose") for one in ("lt", "en")}
    told = {"code": "days", "year": "2031", "amount": "1000", "currency": "EUR", "contact": "VRM", **words}
    return told | {"opens_at": "2031-01-01T00:00", "closes_at": "2031-02-01T00:00"} | said


@pytest.mark.parametrize("opens", ["0001-01-01T00:00", "1899-12-31T10:00"])
def test_a_moment_before_every_calendar_is_refused_at_its_field(cast: Cast, client_for: Any, opens: str) -> None:
    answer = client_for("gitana", "en").post(f"{BASE}add/", call_form(opens_at=opens))
    assert answer.status_code == 422
    assert not Call.objects.filter(code="days").exists()


def test_a_code_of_a_person_is_refused_in_every_text(cast: Cast, assessed: Assessed) -> None:
    gitana, arnas, (one, other) = cast.actor("gitana"), cast.actor("arnas"), assessed("codes")
    told = replace(terms(), contact=f"VRM, {CODE}")
    refused("activities.person", lambda: calling.prepare(gitana, "codes-2", told))
    refused("activities.person", lambda: calling.prepare(gitana, "codes-2", replace(told, contact="389-0101 0014")))
    refused("activities.person", lambda: calling.end(gitana, "codes", 3, f"Because of {CODE}, who asked."))
    refused("activities.person", lambda: assessing.declare(arnas, one.pk, True, f"My cousin {CODE} works there."))
    for each in (one, other):
        scored(cast, each, 0.8, 0.7)
        deciding.decide(gitana, each.pk, each.version, each.requested, SAID)
    deciding.award(gitana, "codes", 3)
    made = granting.sign(gitana, one.pk, one.version + 1, contract(one.requested))
    keep(report(made, {}))
    sent = reporting.money(cast.actor("daiva"), made.number, "2031", [Decimal(1)] * 2)
    refused("activities.person", lambda: reporting.return_money(gitana, sent.pk, 1, f"Ask {CODE} for the bill."))
    persons = made.persons.get().pk
    refused("activities.person", lambda: reporting.judge_persons(gitana, persons, 1, f"{CODE} is counted twice."))


def test_a_draft_that_was_called_off_stays_the_ministrys(cast: Cast, called: Callable[..., Call]) -> None:
    gitana = cast.actor("gitana")
    calling.prepare(gitana, "never", terms())
    calling.end(gitana, "never", 1, "The programme was put off.")
    refused("activities.not_found", lambda: queries.offer(cast.actor("daiva"), "never"))
    refused("activities.not_found", lambda: queries.call(cast.actor("vaida"), "never"))
    assert queries.call(gitana, "never").state == "cancelled"
    called("once")
    calling.end(gitana, "once", 2, "The programme was put off.")
    assert queries.offer(cast.actor("daiva"), "once").state == "cancelled"  # was published: whoever saw it finds it


def test_each_criterion_has_a_code_of_its_own(cast: Cast, client_for: Any) -> None:
    gitana, client = cast.actor("gitana"), client_for("gitana", "en")
    made = calling.prepare(gitana, "criteria", terms())
    for rows in ((1, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6)):  # the second goes, a sixth comes; then another sixth
        told = {"version": str(made.version), "bound": "20"}
        for n in rows:
            weight = 100 - 10 * (len(rows) - 1) if n == 1 else 10
            told |= {f"lt_{n}": f"K{n}", f"en_{n}": f"C{n}", f"weight_{n}": str(weight), f"most_{n}": "5"}
        assert client.post(f"{BASE}calls/criteria/criteria/", told).status_code == 302
        made.refresh_from_db()
    codes = [one["code"] for one in made.criteria]
    assert len(codes) == len(set(codes)) == 6
    twice = [made.criteria[0] | {"weight": 50}] * 2
    refused("activities.criteria", lambda: calling.set_criteria(gitana, "criteria", made.version, twice, 20))


def test_a_contract_asks_only_about_its_own_days(cast: Cast, assessed: Assessed) -> None:
    gitana, all_of = cast.actor("gitana"), assessed("days", year=2051)
    for each in all_of:
        scored(cast, each, 0.8, 0.7)
        deciding.decide(gitana, each.pk, each.version, each.requested, SAID)
    deciding.award(gitana, "days", 3)
    one, base = all_of[0], contract(all_of[0].requested, 2051)
    asked = {"2052": "reports", "2050-Q4": "reports"}
    wrong = [(replace(base, reports=((period, dt.date(2053, 1, 31)),)), code) for period, code in asked.items()]
    wrong += [(replace(base, starts=dt.date(1850, 1, 1)), "contract"), (replace(base, ends=dt.date.max), "contract")]
    wrong += [(replace(base, signed_on=timezone.localdate() + dt.timedelta(days=1)), "contract")]
    for said, code in wrong:
        refused(f"activities.{code}", partial(granting.sign, gitana, one.pk, one.version + 1, said))
    made = granting.sign(gitana, one.pk, one.version + 1, base)
    refused("activities.period", lambda: keep(report(made, {}, period="2052")))


def test_an_amended_contract_asks_about_the_days_it_now_has(cast: Cast, granted: Granted) -> None:
    gitana, (one, _other) = cast.actor("gitana"), granted("longer", year=2053)
    today, why = timezone.localdate(), "The project goes on for a year."
    longer, due = dt.date(2054, 6, 30), dt.date(2054, 7, 31)
    refused("activities.reports", lambda: granting.amend(
        gitana, one.number, 1, today, longer, one.amount, why, ("2055", due)))  # fmt: skip
    granting.amend(gitana, one.number, 1, today, longer, one.amount, why, ("2054-H1", due))
    assert [owed.period for owed in one.owed.all()] == ["2053", "2054-H1"]
    reporting.money(cast.actor("daiva"), one.number, "2054-H1", [Decimal(1)] * 2)
    granting.amend(gitana, one.number, 2, today, longer, one.amount, why, ("2054-Q2", due))
    shorter = dt.date(2053, 10, 31)
    granting.amend(gitana, one.number, 3, today, shorter, one.amount, "It ends earlier than planned.")
    assert [owed.period for owed in one.owed.all()] == ["2053", "2054-H1"]  # of 2054-Q2 nothing was told
    tomorrow = today + dt.timedelta(days=1)
    refused("activities.contract", lambda: granting.amend(gitana, one.number, 4, tomorrow, shorter, one.amount, why))


def test_what_is_paid_after_the_last_report_goes_back_too(cast: Cast, granted: Granted) -> None:
    gitana, (one, _other) = cast.actor("gitana"), granted("after", year=2055)
    first, last = one.instalments.all()
    granting.pay(gitana, first.pk, 1, timezone.localdate(), first.amount)
    sent = reporting.money(cast.actor("daiva"), one.number, "2055", [Decimal(1500), Decimal(1800)])
    assert granting.back(one) is None  # not judged yet
    reporting.accept_money(gitana, sent.pk, 1, Decimal(3300))
    assert granting.back(one) == Decimal(0)
    granting.pay(gitana, last.pk, 1, timezone.localdate(), last.amount)  # its condition: the report was accepted
    assert granting.back(one) == Decimal(700)


def test_sums_left_out_are_never_taken_as_zero_and_none_is_too_large(
    cast: Cast, granted: Granted, client_for: Any
) -> None:
    one, _other = granted("sums", year=2056)
    daiva, gitana = client_for("daiva", "en"), client_for("gitana", "en")
    most = {"period": "2056", "spent_0": "9999999999.99", "spent_1": "9999999999.99"}
    assert daiva.post(f"{BASE}own/grants/{one.number}/money/", most).status_code == 422
    for wrong in ("NaN", "1e400", "-1", "Infinity"):
        answer = daiva.post(f"{BASE}own/grants/{one.number}/money/", most | {"spent_0": wrong})
        assert answer.status_code == 422, wrong
    sent = reporting.money(cast.actor("daiva"), one.number, "2056", [Decimal(2000), Decimal(1500)])
    answer = gitana.post(f"{BASE}money/{sent.pk}/decide/", {"version": "1", "answer": "yes", "eligible": ""})
    assert answer.status_code == 422
    assert MoneyReport.objects.get(pk=sent.pk).state == "received"


def test_parts_of_a_half_year_are_not_added_to_it(cast: Cast, granted: Granted) -> None:
    gitana, (one, _other) = cast.actor("gitana"), granted("parts", year=2057)
    for period, people in (("2057-H1", 6), ("2057-Q1", 4), ("2057-02", 2), ("2057-Q3", 3)):
        keep(report(one, {("victim", "F", "adult"): people}, period=period))
    for told in one.persons.all():
        reporting.judge_persons(gitana, told.pk, 1)
    assert yearly.people(one, yearly.of_status("victim")) == yearly.Interval(6, 9)


def test_acts_lock_a_call_before_its_application(cast: Cast, assessed: Assessed) -> None:
    if connections["rapporteur"].vendor != "postgresql":
        pytest.skip("only there rows are locked one by one")
    one, _other = assessed("locks")
    with CaptureQueriesContext(connections["rapporteur"]) as seen:
        assessing.declare(cast.actor("arnas"), one.pk, False, "")
        assessing.score(cast.actor("arnas"), one.pk, points(one))
    locks = [query["sql"] for query in seen.captured_queries if "FOR UPDATE" in query["sql"]]
    tables = [[name for name in ("call", "application") if f'FROM "rapporteur_activities_{name}"' in sql
               or f'JOIN "rapporteur_activities_{name}"' in sql] for sql in locks]  # fmt: skip
    assert tables[:2] == [["call"], ["application"]]


def test_who_runs_a_call_assesses_nothing_of_it_and_who_assessed_decides_nothing(
    cast: Cast, assessed: Assessed
) -> None:
    one, _other = assessed("apart")
    gitana, arnas = cast.actor("gitana"), cast.actor("arnas")
    refused("activities.apart", lambda: assessing.declare(replace(gitana, role="grant_assessor"), one.pk, False, ""))
    scored(cast, one, 0.8, 0.7)
    both = replace(arnas, role="grant_officer")
    refused("activities.apart", lambda: deciding.decide(both, one.pk, one.version, one.requested, SAID))


def test_a_year_that_is_none_is_not_there(cast: Cast, client_for: Any) -> None:
    client = client_for("gitana", "en")
    for year in ("0", "1850", "9" * 250):
        assert client.get(f"{BASE}years/{year}/").status_code == 404, year
        assert client.post(f"{BASE}years/{year}/grants.csv").status_code == 404, year


def test_an_institution_whose_letters_are_refused_keeps_no_other_from_being_reminded(
    granted: Granted, settings: Any, monkeypatch: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    refusing, other = granted("refusing", year=2058)
    monkeypatch.setattr(letters, "send", partial(_refusing, "Daiva"))
    assert reminding.remind(dt.date(2059, 2, 1)) == 1
    assert refusing.owed.get().reminded_on is None  # written to the next day
    assert other.owed.get().reminded_on == dt.date(2059, 2, 1)


def _refusing(name: str, to: Any, _written: Any) -> int:
    if any(account.name.startswith(name) for account in to):
        raise SMTPException("refused")
    return len(list(to))
