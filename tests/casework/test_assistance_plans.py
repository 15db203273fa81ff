"""Support plans and reintegration: agreed, approved by somebody else, followed up; jobs asked after on their day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.assistance.models import Job, Measure, Plan, Step
from gija.casework.assistance.plans import paper, queries, services
from gija.casework.assistance.plans.services import SaidStep
from gija.casework.assistance.reintegration import queries as ways
from gija.casework.assistance.reintegration import services as way
from gija.casework.assistance.reintegration.services import Said
from gija.casework.cases import services as cases
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = timezone.localdate
HOME = "/casework/assistance/"


def ago(days: int) -> dt.date:
    return TODAY() - dt.timedelta(days=days)


@pytest.fixture
def supervisor(cast: Any) -> Actor:
    """Laima, a supervisor of Viltis."""
    account = make_account("laima.v@gija.example", "Laima Vadovė", PASSWORD, "case_supervisor", "viltis", demo=True)
    cast.accounts["laima.v"] = account
    return actor_of(account)


@pytest.fixture
def plan(worker: Actor, case: Any) -> Plan:
    """Ona's plan, ready to be handed in: a place to live; one step of the worker, late, and one of her own."""
    made = services.begin(worker, case.pk)
    made = services.wish(worker, made.pk, made.version, "Noriu gyventi ramiai", ago(1), "rus")
    made = services.add_aim(worker, made.pk, made.version, "housing", "Savas kambarys")
    aim = made.aims.get().pk
    mine = SaidStep("Paskambinti savivaldybei", ago(3), f"account:{worker.account}")
    made = services.add_step(worker, made.pk, made.version, aim, mine)
    made = services.add_step(worker, made.pk, made.version, aim, SaidStep("Surinkti popierius", ago(-9)))
    return services.add_review(worker, made.pk, made.version, ago(-30))


def approved(worker: Actor, supervisor: Actor, plan: Plan) -> Plan:
    services.submit(worker, plan.pk, plan.version)
    return services.decide(supervisor, plan.pk, plan.version + 1, True)


def refused(code: str) -> Any:
    return pytest.raises(GijaError, check=lambda error: error.code == code)


def test_a_plan_is_approved_by_somebody_else(worker: Actor, supervisor: Actor, plan: Plan, audit_entries: Any) -> None:
    plan = services.submit(worker, plan.pk, plan.version)
    assert queries.to_approve(supervisor) == 1
    with pytest.raises(NotPermittedError):
        services.decide(worker, plan.pk, plan.version, True)
    with pytest.raises(FaultsError):
        services.decide(supervisor, plan.pk, plan.version, False)
    plan = services.decide(supervisor, plan.pk, plan.version, False, "Per vėlai")
    assert (plan.state, plan.decision, queries.to_approve(supervisor)) == ("returned", "Per vėlai", 0)
    plan = services.submit(worker, plan.pk, plan.version)
    plan = services.decide(supervisor, plan.pk, plan.version, True)
    assert (plan.state, plan.decided_by_name) == ("approved", "Laima Vadovė")
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.plan")][-4:]
    assert acts == [f"casework.plan.{act}" for act in ("submit", "return", "submit", "approve")]


def test_a_supervisor_approves_no_plan_of_their_own(supervisor: Actor, case: Any) -> None:
    made = services.begin(supervisor, case.pk)
    with refused("assistance.not_agreed"):
        services.submit(supervisor, made.pk, made.version)
    made = services.wish(supervisor, made.pk, made.version, "", ago(0))
    with refused("assistance.thin_plan"):
        services.submit(supervisor, made.pk, made.version)
    made = services.add_aim(supervisor, made.pk, made.version, "work", "Darbas")
    made = services.add_step(supervisor, made.pk, made.version, made.aims.get().pk, SaidStep("Ieškoti", ago(-2)))
    made = services.add_review(supervisor, made.pk, made.version, ago(-5))
    made = services.submit(supervisor, made.pk, made.version)
    assert queries.to_approve(supervisor) == 0
    with refused("assistance.own_plan"):
        services.decide(supervisor, made.pk, made.version, True)


