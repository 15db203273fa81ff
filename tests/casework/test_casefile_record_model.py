"""The whole record model in the case file: asked, kept, told, shown; what is no longer asked falls away."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.casework.cases import models, services
from gija.commons.casefile import facts, gate, releases
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import FaultsError
from gija.commons.permissions import Actor, NotPermittedError
from gija.messages.victims import VictimRecord
from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, HAPPENED, ONA, WHOLE
from .test_casefile_gate import SECRETS, leak, passes

pytestmark = pytest.mark.django_db(databases="__all__")
CASES = "/casework/cases/"
LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])
CIRCUMSTANCES = {
    "acts": ["recruitment"], "control_methods": ["debt_bondage"], "sectors": ["F"],
    "sex_exploitation_types": ["remote"],
    "exploitation_start": "2013-02", "exploitation_end": "2014-01", "perpetrators_count": "2", "age_at_start": "22",
}  # fmt: skip


@pytest.fixture
def told(case: Any, worker: Actor, fresh: Any) -> Any:
    """Ona's case with answers and parts."""
    services.answer(
        worker, case.pk, "background", {"education": "3", "children_number": "0", "languages": ["lit", "rus"]}
    )
    services.answer(worker, case.pk, "circumstances", CIRCUMSTANCES)
    services.answer(
        worker, case.pk, "justice", {"investigation_ref": "01-1-00017-14", "investigation_offences": ["LT_147"]}
    )
    services.add_part(worker, case.pk, "perpetrator", {"perpetrator_sex": "M", "perpetrator_citizenship": "LTU"})
    paid = {"compensation_source": "state", "compensation_stage": "paid", "compensation_amount": "1 250,50"}
    services.add_part(worker, case.pk, "compensation", {**paid, "compensation_month": "2014-05-06"})
    refer = {"referral_to_kind": "police", "referral_status": "accepted", "referral_sent": "2014-03-09"}
    services.add_part(worker, case.pk, "referral", {**refer, "referral_note": "Skambinti Petrui, 861298765"})
    return fresh(case)


