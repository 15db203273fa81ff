"""Assistance: a sheet of service events, told to the case file; the catalogue; figures of the own institution."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.assistance import catalogue, counting, figures, queries, services
from gija.casework.assistance.catalogue import Offer
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
        lambda: queries.one_service(rival, talk.pk),
        lambda: services.strike(rival, made.pk, "x"),
        lambda: catalogue.retire(rival, talk.pk, 1, None),
    ):
        with pytest.raises(NotPermittedError):
            look()
    assert not queries.events(rival).exists()
    assert not queries.catalogue(rival).exists()
    with pytest.raises(FaultsError):
        services.enter_sheet(rival, [row(case, talk, "2014-03-10")])


def test_a_service_is_retired_and_its_kind_stays(worker: Actor, case: Any, talk: Service) -> None:
    services.enter_sheet(worker, [row(case, talk, "2014-03-10")])
    assert (talk.groups, talk.languages, str(talk.cost)) == (["women"], ["eng", "lit"], "40.00 LTL")
    with pytest.raises(FaultsError) as refused:
        catalogue.change(worker, talk.pk, talk.version, Offer("legal", "A", "B", day("2010-01-01")))
    assert fields(refused) == {("kind", "assistance.kind_stays")}
    catalogue.retire(worker, talk.pk, talk.version, day("2014-12-31"))
    assert not queries.catalogue(worker).exists()
    assert queries.catalogue(worker, {"show": "past"}).get() == talk
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
    rows = services.exported(worker, {})
    assert rows == [["2014-03", "psych", Decimal("1.5"), "given", "victim", "F"]]
    assert figures.event_book(rows).startswith(b"PK")
    taken = list(csv.DictReader(io.StringIO(figures.taken(worker, 2014, "csv").decode())))
    assert [one for one in taken if one["people"] == "1"] == [
        {"year": "2014", "assisted_status": "victim", "sex": "F", "age_group": "adult", "people": "1"}
    ]
    assert figures.taken(worker, 2014, "xlsx").startswith(b"PK")
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
