"""The way of a case: stages in order by who is competent, screening, risk, safe contact, a child, closure by two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.pathway import book, closing, paper, queries, services, trail
from gija.casework.pathway.definitions import child_required
from gija.casework.pathway.models import Closure, Contact, Line, Risk, Step
from gija.casework.pathway.services import Entered, ForChild, Judged, Reached, Screened
from gija.commons.casefile.queries import standing as not_struck
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, HAPPENED, ONA

database = pytest.mark.django_db(databases="__all__")
HOME = "/casework/pathway/"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ahead(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def chief(cast: Any) -> Actor:
    """Birutė, who supervises at Viltis."""
    found: Actor = cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")}).actor("birute")
    return found


@pytest.fixture
def signal(worker: Actor) -> Any:
    """Ona's case of which nothing but who she is was said."""
    return cases.open_case(worker, ONA)


@pytest.fixture
def child(worker: Actor) -> Any:
    """A boy of ten, a presumed victim."""
    on = ahead(-30).isoformat()
    happened = {**HAPPENED, "means": [], "status_on": on, "consents_on": on}
    who = {**CHILD, "birth_date": f"{timezone.localdate().year - 10}-02-01", "registered_on": on}
    return cases.open_case(worker, {**who, **happened})


def enter(actor: Actor, case: Any, stage: str, on: str, kind: str = "ngo") -> Any:
    return services.stage(actor, case.pk, Entered(stage, day(on), kind, "Viltis"))


def fields(refused: pytest.ExceptionInfo[FaultsError]) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.value.faults}


def stage_of(case: Any) -> str:
    return queries.standing(type(case).objects.get(pk=case.pk)).stage


# ---- the data ----


@database
def test_a_stage_that_is_a_status_stands_among_the_statuses_of_the_case_and_nowhere_else(
    worker: Actor, signal: Any, audit_entries: Any
) -> None:
    enter(worker, signal, "presumed", "2014-03-06")
    (status,) = not_struck(signal.statuses)
    assert (status.status, status.on, status.authority, Step.objects.count()) == (
        "presumed", day("2014-03-06"), "Viltis", 0,
    )  # fmt: skip
    assert stage_of(signal) == "presumed"
    enter(worker, signal, "assistance", "2014-03-07")
    assert (stage_of(signal), Step.objects.count()) == ("assistance", 1)
    acts = [one.action for one in audit_entries("casework") if "pathway" in one.action]
    assert acts == ["casework.pathway.stage"] * 2
    assert Line.objects.count() == 2


@database
def test_a_status_added_or_struck_out_in_the_case_file_moves_the_case_at_once(worker: Actor, signal: Any) -> None:
    cases.add_status(worker, signal.pk, {"status": "recognised", "status_on": "2014-04-01",
                                         "authority_kind": "prosecution"})  # fmt: skip
    assert stage_of(signal) == "recognised"
    cases.strike(worker, signal.pk, "status", signal.statuses.get().pk, "Ne tas asmuo")
    assert stage_of(signal) == "signal"
    assert [one.holds for one in trail.of(type(signal).objects.get(pk=signal.pk))] == [True, False]


@database
def test_nothing_is_entered_out_of_order_or_by_who_is_not_competent(worker: Actor, signal: Any) -> None:
    enter(worker, signal, "presumed", "2014-03-06")
    wrong = [
        ("signal", "2014-03-07", "ngo", ("stage", "pathway.order")),
        ("recognised", "2014-03-07", "ngo", ("authority_kind", "pathway.not_competent")),
        ("identified", "2014-03-05", "police", ("on", "pathway.day")),
        ("identified", ahead(1).isoformat(), "police", ("on", "casefile.future")),
    ]
    for stage, on, kind, fault in wrong:
        with pytest.raises(FaultsError) as refused:
            enter(worker, signal, stage, on, kind)
        assert fields(refused) == {fault}
    enter(worker, signal, "recognised", "2014-03-07", "prosecution")
    assert stage_of(signal) == "recognised"


@database
def test_a_form_sent_twice_acts_once_and_another_cases_number_is_refused(
    worker: Actor, signal: Any, child: Any
) -> None:
    number = "5a0b6a9e-3f43-4c40-9a41-0d2f4f0b7a11"
    for _time in range(2):
        services.contact(worker, signal.pk, Reached("phone", "safe", "8 612 34567"), number)
    assert Contact.objects.count() == 1
    with pytest.raises(GijaError) as refused:
        services.contact(worker, child.pk, Reached("phone", "safe"), number)
    assert refused.value.code == "pathway.not_found"


# ---- screening, risk, contact ----


