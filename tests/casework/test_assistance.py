"""Assistance: a sheet of service events, told to the case file; the catalogue; figures of the own institution."""

from __future__ import annotations

import csv
import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gija.casework.assistance import counting, queries, services
from gija.casework.assistance.catalogue import queries as offers
from gija.casework.assistance.catalogue import services as catalogue
from gija.casework.assistance.catalogue.services import Offer
from gija.casework.assistance.figures import queries as figures
from gija.casework.assistance.figures import taken
from gija.casework.assistance.models import Event, Service
from gija.casework.assistance.services import Row
from gija.casework.cases import services as cases
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.queries import standing
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.methods.money import Money
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
HOME = "/casework/assistance/"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def talk(worker: Actor) -> Service:
    """Talks with a psychologist, given by Viltis itself."""
    said = Offer(
        "psych", "Talks with a psychologist", "Pokalbiai su psichologu", day("2010-01-01"), groups=["women", "nobody"],
        languages=["lit", "eng"], cost=Money(Decimal("40.00"), "LTL"), unit="hour", capacity=1,
    )  # fmt: skip
    return catalogue.add(worker, said)


@pytest.fixture
def bed(worker: Actor, rival: Actor) -> Service:
    """A bed in the shelter of another body of the directory."""
    return catalogue.add(worker, Offer("accommodation", "A bed", "Lova", day("2010-01-01"), body="prieglobstis"))


def row(case: Any, service: Service | None, first: str = "", hours: str = "1,5", **more: Any) -> Row:
    said: dict[str, Any] = {
        "number": new_id(),
        "case": case.reference if case else "",
        "hours": hours,
        "outcome": "given",
    } | more
    return Row(service=service.pk if service else "", first=day(first) if first else None, **said)


def entries(case: Any) -> list[tuple[str, str, str]]:
    """What the case file says was given: kind, first and last day."""
    case = type(case).objects.get(pk=case.pk)
    return [(one.service, f"{one.start}", f"{one.end}") for one in standing(case.assistance)]


def fields(refused: pytest.ExceptionInfo[FaultsError]) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.value.faults}


def refused_as(code: str) -> Any:
    return pytest.raises(GijaError, check=lambda error: error.code == code)


def test_a_sheet_is_told_to_the_case_file_in_one_act(
    worker: Actor, case: Any, talk: Service, bed: Service, audit_entries: Any, fresh: Any
) -> None:
    before, told = fresh(case).version, len(audit_entries("casework"))
    sheet = [
        row(case, talk, "2014-03-10"), row(None, None, "2014-03-12", "2"), Row(new_id()),
        row(case, bed, "2014-03-12", "", last=day("2014-03-14")),
    ]  # fmt: skip
    made = services.enter_sheet(worker, sheet)
    assert [(one.hours, one.service.kind) for one in made] == [
        (Decimal("1.5"), "psych"), (Decimal(2), "psych"), (None, "accommodation"),
    ]  # fmt: skip
    assert entries(case) == [("psych", "2014-03-10", "2014-03-12"), ("accommodation", "2014-03-12", "2014-03-14")]
    assert standing(fresh(case).assistance)[1].provider == "Prieglobstis (išgalvota)"
    assert fresh(case).version > before, "the register is told by the next correction"
    (entry,) = audit_entries("casework")[told:]
    assert (entry.action, entry.details["events"]) == ("casework.assistance.enter", 3)
    assert services.enter_sheet(worker, sheet) == [], "the same sheet, sent twice, enters once"
    assert Event.objects.count() == 3


def test_a_fault_is_told_by_row_and_field_and_nothing_is_half_written(
    worker: Actor, rival: Actor, case: Any, talk: Service
) -> None:
    later = timezone.localdate() + dt.timedelta(days=1)
    theirs = cases.open_case(rival, WHOLE | {"reference": "S-1", "personal_code": ""})
    sheet = [
        row(case, talk, "2014-03-10"), row(theirs, talk, "2014-03-10"), row(case, talk, f"{later}", "25"),
        row(case, talk, "2014-03-10", last=day("2014-03-09"), outcome="nonsense"), row(case, talk, "2009-01-01", "-1"),
    ]  # fmt: skip
    with pytest.raises(FaultsError) as refused:
        services.enter_sheet(worker, sheet)
    assert fields(refused) == {
        ("r2-case", "assistance.no_case"), ("r3-first", "casefile.future"), ("r3-hours", "assistance.hours"),
        ("r4-last", "casefile.order"), ("r4-outcome", "casefile.required"), ("r5-service", "assistance.not_offered"),
        ("r5-hours", "assistance.hours"),
    }  # fmt: skip
    assert not Event.objects.exists()
    with pytest.raises(GijaError, match=r"assistance\.empty|empty"):
        services.enter_sheet(worker, [Row(new_id())])