def test_answers_and_parts_leave_as_codes_months_and_numbers(told: Any) -> None:
    record = gate.depersonalise(told).data()
    expected = {
        "education": "3", "children_number": 0, "languages": ["lit", "rus"], "acts": ["recruitment"],
        "control_methods": ["debt_bondage"], "sectors": ["F"],
    "sex_exploitation_types": ["remote"],
        "exploitation_start": "2013-02", "exploitation_end": "2014-01", "duration": "0-12", "perpetrators_count": 2,
        "age_at_start": 22, "investigation_offences": ["LT_147"],
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected
    assert record["perpetrators"][0]["citizenship"] == "LTU"
    assert record["compensations"] == [{"source": "state", "stage": "paid", "amount": 125050, "month": "2014-05"}]
    assert record["referrals"][0]["sent"] == "2014-03"
    for secret in ("01-1-00017", "Petrui", "861298765", "2014-03-09"):
        assert not leak(gate.depersonalise(told), secret)


def test_texts_that_stay_home_are_encrypted(told: Any) -> None:
    from django.db import connections

    with connections["casework"].cursor() as cursor:
        for table in ("casework_cases_case", "casework_cases_part"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = str(cursor.fetchall())
            assert "01-1-00017" not in rows
            assert "Petrui" not in rows
    assert facts.texts(told.kept) == {"investigation_ref": "01-1-00017-14"}


def test_only_what_earlier_answers_leave_open_is_asked(worker: Actor, client_for: Any) -> None:
    case = services.open_case(worker, {**WHOLE, "exploitation_main": "begging", "exploitation_others": []})
    client = client_for("mantas")
    page = client.get(f"{CASES}{case.pk}/more/circumstances/").content.decode()
    assert 'name="sectors"' not in page
    assert 'name="sex_exploitation_types"' not in page
    assert 'name="exploitation_start"' in page
    page = client.get(f"{CASES}{case.pk}/more/protection/").content.decode()
    assert 'name="reflection_offered"' not in page, "a citizen of Lithuania"
    assert 'name="legal_guardian"' not in page


def test_an_answer_opens_the_next_question_on_its_page(worker: Actor, client_for: Any, fresh: Any) -> None:
    case = services.open_case(worker, {**WHOLE, "citizenship": ["UKR"], "municipality": ""})
    client, address = client_for("mantas"), f"{CASES}{case.pk}/more/protection/"
    page = client.get(address).content.decode()
    assert 'name="reflection_granted"' not in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    answer = client.post(address, {"reflection_offered": "yes", "version": version})
    assert answer.headers["location"] == address
    assert 'name="reflection_granted"' in client.get(address).content.decode()
    assert client.post(address, {"reflection_offered": "no", "version": version}).status_code == 422, (
        "changed meanwhile"
    )
    assert fresh(case).answers["reflection_offered"] == "yes"


def test_what_is_no_longer_asked_falls_away(told: Any, worker: Actor, fresh: Any) -> None:
    services.record_event(worker, told.pk, {**HAPPENED, "exploitation_main": "begging", "exploitation_others": []})
    assert not {"sectors", "sex_exploitation_types"} & set(fresh(told).answers)
    services.record_event(worker, told.pk, {**HAPPENED, "exploitation_realised": "intended"})
    assert not {"exploitation_start", "control_methods", "age_at_start"} & set(fresh(told).answers)
    assert gate.depersonalise(fresh(told)).said("duration") is None


def test_a_rule_of_the_record_is_told_at_its_field(case: Any, worker: Actor, fresh: Any) -> None:
    with pytest.raises(FaultsError) as refused:
        services.answer(worker, case.pk, "circumstances", {**CIRCUMSTANCES, "exploitation_end": "2012-01"})
    assert "exploitation_end" in {fault.field for fault in refused.value.faults}
    assert fresh(case).answers == {}
    with pytest.raises(FaultsError) as refused:
        services.open_case(worker, {**WHOLE, "status": "identified", "means": []}, anyway=True)
    assert [(f.field, f.code) for f in refused.value.faults] == [("means", "casefile.rule")]


def test_a_rule_broken_by_a_history_keeps_the_record_here(worker: Actor, fresh: Any) -> None:
    case = services.open_case(worker, {**WHOLE, "means": []})
    services.add_status(
        worker, case.pk, {"status": "identified", "authority_kind": "police", "status_on": "2014-04-01"}
    )
    assert [one.code for one in gate.problems(fresh(case))] == ["casefile.gate_rule"]
    with pytest.raises(GijaError) as refused:
        services.submit(worker, case.pk)
    assert refused.value.code == "casefile.gate_rule"


def test_a_child_is_asked_for_a_guardian_and_not_for_a_marriage(worker: Actor, client_for: Any) -> None:
    child = services.open_case(worker, {**CHILD, **HAPPENED, "means": []})
    client = client_for("mantas")
    assert 'name="legal_guardian"' in client.get(f"{CASES}{child.pk}/more/protection/").content.decode()
    assert 'name="marital_status"' not in client.get(f"{CASES}{child.pk}/more/background/").content.decode()


@LANGUAGES
def test_the_summary_shows_what_is_missing_and_takes_the_reason(
    case: Any, worker: Actor, client_for: Any, fresh: Any, language: str
) -> None:
    client, address = client_for("mantas", language), f"{CASES}{case.pk}/missing/"
    page = client.get(address).content.decode()
    assert 'name="education"' in page
    assert 'name="reflection_offered"' not in page, "not asked"
    assert client.post(address, {"education": "REF", "disability": ""}).status_code == 302
    assert fresh(case).missing == {"education": "REF"}
    assert gate.depersonalise(fresh(case)).missing["education"] == "REF"
    assert "education" not in {one.code for one in facts.open_questions(fresh(case))}
    services.answer(worker, case.pk, "background", {"education": "5"})
    assert "education" not in gate.depersonalise(fresh(case)).missing
    assert client.post(address, {"disability": "Ona"}).status_code == 422


def test_a_part_is_changed_by_striking_and_sent_twice_is_entered_once(told: Any, worker: Actor, fresh: Any) -> None:
    old, number = told.parts.get(group="referral"), new_id()
    said = {"referral_to_kind": "police", "referral_status": "done", "referral_answered": "2014-04-01"}
    for _ in range(2):
        services.change_part(worker, told.pk, old.pk, said, entry=number)
    assert fresh(told).parts.filter(group="referral").count() == 2
    assert [one["status"] for one in gate.depersonalise(fresh(told)).data()["referrals"]] == ["done"]
    services.strike(worker, told.pk, "part", number, "Klaida")
    assert "referrals" not in gate.depersonalise(fresh(told)).data()


def test_parts_have_their_limits_and_their_askers(case: Any, worker: Actor, rival: Actor) -> None:
    with pytest.raises(FaultsError):
        services.add_part(worker, case.pk, "perpetrator", {})
    with pytest.raises(FaultsError):
        services.add_part(worker, case.pk, "referral", {"referral_to_kind": "Ona"})
    with pytest.raises(GijaError):
        services.add_part(worker, case.pk, "no_such", {})
    with pytest.raises(NotPermittedError):
        services.add_part(rival, case.pk, "perpetrator", {"perpetrator_sex": "M"})
    with pytest.raises(NotPermittedError):
        services.answer(rival, case.pk, "background", {"education": "3"})
    for _ in range(20):
        services.add_part(worker, case.pk, "perpetrator", {"perpetrator_sex": "M"})
    with pytest.raises(GijaError) as refused:
        services.add_part(worker, case.pk, "perpetrator", {"perpetrator_sex": "M"})
    assert refused.value.code == "casefile.part_most"


@pytest.mark.parametrize("one", model.answers(), ids=lambda one: one.code)
def test_a_name_thrown_at_any_answer_does_not_pass(case: Any, read_once: Any, one: model.Field) -> None:
    """Past the form, straight into the column: what is no value of its kind is refused, text fields have no way out."""
    thrown = read_once(case)
    thrown.citizenship = ["UKR"]
    for secret in SECRETS:
        for shape in (secret, [secret], {secret: secret}):
            thrown.answers = {one.code: shape}
            message = passes(thrown)
            assert message is None or not leak(message, secret), (one.code, secret)


@pytest.mark.parametrize("group", model.groups(), ids=lambda one: one.code)
def test_a_name_thrown_at_any_field_of_a_part_does_not_pass(
    case: Any, read_once: Any, monkeypatch: pytest.MonkeyPatch, group: model.Group
) -> None:
    made = models.Part(institution="viltis", case=case, group=group.code)
    thrown = read_once(case)
    thrown.citizenship = ["UKR"]
    monkeypatch.setattr(facts, "parts_by_group", lambda case: {group.code: [made]})
    for one in group.fields:
        for secret in SECRETS:
            for shape in (secret, [secret], {secret: secret}):
                made.said = {one.code: shape}
                message = passes(thrown)
                assert message is None or not leak(message, secret), (one.code, secret)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([one.code for one in model.answers()]),
    st.recursive(
        st.one_of(st.text(min_size=4, max_size=30), st.emails(), st.integers(10_000, 10**12), st.floats(), st.binary()),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=2)),
        max_leaves=3,
    ),
)
def test_whatever_is_thrown_at_an_answer_is_refused_or_of_its_kind(case: Any, code: str, thrown: Any) -> None:
    target = models.Case.objects.get(pk=case.pk)
    target.answers = {code: thrown}
    message = passes(target)
    if message is not None:
        VictimRecord(**message.data())
        if isinstance(thrown, str) and len(thrown.strip()) >= 4:
            assert not leak(message, thrown)