@database
def test_a_screening_is_proposed_by_rule_and_decided_by_a_person_with_a_reason(worker: Actor, signal: Any) -> None:
    said = Screened(day("2014-03-06"), "Mantas", {"violence": "yes", "fined": "perhaps", "nonsense": "yes"})
    made = services.screen(worker, signal.pk, said)
    assert (made.proposed, made.answers, stage_of(signal)) == ("presumed", {"violence": "yes"}, "screening")
    with pytest.raises(FaultsError) as refused:
        services.decide(worker, made.pk, "at_risk", " ")
    assert fields(refused) == {("reason", "casefile.required")}
    services.decide(worker, made.pk, "at_risk", "Smurtas šeimoje, ne prekyba.")
    with pytest.raises(GijaError):
        services.decide(worker, made.pk, "presumed", "Kita nuomonė")
    services.strike(worker, "screening", made.pk, "Kito asmens atsakymai")
    assert stage_of(signal) == "signal"


@database
@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_screening_is_printed_and_leaves_one_entry(
    worker: Actor, signal: Any, audit_entries: Any, language: str
) -> None:
    made = services.screen(worker, signal.pk, Screened(day("2014-03-06"), "Mantas", {"violence": "yes"}, "ukr", "Vera"))
    before = len(audit_entries("casework"))
    assert paper.screening(worker, made.pk, language)[1].startswith(b"%PDF")
    assert [one.action for one in audit_entries("casework")[before:]] == ["casework.pathway.export"]


@database
def test_an_overdue_review_waits_until_the_risk_is_looked_at_again(worker: Actor, signal: Any) -> None:
    services.assess(worker, signal.pk, Judged(day("2014-03-06"), "high", day("2014-04-06"), {"suicide": "high"}))
    assert (queries.waiting(worker), queries.due(worker, book.rows("viltis"))) == (1, {signal.pk: ["review"]})
    with pytest.raises(FaultsError) as refused:
        services.assess(worker, signal.pk, Judged(timezone.localdate(), "low", ahead(0), {"suicide": "high"}))
    assert fields(refused) == {("reason", "casefile.required"), ("review_on", "pathway.review")}
    again = services.assess(worker, signal.pk, Judged(timezone.localdate(), "low", ahead(30), {"suicide": "low"}))
    assert (queries.waiting(worker), Risk.objects.filter(replaced=False).get()) == (0, again)
    services.strike(worker, "risk", again.pk, "Suklysta")
    assert queries.waiting(worker) == 1, "what it had replaced holds again"


@database
def test_how_to_reach_the_person_is_encrypted_and_the_latest_of_each_way_holds(worker: Actor, signal: Any) -> None:
    from django.db import connections

    services.contact(worker, signal.pk, Reached("phone", "safe", "8 612 34567"))
    services.contact(worker, signal.pk, Reached("email", "unsafe"))
    services.contact(worker, signal.pk, Reached("phone", "only_when", "8 612 34567", "Pirmadieniais", "Žibutė"))
    assert [(one.channel, one.safety) for one in queries.contacts_of(signal)] == [
        ("email", "unsafe"), ("phone", "only_when"),
    ]  # fmt: skip
    with connections["casework"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Contact._meta.db_table}")
        kept = str(cursor.fetchall())
    assert not any(word in kept for word in ("8 612 34567", "Pirmadieniais", "Žibutė"))
    with pytest.raises(FaultsError) as refused:
        services.contact(worker, signal.pk, Reached("through", "only_when"))
    assert fields(refused) == {("hours", "casefile.required"), ("where", "casefile.required")}


# ---- a child ----


@database
def test_a_childs_case_is_not_closed_while_required_steps_are_missing_unless_the_supervisor_says_why(
    worker: Actor, chief: Actor, child: Any
) -> None:
    assert queries.child_missing(child) == child_required()
    assert queries.due(worker, book.rows("viltis")) == {child.pk: ["child"]}
    services.child_step(worker, child.pk, ForChild("guardian", timezone.localdate(), "Globos skyrius"))
    with pytest.raises(FaultsError) as refused:
        services.child_step(worker, child.pk, ForChild("interview", timezone.localdate(), needless=True))
    assert fields(refused) == {("note", "casefile.required")}
    asked = closing.ask(worker, child.pk, "referred", "closed_referred")
    with pytest.raises(FaultsError) as refused:
        closing.approve(chief, asked.pk)
    assert fields(refused) == {("why", "pathway.child_missing")}
    closed = closing.approve(chief, asked.pk, why="Perduota vaiko teisių tarnybai tą pačią dieną.")
    assert set(closed.missing) == set(child_required()) - {"guardian"}
    assert queries.closed(child)


# ---- closing ----


@database
def test_who_asks_for_a_closure_never_approves_it(worker: Actor, chief: Actor, signal: Any) -> None:
    own = closing.ask(chief, signal.pk, "goals_met", "closed")
    with pytest.raises(GijaError) as refused:
        closing.approve(chief, own.pk)
    assert refused.value.code == "pathway.own_closure"
    with pytest.raises(NotPermittedError):
        closing.approve(worker, own.pk)
    assert (queries.waiting(chief), queries.waiting(worker)) == (0, 0)


