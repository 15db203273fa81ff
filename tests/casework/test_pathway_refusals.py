"""What the way of a case refuses, keeps readable and never counts twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Case
from gija.casework.clocks import services as clocks
from gija.casework.pathway import book, closing, services
from gija.casework.pathway.childhood import childhood
from gija.casework.pathway.models import Closure, Line, Screening
from gija.casework.pathway.services import Entered, ForChild, Reached, Screened
from gija.commons.casefile import columns
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, ONA

database = pytest.mark.django_db(databases="__all__")
HOME = "/casework/pathway/"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def chief(cast: Any) -> Actor:
    """Birutė, who supervises at Viltis."""
    found: Actor = cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")}).actor("birute")
    return found


@database
@pytest.mark.parametrize("answer", ["x" * 4001, "a\0b"])
def test_an_answer_that_cannot_be_kept_decides_nothing(
    worker: Actor, chief: Actor, case: Any, client_for: Any, answer: str
) -> None:
    asked = closing.ask(worker, case.pk, "left", "closed")
    sent = client_for("birute", "lt").post(f"{HOME}closure/{asked.pk}/", {"approve": "1", "answer": answer})
    assert sent.status_code == 422
    assert Closure.objects.get(pk=asked.pk).state == "asked"


@database
def test_the_number_of_another_cases_status_is_refused_and_breaks_nothing(worker: Actor, case: Any) -> None:
    other = cases.open_case(worker, {**ONA, "reference": "2014-020"}, anyway=True)
    with pytest.raises(GijaError) as refused:
        services.stage(worker, other.pk, Entered("presumed", day("2014-03-06"), "ngo"), case.statuses.get().pk)
    assert refused.value.code == "pathway.not_found"


@database
def test_one_case_that_went_to_and_fro_five_times_is_one_case_and_tells_no_days(worker: Actor) -> None:
    made = cases.open_case(worker, ONA)
    for month in range(4, 9):
        services.stage(worker, made.pk, Entered("presumed", day(f"2014-{month:02}-06"), "ngo"))
        services.stage(worker, made.pk, Entered("declined", day(f"2014-{month:02}-09"), "ngo"))
    there = next(one for one in book.between("viltis") if one.before == "presumed")
    assert (there.cases, there.median) == (1, None)


@database
def test_a_day_before_1900_is_a_slip_of_the_hand(worker: Actor, case: Any) -> None:
    with pytest.raises(FaultsError) as refused:
        services.screen(worker, case.pk, Screened(day("0201-03-05"), "Mantas"))
    assert [(one.field, one.code) for one in refused.value.faults] == [("on", "casefile.day")]


def test_a_doubt_noted_after_the_age_was_established_is_a_doubt_again() -> None:
    told = [childhood("1990-01-01", "adult", day("2020-01-01"), steps, day("2026-02-28")).treated
            for steps in (["age_doubt", "age_settled"], ["age_doubt", "age_settled", "age_doubt"])]  # fmt: skip
    assert told == [False, True]


@database
def test_that_the_age_is_in_doubt_or_established_is_never_said_by_not_needed(worker: Actor) -> None:
    child = cases.open_case(worker, {**CHILD, "birth_date": f"{timezone.localdate().year - 10}-02-01",
                                     "registered_on": timezone.localdate().isoformat()})  # fmt: skip
    for step in ("age_doubt", "age_settled"):
        with pytest.raises(FaultsError) as refused:
            services.child_step(worker, child.pk, ForChild(step, timezone.localdate(), "", "Nereikia", needless=True))
        assert [one.field for one in refused.value.faults] == ["needless"]


@database
def test_a_way_to_reach_somebody_that_was_replaced_or_struck_out_stays_readable(
    worker: Actor, case: Any, client_for: Any
) -> None:
    services.contact(worker, case.pk, Reached("phone", "safe", "8 600 00001"))
    wrong = services.contact(worker, case.pk, Reached("phone", "safe", "8 600 00002"))
    services.strike(worker, "contact", wrong.pk, "Kito asmens numeris")
    told = client_for("mantas", "lt").get(f"{HOME}case/{case.pk}/").content.decode()
    assert told.index("8 600 00001") < told.index("8 600 00002")
    assert "Kito asmens numeris" in told


@database
def test_nobody_fills_in_a_form_that_will_not_be_kept(worker: Actor, chief: Actor, case: Any, client_for: Any) -> None:
    closing.approve(chief, closing.ask(worker, case.pk, "left", "closed").pk)
    page = client_for("mantas", "lt")
    for what in ("stage", "screening", "contact"):
        assert page.get(f"{HOME}case/{case.pk}/{what}/").status_code == 400, what


@database
def test_a_look_at_the_answers_of_a_screening_leaves_one_entry(
    worker: Actor, case: Any, client_for: Any, audit_entries: Any
) -> None:
    made = services.screen(worker, case.pk, Screened(day("2014-03-06"), "Mantas", {"violence": "yes"}))
    page, before = client_for("mantas", "lt"), len(audit_entries("casework"))
    assert page.get(f"{HOME}screening/{made.pk}/").status_code == 200
    assert [one.action for one in audit_entries("casework")[before:]] == ["casework.pathway.look"]
    assert Screening.objects.get().answers == {"violence": "yes"}


@database
def test_a_line_of_the_log_cannot_be_taken_out(worker: Actor, case: Any) -> None:
    services.contact(worker, case.pk, Reached("email", "unsafe"))
    for take in (Line.objects.get().delete, Line.objects.all().delete):
        with pytest.raises(GijaError):
            take()


@database
def test_by_hand_no_case_is_closed_or_opened_past_the_supervisor(
    worker: Actor, chief: Actor, case: Any, client_for: Any, fresh: Any
) -> None:
    closed = {"case_status": "closed", "closure_reason": "left"}
    asked = closing.ask(worker, case.pk, "left", "closed")
    for before, said in (("", closed), ("closed", {"case_status": "active"})):
        with pytest.raises(FaultsError) as refused:
            cases.answer(worker, case.pk, "process", said)
        assert [(one.field, one.code) for one in refused.value.faults] == [("case_status", "pathway.state")]
        assert fresh(case).answers.get("case_status", "") == before
        if not before:
            closing.approve(chief, asked.pk)
    cases.answer(worker, case.pk, "process", closed)  # as it stands: the rest of the page may be written
    assert client_for("birute", "lt").get(f"{HOME}closure/{asked.pk}/").status_code == 400


@database
def test_an_import_for_whose_case_another_room_holds_something_is_not_undone(worker: Actor) -> None:
    found = cases.preview(worker, columns.template().encode())
    cases.apply(worker, found.pk)
    period = clocks.begin(worker, Case.objects.get().pk, clocks.Begun("court_appeal", day("2014-04-01")))
    with pytest.raises(GijaError) as refused:
        cases.undo(worker, found.pk)
    assert (refused.value.code, refused.value.values) == ("casefile.import_touched", {"count": 1})
    period.refresh_from_db()
