"""A closed case takes nothing from any room until it is reopened; what runs out, is paid or is read goes on."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

import gija.casework
from gija.casework.assistance import services as events
from gija.casework.assistance.models import Plan, Service
from gija.casework.assistance.plans import services as plans
from gija.casework.assistance.reintegration import services as work
from gija.casework.cases import services as cases
from gija.casework.clocks import services as clocks
from gija.casework.compensation import keeping
from gija.casework.compensation import services as claims
from gija.casework.exchange import services as exchange
from gija.casework.pathway import closing, queries
from gija.casework.pathway import services as way
from gija.casework.referral import services as referral
from gija.casework.referral.models import Referral
from gija.casework.returns import services as returns
from gija.casework.teams import handing
from gija.casework.teams import services as teams
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor
from gija.methods.money import money
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

database = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "citizenship": ["UKR"], "personal_code": "", "consents": ["service", "statistics", "referral"]}
NEW = claims.Said("state")
SHELTER = referral.Said("prieglobstis", "services", ["psych"])
Act = Callable[[SimpleNamespace], object]


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def of_plan(state: str, act: Callable[..., object], *said: Any) -> Act:
    """An act on a plan in the state in which it is otherwise allowed."""

    def run(w: SimpleNamespace) -> object:
        Plan.objects.filter(pk=w.plan.pk).update(state=state)
        return act(w.worker if act is not plans.decide else w.chief, w.plan.pk, w.plan.version, *said)

    return run


def row(w: SimpleNamespace) -> events.Row:
    return events.Row(new_id(), w.case.reference, w.service.pk, ago(1), outcome="given")


# What begins, changes or takes back something in a case: refused.
REFUSED: dict[str, Act] = {
    "pathway.services.stage": lambda w: way.stage(w.worker, w.case.pk, way.Entered("assistance", ago(0), "ngo")),
    "pathway.services.screen": lambda w: way.screen(w.worker, w.case.pk, way.Screened(ago(0), "Mantas")),
    "pathway.services.decide": lambda w: way.decide(w.worker, w.screening.pk, "presumed", "Muštas"),
    "pathway.services.assess": lambda w: way.assess(w.worker, w.case.pk, way.Judged(ago(1), "unknown", ago(-9))),
    "pathway.services.contact": lambda w: way.contact(w.worker, w.case.pk, way.Reached("email", "safe")),
    "pathway.services.child_step": lambda w: way.child_step(w.worker, w.case.pk, way.ForChild("interview", ago(0))),
    "pathway.services.strike": lambda w: way.strike(w.worker, "screening", w.screening.pk, "Suklysta"),
    "pathway.closing.ask": lambda w: closing.ask(w.worker, w.case.pk, "left", "closed"),
    "pathway.closing.approve": lambda w: closing.approve(w.chief, w.closure.pk),
    "pathway.closing.give_back": lambda w: closing.give_back(w.chief, w.closure.pk, "Dar ne"),
    "referral.services.refer": lambda w: referral.refer(w.worker, w.case.pk, SHELTER),
    "referral.services.accept": lambda w: referral.accept(w.worker, w.taken.pk, w.taken.version, w.case.pk),
    "exchange.services.ask": lambda w: exchange.ask(w.worker, w.case.pk, "prieglobstis", ["status"], "Pagalba"),
    "exchange.services.offer": lambda w: exchange.offer(w.worker, w.case.pk, "prieglobstis", ["status"], "Pagalba"),
    "teams.services.add": lambda w: teams.add(w.worker, w.case.pk, teams.Said("lead", w.chief.account)),
    "teams.services.end": lambda w: teams.end(w.worker, w.member.pk, ago(0)),
    "teams.services.strike": lambda w: teams.strike(w.worker, w.member.pk, "Suklysta"),
    "teams.handing.give": lambda w: handing.give(w.chief, w.worker.account, w.chief.account, [w.case.pk], "Išeina"),
    "returns.services.begin": lambda w: returns.begin(w.worker, w.case.pk, "UKR"),
    "returns.services.write": lambda w: returns.write(w.worker, w.return_.pk, w.return_.version, returns.Plan()),
    "returns.services.start": lambda w: returns.start(w.worker, w.return_.pk, w.return_.version),
    "clocks.services.begin": lambda w: clocks.begin(w.worker, w.case.pk, clocks.Begun("court_appeal", ago(1))),
    "clocks.services.renew": lambda w: clocks.renew(w.worker, w.permit.pk, w.permit.version, began_on=ago(0)),
    "compensation.services.begin": lambda w: claims.begin(w.worker, w.case.pk, NEW),
    "compensation.services.change": lambda w: claims.change(
        w.worker, w.claim.pk, w.claim.version, claims.Said("state")
    ),
    "compensation.services.turn": lambda w: claims.turn(w.worker, w.claim.pk, w.claim.version, "appealed", ago(0)),
    "compensation.services.strike": lambda w: claims.strike(w.worker, w.claim.pk, w.claim.version, "Suklysta"),
    "compensation.keeping.add": lambda w: keeping.add(
        w.worker, w.claim.pk, w.claim.version, "form", "a.pdf", b"%PDF-1.7"
    ),
    "compensation.keeping.take_out": lambda w: keeping.take_out(w.worker, w.claim.pk, w.claim.version, "-"),
    "assistance.services.enter_sheet": lambda w: events.enter_sheet(w.worker, [row(w)]),
    "assistance.services.strike": lambda w: events.strike(w.worker, w.event.pk, "Suklysta"),
    "assistance.reintegration.services.begin": lambda w: work.begin(w.worker, w.case.pk, work.Said(ago(1), "course")),
    "assistance.reintegration.services.found_work": lambda w: work.found_work(w.worker, w.case.pk, work.Said(ago(1))),
    "assistance.reintegration.services.strike": lambda w: work.strike(
        type(w.job), w.worker, w.job.pk, w.job.version, "Suklysta"
    ),
    "assistance.plans.services.begin": lambda w: plans.begin(w.worker, w.case.pk),
    "assistance.plans.services.wish": of_plan("draft", plans.wish, "Ramybės"),
    "assistance.plans.services.add_aim": of_plan("draft", plans.add_aim, "housing", "Kambarys"),
    "assistance.plans.services.add_step": of_plan("draft", plans.add_step, "-", plans.SaidStep("Skambinti", ago(-1))),
    "assistance.plans.services.add_review": of_plan("approved", plans.add_review, ago(-9)),
    "assistance.plans.services.remove": of_plan("draft", plans.remove, "-"),
    "assistance.plans.services.submit": of_plan("draft", plans.submit),
    "assistance.plans.services.decide": of_plan("submitted", plans.decide, True),
    "assistance.plans.services.step_done": of_plan("approved", plans.step_done, "-", ago(0)),
    "assistance.plans.services.review_held": of_plan("approved", plans.review_held, "-", ago(0)),
}
# A case that is closed is not among those handed over; there the act says so in its own words.
OTHERWISE = {"teams.handing.give": "handing.changed"}

GOES_ON = {
    "only reopening opens it": ["pathway.closing.reopen"],
    "an answer to what was referred or asked before": [
        *(f"referral.services.{act}" for act in ("reject", "done", "revoke", "answered", "looked_at")),
        *(f"exchange.services.{act}" for act in ("accept", "refuse", "give", "link")),
    ],
    "the end of what still runs": [
        *(f"clocks.services.{act}" for act in ("interrupt", "decide", "done", "strike")),
        *(f"assistance.reintegration.services.{act}" for act in ("end", "asked")),
        "assistance.plans.services.close", "returns.services.settle", "returns.services.follow",
    ],
    "money that was given": ["returns.services.give", "returns.services.strike_help"],
    "seen by the receiver, or given back": ["teams.handing.acknowledge", "teams.handing.undo"],
    "about no case, or about one that is to be": [
        *(f"memoranda.services.{act}" for act in ("enter", "change", "add_party", "remove_party", "renew", "end")),
        "memoranda.services.strike",
        *(f"returns.signalling.{act}" for act in ("enter", "take_up", "close")),
        *(f"assistance.catalogue.services.{act}" for act in ("add", "change", "retire")),
        *(f"figures.services.{act}" for act in ("make", "make_report", "approve")),
        "clocks.protection.ask",
    ],
}  # fmt: skip
READS = {"opened", "looked", "exported", "asked_about", "taken", "one", "own", "waiting", "cases_of", "held",
         "calendar_of", "form", "sheet", "certificate", "screening"}  # fmt: skip
APART = ("queries", "views", "forms", "models", "apps", "urls")  # modules that act on nothing by themselves


def acts() -> Iterator[str]:
    """Every function of case work that an actor acts by."""
    for one in pkgutil.walk_packages(gija.casework.__path__, "gija.casework."):
        if ".migrations" in one.name or one.name.endswith(APART):
            continue
        module = importlib.import_module(one.name)
        for name, of in inspect.getmembers(module, inspect.isfunction):
            mine = of.__module__ == one.name and not name.startswith("_")
            if mine and "actor" in inspect.signature(of).parameters and name not in READS:
                yield f"{one.name.removeprefix('gija.casework.')}.{name}"


def test_of_every_act_of_case_work_it_is_said_whether_a_closed_case_refuses_it() -> None:
    """Who adds an act calls `pathway.queries.refuse_closed` in it and tries it here, or says why it goes on."""
    goes_on = [name for names in GOES_ON.values() for name in names]
    assert sorted([*REFUSED, *goes_on]) == sorted(acts())


@pytest.fixture
def world(worker: Actor, rival: Actor, cast: Any) -> SimpleNamespace:
    """Ona's case with something of every room in it, and then closed."""
    w = SimpleNamespace(worker=worker, case=cases.open_case(worker, AGREES))
    w.chief = cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")}).actor("birute")
    w.screening = way.screen(worker, w.case.pk, way.Screened(ago(2), "Mantas"))
    w.member = teams.add(worker, w.case.pk, teams.Said("lead", worker.account))
    w.return_ = returns.begin(worker, w.case.pk, "UKR")
    w.permit = clocks.begin(worker, w.case.pk, clocks.Begun("residence_permit", ago(30)))
    w.late = clocks.begin(worker, w.case.pk, clocks.Begun("court_appeal", ago(5)))
    w.claim = claims.begin(worker, w.case.pk, claims.Said("state", money("1000", "EUR")))
    for turn, sum_ in (("filed", None), ("decided", money("500", "EUR"))):
        w.claim = claims.turn(worker, w.claim.pk, w.claim.version, turn, ago(400), sum_)
    w.service = Service(institution="viltis", kind="psych", en="Talks", lt="Pokalbiai", valid_from=ago(900))
    w.service.save()
    (w.event,) = events.enter_sheet(worker, [row(w)])
    w.job = work.found_work(worker, w.case.pk, work.Said(ago(1)))
    w.plan = plans.begin(worker, w.case.pk)
    theirs = cases.open_case(rival, {**AGREES, "reference": "K-1"})
    referral.refer(rival, theirs.pk, referral.Said("viltis", "services", ["psych"]))
    run_once(strict=True)
    w.taken = Referral.objects.get(institution="viltis")
    w.closure = closing.approve(w.chief, closing.ask(worker, w.case.pk, "left", "closed").pk)
    return w


