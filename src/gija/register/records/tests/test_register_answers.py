"""The whole record model in the register: one table of typed answers, which the database holds to its kinds and lists;
a message of version 1 is taken in as before; rules are run on what arrives."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gija.messages.registry import decode
from gija.register.conftest import ZONES, envelope
from gija.register.records import answered, queries
from gija.register.records.handlers import content, keep
from gija.register.records.models import Answer, Finding, Revision
from gija.vocabulary import record_model as model
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

pytestmark = pytest.mark.django_db(databases=ZONES)
WHOLE: dict[str, Any] = {
    "education": "3", "languages": ("rus", "lit"), "acts": ("recruitment",), "children_number": 0, "duration": "0-12",
    "exploitation_start": "2013-02", "exploitation_end": "2013-05", "case_status": "active",
    "perpetrators": ({"sex": "M", "citizenship": "LTU"}, {"sex": "F"}), "perpetrators_count": 2,
    "compensations": ({"source": "state", "stage": "paid", "amount": 125050},),
    "decisions": ({"judgment": "conviction", "suspended": False},),
    "further_events": ({"exploitation_forms": ("labour",), "sectors": ("A", "F")},),
    "status_history": ({"status": "presumed", "month": "2014-03", "authority_kind": "ngo"},),
}  # fmt: skip


def second() -> Any:
    """An envelope of version 2."""
    return dataclasses.replace(envelope(), version=2)


def test_every_answer_and_part_is_kept_and_read_again(people: Any, record_of: Any) -> None:
    message = record_of(**WHOLE)
    keep(message, second())
    keep(message, second())
    said = queries.answers_of(queries.current().get())
    record = said["record"][0]
    assert (record["education"], record["languages"], record["children_number"]) == (["3"], ["rus", "lit"], [0])
    assert [item["perpetrator_sex"] for item in said["perpetrator"].values()] == [["M"], ["F"]]
    assert said["compensation"][1]["compensation_amount"] == [125050]
    assert said["decision"][1]["decision_suspended"] == [False]
    assert said["further_event"][1]["sectors"] == ["A", "F"]
    assert Revision.objects.get().message_version == 2
    with pytest.raises(GijaError) as refused:
        keep(record_of(**{**WHOLE, "record_id": message.record_id, "education": "4"}), second())
    assert refused.value.code == "register.revision_differs"


def test_a_message_of_version_1_is_taken_in_as_before(people: Any, record_of: Any) -> None:
    body = {name: value for name, value in record_of().data().items() if name not in ("status_history",)}
    message: Any = decode("victim_record", 1, body)
    keep(message, envelope())
    keep(message, envelope())
    revision = Revision.objects.get()
    assert revision.message_version == 1
    assert content(revision)["answers"] == []
    with pytest.raises(GijaError):
        decode("victim_record", 1, {**body, "education": "3"})


def test_a_record_that_breaks_a_rule_is_refused_and_an_older_one_is_marked(people: Any, record_of: Any) -> None:
    broken = record_of(status="identified", status_authority_kind="police", means=())
    with pytest.raises(GijaError) as refused:
        keep(broken, second())
    assert refused.value.code == "register.rule_broken"
    assert "adult_needs_means" in refused.value.text.lt
    assert not Revision.objects.exists()
    keep(broken, envelope())
    assert {(f.rule, f.level) for f in Finding.objects.all()} >= {("adult_needs_means", "warning")}


def test_a_consent_taken_back_takes_the_record_out_of_the_next_release(people: Any, record_of: Any) -> None:
    first = record_of(consents=("research", "statistics"))
    keep(first, second())
    assert queries.released("research").count() == 1
    keep(record_of(record_id=first.record_id, revision=2, consents=("statistics",)), second())
    assert queries.released("research").count() == 0
    assert queries.released("statistics").count() == 1


def _row(**changes: Any) -> dict[str, Any]:
    sound = {"group": "record", "item": 0, "field": "education", "place": 1, "code": "3"}
    return {**sound, **changes}


@pytest.mark.parametrize(
    "wrong",
    [
        _row(code="LTU"), _row(code="presumed"), _row(field="children_number"), _row(count=3), _row(code=None),
        _row(field="children_number", code=None, month="2014-03"), _row(field="perpetrator_sex", code="F"),
        _row(group="perpetrator", item=0, field="perpetrator_sex", code="F"), _row(group="perpetrator", item=1),
        _row(field="decision_suspended", code=None, flag=True), _row(field="exploitation_start", month="2014-03"),
    ],
)  # fmt: skip
def test_the_database_refuses_an_answer_of_another_kind_list_or_group(
    people: Any, record_of: Any, wrong: dict[str, Any]
) -> None:
    keep(record_of(), second())
    revision = Revision.objects.get()
    Answer(revision=revision, **_row()).save()
    with pytest.raises(DatabaseError), transaction.atomic(using="register"):
        Answer(revision=revision, **{**wrong, "place": 2}).save()


@pytest.mark.parametrize("value", ["Ona", "+37061234567", "49005170017", "ona@example.lt", "1990-05-17"])
@pytest.mark.parametrize("column", [*answered.COLUMNS, "field", "group"])
def test_no_name_fits_any_column_of_an_answer(people: Any, record_of: Any, column: str, value: str) -> None:
    keep(record_of(), second())
    with pytest.raises((GijaError, ValueError, DatabaseError)), transaction.atomic(using="register"):
        Answer(revision=Revision.objects.get(), **_row(**{column: value})).save()


def test_every_field_that_leaves_has_its_column_and_its_list() -> None:
    for group, several in answered.places().items():
        for place in several:
            assert place.column in answered.COLUMNS, (group, place)
            assert not place.list or set(code_list(place.list).codes) <= set(answered.CODES)
    assert {one.code for one in model.sent_answers()} <= set(answered.FIELDS)


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_page_of_a_record_shows_its_answers(people: Any, record_of: Any, client_for: Any, language: str) -> None:
    message = record_of(**{**WHOLE, "compensations": ({"source": "state", "stage": "paid"},)})
    keep(message, second())
    page = client_for("dalia", language).get(f"/register/records/{message.record_id}/").content.decode()
    assert model.field("education").text.in_(language) in page
    assert model.group("perpetrator").text.in_(language) in page
    assert ("kiek?" if language == "lt" else "how much?") in page, "a warning of the rules"