@LANGUAGES
def test_the_sender_sees_every_value_that_leaves(told: Any, client_for: Any, language: str) -> None:
    page = client_for("mantas", language).get(f"{CASES}{told.pk}/leaves/").content.decode()
    assert "Petrui" not in page
    assert "00017" not in page
    assert "1250,50" in page
    body = gate.depersonalise(told).data()
    for value in re.findall(r'": "([^"]+)"', json.dumps(body)):
        assert value in page, value


@LANGUAGES
def test_the_case_and_its_print_show_answers_and_parts(told: Any, client_for: Any, language: str) -> None:
    client = client_for("mantas", language)
    for address in (f"{CASES}{told.pk}/", f"{CASES}{told.pk}/print/"):
        page = client.get(address).content.decode()
        assert "1250,50" in page
        assert "Petrui" in page, "the institution's own note"


def test_a_consent_to_research_taken_back_is_told_at_once_and_nothing_else(
    case: Any, worker: Actor, fresh: Any
) -> None:
    services.give_consent(worker, case.pk, {"scope": "research", "given_on": "2014-03-06"})
    services.submit(worker, case.pk)
    services.answer(worker, case.pk, "background", {"education": "3"})  # not sent yet
    services.withdraw_consent(worker, case.pk, case.consents.get(scope="research").pk, "2014-05-01")
    sent = list(case.submissions.order_by("revision"))
    assert [one.body["consents"] for one in sent] == [["research", "service", "statistics"], ["service", "statistics"]]
    assert "education" not in sent[-1].body
    assert fresh(case).changed_since_sent
    services.submit(worker, case.pk)
    assert case.submissions.order_by("-revision").first().body["education"] == "3"
    assert not fresh(case).changed_since_sent