def test_what_goes_on_makes_the_entry_longer_and_what_was_long_ago_is_another(
    worker: Actor, case: Any, talk: Service
) -> None:
    cases.add_assistance(worker, case.pk, {"service": "psych", "start": "2014-03-05", "end": "2014-03-20"})
    days = ("2014-04-10", "2014-07-01", "2014-02-20", "2014-03-08")
    made = [services.enter_sheet(worker, [row(case, talk, on)])[0] for on in days]
    assert entries(case) == [("psych", "2014-02-20", "2014-04-10"), ("psych", "2014-07-01", "2014-07-01")]
    services.strike(worker, made[1].pk, "Ne ta byla")
    services.strike(worker, made[0].pk, "Ne ta diena")
    assert entries(case) == [("psych", "2014-02-20", "2014-03-20")], "as it was entered by hand, and begun earlier"
    services.strike(worker, made[2].pk, "Ne ta diena")
    assert entries(case) == [("psych", "2014-03-05", "2014-03-20")]
    assert Event.objects.count() == 4, "they stay readable"


def test_who_did_not_come_was_given_nothing(worker: Actor, case: Any, talk: Service, fresh: Any) -> None:
    before = fresh(case).version
    (made,) = services.enter_sheet(worker, [row(case, talk, "2014-03-10", "", outcome="absent")])
    assert (entries(case), made.under, fresh(case).version) == ([], None, before)
    services.strike(worker, made.pk, "Klaida")


def test_an_ngo_sees_no_other_ngos_services_or_events(worker: Actor, rival: Actor, case: Any, talk: Service) -> None:
    (made,) = services.enter_sheet(worker, [row(case, talk, "2014-03-10")])
    for look in (
        lambda: queries.one_event(rival, made.pk),
        lambda: offers.one_service(rival, talk.pk),
        lambda: services.strike(rival, made.pk, "x"),
        lambda: catalogue.retire(rival, talk.pk, 1, None),
    ):
        with pytest.raises(NotPermittedError):
            look()
    assert not queries.events(rival).exists()
    assert not offers.offered(rival).exists()
    with pytest.raises(FaultsError):
        services.enter_sheet(rival, [row(case, talk, "2014-03-10")])


def test_a_service_is_retired_and_its_kind_stays(worker: Actor, case: Any, talk: Service) -> None:
    services.enter_sheet(worker, [row(case, talk, "2014-03-10")])
    assert (talk.groups, talk.languages, str(talk.cost)) == (["women"], ["eng", "lit"], "40.00 LTL")
    with pytest.raises(FaultsError) as refused:
        catalogue.change(worker, talk.pk, talk.version, Offer("legal", "A", "B", day("2010-01-01")))
    assert fields(refused) == {("kind", "assistance.kind_stays")}
    catalogue.retire(worker, talk.pk, talk.version, day("2014-12-31"))
    assert not offers.offered(worker).exists()
    assert offers.offered(worker, {"show": "past"}).get() == talk
    with pytest.raises(FaultsError) as refused:
        services.enter_sheet(worker, [row(case, talk, "2015-01-01")])
    assert fields(refused) == {("r1-service", "assistance.not_offered")}


def test_people_are_counted_from_the_case_files_once_each(
    worker: Actor, case: Any, talk: Service, bed: Service
) -> None:
    risk = cases.open_case(worker, WHOLE | {
        "reference": "R-1", "given_names": "Jonas", "sex": "M", "personal_code": "", "status": "at_risk",
    }, anyway=True)  # fmt: skip
    services.enter_sheet(
        worker, [row(case, talk, "2014-03-10"), row(case, bed, "2014-03-11"), row(risk, talk, "2014-05-05")]
    )
    counted = counting.people(queries.assisted("viltis"), counting.Days.year(2014))
    assert counted == {("victim", "F", "adult"): 1, ("at_risk", "M", "adult"): 1}
    found = figures.of_year(worker, 2014)
    assert [(group.status, group.total, len(group.services)) for group in found.groups] == [
        ("victim", 1, 2), ("at_risk", 1, 1),
    ]  # fmt: skip
    assert found.hours == [("accommodation", 1, Decimal("1.5"), 0), ("psych", 2, Decimal(3), 0)]
    assert figures.years(worker) == [2014]
    assert queries.assisted("prieglobstis") == []