@database
def test_a_closed_case_is_told_to_the_case_file_stays_readable_and_is_reopened_where_it_stood(
    worker: Actor, chief: Actor, case: Any, fresh: Any, audit_entries: Any
) -> None:
    asked = closing.ask(worker, case.pk, "goals_met", "closed", "Dirba, gyvena saugiai.")
    assert queries.waiting(chief) == 1
    closing.give_back(chief, asked.pk, "Pirma įvertinkite riziką.")
    again = closing.ask(worker, case.pk, "goals_met", "closed")
    closing.approve(chief, again.pk, "Sutinku")
    assert fresh(case).answers["case_status"] == "closed"
    assert fresh(case).answers["closure_reason"] == "goals_met"
    assert (stage_of(case), queries.closed(case)) == ("closure", True)
    with pytest.raises(GijaError) as refused:
        enter(worker, case, "assistance", "2014-05-01")
    assert refused.value.code == "pathway.closed"
    rows = book.rows("viltis")
    assert queries.listed(rows, {}, {}) == []
    assert [one.case for one in queries.listed(rows, {}, {"show": "closed"})] == [case.pk]
    closing.reopen(worker, again.pk, "Grįžo grasinimai")
    assert (stage_of(case), queries.closed(case)) == ("presumed", False)
    assert fresh(case).answers == {**fresh(case).answers, "case_status": "active"}
    assert "closure_reason" not in fresh(case).answers
    acts = [one.action.rpartition(".")[2] for one in audit_entries("casework") if "pathway" in one.action]
    assert acts == ["close_ask", "close_return", "close_ask", "close", "reopen"]


@database
def test_a_closure_that_was_decided_is_neither_decided_again_nor_struck_out(
    worker: Actor, chief: Actor, signal: Any
) -> None:
    first = closing.ask(worker, signal.pk, "left", "closed")
    with pytest.raises(GijaError) as refused:
        closing.ask(worker, signal.pk, "left", "closed")
    assert refused.value.code == "pathway.asked_already"
    closing.give_back(chief, first.pk, "Dar ne")
    for act in (
        lambda: closing.approve(chief, first.pk),
        lambda: services.strike(worker, "closure", first.pk, "Klaida"),
    ):
        with pytest.raises(GijaError) as refused:
            act()
        assert refused.value.code == "pathway.decided"
    second = closing.ask(worker, signal.pk, "left", "closed")
    services.strike(worker, "closure", second.pk, "Dar ne laikas")
    assert not queries.asked("viltis").exists()


# ---- who sees what ----


@database
def test_another_institution_sees_and_does_nothing(worker: Actor, rival: Actor, signal: Any) -> None:
    made = services.screen(worker, signal.pk, Screened(day("2014-03-06"), "Mantas"))
    for act in (
        lambda: services.looked(rival, signal.pk),
        lambda: enter(rival, signal, "presumed", "2014-03-06"),
        lambda: services.decide(rival, made.pk, "presumed", "x"),
        lambda: services.strike(rival, "screening", made.pk, "x"),
    ):
        with pytest.raises(NotPermittedError):
            act()
    assert (book.rows(rival.institution), services.exported(rival)) == ([], [])
    assert queries.above(rival, signal) == []


@database
def test_the_log_is_only_added_to(worker: Actor, signal: Any) -> None:
    enter(worker, signal, "presumed", "2014-03-06")
    line = Line.objects.get()
    for change in (line.save, lambda: Line.objects.update(by="X")):
        with pytest.raises(GijaError):
            change()


@database
def test_days_between_stages_are_told_of_enough_cases_only(worker: Actor) -> None:
    for number in range(5):
        made = cases.open_case(worker, {**ONA, "reference": f"2014-{number}"}, anyway=True)
        enter(worker, made, "presumed", f"2014-03-{6 + number:02}")
        if number == 0:
            enter(worker, made, "identified", "2014-05-01", "police")
    first, second = book.between("viltis")
    assert (first.before, first.after, first.cases, first.median, first.shortest, first.longest) == (
        "signal", "presumed", 5, 3, 1, 5,
    )  # fmt: skip
    assert (second.cases, second.median, second.longest) == (1, None, None)
    assert book.by_stage(book.rows("viltis"))["presumed"] == 4


@database
def test_the_list_and_the_page_of_a_case_say_the_same(worker: Actor, chief: Actor, signal: Any) -> None:
    services.screen(worker, signal.pk, Screened(day("2014-03-05"), "Mantas"))
    services.stage(worker, signal.pk, Entered("presumed", day("2014-03-06"), "ngo"))
    closing.approve(chief, closing.ask(worker, signal.pk, "left", "closed").pk)
    fresh_case = type(signal).objects.get(pk=signal.pk)
    assert [one[2] for one in book.moments("viltis")[signal.pk]] == [one.stage for one in trail.of(fresh_case)]
    assert book.rows("viltis")[0][::2] == (queries.standing(fresh_case).since, "closure")
    assert Closure.objects.get().decided_on == timezone.localdate()


@database
def test_one_more_screening_of_a_presumed_victim_does_not_move_the_case_back(worker: Actor, case: Any) -> None:
    services.screen(worker, case.pk, Screened(timezone.localdate(), "Mantas"))
    assert stage_of(case) == book.rows("viltis")[0].stage == "presumed"
