"""Records arrive in any order and twice, are corrected and withdrawn; the current view is always that of the highest
revision, and of what was withdrawn only the number stays."""

from __future__ import annotations

import itertools
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from gija.commons.audit.services import verify
from gija.register.conftest import ZONES, envelope, withdrawal
from gija.register.records import models, queries
from gija.register.records.handlers import forget, keep
from gija.register.records.models import Record, Revision
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)


def held() -> list[tuple[str, int, str]]:
    return [(r.record_id, r.number, r.status) for r in queries.current()]


def rows_of_content() -> int:
    parts = (models.Citizenship, models.Form, models.Recruitment, models.Mean, models.CountryPart)
    return sum(m.objects.count() for m in (Revision, *parts, models.Service, models.Consent, models.Missing))


def test_a_record_that_arrives_is_kept_whole_with_one_audit_entry(
    arrives: Any, record_of: Any, audit_entries: Any
) -> None:
    message = record_of()
    arrives(message)
    revision = queries.current().get()
    assert (revision.record_id, revision.record.sender, revision.sex) == (message.record_id, "viltis", "F")
    assert [f.form for f in revision.forms.order_by("place")] == ["sexual", "labour"]
    assert [(c.country, c.role) for c in revision.countryparts.all()] == [("GBR", "exploitation")]
    assert [(s.service, s.start, s.end) for s in revision.services.all()] == [("medical", "2014-03", None)]
    assert {c.scope for c in revision.consents.all()} == {"service", "statistics"}
    assert [(m.field, m.reason) for m in revision.missings.all()] == [("municipality", "NC")]
    assert [e.action for e in audit_entries("register")] == ["courier.receive"]


def test_a_correction_holds_and_the_earlier_revision_stays(arrives: Any, record_of: Any) -> None:
    first = record_of()
    arrives(first, record_of(record_id=first.record_id, revision=2, status="identified"))
    assert held() == [(first.record_id, 2, "identified")]
    assert Revision.objects.count() == 2


def test_the_same_letter_and_the_same_revision_again_change_nothing(people: Any, record_of: Any) -> None:
    message = record_of()
    for _ in range(3):
        keep(message, envelope())
    assert (Record.objects.count(), Revision.objects.count()) == (1, 1)


def test_the_same_revision_with_another_content_is_refused(people: Any, record_of: Any) -> None:
    message = record_of()
    keep(message, envelope())
    for change in ({"sex": "M"}, {"means": ("fraud",)}, {"exploitation_forms": ("labour", "sexual")}):
        with pytest.raises(GijaError) as refused:
            keep(record_of(record_id=message.record_id, **change), envelope())
        assert refused.value.code == "register.revision_differs"
    assert queries.current().get().sex == "F"


def test_an_older_revision_that_comes_late_goes_into_the_history_only(people: Any, record_of: Any) -> None:
    number = str(uuid.uuid4())
    keep(record_of(record_id=number, revision=3, status="recognised"), envelope())
    keep(record_of(record_id=number, revision=2, status="identified"), envelope())
    assert held() == [(number, 3, "recognised")]
    assert sorted(Revision.objects.values_list("number", flat=True)) == [2, 3]


def test_a_withdrawal_deletes_what_the_record_said_and_keeps_its_number(arrives: Any, record_of: Any) -> None:
    message = record_of()
    arrives(message, record_of(record_id=message.record_id, revision=2), withdrawal(message, revision=2))
    assert held() == []
    assert rows_of_content() == 0
    stone = Record.objects.get()
    assert (stone.pk, stone.sender, stone.withdrawn, stone.withdrawn_month) == (
        message.record_id, "viltis", True, "2014-09",
    )  # fmt: skip


def test_a_withdrawal_before_its_record_keeps_the_record_out(people: Any, record_of: Any) -> None:
    message = record_of(revision=2)
    forget(withdrawal(message), envelope("victim_record_withdrawn"))
    keep(record_of(record_id=message.record_id), envelope())
    keep(message, envelope())
    assert held() == []
    assert rows_of_content() == 0


def test_consent_given_anew_brings_the_next_revision_in(people: Any, record_of: Any) -> None:
    message = record_of()
    keep(message, envelope())
    forget(withdrawal(message), envelope())
    keep(record_of(record_id=message.record_id, revision=2, status="identified"), envelope())
    assert held() == [(message.record_id, 2, "identified")]
    assert not Record.objects.get().withdrawn
    forget(withdrawal(message), envelope())
    assert held() == [(message.record_id, 2, "identified")], "the old withdrawal, come again, takes nothing"


def test_letters_of_one_record_in_any_order_end_alike(people: Any, record_of: Any) -> None:
    ends = set()
    for order in itertools.permutations(range(4)):
        number = str(uuid.uuid4())
        one = record_of(record_id=number)
        second = record_of(record_id=number, revision=2, status="identified")
        third = record_of(record_id=number, revision=3, status="recognised")
        letters: list[Any] = [(keep, one), (keep, second), (forget, withdrawal(one, revision=2)), (keep, third)]
        for n in order:
            act, message = letters[n]
            act(message, envelope())
        record = Record.objects.get(pk=number)
        ends.add((record.current, record.withdrawn, tuple(record.revisions.values_list("number", "status"))))
    assert ends == {(3, False, ((3, "recognised"),))}


def test_nobody_corrects_or_withdraws_the_record_of_another_institution(people: Any, record_of: Any) -> None:
    message = record_of()
    keep(message, envelope())
    wrong = record_of(record_id=message.record_id, revision=2, sender="prieglauda")
    acts: list[Any] = [(keep, wrong), (forget, withdrawal(message, sender="prieglauda"))]
    for act, letter in acts:
        with pytest.raises(GijaError) as refused:
            act(letter, envelope())
        assert refused.value.code == "register.other_sender"
        assert "viltis" not in refused.value.text.lt
    assert held() == [(message.record_id, 1, "presumed")]


@pytest.mark.django_db(databases=ZONES, transaction=True)
def test_revisions_of_one_record_that_arrive_at_once_are_each_kept_once(people: Any, record_of: Any) -> None:
    number = str(uuid.uuid4())
    messages = [record_of(record_id=number, revision=n) for n in (1, 2, 3)] * 2

    def worker(message: Any) -> None:
        from django.db import transaction

        try:
            with transaction.atomic(using="register"):
                keep(message, envelope())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, messages))
    assert sorted(Revision.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Record.objects.get().current == 3
    assert verify("register") == []


def test_the_view_at_a_periods_end_leaves_later_records_out(people: Any, record_of: Any) -> None:
    keep(record_of(), envelope())
    keep(record_of(registration_month="2014-07"), envelope())
    assert queries.current("2014-06").count() == 1
    assert queries.current().count() == 2