def refusal_of(act: Act, w: SimpleNamespace) -> set[str]:
    """The codes of what an act refuses; empty where it acts."""
    try:
        act(w)
    except FaultsError as refused:
        return {refused.code, *(fault.code for fault in refused.faults)}
    except GijaError as refused:
        return {refused.code}
    return set()


@database
def test_no_room_enters_anything_in_a_closed_case(world: SimpleNamespace, audit_entries: Any) -> None:
    before = len(audit_entries("casework"))
    for name, act in REFUSED.items():
        assert OTHERWISE.get(name, "pathway.closed") in refusal_of(act, world), name
    assert len(audit_entries("casework")) == before


@database
def test_what_still_runs_is_paid_and_met_in_a_closed_case_and_reopened_it_takes_all_again(
    world: SimpleNamespace,
) -> None:
    w = world
    w.claim = claims.turn(w.worker, w.claim.pk, w.claim.version, "paid", ago(0), money("500", "EUR"))
    assert clocks.done(w.worker, w.late.pk, w.late.version, ago(0)).done_on == ago(0)
    assert plans.close(w.worker, w.plan.pk, w.plan.version).state == "closed"
    closing.reopen(w.worker, w.closure.pk, "Grįžo grasinimai")
    assert not queries.closed(w.case)
    assert clocks.begin(w.worker, w.case.pk, clocks.Begun("court_appeal", ago(1))).pk
    assert way.contact(w.worker, w.case.pk, way.Reached("email", "safe")).pk


@database
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("periods/begin/", {"case": "{case}", "kind": "court_appeal", "reference": "2014-77"}),
        ("compensation/begin/", {"case": "{case}", "source": "state", "reference": "2014-77"}),
    ],
)
def test_a_form_says_at_its_head_that_the_case_is_closed_and_keeps_what_was_written(
    world: SimpleNamespace, client_for: Any, address: str, said: dict[str, str]
) -> None:
    told = {name: value.format(case=world.case.pk) for name, value in said.items()} | {"began_on": ago(1).isoformat()}
    answer = client_for("mantas", "en").post(f"/casework/{address}", told)
    page = answer.content.decode()
    assert (answer.status_code, "2014-77" in page, "This case is closed" in page) == (422, True, True)
