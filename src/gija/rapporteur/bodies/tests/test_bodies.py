"""Bodies: seats by office, meetings with minutes, votes, decisions that lead to tasks and laws, problems, functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.bodies import holding, obligations, queries, seeds, services, trail
from gija.rapporteur.bodies.models import Body, Decision, Holding, Meeting
from gija.rapporteur.bodies.services import Founding, Votes
from gija.rapporteur.duties import calendar
from gija.rapporteur.plan import seeds as plans
from gija.rapporteur.tasks import services as tasks
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[[str], Body]
Held = Callable[[str], Meeting]
FUTURE = dt.date(2099, 1, 1)
SAID = Text("Train the officers", "Apmokyti pareigūnus")
TABLES = ("bodies_act", "bodies_decision", "bodies_law")


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def test_the_bodies_of_the_sources_are_entered_once_with_their_lines(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    assert len(services.load(vaida)) == len(seeds.known())
    assert services.load(vaida) == []
    commission = Body.objects.get(code="crime-commission")
    assert (commission.founder, commission.chair, commission.chair_en) == (
        "prime_minister_office",
        "moi",
        "Minister of the Interior",
    )
    assert [one["source"] for one in commission.duties] == ["S1 L51", "S1 L52", "S1 L53", "S1 L54", "S1 L55"]
    assert all(one.source for one in Body.objects.all())
    four = Body.objects.get(code="working-group-2010")
    assert {one.institution for one in four.members.all()} == {"moi", "moj", "mfa", "mssl"}
    assert four.laws.get().day == dt.date(2012, 6, 30)
    assert Body.objects.get(code="working-group-2012").day == dt.date(2012, 4, 18)


def test_what_the_seeds_point_to_is_there() -> None:
    known = {one.code for one in plans.known()}
    for code, raw in seeds.known().items():
        assert raw.get("plan", "") in {"", *known}, code
        assert raw.get("follows", "") in {"", *seeds.known()}, code
        assert {one["duty"] for one in raw.get("duties", ()) if "duty" in one} <= set(calendar.duties()), code


def test_a_meeting_is_called_held_decided_on_and_leads_to_a_task_and_a_law(
    cast: Cast, held: Held, audit_entries: Callable[[str], list[Any]]
) -> None:
    vaida, meeting = cast.actor("vaida"), held("commission-a")
    before = len(audit_entries("rapporteur"))
    decision = services.decide(vaida, meeting.pk, "1", SAID, True, Votes(2, 0, 1))
    task = services.task(vaida, decision.pk, "Apmokyti pareigūnus", "", "kpb", FUTURE)
    tasks.do(cast.actor("dalia"), task.pk, 1, "Apmokyta 120 pareigūnų.", "Reg. Nr. 12")
    services.law(vaida, decision.pk, Text("Amended", "Pakeista"), "BK 147", dt.date(2024, 7, 1))
    assert [evidence for _task, evidence in queries.given(decision)] == ["Apmokyta 120 pareigūnų. · Reg. Nr. 12"]
    assert decision.laws.get().reference == "BK 147"
    found = {one.institution: one for one in queries.participation(meeting.body)}
    assert {code: one.index for code, one in found.items()} == {"moi": 100, "kpb": 100, "viltis": 0}
    assert (found["kpb"].tasks, found["kpb"].done) == (1, 1)
    details = [entry.details["act"] for entry in audit_entries("rapporteur")[before:]]
    assert details == ["decide", "give", "do", "law"]


def test_an_institution_is_asked_only_for_meetings_while_it_had_a_seat(cast: Cast, held: Held) -> None:
    vaida, meeting = cast.actor("vaida"), held("commission-b")
    seat = meeting.body.members.get(institution="viltis")
    services.unseat(vaida, meeting.body.code, seat.pk, dt.date(2024, 5, 5))
    found = {one.institution: one for one in queries.participation(meeting.body)}
    assert (found["viltis"].held, found["viltis"].index) == (0, None)


REFUSED: list[tuple[str, Callable[[Any, Meeting], object]]] = [
    ("bodies.votes", lambda a, m: services.decide(a, m.pk, "2", SAID, votes=Votes(1, 1, 0))),
    ("bodies.votes", lambda a, m: services.decide(a, m.pk, "2", SAID, votes=Votes(4, 0, 0))),
    ("bodies.text", lambda a, m: services.decide(a, m.pk, "2", Text("only English", ""))),
    ("bodies.state", lambda a, m: services.cancel(a, m.pk, m.version, "It rained the whole day.")),
    ("bodies.version", lambda a, m: services.cancel(a, m.pk, 1, "It rained the whole day.")),
    ("bodies.reason", lambda a, m: services.end(a, m.body.code, 1, FUTURE, "no")),
    ("bodies.order", lambda a, m: services.end(a, m.body.code, 1, dt.date(2019, 1, 1), "The Government ended it.")),
    ("bodies.taken", lambda a, m: services.add(a, m.body.code, Founding("commission", SAID))),
    ("bodies.agenda", lambda a, m: services.call(a, m.body.code, FUTURE, Text("", " "))),
    ("bodies.future", lambda a, m: services.found(a, m.body.code, SAID, FUTURE)),
    ("bodies.not_found", lambda a, m: services.law(a, 10**9, SAID, "BK", None)),
    ("directory.unknown", lambda a, m: services.seat(a, m.body.code, "nobody", SAID, None)),
]


def test_what_does_not_fit_is_refused(cast: Cast, held: Held) -> None:
    vaida, meeting = cast.actor("vaida"), held("commission-c")
    meeting.refresh_from_db()
    for code, act in REFUSED:
        refused(code, lambda act=act: act(vaida, meeting))  # type: ignore[misc]
    services.decide(vaida, meeting.pk, "1", SAID)
    refused("bodies.number", lambda: services.decide(vaida, meeting.pk, "1", SAID))
    called = services.call(vaida, meeting.body.code, FUTURE, Text("", "1. Kita"))
    refused("bodies.state", lambda: services.decide(vaida, called.pk, "3", SAID))
    minutes = Text("", "Išklausyta ataskaita.")
    refused("bodies.future", lambda: services.hold(vaida, called.pk, 1, ("moi",), minutes, "P-1"))
    past = services.call(vaida, meeting.body.code, dt.date(2024, 6, 1), Text("", "1. Kita"))
    refused("bodies.no_seat", lambda: services.hold(vaida, past.pk, 1, ("vilnius_police",), minutes, "P-1"))
    refused("bodies.minutes", lambda: services.hold(vaida, past.pk, 1, ("moi",), minutes, ""))


def test_who_reads_keeps_nothing_and_decisions_are_never_changed(cast: Cast, held: Held) -> None:
    meeting = held("commission-d")
    for who in ("dalia", "edita"):
        with pytest.raises(NotPermittedError):
            services.decide(cast.actor(who), meeting.pk, "1", SAID)
    with pytest.raises(NotPermittedError):
        queries.bodies(cast.actor("rasa"))
    made = services.decide(cast.actor("paulius"), meeting.pk, "1", SAID)
    refused("statistics.never_overwritten", lambda: Decision.objects.filter(pk=made.pk).delete())
    connection = connections["rapporteur"]
    for table in TABLES:
        assert present(connection, table) == set(wanted(connection, table))


def test_a_problem_goes_from_found_to_solved_and_a_refused_proposal_may_be_put_anew(cast: Cast, made: Made) -> None:
    vaida, body = cast.actor("vaida"), made("commission-e")
    one = services.found(vaida, body.code, SAID, dt.date(2024, 1, 1))
    refused("bodies.state", lambda: services.move(vaida, one.pk, 1, "accepted", "The Government agreed."))
    one = services.propose(vaida, one.pk, 1, Text("Pay for it", "Skirti lėšų"), "moi")
    one = services.move(vaida, one.pk, 2, "refused", "There is no money this year.")
    one = services.propose(vaida, one.pk, 3, Text("Pay half", "Skirti pusę"), "moi")
    one = services.move(vaida, one.pk, 4, "accepted", "The Government agreed.")
    one = services.move(vaida, one.pk, 5, "solved", "The officers were trained.")
    acts = [act.act for act in trail.acts("problem", one.pk)]
    assert acts == ["found", "proposed", "refused", "proposed", "accepted", "solved"]


def test_shares_of_a_function_are_never_more_than_the_whole_on_any_day(cast: Cast) -> None:
    vaida, year = cast.actor("vaida"), dt.date(2031, 1, 1)
    holding.give(vaida, "9.2", "moi", "main", 60, year, dt.date(2031, 12, 31))
    holding.give(vaida, "9.2", "kpb", "support", 40, dt.date(2031, 6, 1))
    refused("bodies.share", lambda: holding.give(vaida, "9.2", "viltis", "support", 1, dt.date(2031, 1, 1)))
    refused("bodies.held", lambda: holding.give(vaida, "9.2", "kpb", "main", None, dt.date(2032, 1, 1)))
    refused("bodies.function", lambda: holding.give(vaida, "9.9", "kpb", "main", None, year))
    units, rows = holding.matrix(holding.on(vaida, dt.date(2031, 7, 1)))
    assert sorted(units) == ["kpb", "moi"]
    assert {unit: one.share for unit, one in rows["9.2"].items()} == {"moi": 60, "kpb": 40}
    assert set(rows) == set(seeds.functions())
    assert {one.institution for one in holding.on(vaida, dt.date(2032, 1, 1)) if one.function == "9.2"} == {"kpb"}


def test_the_functions_of_the_sources_are_entered_once_and_change_with_the_model_of_2012(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    Holding.objects.all().delete()
    assert holding.load(vaida) > 0
    assert holding.load(vaida) == 0
    before = {one.institution for one in holding.on(vaida, dt.date(2008, 1, 1))}
    assert before == {"moi", "iom_vilnius", "police_department", "childrens_ombudsman"}
    assert {one.source for one in holding.on(vaida, dt.date(2013, 1, 1)) if one.function == "9.1"} >= {"S1 L75, L79"}


def test_an_institution_sees_all_that_is_asked_of_it_and_nothing_of_others(cast: Cast, held: Held) -> None:
    vaida, meeting = cast.actor("vaida"), held("commission-f")
    decision = services.decide(vaida, meeting.pk, "1", SAID)
    services.task(vaida, decision.pk, "Apmokyti pareigūnus", "", "kpb", FUTURE)
    assert [one.text for one in obligations.of(cast.actor("dalia"))] == ["Apmokyti pareigūnus"]
    assert obligations.of(cast.actor("ona")) == []
    assert [code for code, _title, _office in obligations.seats(cast.actor("ona"))] == ["commission-f"]


def test_a_long_reason_is_kept_to_its_end() -> None:
    said = "Nutraukta, nes pasikeitė pavaldumas. " * 100
    assert trail.reason(said) == said.strip()


def test_the_sample_of_the_demo_leaves_no_page_empty_and_enters_nothing_twice(cast: Cast) -> None:
    from gija.rapporteur.bodies import sample
    from gija.rapporteur.evaluators import queries as tenders

    for _again in range(2):
        sample.enter(cast.actor("vaida"), "kpb", "viltis")
    assert [one.text for one in obligations.of(cast.actor("dalia"))][:1] == ["Parengti mokymų planą (demonstracija)"]
    assert tenders.author_of(cast.actor("edita"), "2014") is not None
