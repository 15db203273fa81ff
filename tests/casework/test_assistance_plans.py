"""Support plans and reintegration: agreed, approved by somebody else, followed up; jobs asked after on their day."""

from __future__ import annotations

import datetime as dt
import re
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


def test_a_supervisor_approves_no_plan_they_wrote_in(worker: Actor, supervisor: Actor, plan: Plan) -> None:
    plan = services.add_aim(supervisor, plan.pk, plan.version, "work", "Darbas")
    plan = services.submit(worker, plan.pk, plan.version)
    assert queries.to_approve(supervisor) == 0, "what one may not decide does not wait for one"
    with refused("assistance.own_plan"):
        services.decide(supervisor, plan.pk, plan.version, True)


def test_words_that_are_too_long_are_not_dropped_unseen(
    worker: Actor, supervisor: Actor, plan: Plan, client_for: Any
) -> None:
    plan = services.submit(worker, plan.pk, plan.version)
    long = {"version": plan.version, "approves": "yes", "why": "x" * 4001}
    assert client_for("laima.v", "en").post(f"{HOME}plans/{plan.pk}/decide/", long).status_code == 422
    assert Plan.objects.get().state == "submitted"


def test_a_plan_begun_by_the_supervisor_does_not_wait_for_them(
    worker: Actor, supervisor: Actor, case: Any, client_for: Any
) -> None:
    made = services.begin(supervisor, case.pk)
    Plan.objects.filter(pk=made.pk).update(state="submitted", submitted_by=worker.account, writers=[])
    assert queries.to_approve(supervisor) == 0
    assert 'name="approves"' not in client_for("laima.v", "en").get(f"{HOME}plans/{made.pk}/").content.decode()


def test_an_edition_that_was_given_up_takes_nothing_from_the_plan_in_force(
    worker: Actor, supervisor: Actor, plan: Plan
) -> None:
    plan = approved(worker, supervisor, plan)
    given_up = services.begin(worker, plan.case_id)
    services.close(worker, given_up.pk, given_up.version)
    new = services.begin(worker, plan.case_id)
    assert (new.edition, new.wants) == (3, "Noriu gyventi ramiai")
    assert Step.objects.filter(aim__plan=new).count() == 2, "what is open is taken over"


def test_what_is_not_there_is_not_taken_out(worker: Actor, plan: Plan, audit_entries: Any) -> None:
    told = len(audit_entries("casework"))
    for thing in ("\x00", "", str(plan.pk)):
        with refused("assistance.not_found"):
            services.remove(worker, plan.pk, plan.version, thing)
    assert (len(audit_entries("casework")), Plan.objects.get().version) == (told, plan.version)
    review = plan.reviews.get()
    assert not services.remove(worker, plan.pk, plan.version, review.pk).reviews.exists()


def test_the_page_of_a_plan_keeps_what_was_written_of_a_review(
    worker: Actor, supervisor: Actor, plan: Plan, client_for: Any
) -> None:
    page, home = client_for("mantas", "en"), f"{HOME}plans/{plan.pk}/"
    assert f'value="{plan.reviews.get().pk}"' in page.get(home).content.decode(), "it can be taken out again"
    plan = approved(worker, supervisor, plan)
    review, said = plan.reviews.get(), "Kalbėta apie kursus"
    held = {"version": plan.version, "thing": review.pk, "on": f"{ago(-3)}", "note": said}
    wrong = page.post(home + "held/", held)
    assert (wrong.status_code, said in wrong.content.decode(), f'value="{ago(-3)}"' in wrong.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    assert page.post(home + "held/", held | {"on": f"{ago(0)}", "note": "x" * 1001}).status_code == 422
    assert not Plan.objects.get().reviews.get().held_on, "a note that is too long is not dropped unseen"
    for act in ("done", "held", "remove"):
        assert page.post(home + f"{act}/", {"version": plan.version, "thing": "\x00"}).status_code < 500


def test_the_page_of_a_way_keeps_what_was_written(worker: Actor, case: Any, client_for: Any) -> None:
    page, home = client_for("mantas", "en"), f"{HOME}reintegration/"
    course = way.begin(worker, case.pk, Said(ago(100), "course"))
    job = way.found_work(worker, case.pk, Said(ago(200)))
    sent: dict[str, dict[str, Any]] = {
        f"measure/{course.pk}/end/": {"outcome": "left", "on": f"{ago(101)}"},
        f"job/{job.pk}/ask/": {"answer": "no", "months": 6, "on": f"{ago(190)}"},
    }
    for address, said in sent.items():
        wrong = page.post(home + address, {"version": 1} | said)
        shown = wrong.content.decode()
        assert (wrong.status_code, f'value="{said["on"]}"' in shown) == (422, True), address
        assert re.search(r'value="(left|no)"[^>]* (selected|checked)', shown), address
    assert page.post(home + f"job/{job.pk}/strike/", {"version": 1, "reason": ""}).status_code == 422


def test_who_was_not_reached_can_be_asked_again_and_the_first_answer_stays_readable(
    worker: Actor, case: Any, client_for: Any
) -> None:
    job = way.found_work(worker, case.pk, Said(ago(200)))
    job = way.asked(worker, job.pk, job.version, 6, "not_reached", ago(5))
    page, home = client_for("mantas", "en"), f"{HOME}reintegration/"
    assert f'id="ask6_{job.pk[:8]}_answer' in page.get(f"{home}{case.pk}/").content.decode()
    again = {"version": job.version, "months": 6, "answer": "yes", "on": f"{ago(0)}"}
    shown = page.post(f"{home}job/{job.pk}/ask/", again, follow=True).content.decode()
    assert "<s>The person was not reached" in shown


def test_a_measure_ends_once(worker: Actor, case: Any) -> None:
    course = way.begin(worker, case.pk, Said(ago(100), "course"))
    course = way.end(worker, course.pk, course.version, ago(1), "finished")
    with refused("assistance.not_now"):
        way.end(worker, course.pk, course.version, ago(1), "left")


def test_a_day_of_another_millennium_is_a_fault(worker: Actor, case: Any) -> None:
    for begin in (lambda: way.begin(worker, case.pk, Said(dt.date(14, 1, 1), "course")),
                  lambda: way.found_work(worker, case.pk, Said(dt.date(14, 1, 1)))):  # fmt: skip
        with pytest.raises(FaultsError) as found:
            begin()
        assert [(one.field, one.code) for one in found.value.faults] == [("on", "casefile.day")]


def test_a_number_of_another_institution_begins_nothing(worker: Actor, rival: Actor, case: Any) -> None:
    theirs = cases.open_case(rival, WHOLE | {"reference": "S-1", "personal_code": ""})
    job = way.found_work(worker, case.pk, Said(ago(10)))
    with refused("assistance.not_found"):
        way.found_work(rival, theirs.pk, Said(ago(10)), job.pk)
