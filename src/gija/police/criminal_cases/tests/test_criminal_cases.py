"""Criminal cases by stage: days in order, sentences within their article, nobody fined whom the law lets go, years
counted from days, outcomes from a file all or none, a table of two people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from gija.commons.courier.work import run_once
from gija.methods.tables import Period
from gija.police.criminal_cases import counting, importing, services, stages, tables
from gija.police.criminal_cases.models import CriminalCase, Sentence, Stage, YearTable
from gija.police.criminal_cases.sentences import Imposed
from gija.police.criminal_cases.services import Begun, Step
from gija.police.criminal_cases.stages import Reached
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
CASE = Begun("criminal", "01-1-00001-14", "LT_147", dt.date(2013, 3, 1))
PEOPLE = {
    "ugne": ("Ugnė Tyrėja", "investigator", "vilnius_police"),
    "kpb_tyrejas": ("Kostas Tyrėjas", "investigator", "kpb"),
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


@pytest.fixture
def cast(cast: Any) -> Any:
    return cast.join(PEOPLE)


@pytest.fixture
def tomas(cast: Any) -> Any:
    return cast.actor("tomas")


@pytest.fixture
def made(tomas: Any) -> CriminalCase:
    """A case against a man, a woman and a company, begun in 2013, decided in 2014."""
    case = services.enter(tomas, CASE)
    man, woman, company = (
        services.add(tomas, case.pk, *of).pk for of in (("natural", "M"), ("natural", "F"), ("legal",))
    )
    for stage, on, party in (
        ("begun", "2013-03-05", ""), ("suspected", "2013-04-01", man), ("suspected", "2013-04-01", company),
        ("suspected", "2014-01-10", woman), ("sent", "2014-02-01", man), ("sent", "2014-02-01", company),
        ("dropped", "2014-02-01", woman), ("received", "2014-02-03", ""), ("decided", "2014-09-30", ""),
    ):  # fmt: skip
        services.reach(tomas, case.pk, Step(stage, day(on), party))
    services.reach(tomas, case.pk, Step("convicted", day("2014-09-30"), man, (), Imposed("imprisonment", 84)))
    services.reach(tomas, case.pk, Step("convicted", day("2014-09-30"), company, (), Imposed("liquidation")))
    return case


def test_a_day_that_cannot_be_beside_the_others_is_refused_and_earlier_ones_may_be_filled_in() -> None:
    today = day("2015-01-01")
    there = [
        Reached("begun", day("2013-03-05")),
        Reached("sent", day("2014-02-01"), "a"),
        Reached("dropped", day("2014-02-01"), "b"),
    ]
    for stage, on, party, code in (
        ("suspected", "2013-03-04", "a", "criminal.order"), ("suspected", "2014-02-02", "a", "criminal.order"),
        ("received", "2014-01-31", "", "criminal.order"), ("begun", "2013-03-05", "", "criminal.twice"),
        ("sent", "2014-03-01", "b", "criminal.ended"), ("convicted", "2014-02-01", "b", "criminal.ended"),
        ("decided", "2015-01-02", "", "criminal.future"),
    ):  # fmt: skip
        new = Reached(stage, day(on), party)
        with pytest.raises(GijaError) as error:
            stages.check(new, there, today)
        assert error.value.code == code
    stages.check(Reached("suspected", day("2013-06-01"), "a"), there, today)
    stages.check(Reached("suspected", day("2013-06-01"), "b"), there, today)
    stages.check(Reached("received", day("2014-02-01")), there, today)


def test_years_are_counted_from_the_days_with_people_and_companies_apart(made: CriminalCase) -> None:
    found = {year: tables.RULE.counts("vilnius_police", Period(year)) for year in (2012, 2013, 2014, 2015)}
    told = {
        year: {code: sum(cells.values()) for code, cells in of.items() if sum(cells.values())}
        for year, of in found.items()
    }
    assert told[2012] == {} == told[2015]
    assert told[2013] == {
        "procedure_begun": 1, "procedure_under_way": 1, "procedure_suspected": 1, "procedure_sent": 1,
        "procedure_legal_suspected": 1,
    }  # fmt: skip
    assert told[2014] == {
        "procedure_under_way": 1, "procedure_suspected": 1, "procedure_received": 1, "procedure_decided": 1,
        "procedure_convicted": 1, "procedure_legal_convicted": 1, "procedure_sentences": 2,
    }  # fmt: skip
    assert found[2014]["procedure_suspected"] == {("F",): 1}


def test_what_is_struck_out_counts_nowhere_and_stays_with_its_reason(made: CriminalCase, tomas: Any) -> None:
    decided = Stage.objects.get(case=made, stage="decided")
    services.strike(tomas, decided.pk, "Diena kitos bylos")
    found = counting.year(counting.lines("vilnius_police"), day("2014-01-01"), day("2015-01-01"))
    assert found["procedure_decided"] == {(): 0}
    assert Stage.objects.get(pk=decided.pk).struck == "Diena kitos bylos"
    services.reach(tomas, made.pk, Step("decided", day("2014-10-01")))
    assert refused(lambda: services.strike(tomas, decided.pk, "dar kartą")) == "criminal.struck"


def test_a_sentence_outside_its_article_needs_a_reason_and_fits_who_gets_it(made: CriminalCase, tomas: Any) -> None:
    first = Stage.objects.get(case=made, stage="convicted", party__place=1)
    company = Stage.objects.get(case=made, stage="convicted", party__place=3)
    assert Sentence.objects.get(stage=first).verdict == "within"
    assert refused(lambda: services.impose(tomas, company.pk, Imposed("imprisonment", 12))) == "criminal.sentence_kind"
    assert refused(lambda: services.impose(tomas, first.pk, Imposed("imprisonment", 12))) == "criminal.sentence_twice"
    for wrong in (
        Imposed("fine"),
        Imposed("fine", None, Decimal("NaN"), "EUR"),
        Imposed("fine", None, Decimal(5), "USD"),
    ):
        assert refused(lambda of=wrong: services.impose(tomas, first.pk, of)) == "criminal.measure"  # type: ignore[misc]
    services.impose(tomas, company.pk, Imposed("fine", None, Decimal("5000.00"), "EUR"))
    other = services.enter(tomas, Begun("criminal", "2", "LT_157", dt.date(2013, 3, 1)))
    man = services.add(tomas, other.pk, "natural", "M").pk
    short = Imposed("imprisonment", 24)
    with pytest.raises(GijaError) as error:
        services.reach(tomas, other.pk, Step("convicted", day("2014-05-05"), man, (), short))
    assert error.value.code == "criminal.outside"
    assert "3–15 years" in error.value.text.en
    assert not other.stages.exists(), "half of it was kept"
    services.reach(
        tomas,
        other.pk,
        Step("convicted", day("2014-05-05"), man, (), Imposed("imprisonment", 24, why="Atidėta, 54 str.")),
    )
    assert Sentence.objects.get(stage__case=other).verdict == "below"


def test_nobody_is_fined_for_whom_a_ground_holds(tomas: Any) -> None:
    """S1 line 33: dependent, violence, deception, minors, recognised victims are not liable."""
    case = services.enter(tomas, Begun("administrative", "A-1", "LT_AVC_182_1", dt.date(2010, 5, 1)))
    her = services.add(tomas, case.pk, "natural", "F").pk
    services.reach(tomas, case.pk, Step("noted", day("2010-05-01"), her))
    fine = Imposed("fine", None, Decimal(300), "LTL")
    victim = ("recognised_victim",)
    assert refused(lambda: services.reach(tomas, case.pk, Step("fined", day("2010-06-01"), her, victim, fine))) == (
        "criminal.not_liable"
    )
    assert (
        refused(lambda: services.reach(tomas, case.pk, Step("exempted", day("2010-06-01"), her))) == "criminal.ground"
    )
    assert refused(lambda: services.reach(tomas, case.pk, Step("begun", day("2010-06-01")))) == "criminal.unknown_code"
    unasked = Step("fined", day("2010-06-01"), her, (), fine)
    assert refused(lambda: services.reach(tomas, case.pk, unasked)) == "criminal.grounds_asked"
    by_file = b"number;person;stage;day;sentence;amount;currency\nA-1;1;fined;2010-06-01;fine;300;LTL\n"
    with pytest.raises(importing.FileFaultsError) as error:
        importing.take(tomas, by_file)
    assert error.value.faults[0].error.code == "criminal.grounds_asked", "no file can say that they were looked at"
    services.reach(tomas, case.pk, Step("exempted", day("2010-06-01"), her, victim))
    counts = tables.RULE.counts("vilnius_police", Period(2010))
    assert [counts[f"administrative_{one}"][()] for one in ("noted", "exempted", "fined")] == [1, 1, 0]


def test_outcomes_from_a_file_are_all_taken_or_none(made: CriminalCase, tomas: Any, audit_entries: Any) -> None:
    other = services.enter(tomas, Begun("criminal", "02-2", "LT_147", dt.date(2013, 5, 1)))
    services.add(tomas, other.pk, "natural", "F")
    head = "number;person;stage;day;sentence;months;amount;currency\n"
    good = (
        "02-2;;received;2014-03-01;;;;\n02-2;1;convicted;2014-04-01;imprisonment;36;;\n"
        "01-1-00001-14;;decided;2014-09-30;;;;\n"
    )
    bad = (
        "02 - 2;1;convicted;2014-04-31;;;;\n99;;begun;2014-01-01;;;;\n02-2;7;sent;2014-01-01;;;;\n"
        "02-2;1;fined;2014-01-01;;;;\n"
    )
    before = len(audit_entries("police"))
    with pytest.raises(importing.FileFaultsError) as error:
        importing.take(tomas, (head + good + bad).encode())
    assert [(one.row, one.field, one.error.code) for one in error.value.faults] == [
        (5, "day", "criminal.day"), (6, "number", "criminal.not_here"), (7, "person", "criminal.no_person"),
        (8, "stage", "criminal.unknown_code"),
    ]  # fmt: skip
    wrong = f"{head}02-2\n02-2;1;convicted;2014-04-01;fine;;0.001;EUR\n02-2;1;convicted;2094-04-01\n"
    with pytest.raises(importing.FileFaultsError) as error:
        importing.take(tomas, wrong.encode())
    assert [(one.row, one.field, one.error.code) for one in error.value.faults] == [
        (2, "day", "criminal.day"), (3, "months", "criminal.measure"), (4, "day", "criminal.future"),
    ]  # fmt: skip
    assert not other.stages.exists()
    assert importing.take(tomas, (head + good).encode()) == importing.Taken(2, 1)
    assert importing.take(tomas, (head + good).encode()) == importing.Taken(0, 3)
    assert len(audit_entries("police")) == before + 2
    for content in (b"", b"a;b\n1;2\n", b"number;person;stage;day;day\n", b"PK\x03\x04rubbish", b"\x00\x01"):
        assert refused(lambda of=content: importing.take(tomas, of)).startswith(("casefile.file", "criminal.file"))  # type: ignore[misc]


def test_a_table_of_two_people_becomes_figures_of_the_rapporteur(made: CriminalCase, cast: Any, tomas: Any) -> None:
    table = tables.make(tomas, Period(2014))
    assert refused(lambda: tables.approve(tomas, table.pk)) == "frozen.own_approval"
    assert refused(lambda: tables.approve(cast.actor("kpb_tyrejas"), table.pk)) == "common.not_permitted"
    tables.approve(cast.actor("ugne"), table.pk)
    run_once(strict=True)
    kept = Observation.objects.filter(period="2014", dataset="criminal_cases-vilnius_police")
    assert kept.get(indicator="procedure_convicted", breakdown={}).value == 1
    assert kept.filter(indicator="procedure_begun").get().value == 0, "a zero is told"
    services.strike(tomas, Stage.objects.get(case=made, stage="received").pk, "klaida")
    assert tables.make(tomas, Period(2014)).vintage == 2
    assert YearTable.objects.count() == 2


def test_each_act_leaves_one_entry_without_the_number_and_no_other_institution_sees_the_case(
    audit_entries: Any, made: CriminalCase, cast: Any, tomas: Any
) -> None:
    entries = [one for one in audit_entries("police") if one.action.startswith("police.criminal.")]
    assert len(entries) == 1 + 3 + 11
    assert "00001" not in str([(one.details, one.object_id) for one in entries])
    other = cast.actor("kpb_tyrejas")
    assert refused(lambda: services.reach(other, made.pk, Step("ended", day("2014-01-01")))) == "common.not_permitted"
    assert services.numbered("kpb", CASE.number) is None
    assert refused(lambda: services.enter(tomas, Begun("criminal", " 01-1- 00001-14", "LT_147"))) == "criminal.known"
    services.enter(other, CASE)  # of another institution the same number is another matter


def test_pages_show_what_was_noted_and_say_what_is_wrong(
    made: CriminalCase, cast: Any, client_for: Callable[..., Any]
) -> None:
    client, address = client_for("tomas", "lt"), reverse("criminal_cases:case", args=[made.pk])
    page = client.get(address).content.decode()
    assert "84 mėn." in page
    assert "Likvidavimas" in page
    found = client.post(reverse("criminal_cases:list"), {"number": "01-1-00001-14"})
    assert found.headers["Location"] == address
    assert client.post(reverse("criminal_cases:list"), {"number": "x\x00"}).status_code == 422
    wrong = client.post(reverse("criminal_cases:reach", args=[made.pk]), {"stage": "decided", "day": "2014-10-01"})
    assert wrong.status_code == 422
    assert "jau pažymėta" in wrong.content.decode()
    for sent in (
        {"stage": "sent", "day": "2014-02-30"},
        {"stage": "sent", "day": "2014-02-01"},
        {"stage": "x", "months": "9" * 400},
    ):
        assert client.post(reverse("criminal_cases:reach", args=[made.pk]), sent).status_code == 422
    for who in ("kpb_tyrejas", "mantas"):
        assert client_for(who).get(address).status_code == 403
    assert client.get(reverse("criminal_cases:case", args=["X" * 26])).status_code == 404
    assert client.post(reverse("criminal_cases:tables"), {"act": "approve", "table": "\x00"}).status_code == 404