def test_a_new_edition_leaves_the_old_readable(worker: Actor, supervisor: Actor, plan: Plan) -> None:
    plan = approved(worker, supervisor, plan)
    with refused("assistance.not_now"):
        services.wish(worker, plan.pk, plan.version, "Kitaip")
    done = Step.objects.get(aim__plan=plan, account=worker.account)
    plan = services.step_done(worker, plan.pk, plan.version, done.pk, ago(0))
    new = services.begin(worker, plan.case_id)
    assert services.begin(worker, plan.case_id) == new, "begun twice, there is one"
    assert [step.text for aim in new.aims.all() for step in aim.steps.all()] == ["Surinkti popierius"]
    new = services.wish(worker, new.pk, new.version, "Noriu dirbti", ago(0))
    approved(worker, supervisor, new)
    old = Plan.objects.get(pk=plan.pk)
    assert (old.state, old.wants, Step.objects.filter(aim__plan=old).count()) == ("replaced", "Noriu gyventi ramiai", 2)
    assert [one.edition for one in queries.editions(old)] == [2, 1]


def test_what_is_late_stands_first_and_counts_in_your_work(worker: Actor, supervisor: Actor, plan: Plan) -> None:
    assert queries.waiting(worker) == 0, "it is not in force yet"
    plan = approved(worker, supervisor, plan)
    assert (queries.waiting(worker), queries.listed(worker, {"show": "late"}).get()) == (1, plan)
    first, *rest = queries.due(plan)
    assert (first.late, [one.late for one in rest]) == (True, [False, False])
    plan = services.step_done(worker, plan.pk, plan.version, first.thing.pk, None, dropped=True)
    assert (queries.waiting(worker), plan.next_on) == (0, ago(-9))
    with refused("assistance.changed_meanwhile"):
        services.close(worker, plan.pk, plan.version - 1)
    services.close(worker, plan.pk, plan.version)
    assert not queries.listed(worker, {}).exists()


def test_the_paper_does_not_betray(worker: Actor, supervisor: Actor, plan: Plan, case: Any) -> None:
    plan = approved(worker, supervisor, plan)
    told = paper._paper(plan, "lt")
    words = f"{told} {told.notice.lt}".casefold()
    assert told.title == "Mano planas"
    assert "savas kambarys" in words
    for word in ("prekyb", "auk", "viltis", "pavyzdytė", "mantas", case.short.casefold()):
        assert word not in words
    assert paper.sheet(worker, plan.pk, "en")[1].startswith(b"%PDF")


def test_another_institution_sees_no_plan_and_no_job(worker: Actor, rival: Actor, plan: Plan, case: Any) -> None:
    job = way.found_work(worker, case.pk, Said(ago(10)))
    for look in (
        lambda: queries.one(rival, plan.pk),
        lambda: services.begin(rival, case.pk),
        lambda: ways.one(Job, rival, job.pk),
        lambda: way.found_work(rival, case.pk, Said(ago(1))),
    ):
        with pytest.raises(NotPermittedError):
            look()
    assert not queries.own(rival).exists()
    assert not ways.jobs(rival).exists()


def test_a_job_is_asked_about_on_its_day_and_missing_is_never_no(worker: Actor, case: Any) -> None:
    job = way.found_work(worker, case.pk, Said(ago(200), what="Virtuvė", municipality="LT-57"))
    assert (ways.waiting(worker), ways.to_ask(job)) == (1, [6])
    with pytest.raises(FaultsError):
        way.asked(worker, job.pk, job.version, 12, "no", ago(0))
    job = way.asked(worker, job.pk, job.version, 6, "not_reached", ago(0))
    assert ways.waiting(worker) == 0
    job = way.asked(worker, job.pk, job.version, 6, "yes", ago(0))
    victims, at_risk = ways.came_of_it(worker)
    six, twelve = victims.kept
    assert (six.yes, six.known, six.not_reached, twelve.due) == (1, 1, 0, 0)
    assert (victims.people_with_work, victims.coverage, at_risk.people_with_work) == (1, {"LT-57": 1}, 0)
    assert job.answers.count() == 2, "the earlier answer stays readable"
    way.strike(Job, worker, job.pk, job.version, "Klaida")
    assert ways.came_of_it(worker)[0].people_with_work == 0


