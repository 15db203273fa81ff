"""The administrator sees who sends, how well, and who does not; samples are entered twice by their own member."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gija.commons.courier.models import Peer
from gija.commons.permissions import NotPermittedError
from gija.methods.tables import Period
from gija.register.administration import keys, quality, queries, services
from gija.register.administration.models import Compared
from gija.register.administration.quality import months_between
from gija.register.conftest import ZONES, withdrawal
from gija.register.records.leaving import this_month
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=ZONES)
PAGE = "/register/administration/"
TRUE = {
    "registration_month": "2014-03", "status": "presumed", "sex": "F", "age_group": "adult", "birth_year": 1990,
    "citizenship": ["LTU"], "municipality": "", "exploitation_forms": "sexual", "exploitation_realised": "realised",
}  # fmt: skip


def now() -> Period:
    return Period.half_of(this_month())


def test_completeness_is_of_the_whole_model_and_counts_only_what_was_asked(arrives: Any, record_of: Any) -> None:
    arrives(*(record_of() for _ in range(3)), record_of(age_group="child", birth_year=2010, means=()))
    found = {one.code: one for one in quality.of_member("viltis").fields}
    assert (found["sex"].filled, found["sex"].asked) == (4, 4)
    assert found["municipality"].filled == 0
    assert found["municipality"].reasons == {"NC": 4}
    assert found["means"].asked == 3, "children are not asked for means"
    assert found["education"].asked == 4
    assert found["education"].filled == 0
    assert "further_event" in found
    assert len(found) > 40


def test_records_of_an_old_message_are_no_part_of_what_it_could_not_say(arrives: Any, record_of: Any) -> None:
    from gija.register.records.models import Revision

    arrives(record_of(), record_of())
    Revision.objects.filter(pk=Revision.objects.first().pk).update(message_version=1)  # type: ignore[union-attr]
    found = quality.of_member("viltis")
    assert dict(found.versions) == {1: 1, 2: 1}
    assert {one.asked for one in found.fields if one.code == "sex"} == {1}


def test_late_is_more_than_a_month_after_registration(arrives: Any, record_of: Any) -> None:
    arrives(record_of(), record_of(registration_month=this_month(), status_month=None, missing={
        "status_month": "NC", "municipality": "NC"}, services=()))  # fmt: skip
    assert quality.of_member("viltis").late == 1
    assert months_between("2014-11", "2015-02") == 3
    assert months_between("2015-02", "2014-11") == 0


def test_warnings_are_told_by_rule(arrives: Any, record_of: Any) -> None:
    arrives(record_of(countries=()))
    assert "country_of_exploitation" in {rule for rule, _words, _count in quality.of_member("viltis").warnings}


def test_the_administrator_sees_who_has_sent_nothing_and_whose_installation_sends(
    arrives: Any, record_of: Any, people: Any
) -> None:
    from django.utils import timezone

    message = record_of()
    arrives(message, withdrawal(message, month=this_month()))
    Peer.objects.create(
        code="node", zones=["casework"], institutions=["prieglauda"], signing="x", sealing="y", added_at=timezone.now()
    )
    found = {one.code: one for one in queries.senders(people.actor("dalia"), now())}
    assert found["viltis"].sent == 1, "a withdrawal is something sent"
    assert found["prieglauda"].sent == 0
    assert found["prieglauda"].peers == ("node",)
    with pytest.raises(NotPermittedError):
        queries.senders(people.actor("egle"), now())


def test_a_member_sees_its_own_quality_only(half_year: Any, people: Any, client_for: Any) -> None:
    half_year()
    assert queries.member_quality(people.actor("egle"), "viltis").records == 20
    with pytest.raises(GijaError) as caught:
        queries.member_quality(people.actor("egle"), "prieglauda")
    assert caught.value.code == "register.members.not_found"
    assert client_for("egle").get(f"{PAGE}quality/prieglauda/").status_code == 404
    assert client_for("egle").get(PAGE).status_code == 403


def test_a_second_entry_is_compared_and_not_kept(arrives: Any, record_of: Any, people: Any, audit_entries: Any) -> None:
    arrives(*(record_of() for _ in range(6)))
    before = len(audit_entries("register"))
    sample = services.draw(people.actor("dalia"), "viltis", 4)
    first, second, *rest = sample.drawn.all()
    assert len(rest) == 2
    services.enter(people.actor("egle"), first.pk, TRUE)
    services.enter(people.actor("egle"), second.pk, {**TRUE, "sex": "M", "citizenship": ["LTU", "LVA"]})
    by_field = {one.text.en: (one.agree, one.of) for one in queries.agreement(sample)}
    assert by_field["Sex"] == (1, 2)
    assert sorted(by_field.values()) == [(1, 2)] * 2 + [(2, 2)] * (len(keys.KEYS) - 2)
    assert queries.agreement(sample)[0].interval[1] == 1.0
    assert {f.name for f in Compared._meta.local_fields} == {"id", "drawn", "field", "agrees"}
    with pytest.raises(GijaError) as refused:
        services.enter(people.actor("egle"), first.pk, TRUE)
    assert refused.value.code == "register.sample.entered"
    acts = [e.action for e in audit_entries("register")[before:]]
    assert acts == ["register.member.manage", "register.sample.enter", "register.sample.enter"]


def test_a_second_entry_is_the_members_own(half_year: Any, people: Any, client_for: Any) -> None:
    half_year()
    sample = services.draw(people.actor("dalia"), "viltis", 3)
    drawn = sample.drawn.first()
    assert drawn
    assert queries.waiting_for(people.actor("egle")) == 3
    assert queries.waiting_for(people.actor("vida")) == 0
    with pytest.raises(NotPermittedError):
        services.enter(people.actor("vida"), drawn.pk, TRUE)
    for who in ("vida", "dalia"):
        assert client_for(who).get(f"{PAGE}samples/entry/{drawn.pk}/").status_code == 403
    with pytest.raises(GijaError) as refused:
        services.draw(people.actor("dalia"), "niekas", 3)
    assert refused.value.code == "register.sample.no_records"


def test_a_record_that_was_withdrawn_is_not_entered_again(arrives: Any, record_of: Any, people: Any) -> None:
    message = record_of()
    arrives(message)
    drawn = services.draw(people.actor("dalia"), "viltis", 1).drawn.get()
    arrives(withdrawal(message))
    with pytest.raises(GijaError) as refused:
        services.enter(people.actor("egle"), drawn.pk, TRUE)
    assert refused.value.code == "register.records.not_found"
    assert queries.waiting_for(people.actor("egle")) == 0


@pytest.mark.parametrize("language", ["en", "lt"])
def test_pages(half_year: Any, people: Any, client_for: Any, language: str) -> None:
    half_year()
    administrator, member = client_for("dalia", language), client_for("egle", language)
    assert administrator.get(PAGE, {"period": "2014-H1"}).status_code == 200
    assert administrator.get(f"{PAGE}quality/viltis/").status_code == 200
    assert administrator.post(f"{PAGE}quality/viltis/sample/", {"size": "0"}).status_code == 422
    answer = administrator.post(f"{PAGE}quality/viltis/sample/", {"size": "2"})
    sample = answer["location"]
    assert "entry/" not in administrator.get(sample).content.decode(), "the administrator has no file of the person"
    page = member.get(sample).content.decode()
    entry = page.split(f'href="{PAGE}samples/entry/')[1].split('"')[0]
    blind = member.get(f"{PAGE}samples/entry/{entry}").content.decode()
    assert "1990" not in blind
    assert not re.search(r'value="[^"]+" selected', blind.partition("<h1>")[2])
    assert member.post(f"{PAGE}samples/entry/{entry}", {**TRUE, "registration_month": "kovas"}).status_code == 422
    assert member.post(f"{PAGE}samples/entry/{entry}", TRUE).status_code == 302
    assert administrator.get(sample).status_code == 200
    assert member.get(f"{PAGE}samples/").status_code == 200