def test_a_withdrawal_says_what_was_sent_and_which_tables_may_hold_it(
    case: Any, worker: Actor, client_for: Any
) -> None:
    services.submit(worker, case.pk)
    assert [(one.revision, one.periods) for one in releases.told(case)] == [(1, ("2014-H1", "2014"))]
    page = client_for("mantas").get(f"{CASES}{case.pk}/withdraw/").content.decode()
    assert "2014-H1" in page


@pytest.mark.parametrize(
    ("month", "until", "periods"),
    [
        ("2014-03", "2014-06-30", ()),
        ("2014-03", "2014-07-01", ("2014-H1",)),
        ("2014-07", "2015-01-01", ("2014-H2", "2014")),
    ],
)
def test_a_table_may_hold_a_record_once_its_period_has_ended(month: str, until: str, periods: tuple[str, ...]) -> None:
    import datetime as dt

    assert releases.ended(month, dt.date.fromisoformat(until)) == periods


def test_the_police_are_asked_for_stages_and_decisions(cast: Any, client_for: Any) -> None:
    from gija.police.proceedings import services as proceedings

    tomas = cast.actor("tomas")
    said = {**WHOLE, "authority_kind": "police", "consents": [], "legal_duty": True, "legal_basis": "BPK 28 str."}
    case = proceedings.open_case(tomas, said)
    page = client_for("tomas").get(f"/police/proceedings/{case.pk}/part/perpetrator/").content.decode()
    assert 'name="perpetrator_stage"' in page
    proceedings.add_part(tomas, case.pk, "decision", {"decision_judgment": "conviction", "decision_suspended": "no"})
    assert gate.depersonalise(type(case).objects.get(pk=case.pk)).data()["decisions"][0]["suspended"] is False


def test_a_case_opens_whole_with_answers_and_parts(worker: Actor) -> None:
    parts = {"perpetrator": [{"perpetrator_sex": "F"}, {"perpetrator_sex": "M"}]}
    case = services.open_case(worker, {**WHOLE, "education": "Bachelor's or equivalent level", "parts": parts})
    record = gate.depersonalise(case).data()
    assert record["education"] == "6"
    assert len(record["perpetrators"]) == 2
    with pytest.raises(FaultsError):
        services.open_case(worker, {**ONA, "education": "Ona"}, anyway=True)
