"""Acts on a case: what each does, that it leaves one audit entry, that twice is once, and whom it refuses."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connections

from gija.casework.cases import models, services
from gija.casework.cases.file import FILE
from gija.commons.audit.services import verify
from gija.commons.casefile import queries
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, HAPPENED, ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")


def acts(entries: Any) -> list[str]:
    return [e.action.removeprefix("casework.case.") for e in entries("casework")]


def test_a_case_is_opened_with_its_history_and_one_entry(worker: Actor, audit_entries: Any, fresh: Any) -> None:
    case = fresh(services.open_case(worker, WHOLE))
    assert (case.institution, case.institution_kind, case.birth_year, case.age_group) == (
        "viltis",
        "ngo",
        1990,
        "adult",
    )
    assert case.person.phone == "+37061234567"
    assert [s.status for s in case.statuses.all()] == ["presumed"]
    assert queries.scopes(case) == ["service", "statistics"]
    assert case.completed_at
    assert acts(audit_entries) == ["open"]
    assert verify("casework") == []


def test_no_name_stands_in_the_database_or_the_audit_trail(case: Any, worker: Actor, audit_entries: Any) -> None:
    services.find(worker, ONA)
    services.opened(worker, case.pk)
    told = []
    with connections["casework"].cursor() as cursor:
        for table in connections["casework"].introspection.table_names(cursor):
            if table.startswith(("casework_cases", "audit_", "courier_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                told += [json.dumps([str(value) for value in row], ensure_ascii=False) for row in cursor.fetchall()]
    for secret in (
        "Ona",
        "Pavyzd",
        "1990-05-17",
        ONA["personal_code"],
        "61234567",
        "example.lt",
        "Globėjienė",
        "Petro",
    ):
        assert not [row for row in told if str(secret) in row], secret


def test_the_first_page_alone_is_kept_and_the_case_is_finished_later(
    worker: Actor, audit_entries: Any, fresh: Any
) -> None:
    case = services.open_case(worker, ONA)
    assert case.completed_at is None
    services.record_event(worker, case.pk, {"exploitation_main": "labour"}, later=True)
    assert fresh(case).exploitation_main == "labour"
    with pytest.raises(FaultsError) as refused:
        services.record_event(worker, case.pk, {"exploitation_main": "labour"})
    assert {f.field for f in refused.value.faults} == {"status", "authority_kind", "exploitation_realised"}
    services.record_event(worker, case.pk, HAPPENED)
    assert fresh(case).completed_at
    assert fresh(case).statuses.count() == 1
    assert acts(audit_entries) == ["open", "change", "change"]


def test_a_form_sent_twice_opens_one_case(worker: Actor, audit_entries: Any) -> None:
    number = new_id()
    one, two = (services.open_case(worker, WHOLE, case_id=number) for _ in range(2))
    assert one.pk == two.pk == number
    assert acts(audit_entries) == ["open"]


def test_somebody_who_is_known_is_not_entered_again_unawares(case: Any, worker: Actor, rival: Actor) -> None:
    by_code = {**ONA, "given_names": "Kita", "birth_date": ""}
    by_name = {**ONA, "personal_code": "", "given_names": "PAVYZDYTE", "family_name": "ona"}
    for said in (by_code, by_name):
        with pytest.raises(GijaError) as refused:
            services.open_case(worker, said)
        assert refused.value.code == "casefile.already_there"
        assert [c.pk for c in services.find(worker, said)] == [case.pk]
    assert services.open_case(worker, by_name, anyway=True).pk != case.pk
    assert services.find(rival, ONA) == [], "another institution's people are not found"
    assert services.open_case(rival, ONA)


def test_a_search_too_thin_is_refused(worker: Actor) -> None:
    for thin in ({}, {"given_names": "Ona"}, {"birth_date": "1990"}):
        with pytest.raises(FaultsError) as refused:
            services.find(worker, thin)
        assert refused.value.faults[0].code == "casefile.too_thin"


def test_ngo_cannot_see_another_ngos_case(case: Any, rival: Actor, cast: Any, fresh: Any) -> None:
    assert list(queries.own_cases(FILE, rival)) == []
    status = case.statuses.get()
    consent = case.consents.first()
    tries: list[Any] = [
        lambda a: services.opened(a, case.pk),
        lambda a: services.change_person(a, case.pk, ONA),
        lambda a: services.record_event(a, case.pk, HAPPENED),
        lambda a: services.add_status(a, case.pk, HAPPENED),
        lambda a: services.add_assistance(a, case.pk, {"service": "legal", "start": "2014-03-06"}),
        lambda a: services.give_consent(a, case.pk, {"scope": "research", "given_on": "2014-03-06"}),
        lambda a: services.withdraw_consent(a, case.pk, consent.pk, "2014-04-01"),
        lambda a: services.add_note(a, case.pk, "…"),
        lambda a: services.strike(a, case.pk, "status", status.pk, "…"),
        lambda a: services.submit(a, case.pk),
        lambda a: services.withdraw(a, case.pk, "…"),
    ]
    for who in (rival, cast.actor("rasa"), cast.actor("tomas"), cast.actor("jurga"), cast.actor("aldona")):
        for attempt in tries:
            with pytest.raises(NotPermittedError):
                attempt(who)
    assert fresh(case).version == 1
    assert not fresh(case).submissions.exists()


def test_a_number_of_another_institutions_case_opens_nothing(case: Any, rival: Actor) -> None:
    with pytest.raises(NotPermittedError):
        services.open_case(rival, WHOLE, case_id=case.pk)
    other = services.open_case(rival, WHOLE)
    with pytest.raises(GijaError):
        services.add_note(rival, other.pk, "…", entry=_note(case))
    assert other.notes.count() == 1


def _note(case: Any) -> str:
    return str(case.notes.get().pk)


def test_a_change_by_two_at_once_loses_nothing(case: Any, worker: Actor, fresh: Any) -> None:
    services.change_person(worker, case.pk, {**ONA, "phone": "861100000"}, version=1)
    with pytest.raises(GijaError) as refused:
        services.change_person(worker, case.pk, {**ONA, "phone": ""}, version=1)
    assert refused.value.code == "casefile.changed_meanwhile"
    assert fresh(case).person.phone == "+37061100000"


def test_a_change_names_the_fields_and_not_what_stood_in_them(case: Any, worker: Actor, audit_entries: Any) -> None:
    services.change_person(worker, case.pk, {**ONA, "family_name": "Kitokytė", "sex": "X"})
    entry = audit_entries("casework")[-1]
    assert entry.details == {"page": "person", "fields": ["family_name", "sex"]}


def test_histories_are_added_to_ended_taken_back_and_struck(
    case: Any, worker: Actor, audit_entries: Any, fresh: Any
) -> None:
    before = len(acts(audit_entries))
    services.add_status(
        worker, case.pk, {"status": "identified", "status_on": "2014-04-01", "authority_kind": "police"}
    )
    services.add_assistance(worker, case.pk, {"service": "legal", "start": "2014-03-06"})
    legal = case.assistance.get()
    services.end_assistance(worker, case.pk, legal.pk, "2014-03-20")
    services.give_consent(worker, case.pk, {"scope": "research", "given_on": dt.date(2014, 3, 6)})
    research = case.consents.get(scope="research")
    services.withdraw_consent(worker, case.pk, research.pk, "2014-05-01")
    services.add_note(worker, case.pk, "Antra pastaba")
    identified = case.statuses.get(status="identified")
    assert _held(case) == "identified"
    services.strike(worker, case.pk, "status", identified.pk, "Suklydau eilute")
    assert _held(case) == "presumed"
    assert fresh(case).statuses.count() == 2, "what is struck out stays readable"
    assert queries.scopes(case) == ["service", "statistics"]
    done = ["status", "assistance", "assistance_end", "consent", "consent_withdraw", "note", "strike"]
    assert acts(audit_entries)[before:] == done


def _held(case: Any) -> str:
    there = queries.status_of(case)
    return str(there.status) if there else ""


def test_each_entry_sent_twice_is_added_once(case: Any, worker: Actor, audit_entries: Any) -> None:
    before = len(acts(audit_entries))
    number, legal = new_id(), case.statuses.get()
    for _ in range(2):
        services.add_assistance(worker, case.pk, {"service": "legal", "start": "2014-03-06"}, entry=number)
        services.end_assistance(worker, case.pk, number, "2014-03-07")
        services.strike(worker, case.pk, "status", legal.pk, "Klaida")
    assert acts(audit_entries)[before:] == ["assistance", "assistance_end", "strike"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"registered_on": "2999-01-01"}, "registered_on", "casefile.future"),
        ({"registered_on": ""}, "registered_on", "casefile.required"),
        ({"registered_on": "5 March"}, "registered_on", "casefile.day"),
        ({"registered_on": "\x1b"}, "registered_on", "casefile.required"),
        ({"birth_date": "1990-13-01", "personal_code": ""}, "birth_date", "casefile.born"),
        ({"birth_date": "2014-04-01", "personal_code": ""}, "birth_date", "casefile.born_later"),
        ({"birth_date": "1990-05-18"}, "birth_date", "casefile.born_otherwise"),
        (
            {"birth_date": "", "personal_code": "", "age_group": "adult"},
            "birth_date_missing",
            "casefile.reason_missing",
        ),
        ({"birth_date": "1996", "personal_code": ""}, "age_group", "casefile.age_needed"),
        ({"age_group": "child"}, "age_group", "casefile.age_otherwise"),
        ({"personal_code": "49005170018"}, "personal_code", "casefile.personal_code"),
        ({"phone": "skambinti vakare"}, "phone", "casefile.phone"),
        ({"email": "ona at home"}, "email", "casefile.email"),
        ({"given_names": "=cmd|' /C calc'!A0"}, "given_names", "casefile.name"),
        ({"given_names": "O" * 201}, "given_names", "casefile.too_long"),
        ({"given_names": "", "family_name": "", "reference": ""}, "given_names", "casefile.nobody"),
        ({"sex": "moteriškė"}, "sex", "casefile.code"),
        ({"citizenship": ["LTU", "Lithuanian"]}, "citizenship", "casefile.code"),
        ({"citizenship": []}, "citizenship_missing", "casefile.reason_missing"),
        ({"municipality": "LT-99"}, "municipality", "casefile.code"),
        ({"consents_on": ""}, "consents_on", "casefile.consent_day"),
        ({"legal_duty": True}, "legal_duty", "casefile.no_duty"),
        ({"status": "", "note": "x"}, None, None),
    ],
)
def test_each_fault_is_named_at_its_field(worker: Actor, changes: Any, field: str | None, code: str | None) -> None:
    if field is None:
        assert services.open_case(worker, {**WHOLE, **changes}).completed_at is None
        return
    with pytest.raises(FaultsError) as refused:
        services.open_case(worker, {**WHOLE, **changes})
    assert [(f.field, f.code) for f in refused.value.faults] == [(field, code)]
    assert refused.value.faults[0].error.text.lt
    assert not models.Case.objects.exists()


def test_the_personal_code_tells_the_birth_date_and_labels_are_read_as_codes(worker: Actor, fresh: Any) -> None:
    said = {
        **ONA,
        "birth_date": "",
        "sex": "Moteris",
        "citizenship": "Lietuva; latvia",
        "municipality": "vilniaus m. savivaldybė",
    }
    case = fresh(services.open_case(worker, said))
    assert (case.person.birth_date, case.sex, case.citizenship, case.municipality) == (
        "1990-05-17", "F", ["LTU", "LVA"], "LT-57",
    )  # fmt: skip


def test_a_child_is_known_by_the_age_on_the_day_of_registration(worker: Actor) -> None:
    assert services.open_case(worker, CHILD).age_group == "child"
    later = {**CHILD, "registered_on": "2018-02-01", "reference": "x"}
    assert services.open_case(worker, later, anyway=True).age_group == "adult"


def test_every_look_at_a_person_leaves_an_entry(case: Any, worker: Actor, audit_entries: Any) -> None:
    before = len(acts(audit_entries))
    services.opened(worker, case.pk)
    services.opened(worker, case.pk, page="print")
    assert [(e.action, e.object_id, e.details) for e in audit_entries("casework")[before:]] == [
        ("casework.case.read", case.pk, {"page": "case"}),
        ("casework.case.read", case.pk, {"page": "print"}),
    ]


def test_the_police_keep_their_victims_in_their_own_database(cast: Any, audit_entries: Any) -> None:
    from gija.police.proceedings import models as police
    from gija.police.proceedings import services as proceedings

    said = {**WHOLE, "authority_kind": "police", "consents": [], "legal_duty": True, "legal_basis": "BPK 28 str."}
    case = proceedings.open_case(cast.actor("tomas"), said)
    assert police.Case.objects.count() == 1
    assert not models.Case.objects.exists()
    assert [e.action for e in audit_entries("police")] == ["police.proceeding.open"]
    for who in ("mantas", "rasa", "inga"):
        with pytest.raises(NotPermittedError):
            proceedings.opened(cast.actor(who), case.pk)
