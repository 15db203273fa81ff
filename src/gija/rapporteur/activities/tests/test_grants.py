"""Grants: a call is frozen, applications are in time and add up, assessors do not see each other, money is never more
than there is; no institution sees another's, no assessor a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.activities import queries, seeds, shown
from gija.rapporteur.activities.applications import applying
from gija.rapporteur.activities.assessments import assessing, scoring
from gija.rapporteur.activities.calls import calling, deciding
from gija.rapporteur.activities.contracts import granting, reminding, reporting
from gija.rapporteur.activities.models import Application, Assessment, Call, Grant, Owed, PersonsReport
from gija.rapporteur.activities.tests.conftest import SAID, contract, keep, over, points, project, report, scored, terms
from gija.rapporteur.activities.years import yearly
from gija.rapporteur.statistics import published
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.services import load_published
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/grants/"
Assessed = Callable[..., list[Application]]
Granted = Callable[..., list[Grant]]
Called = Callable[..., Call]


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def test_criteria_are_data_and_stand_from_publication(cast: Cast) -> None:
    gitana, first = cast.actor("gitana"), seeds.criteria()
    assert sum(one["weight"] for one in first) == 100
    calling.prepare(gitana, "frozen", terms())
    refused("activities.criteria", lambda: calling.set_criteria(gitana, "frozen", 1, first[1:], 20))
    own = [{"code": "all", "en": "All", "lt": "Viskas", "weight": 100, "most": 5}]
    calling.set_criteria(gitana, "frozen", 1, own, 10)
    calling.publish(gitana, "frozen", 2)
    refused("activities.state", lambda: calling.set_criteria(gitana, "frozen", 3, first, 20))
    refused("activities.state", lambda: calling.change(gitana, "frozen", 3, terms()))
    assert Call.objects.get(code="frozen").criteria == own
    refused("activities.still_open", lambda: calling.assess(gitana, "frozen", 3))
    calling.end(gitana, "frozen", 3, "The programme was put off.")
    assert Call.objects.get(code="frozen").state == "cancelled"


def test_an_application_adds_up_is_submitted_once_and_in_time(cast: Cast, called: Called) -> None:
    daiva = cast.actor("daiva")
    called("in-time")
    short = project(requested="4000", statements=())
    draft = applying.save(daiva, "in-time", short)
    refused("activities.statements", lambda: applying.submit(daiva, draft.pk, draft.version))
    odd = applying.Project(SAID, SAID, (("Nuoma", Decimal(1)),), Decimal(2), 1, 1)
    draft = applying.save(daiva, "in-time", odd, draft.version)
    refused("activities.sum", lambda: applying.submit(daiva, draft.pk, draft.version))
    draft = applying.save(daiva, "in-time", project("10001"), draft.version)
    refused("activities.more", lambda: applying.submit(daiva, draft.pk, draft.version))
    draft = applying.save(daiva, "in-time", project("4000"), draft.version)
    sent = applying.submit(daiva, draft.pk, draft.version)
    assert sent.hash == applying.digest(Application.objects.get(pk=sent.pk))
    refused("activities.state", lambda: applying.submit(daiva, sent.pk, sent.version))
    applying.withdraw(daiva, sent.pk, sent.version, "Another project was found.")
    again = applying.save(daiva, "in-time", project("3000"))
    over("in-time")
    with pytest.raises(GijaError) as error:
        applying.submit(daiva, again.pk, again.version)
    closes = Call.objects.get(code="in-time").closes_at
    assert error.value.code == "activities.late"
    assert timezone.localtime(closes).strftime("%Y-%m-%d %H:%M") in error.value.text.lt


def test_a_personal_code_is_refused_and_a_telephone_is_not(cast: Cast, called: Called) -> None:
    called("no-codes")
    code = "3890101001" + str(next(n for n in range(10) if _valid(f"3890101001{n}")))
    refused("activities.person", lambda: applying.save(cast.actor("daiva"), "no-codes", project(partners=f"AK {code}")))
    assert applying.save(cast.actor("daiva"), "no-codes", project(partners="tel. +370 600 12345"))


def _valid(code: str) -> bool:
    from stdnum.lt import asmens

    return bool(asmens.is_valid(code))


def test_only_institutions_that_help_may_apply(cast: Cast, called: Called) -> None:
    called("kinds")
    cast.join({"dalia": ("Dalia Teikėja", "data_supplier", "kpb")})
    refused("activities.kind", lambda: applying.save(cast.actor("dalia"), "kinds", project()))


def test_an_ngo_never_sees_anothers_application_or_grant(cast: Cast, granted: Granted, client_for: Any) -> None:
    theirs, own = granted("apart")
    egle, foreign = cast.actor("egle"), theirs.application
    refused("activities.not_found", lambda: queries.own_one(egle, foreign.pk))
    refused("activities.not_found", lambda: queries.grant(egle, theirs.number))
    refused("activities.not_found", lambda: applying.withdraw(egle, foreign.pk, 1, "Not mine at all."))
    refused("activities.not_found", lambda: reporting.money(egle, theirs.number, "2031", [Decimal(1)] * 2))
    with pytest.raises(NotPermittedError):
        queries.application(egle, foreign.pk)
    client = client_for("egle", "en")
    for path in (f"own/applications/{foreign.pk}/", f"own/applications/{foreign.pk}/letter/",
                 f"own/applications/{foreign.pk}/withdraw/", f"own/grants/{theirs.number}/",
                 f"own/grants/{theirs.number}/money/"):  # fmt: skip
        assert client.get(BASE + path).status_code == 404, path
    for path in ("", f"applications/{foreign.pk}/", f"contracts/{theirs.number}/", "years/", "assess/"):
        assert client.get(BASE + path).status_code == 403, path
    page = client.get(f"{BASE}own/").content.decode()
    assert "Pagalba egle" in page
    assert "Pagalba daiva" not in page
    assert client.get(f"{BASE}own/grants/{own.number}/").status_code == 200


def test_an_assessor_sees_no_person_and_no_figures_of_people(cast: Cast, assessed: Assessed, client_for: Any) -> None:
    one, _other = assessed("no-person")
    client = client_for("arnas", "en")
    before = client.get(f"{BASE}assess/{one.pk}/").content.decode()
    assert "Padėsime" not in before  # opens with the declaration
    assessing.declare(cast.actor("arnas"), one.pk, False, "")
    after = client.get(f"{BASE}assess/{one.pk}/").content.decode()
    assert "Padėsime" in after
    for page in (before, after):
        assert "Daiva" not in page  # who wrote it
    for path in ("", f"applications/{one.pk}/", "years/", "own/"):
        assert client.get(BASE + path).status_code == 403, path
    fields = {f.name for model in (Application, Assessment, PersonsReport) for f in model._meta.get_fields()}
    assert not fields & {"name", "first_name", "last_name", "birth", "personal_code", "actor_name"}


def test_an_assessor_sees_the_others_only_after_both_are_in(cast: Cast, assessed: Assessed) -> None:
    one, _other = assessed("blind")
    arnas, birute = cast.actor("arnas"), cast.actor("birute")
    refused("activities.conflict", lambda: assessing.score(arnas, one.pk, points(one)))
    for actor in (arnas, birute):
        assessing.declare(actor, one.pk, False, "")
    assessing.score(arnas, one.pk, points(one, 0.5))
    assert queries.others(birute, queries.to_assess(birute, one.pk)) == []
    assert queries.others(arnas, queries.to_assess(arnas, one.pk)) == []
    assert scoring.ranking(one.call)[0].mean is None
    assessing.score(birute, one.pk, points(one, 0.6))
    assert len(queries.others(arnas, queries.to_assess(arnas, one.pk))) == 1
    refused("activities.scored", lambda: assessing.score(arnas, one.pk, points(one, 1.0)))
    refused("activities.declared", lambda: assessing.declare(arnas, one.pk, True, "It is my cousin's."))


def test_a_conflict_of_interest_shuts_the_assessor_out(cast: Cast, assessed: Assessed) -> None:
    one, other = assessed("conflict")
    cast.join({"savas": ("Savas Vertintojas", "grant_assessor", "viltis")})
    arnas, savas = cast.actor("arnas"), cast.actor("savas")
    refused("bodies.reason", lambda: assessing.declare(arnas, one.pk, True, ""))
    assessing.declare(arnas, one.pk, True, "A partner of the project employs me.")
    refused("activities.conflict", lambda: assessing.score(arnas, one.pk, points(one)))
    refused("activities.not_found", lambda: queries.to_assess(savas, one.pk))  # of the institution that applies
    assert assessing.declare(savas, one.pk, False, "").conflict
    assert queries.to_assess(savas, other.pk).pk == other.pk


def test_ranking_is_the_weighted_mean_with_ties_and_spreads_shown(cast: Cast, assessed: Assessed) -> None:
    one, other = assessed("ranked")
    scored(cast, one, 0.8, 0.6)
    scored(cast, other, 1.0, 0.4)
    first, second = scoring.ranking(Call.objects.get(code="ranked"))
    assert first.mean == second.mean == Fraction(70)
    assert (first.rank, second.rank, first.tied) == (1, 1, True)
    assert (first.spread, second.spread) == (Fraction(20), Fraction(60))
    assert (first.open, second.open) == (False, True)
    gitana = cast.actor("gitana")
    refused("activities.not_assessed", lambda: deciding.decide(gitana, other.pk, other.version, None, SAID))
    assessing.meet(cast.actor("arnas"), other.pk, "We read the budget again together.")
    assert scoring.standing(other.call, other).open
    assessing.meet(cast.actor("birute"), other.pk, "We read the budget again together.")
    assert not scoring.standing(other.call, Application.objects.get(pk=other.pk)).open


def test_a_third_assessor_settles_a_wide_spread(cast: Cast, assessed: Assessed) -> None:
    one, _other = assessed("third")
    scored(cast, one, 1.0, 0.4, 0.7)
    assert not scoring.standing(one.call, one).open


def test_sums_are_never_above_the_money_and_everybody_gets_reasons(cast: Cast, assessed: Assessed) -> None:
    gitana, (one, other) = cast.actor("gitana"), assessed("money", sums=("7000", "6000"))
    for each in (one, other):
        scored(cast, each, 0.8, 0.7)
    refused("activities.more", lambda: deciding.decide(gitana, one.pk, one.version, Decimal(7001), SAID))
    refused("bodies.text", lambda: deciding.decide(gitana, one.pk, one.version, None, type(SAID)("No.", "")))
    deciding.decide(gitana, one.pk, one.version, Decimal(7000), SAID)
    refused("activities.left", lambda: deciding.decide(gitana, other.pk, other.version, Decimal(3001), SAID))
    refused("activities.undecided", lambda: deciding.award(gitana, "money", 3))
    deciding.decide(gitana, other.pk, other.version, None, SAID)
    assert not queries.told(queries.own_one(cast.actor("egle"), other.pk))  # before the award nobody knows
    deciding.award(gitana, "money", 3)
    refusal = queries.own_one(cast.actor("egle"), other.pk)
    assert queries.told(refusal)
    letter = shown.letter(refusal)
    assert "Projects that help" in letter.en
    assert "Projektai, kurie padeda" in letter.lt
    deciding.appeal(gitana, other.pk, refusal.version, timezone.localdate(), "Against the points.", "")
    refused("activities.state", lambda: granting.sign(gitana, other.pk, refusal.version + 1, contract(Decimal(1))))


def test_instalments_are_the_sum_and_never_paid_above_the_contract(cast: Cast, granted: Granted) -> None:
    gitana, (one, _other) = cast.actor("gitana"), granted("paid")
    first, second = one.instalments.all()
    refused("activities.paid", lambda: granting.pay(gitana, first.pk, 1, timezone.localdate(), Decimal(4001)))
    granting.pay(gitana, first.pk, 1, timezone.localdate(), Decimal(2500))
    refused("activities.paid", lambda: granting.pay(gitana, second.pk, 1, timezone.localdate(), Decimal(2000)))
    refused("activities.state", lambda: granting.pay(gitana, first.pk, 2, timezone.localdate(), Decimal(1)))
    ends, day, why = one.ends, timezone.localdate(), "Fewer people came than planned."
    refused("activities.contract", lambda: granting.amend(gitana, one.number, 1, day, ends, Decimal(2000), why))
    refused("activities.left", lambda: granting.amend(gitana, one.number, 1, day, ends, Decimal(4001), why))
    changed = granting.amend(gitana, one.number, 1, day, ends, Decimal(3000), why)
    assert (changed.revision, changed.amendments.get().amount) == (2, Decimal(4000))


def test_the_contract_is_told_to_the_institution_by_a_message(cast: Cast, granted: Granted) -> None:
    from gija.commons.courier.models import Outgoing

    one, _other = granted("told")
    letters = Outgoing.objects.using("rapporteur").filter(kind="grant_award", body__contains=f'"{one.number}"')
    assert letters.get().to_zone == "casework"
    granting.amend(
        cast.actor("gitana"), one.number, 1, timezone.localdate(), dt.date(2031, 11, 30), one.amount, "It ends earlier."
    )
    assert '"revision":2' in letters.order_by("sequence").last().body  # type: ignore[union-attr]


def test_a_report_is_kept_by_vintage_and_never_altered(granted: Granted) -> None:
    one, other = granted("kept")
    told = report(one, {("victim", "F", "adult"): 3})
    keep(told)
    keep(told)
    assert one.persons.count() == 1
    refused("activities.altered", lambda: keep(report(one, {("victim", "F", "adult"): 4})))
    keep(report(one, {("victim", "F", "adult"): 4}, vintage=2))
    refused("activities.period", lambda: keep(report(one, {}, period="2035")))
    stranger = report(other, {}).model_copy(update={"grant": one.number})
    refused("activities.not_found", lambda: keep(stranger))


def test_the_year_is_an_interval_and_persons_at_risk_are_never_added(cast: Cast, granted: Granted) -> None:
    gitana, (one, other) = cast.actor("gitana"), granted("year", year=2041)
    keep(report(one, {("victim", "F", "adult"): 10, ("at_risk", "M", "child"): 5}, period="2041"))
    keep(report(other, {("victim", "M", "adult"): 4, ("victim", "F", "adult"): 2}, period="2041-H1"))
    keep(report(other, {("victim", "F", "adult"): 3}, period="2041-H2"))
    found = yearly.of(gitana, 2041)
    assert (found.rows, found.waiting, found.silent) == ((), 3, 2)
    for told in PersonsReport.objects.filter(grant__in=(one, other)):
        reporting.judge_persons(gitana, told.pk, 1)
    found = yearly.of(cast.actor("vaida"), 2041)
    rows = {(row.status, row.list, row.code): (row.people.least, row.people.most) for row in found.rows}
    assert rows["victim", "", ""] == (10, 19)  # the largest: 10; all together 10 + 6 + 3
    assert rows["victim", "sex", "F"] == (10, 15)
    assert rows["at_risk", "", ""] == (5, 5)
    assert {status for status, _list, _code in rows} == {"victim", "at_risk"}  # no row of both
    assert found.awarded == Decimal(10000)


def test_a_returned_correction_leaves_the_accepted_report_in_force(cast: Cast, granted: Granted) -> None:
    gitana, (one, _other) = cast.actor("gitana"), granted("returned", year=2042)
    for vintage, people in ((1, 3), (2, 9)):
        keep(report(one, {("victim", "F", "adult"): people}, vintage, "2042"))
    first, second = one.persons.all()
    reporting.judge_persons(gitana, first.pk, 1)
    reporting.judge_persons(gitana, second.pk, 1, "The figures of two grants were mixed.")
    assert [told.vintage for told in yearly.in_force(one)] == [1]


@pytest.mark.parametrize(
    ("year", "projects", "people", "line"),
    [(2010, 5, 118, "L142"), (2011, 6, 128, "L140"), (2012, 5, 152, "L140"), (2013, 5, 129, "L138"),
     (2014, 5, 133, "L136")],
)  # fmt: skip
def test_the_published_figures_stand_beside_with_their_lines(year: int, projects: int, people: int, line: str) -> None:
    told = cited(year)
    whole = {one.indicator: one for one in told if not one.breakdown}
    assert whole["ngo_projects_funded"].value == projects
    assert (whole["persons_assisted_ngo"].value, whole["persons_assisted_ngo"].line) == (people, line)
    parts = [one.value or 0 for one in told if ("assisted_status", "victim") in one.breakdown]
    parts += [one.value or 0 for one in told if ("assisted_status", "at_risk") in one.breakdown]
    assert sum(parts) == (people if year >= 2012 else 0)  # before, the sources told of one group only


def cited(year: int) -> list[Any]:
    """The published figures of a year that the page shows, straight from the file they are loaded from."""
    drafts = published.drafts(published.ours())
    points = [one.point for one in drafts]
    return [one for one in points if one.period == str(year) and one.indicator in yearly.INDICATORS]


def test_the_page_of_a_year_shows_what_was_published(cast: Cast, client_for: Any) -> None:
    if not Observation.objects.filter(indicator="ngo_projects_funded", kind="cited").exists():
        load_published(cast.actor("vaida"))
    page = client_for("gitana", "en").get(f"{BASE}years/2011/").content.decode()
    for words in ("6 best projects of specialised NGOs", "128 individuals", "L140"):
        assert words in page


def test_money_spent_is_judged_and_what_is_left_goes_back(cast: Cast, granted: Granted) -> None:
    gitana, daiva, (one, _other) = cast.actor("gitana"), cast.actor("daiva"), granted("spent")
    for part in one.instalments.all():
        granting.pay(gitana, part.pk, 1, timezone.localdate(), part.amount)
    refused("activities.period", lambda: reporting.money(daiva, one.number, "2030", [Decimal(1)] * 2))
    refused("activities.lines", lambda: reporting.money(daiva, one.number, "2031", [Decimal(1)]))
    sent = reporting.money(daiva, one.number, "2031", [Decimal(2000), Decimal(1500)])
    refused("activities.reported", lambda: reporting.money(daiva, one.number, "2031", [Decimal(1)] * 2))
    reporting.return_money(gitana, sent.pk, 1, "The rent is not documented.")
    again = reporting.money(daiva, one.number, "2031", [Decimal(2000), Decimal(1400)])
    refused("activities.eligible", lambda: reporting.accept_money(gitana, again.pk, 1, Decimal(3401)))
    reporting.accept_money(gitana, again.pk, 1, Decimal(3300))
    assert granting.back(one) == Decimal(700)  # 4000 paid


def test_a_late_report_is_reminded_once(cast: Cast, granted: Granted, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    one, _other = granted("late", year=2043)
    day = dt.date(2044, 2, 1)
    owed = Owed.objects.filter(grant=one)
    assert [late.grant for late in reminding.late(day, "viltis") if late.grant == one] == [one]
    reminding.remind(day)
    assert any(one.number in letter.subject for letter in mail.outbox)
    sent = len(mail.outbox)
    reminding.remind(day)
    assert (len(mail.outbox), owed.get().reminded_on) == (sent, day)


def test_each_act_leaves_one_audit_entry_without_what_was_written(
    cast: Cast, assessed: Assessed, audit_entries: Any
) -> None:
    one, _other = assessed("audited")
    before = len(audit_entries("rapporteur"))
    assessing.declare(cast.actor("arnas"), one.pk, True, "A partner of the project employs me.")
    entries = audit_entries("rapporteur")
    assert len(entries) == before + 1
    assert "employs" not in str(vars(entries[-1]))