def test_what_is_taken_away_has_no_identity_and_leaves_one_entry(
    worker: Actor, case: Any, talk: Service, audit_entries: Any
) -> None:
    services.enter_sheet(worker, [row(case, talk, "2014-03-10", note="Ona verkė")])
    told = len(audit_entries("casework"))
    rows = taken.exported(worker, {})
    assert rows == [["2014-03", "psych", Decimal("1.5"), "given", "victim", "F"]]
    assert taken.event_book(rows).startswith(b"PK")
    table = list(csv.DictReader(io.StringIO(taken.taken(worker, 2014, "csv").decode())))
    assert [one for one in table if one["people"] == "1"] == [
        {"year": "2014", "assisted_status": "victim", "sex": "F", "age_group": "adult", "people": "1"}
    ]
    assert taken.taken(worker, 2014, "xlsx").startswith(b"PK")
    acts = [one.action for one in audit_entries("casework")[told:]]
    assert acts == ["casework.assistance.export"] * 3


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_pages_keep_what_was_written(
    worker: Actor, case: Any, talk: Service, client_for: Any, language: str
) -> None:
    page = client_for("mantas", language)
    sheet = page.get(f"{HOME}sheet/?case={case.short}").content.decode()
    assert (case.short in sheet, "Pavyzdytė" in sheet) == (True, False)
    said = {"r1-number": new_id(), "r1-case": case.short, "r1-service": talk.pk, "r1-first": "2014-03-10",
            "r1-hours": "daug", "r1-outcome": "given", "r2-number": new_id(), "r2-first": "nediena"}  # fmt: skip
    refused = page.post(HOME + "sheet/", said)
    assert refused.status_code == 422
    assert 'value="daug"' in page.post(HOME + "sheet/", said | {"r2-first": ""}).content.decode()
    assert page.post(HOME + "sheet/", said | {"r1-hours": "1,5", "r2-first": ""}, follow=True).status_code == 200
    made = Event.objects.get()
    struck = f"{HOME}event/{made.pk}/strike/"
    assert page.post(struck, {"reason": ""}).status_code == 422
    for address in (
        "", "?kind=psych&outcome=given&first=2014-01-01&last=2014-12-31", f"event/{made.pk}/", f"case/{case.pk}/",
        "figures/?year=2014", "services/?show=all", "services/add/", f"services/{talk.pk}/",
    ):  # fmt: skip
        assert page.get(HOME + address).status_code == 200, address
    assert page.post(struck, {"reason": "Klaida"}, follow=True).status_code == 200
    offer = {
        "kind": "legal",
        "en": "Lawyer",
        "lt": "Teisininkas",
        "valid_from": "2014-01-01",
        "amount": "x",
        "version": 0,
    }
    wrong = page.post(HOME + "services/add/", offer)
    assert (wrong.status_code, 'value="Lawyer"' in wrong.content.decode()) == (422, True)
    assert page.post(HOME + "services/add/", offer | {"amount": "12,50"}, follow=True).status_code == 200
    lawyer = f"{HOME}services/{Service.objects.get(kind='legal').pk}/"
    changed = offer | {"amount": "", "version": 1, "place": "Kaunas"}
    assert page.post(lawyer + "change/", changed, follow=True).status_code == 200
    assert page.post(lawyer + "retire/", {"version": 2, "valid_to": "2013-01-01"}).status_code == 422
    assert page.post(lawyer + "retire/", {"version": 2, "valid_to": "2020-01-01"}, follow=True).status_code == 200


def test_hours_that_the_row_cannot_hold_are_a_fault(worker: Actor, case: Any, bed: Service) -> None:
    """A stay of two years has more hours than four digits tell."""
    with pytest.raises(FaultsError) as refused:
        services.enter_sheet(worker, [row(case, bed, "2012-01-01", "17520", last=day("2013-12-31"))])
    assert fields(refused) == {("r1-hours", "assistance.hours")}
    services.enter_sheet(worker, [row(case, bed, "2012-01-01", "9999,99", last=day("2013-12-31"))])


def test_a_row_that_says_only_its_outcome_is_not_lost(worker: Actor, case: Any, talk: Service) -> None:
    made = services.enter_sheet(worker, [row(case, talk, "2014-03-10"), Row(new_id(), outcome="absent")])
    assert [one.outcome for one in made] == ["given", "absent"]


def test_a_number_that_is_taken_is_refused_and_breaks_nothing(
    worker: Actor, rival: Actor, case: Any, talk: Service
) -> None:
    twice = row(case, talk, "2014-03-10")
    (made,) = services.enter_sheet(worker, [twice])
    theirs = cases.open_case(rival, WHOLE | {"reference": "S-1", "personal_code": ""})
    offer = catalogue.add(rival, Offer("psych", "Talks", "Pokalbiai", day("2010-01-01")))
    with refused_as("assistance.not_found"):
        services.enter_sheet(rival, [row(theirs, offer, "2014-03-10", number=made.pk)])
    with refused_as("assistance.not_found"):
        catalogue.add(rival, Offer("psych", "Talks", "Pokalbiai", day("2010-01-01")), talk.pk)
    same = row(case, talk, "2014-03-11")
    with refused_as("assistance.not_found"):
        services.enter_sheet(worker, [same, same])
    assert Event.objects.get() == made


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("by_hand", [True, False])
def test_struck_out_in_any_order_the_case_says_what_it_said_before(
    worker: Actor, case: Any, talk: Service, order: tuple[int, int], by_hand: bool
) -> None:
    if by_hand:
        cases.add_assistance(worker, case.pk, {"service": "psych", "start": "2014-03-05", "end": "2014-03-20"})
    else:
        services.enter_sheet(worker, [row(case, talk, "2014-03-05", last=day("2014-03-20"))])
    for days in (("2014-04-10", "2014-04-20"), ("2014-02-20", "2014-02-10")):
        made = [services.enter_sheet(worker, [row(case, talk, on)])[0] for on in days]
        for place in order:
            services.strike(worker, made[place].pk, "Klaida")
        assert entries(case) == [("psych", "2014-03-05", "2014-03-20")]


