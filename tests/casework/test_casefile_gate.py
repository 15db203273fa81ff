"""The gate: what passes, and that names, phones, codes and e-mails thrown at every field do not."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.casework.cases import models, services
from gija.commons.casefile import gate, queries
from gija.commons.casefile.fields import FIELDS
from gija.commons.casefile.reading import check
from gija.commons.permissions import Actor
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, HAPPENED, ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")

SECRETS = (
    "Ona", "Pavyzdytė", "Pavyzdyte", "Ona Pavyzdytė", "Она Павиздите", "49005170017", "490-0517-0017", "+37061234567",
    "861234567", "61234567", "ona.p@example.lt", "ona_pavyzdyte", "1990-05-17", "19900517", "Vilnius, Gedimino pr. 9-5",
    "UAB „Viltis“", "ABC123", "LT121000011101001000", "2014-017", "sexual Ona", "F\u200bOna",
)  # fmt: skip
FACTS = [
    field.attname
    for field in models.Case._meta.concrete_fields
    if field.attname
    not in ("id", "person_id", "imported_id", "opened_at", "completed_at", "touched_at", "sent_version", "version")
]
TOLD = (
    "status", "on", "authority_kind", "authority", "service", "start", "end", "scope", "provider_kind", "provider",
    "group", "said", "kept",
)  # fmt: skip
ENTRY_FIELDS = [
    (model, field.attname)
    for model in (models.Status, models.Assistance, models.Consent, models.Part)
    for field in model._meta.concrete_fields
    if field.attname in TOLD
]


def leak(message: VictimRecord, secret: str) -> bool:
    return secret.casefold() in json.dumps(message.data(), ensure_ascii=False).casefold()


def passes(case: Any) -> VictimRecord | None:
    try:
        return gate.depersonalise(case)
    except GijaError as error:
        refused = error
    assert refused.__cause__ is None
    assert refused.__context__ is None, "the fault must not carry what stood there"
    return None


def test_a_case_becomes_a_record_of_codes_and_months(case: Any, worker: Actor, fresh: Any) -> None:
    services.add_assistance(worker, case.pk, {"service": "medical", "start": "2014-03-06", "end": "2014-04-02"})
    record = gate.depersonalise(fresh(case)).data()
    assert record.pop("record_id") == case.record_id != case.pk
    assert record == {
        "revision": 1, "sender": "viltis", "sender_kind": "ngo", "registration_month": "2014-03", "status": "presumed",
        "status_month": "2014-03", "status_authority_kind": "ngo",
        "status_history": [{"status": "presumed", "month": "2014-03", "authority_kind": "ngo"}],
        "sex": "F", "birth_year": 1990, "age_group": "adult",
        "citizenship": ["LTU"], "municipality": "LT-57", "exploitation_forms": ["sexual", "labour"],
        "exploitation_realised": "realised", "recruitment_methods": ["friends"], "means": ["deception"],
        "countries": [
            {"country": "LTU", "role": "recruitment"}, {"country": "DEU", "role": "exploitation"},
            {"country": "GBR", "role": "exploitation"},
        ],
        "services": [{"service": "medical", "start": "2014-03", "end": "2014-04", "provider_kind": None}],
        "consents": ["service", "statistics"], "missing": {"case_status": "NC"},
    }  # fmt: skip


def test_nothing_of_the_identity_or_the_notes_passes(case: Any, fresh: Any) -> None:
    message = gate.depersonalise(fresh(case))
    names = ("given_names", "family_name", "other_names", "birth_date", "personal_code", "reference")
    for secret in (*(str(ONA[n]) for n in names), "61234567", "example.lt", "Globėjienė", "Petro", case.pk):
        assert not leak(message, secret), secret


def test_the_gate_never_opens_the_table_of_persons(case: Any, fresh: Any, django_assert_num_queries: Any) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    plain = models.Case.objects.get(pk=case.pk)
    with CaptureQueriesContext(connections["casework"]) as asked:
        gate.depersonalise(plain)
    assert asked.captured_queries
    assert not [q for q in asked.captured_queries if "casework_cases_person" in q["sql"]]


def test_what_is_not_known_says_why(worker: Actor, fresh: Any) -> None:
    said = {**WHOLE, "birth_date": "", "personal_code": "", "birth_date_missing": "REF", "age_group": "adult",
            "citizenship": [], "citizenship_missing": "NC", "municipality": "", "status_on": ""}  # fmt: skip
    record = gate.depersonalise(fresh(services.open_case(worker, said)))
    assert record.missing == {
        "birth_year": "REF", "citizenship": "NC", "municipality": "NC", "status_month": "UNK", "case_status": "NC",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (ONA, "casefile.gate_unfinished"),
        ({**WHOLE, "consents": ["service"]}, "casefile.gate_no_consent"),
        ({**WHOLE, "consents": []}, "casefile.gate_no_consent"),
    ],
)
def test_a_record_without_consent_or_unfinished_stays(worker: Actor, said: Any, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        gate.depersonalise(services.open_case(worker, said))
    assert refused.value.code == code


def test_a_consent_that_was_taken_back_is_none(case: Any, worker: Actor) -> None:
    services.withdraw_consent(worker, case.pk, case.consents.get(scope="statistics").pk, "2014-06-01")
    assert [e.code for e in gate.problems(case)] == ["casefile.gate_no_consent"]


@pytest.mark.parametrize("name", FACTS)
def test_a_name_in_any_column_of_a_case_does_not_pass(case: Any, read_once: Any, fresh: Any, name: str) -> None:
    thrown = read_once(case)
    was = getattr(thrown, name)
    for secret in SECRETS:
        shapes: tuple[Any, ...] = (
            secret,
            [secret],
            [[secret]],
            {secret: secret},
            {"birth_date": secret},
            [{"x": secret}],
        )
        for shape in shapes:
            setattr(thrown, name, shape)
            if name == "birth_year" and isinstance(shape, str) and shape.isdigit():
                setattr(thrown, name, int(shape))
            message = passes(thrown)
            assert message is None or not leak(message, secret), (name, secret)
    assert getattr(fresh(case), name) == was


@pytest.mark.parametrize(("model", "name"), ENTRY_FIELDS)
def test_a_name_in_any_column_of_a_history_does_not_pass(
    case: Any, worker: Actor, fresh: Any, monkeypatch: pytest.MonkeyPatch, model: Any, name: str
) -> None:
    services.add_assistance(worker, case.pk, {"service": "medical", "start": "2014-03-06"})
    services.add_part(worker, case.pk, "perpetrator", {"perpetrator_sex": "M"})
    real = queries.standing
    for secret in SECRETS:

        def standing(entries: Any, secret: str = secret) -> list[Any]:
            found: list[Any] = real(entries)
            for one in found:
                if isinstance(one, model):
                    setattr(one, name, secret)
            return found

        monkeypatch.setattr(queries, "standing", standing)
        try:
            message = passes(fresh(case))
        except (TypeError, AttributeError):  # a text among days cannot even be put in order
            continue
        assert message is None or not leak(message, secret), (name, secret)


def test_a_name_entered_in_any_field_of_the_form_does_not_pass(worker: Actor, fresh: Any) -> None:
    for one in FIELDS:
        for secret in SECRETS:
            said = {**WHOLE, one.name: [secret] if one.name in ("citizenship", "means") else secret}
            if one.name == "birth_date" and not check(said)[1]:
                continue  # her real one: only its year goes on
            try:
                case = services.open_case(worker, said, anyway=True)
            except GijaError:
                continue
            message = passes(fresh(case))
            assert message is None or not leak(message, secret), (one.name, secret)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(FACTS),
    st.recursive(
        st.one_of(
            st.text(min_size=4, max_size=30), st.from_regex(r"\+?\d{8,11}", fullmatch=True), st.emails(), st.floats(),
            st.integers(10_000, 10**12), st.dates(max_value=dt.date(1989, 1, 1)), st.binary(min_size=4),
        ),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(min_size=4), inner, max_size=3)),
        max_leaves=4,
    ),
)  # fmt: skip
def test_whatever_is_thrown_is_refused_or_is_a_value_of_its_kind(case: Any, name: str, thrown: Any) -> None:
    """Only values of the lists, months, years and random numbers ever stand in a message, whatever a column holds."""
    target = models.Case.objects.get(pk=case.pk)
    setattr(target, name, thrown)
    message = passes(target)
    if message is not None:
        VictimRecord(**message.data())
        if isinstance(thrown, str) and len(thrown.strip()) >= 4:
            assert not leak(message, thrown)


def test_an_institution_the_directory_does_not_know_sends_nothing(case: Any) -> None:
    case.institution = "ona_pavyzdyte"
    with pytest.raises(GijaError) as refused:
        gate.depersonalise(case)
    assert refused.value.values == {"fields": "sender"}


def test_the_refusal_says_the_field_and_not_the_value(case: Any) -> None:
    case.sex = "Ona Pavyzdytė"
    with pytest.raises(GijaError) as refused:
        gate.depersonalise(case)
    assert refused.value.values == {"fields": "sex"}
    assert "Ona" not in repr(refused.value) + refused.value.text.lt


def test_a_childs_record_needs_no_means(worker: Actor) -> None:
    case = services.open_case(worker, {**CHILD, **HAPPENED, "means": []})
    assert gate.depersonalise(case).age_group == "child"
