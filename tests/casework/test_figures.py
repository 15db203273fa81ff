"""Tables of an institution to the Rapporteur: counted by rule, frozen, approved by somebody else, handed over once."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from gija.casework.clocks.models import Period as Kept
from gija.casework.compensation import services as claims
from gija.casework.compensation.services import Said
from gija.casework.figures import queries, services, tables, views
from gija.casework.figures.models import Table
from gija.casework.referral.models import Referral, Side, Way
from gija.commons.courier.models import Outgoing
from gija.commons.courier.work import run_once
from gija.commons.handover import counting
from gija.commons.permissions import Actor, NotPermittedError
from gija.methods.money import Money
from gija.methods.tables import Period
from gija.rapporteur.statistics import queries as statistics
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
YEAR, HALF = Period(2014), Period(2014, 1)


@pytest.fixture
def cast(cast: Any) -> Any:
    """The common cast with two supervisors of Viltis."""
    return cast.join(
        {
            "birute": ("Birutė Globėjienė", "case_supervisor", "viltis"),
            "dalia": ("Dalia Vadovė", "case_supervisor", "viltis"),
        }
    )


@pytest.fixture
def chief(cast: Any) -> Actor:
    found: Actor = cast.actor("birute")
    return found


def refused(act: Any) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def claimed(worker: Actor, case: Any, *turns: tuple[str, str, str]) -> Any:
    """A claim with these turns: what, day, sum in euro or empty."""
    found = claims.begin(worker, case.pk, Said("offender", euro("5000")))
    for what, on, sum_ in turns:
        found = claims.turn(
            worker, found.pk, found.version, what, dt.date.fromisoformat(on), euro(sum_) if sum_ else None
        )
    return found


def kept(made: Table) -> dict[str, dict[tuple[str, ...], int]]:
    return {code: cells for code, cells in counting.kept(queries.rule_of(made), made.counts).items() if cells}


def letters() -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in Outgoing.objects.using("casework").filter(kind="statistics_table")]


def test_a_table_is_made_by_one_approved_by_another_and_handed_over_once(
    worker: Actor, chief: Actor, case: Any, audit_entries: Any
) -> None:
    claimed(
        worker, case, ("filed", "2014-02-01", ""), ("decided", "2014-05-01", "1000.50"), ("paid", "2015-01-02", "7")
    )
    made = services.make(worker, "compensation", YEAR)
    here = {("offender",): 1}
    assert kept(made) == {"compensation_filed": here, "compensation_awarded": here}
    assert queries.waiting(chief) == 1
    with pytest.raises(NotPermittedError):
        services.approve(worker, made.pk)
    services.approve(chief, made.pk)
    assert refused(lambda: services.approve(chief, made.pk)) == "frozen.table_sent"
    assert (queries.waiting(chief), len(letters())) == (0, 1)
    (body,) = letters()
    told = {(cell["measure"], *cell["key"]): cell["value"] for cell in body["cells"]}
    assert told["compensation_filed", "_T"] == told["compensation_filed", "offender"] == 1
    assert told["compensation_filed", "state"] == told["compensation_refused", "_T"] == 0, "a zero is a zero"
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.figure")]
    assert acts == ["casework.figure.make", "casework.figure.approve"]


def test_nobody_approves_their_own(chief: Actor, cast: Any) -> None:
    made = services.make(chief, "referrals", HALF)
    assert refused(lambda: services.approve(chief, made.pk)) == "frozen.own_approval"
    services.approve(cast.actor("dalia"), made.pk)
    assert len(letters()) == 1


def test_an_award_that_an_appeal_took_away_is_in_no_sum_and_sums_are_whole_euros(worker: Actor, case: Any) -> None:
    filed = ("filed", "2014-02-01", "")
    won = (("appealed", "2014-04-01", ""), ("decided", "2014-05-01", "1000.50"))
    paid = (("paid", "2014-06-01", "100.20"), ("paid", "2014-06-02", "100.30"))
    claimed(worker, case, filed, ("decided", "2014-03-01", "900"), *won, *paid)
    lost = (("appealed", "2014-04-01", ""), ("refused", "2014-05-01", ""))
    claimed(worker, case, filed, ("decided", "2014-03-01", "700"), *lost)
    assert kept(services.make(worker, "compensation_sums", YEAR)) == {
        "compensation_awarded_sum": {("offender",): 1001}, "compensation_paid_sum": {("offender",): 201},
    }  # fmt: skip
    counted = {code: sum(cells.values()) for code, cells in kept(services.make(worker, "compensation", YEAR)).items()}
    assert counted == {
        "compensation_filed": 2, "compensation_awarded": 2, "compensation_refused": 1, "compensation_appealed": 2,
        "compensation_paid": 1,
    }, "each claim once in each"  # fmt: skip


def test_counts_that_changed_are_made_anew_and_the_older_version_goes_nowhere(
    worker: Actor, chief: Actor, case: Any
) -> None:
    first = services.make(worker, "compensation", YEAR)
    claimed(worker, case, ("filed", "2014-02-01", ""))
    assert queries.changed(first)
    assert refused(lambda: services.approve(chief, first.pk)) == "frozen.table_changed"
    second = services.make(worker, "compensation", YEAR)
    assert refused(lambda: services.approve(chief, first.pk)) == "frozen.superseded"
    services.approve(chief, second.pk)
    assert refused(lambda: services.make(worker, "compensation", YEAR)) == "frozen.nothing_new"
    claimed(worker, case, ("filed", "2014-03-01", ""))
    third = services.make(worker, "compensation", YEAR)
    services.approve(chief, third.pk)
    assert [(one["vintage"], one["period"]) for one in letters()] == [(2, "2014"), (3, "2014")]
    assert kept(Table.objects.get(pk=second.pk)) == {"compensation_filed": {("offender",): 1}}, "the old one stays"


def test_what_is_not_over_and_what_has_another_length_is_refused(worker: Actor) -> None:
    today = timezone.localdate()
    now = Period(today.year, 1 if today.month < 7 else 2)
    assert refused(lambda: services.make(worker, "referrals", now)) == "frozen.period_open"
    assert refused(lambda: services.make(worker, "compensation", Period(today.year))) == "frozen.period_open"
    assert refused(lambda: services.make(worker, "compensation", HALF)) == "frozen.period"
    assert refused(lambda: services.make(worker, "referrals", YEAR)) == "frozen.period"
    assert refused(lambda: services.make(worker, "names", YEAR)) == "frozen.not_found"


def test_of_two_who_make_it_at_the_same_moment_one_is_told(worker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(institution: str, period: Period) -> Any:
        Table(
            institution=institution, table="referrals", period=str(period), vintage=1, counts=[], made_by=1,
            made_by_name="x", made_role="case_worker", made_at=timezone.now(),
        ).save()  # fmt: skip
        return {}

    rule = dataclasses.replace(tables.RULES["referrals"], counts=meanwhile)
    monkeypatch.setitem(tables.RULES, "referrals", rule)
    assert refused(lambda: services.make(worker, "referrals", HALF)) == "frozen.meanwhile"


def test_periods_are_counted_by_their_own_day_and_end(worker: Actor, case: Any) -> None:
    def period(kind: str, began: str, last: str, **more: Any) -> None:
        Kept(
            institution="viltis", case=case, kind=kind, began_on=began, first_on=began, last_on=last, account=1,
            actor_name="x", entered_at=timezone.now(), **more,
        ).save()  # fmt: skip

    reflection, permit = "reflection_period", "residence_permit"
    period(reflection, "2014-06-30", "2014-07-30", decided_on="2014-07-01", cooperates=True)
    period(reflection, "2013-12-10", "2014-01-09")
    period(reflection, "2014-01-01", "2014-01-31", interrupted_on="2014-01-15", ground="own_wish", cooperates=False)
    period(reflection, "2014-02-01", "2014-03-03", struck_at=timezone.now())
    period(permit, "2014-01-05", "2014-07-05", replaced=True)
    period(permit, "2014-07-06", "2015-01-06", times=2)
    assert kept(services.make(worker, "periods", HALF)) == {
        "reflection_granted": {("adult",): 2}, "reflection_ended": {("ended_early",): 1, ("undecided",): 1},
        "permits_granted": {("first",): 1},
    }  # fmt: skip
    assert kept(services.make(worker, "periods", Period(2014, 2))) == {
        "reflection_ended": {("cooperates",): 1}, "permits_granted": {("renewal",): 1},
    }  # fmt: skip


def referral(institution: str, at: str, side: Side = Side.SENDS, state: str = "done") -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=timezone.get_current_timezone())
    Referral(
        referral=f"{institution}-{at}-{side}", institution=institution, side=side, way=Way.PAPER, partner_name="x",
        state=state, reason="services", answer_by=dt.date(2014, 1, 1), made_at=moment,
    ).save()  # fmt: skip


def test_referrals_of_one_institution_are_counted_to_the_last_minute_of_the_half_year(worker: Actor) -> None:
    referral("viltis", "2014-06-30T23:59")
    referral("viltis", "2014-07-01T00:00")
    referral("viltis", "2014-01-01T00:00", Side.TAKES, "rejected")
    referral("prieglobstis", "2014-03-01T10:00")
    assert kept(services.make(worker, "referrals", HALF)) == {
        "referrals_sent": {("done", "services"): 1}, "referrals_received": {("rejected", "services"): 1},
    }  # fmt: skip


def test_the_tables_of_two_institutions_stand_beside_each_other_at_the_rapporteur(
    worker: Actor, chief: Actor, rival: Actor, cast: Any
) -> None:
    cast.join({"ruta": ("Rūta Kita", "case_supervisor", "prieglobstis")})
    referral("viltis", "2014-03-01T10:00")
    referral("prieglobstis", "2014-03-01T10:00")
    referral("prieglobstis", "2014-04-01T10:00")
    services.approve(chief, services.make(worker, "referrals", HALF).pk)
    services.approve(cast.actor("ruta"), services.make(rival, "referrals", HALF).pk)
    assert run_once(strict=True).delivered == 2
    found = statistics.series("referrals_sent", kinds=["reported"], inner=True).points
    assert {(p.basis.dataset, p.value) for p in found} == {("referrals-viltis", 1), ("referrals-prieglobstis", 2)}
    assert not statistics.series("referrals_sent", kinds=["reported"]).points, "true counts are for inner roles"


def test_another_institutions_table_is_neither_seen_nor_approved_nor_taken(
    worker: Actor, rival: Actor, cast: Any, client_for: Any
) -> None:
    made = services.make(worker, "referrals", HALF)
    cast.join({"ruta": ("Rūta Kita", "case_supervisor", "prieglobstis")})
    ruta = cast.actor("ruta")
    assert not queries.own(ruta).exists()
    for act in (services.approve, services.exported):
        with pytest.raises(NotPermittedError):
            act(ruta, made.pk)
    with pytest.raises(NotPermittedError):
        services.make(cast.actor("tomas"), "referrals", HALF)
    assert client_for("ruta").get(reverse("figures:csv", args=[made.pk])).status_code in (403, 404)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_say_the_rule_and_a_file_holds_codes(
    worker: Actor, chief: Actor, client_for: Any, language: str, audit_entries: Any
) -> None:
    browser, address = client_for("mantas", language), reverse("figures:table", args=["referrals"])
    empty = browser.get(reverse("figures:all")).content.decode()
    assert {"lt": "Išsiųsti ir gauti nukreipimai", "en": "Referrals sent and received"}[language] in empty
    assert browser.post(address, {"period": "2031-H1"}).status_code == 422
    assert client_for("birute").post(reverse("figures:approve"), {"table": "a\x00b"}).status_code in (403, 404)
    assert browser.post(address, {"period": f"{timezone.localdate().year - 1}-H1"}).status_code == 302
    assert {"lt": "Neskaičiuojami skambučiai", "en": "Telephone calls"}[language] in browser.get(
        address
    ).content.decode()
    made = Table.objects.get()
    first = client_for("birute", language)
    assert first.post(reverse("figures:approve"), {"table": made.pk}).status_code == 302
    assert Table.objects.get().letter
    answer = browser.get(reverse("figures:csv", args=[made.pk]))
    rows = list(csv.reader(answer.content.decode().splitlines()))
    assert rows[:2] == [
        ["measure", "referral_status", "referral_reason", "value"], ["referrals_sent", "_T", "_T", "0"],
    ]  # fmt: skip
    assert [one.action for one in audit_entries("casework")][-1] == "casework.figure.export"


def test_every_version_of_a_table_can_be_reached(
    worker: Actor, client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN", 1)
    for _ in range(2):
        services.make(worker, "referrals", HALF)
    first, second = (
        client_for("mantas").get(reverse("figures:table", args=["referrals"]) + page).content.decode()
        for page in ("", "?page=2")
    )
    there = {one.vintage: f"table-{one.pk}" for one in Table.objects.all()}
    assert (there[2] in first, there[1] in first, "?page=2" in first) == (True, False, True)
    assert (there[1] in second, there[2] in second) == (True, False)