def test_courses_are_counted_and_persons_at_risk_apart(worker: Actor, case: Any, audit_entries: Any) -> None:
    risk = cases.open_case(worker, WHOLE | {
        "reference": "R-1", "given_names": "Jonas", "sex": "M", "personal_code": "", "status": "at_risk",
    }, anyway=True)  # fmt: skip
    number = "11111111-1111-4111-8111-111111111111"
    course = way.begin(worker, case.pk, Said(ago(100), "course"), number)
    assert way.begin(worker, case.pk, Said(ago(100), "course"), number) == course, "sent twice, there is one"
    way.begin(worker, risk.pk, Said(ago(90), "self_help"))
    with pytest.raises(FaultsError):
        way.end(worker, course.pk, course.version, ago(101), "finished")
    told = len(audit_entries("casework"))
    way.end(worker, course.pk, course.version, ago(1), "finished")
    assert [one.action for one in audit_entries("casework")[told:]] == ["casework.reintegration.measure_end"]
    victims, at_risk = ways.came_of_it(worker)
    assert [(row.kind, row.people, row.finished, row.known) for row in victims.uptake] == [("course", 1, 1, 1)]
    assert [(row.kind, row.people, row.finished, row.known) for row in at_risk.uptake] == [("self_help", 1, 0, 0)]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_of_a_plan_and_of_a_way(
    worker: Actor, supervisor: Actor, plan: Plan, case: Any, client_for: Any, language: str
) -> None:
    page, home = client_for("mantas", language), f"{HOME}plans/{plan.pk}/"
    said = {"version": plan.version, "field": "", "text": "Mokytis lietuvių kalbos"}
    wrong = page.post(home + "aim/", said)
    assert (wrong.status_code, "Mokytis lietuvių kalbos" in wrong.content.decode()) == (422, True)
    assert page.post(home + "aim/", said | {"field": "education"}, follow=True).status_code == 200
    assert page.post(home + "submit/", {"version": plan.version + 1}, follow=True).status_code == 200
    other = client_for("laima.v", language)
    assert other.post(home + "decide/", {"version": plan.version + 2, "approves": ""}).status_code == 422
    assert (
        other.post(home + "decide/", {"version": plan.version + 2, "approves": "yes"}, follow=True).status_code == 200
    )
    late = queries.due(plan)[0].thing
    done = {"version": plan.version + 3, "thing": late.pk, "on": f"{ago(0)}"}
    assert page.post(home + "done/", done | {"on": ""}).status_code == 422
    assert page.post(home + "done/", done, follow=True).status_code == 200
    way_home = f"{HOME}reintegration/{case.pk}/"
    assert page.post(way_home + "begin/measure/", {"kind": "", "on": f"{ago(9)}"}).status_code == 422
    assert page.post(way_home + "begin/measure/", {"kind": "course", "on": f"{ago(9)}"}, follow=True).status_code == 200
    assert page.post(way_home + "begin/job/", {"on": f"{ago(400)}"}, follow=True).status_code == 200
    course, job = Measure.objects.get(), Job.objects.get()
    ended = {"version": 1, "on": f"{ago(1)}", "outcome": "left"}
    assert page.post(f"{HOME}reintegration/measure/{course.pk}/end/", ended, follow=True).status_code == 200
    asked = {"version": 1, "months": 6, "answer": "not_known", "on": f"{ago(1)}"}
    assert page.post(f"{HOME}reintegration/job/{job.pk}/ask/", asked, follow=True).status_code == 200
    for address in (
        "plans/",
        "plans/?show=late&state=approved",
        f"plans/of/{case.pk}/",
        f"plans/{plan.pk}/",
        "reintegration/",
        "reintegration/?show=due",
        "reintegration/outcomes/",
        f"reintegration/{case.pk}/",
    ):
        shown = page.get(HOME + address)
        assert (shown.status_code, "Pavyzdytė" in shown.content.decode()) == (200, False), address