def test_striking_an_event_leaves_what_was_said_by_hand(worker: Actor, case: Any, talk: Service, fresh: Any) -> None:
    first, second = [services.enter_sheet(worker, [row(case, talk, on)])[0] for on in ("2014-03-10", "2014-07-01")]
    cases.strike(worker, case.pk, "assistance", str(first.under_id), "Ne ta paslauga")
    cases.end_assistance(worker, case.pk, str(second.under_id), "2014-09-30")
    version = fresh(case).version
    services.strike(worker, first.pk, "Klaida")
    assert fresh(case).version == version, "the register was told already"
    services.strike(worker, second.pk, "Klaida")
    struck, moved = fresh(case).assistance.order_by("start")
    assert (struck.struck_reason, moved.struck_at, f"{moved.end}") == ("Ne ta paslauga", None, "2014-09-30")


def test_hours_of_what_was_not_given_are_not_hours_given(worker: Actor, case: Any, talk: Service) -> None:
    services.enter_sheet(worker, [
        row(case, talk, "2014-03-10"), row(case, talk, "2014-03-12", outcome="absent"),
        row(case, talk, "2014-03-13", "", outcome="cancelled"),
    ])  # fmt: skip
    assert figures.of_year(worker, 2014).hours == [("psych", 1, Decimal("1.5"), 0)]


def test_what_is_taken_away_takes_a_status_without_a_day_as_of_the_registration(worker: Actor, talk: Service) -> None:
    found = cases.open_case(worker, WHOLE | {"status": "at_risk", "status_on": "2014-01-02"})
    cases.add_status(worker, found.pk, {"status": "identified", "status_on": "", "authority_kind": "ngo"})
    services.enter_sheet(worker, [row(found, talk, "2014-03-10")])
    assert [one[4] for one in taken.exported(worker, {})] == ["victim"]


@pytest.mark.parametrize("said", [{}, {"kind": "legal", "en": "A", "lt": "B", "valid_from": "0014-01-01"}, {
    "kind": "legal", "en": "A", "lt": "B", "valid_from": "2014-01-01", "amount": "99999999999", "currency": "EUR",
}])  # fmt: skip
def test_a_service_that_cannot_be_is_refused_on_its_page(cast: Any, client_for: Any, said: dict[str, str]) -> None:
    page = client_for("mantas", "en")
    answer = page.post(HOME + "services/add/", said)
    assert (answer.status_code, Service.objects.count()) == (422, 0)


def test_a_faulty_filter_takes_nothing_away(worker: Actor, client_for: Any) -> None:
    page = client_for("mantas", "en")
    assert page.get(HOME + "?first=nediena&kind=nera").status_code == 200
    assert page.get(HOME + "events.csv?first=nediena").status_code == 404


def test_the_sheet_asks_no_more_for_a_longer_catalogue(
    worker: Actor, rival: Actor, bed: Service, client_for: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as told:
            assert page.get(HOME + "sheet/").status_code == 200
        return len(told)

    page = client_for("mantas", "en")
    asked()
    before = asked()
    for place in range(5):
        catalogue.add(worker, Offer("accommodation", f"Bed {place}", "Lova", day("2010-01-01"), body="prieglobstis"))
    assert asked() == before


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_sheets_sent_at_once_neither_wait_for_each_other_nor_enter_twice(
    worker: Actor, case: Any, talk: Service, audit_entries: Any
) -> None:
    other = cases.open_case(worker, WHOLE | {"reference": "R-2", "personal_code": ""}, anyway=True)
    days = [f"2014-03-{n:02}" for n in range(1, 9)]
    same = [row(at, talk, on) for on in days for at in (case, other)]
    sheets = [same, [row(at, talk, on) for on in days for at in (other, case)], same, same]

    def enter(sheet: list[Row]) -> int:
        try:
            return len(services.enter_sheet(worker, sheet))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, sheets)) == [0, 0, 16, 16]
    assert len([one for one in audit_entries("casework") if one.action == "casework.assistance.enter"]) == 2
