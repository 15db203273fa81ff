"""Who sees which records and members, and what each opening leaves behind."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.register.conftest import ZONES, withdrawal
from gija.register.records import queries
from gija.register.records.models import Record

pytestmark = pytest.mark.django_db(databases=ZONES)
LIST, MEMBERS = "/register/records/", "/register/records/members/"


@pytest.fixture
def records(arrives: Any, record_of: Any) -> Any:
    """Two of Viltis (one corrected), one of Prieglauda that was withdrawn, one of the police."""
    own = record_of()
    gone = record_of(sender="prieglauda")
    empty = {
        "municipality": None, "birth_year": None, "citizenship": (), "status_month": None, "sex": "U",
        "age_group": "unknown", "recruitment_methods": (), "means": (), "countries": (), "services": (),
        "exploitation_realised": "unknown", "exploitation_forms": ("unknown",),
        "missing": {"municipality": "NC", "birth_year": "REF", "citizenship": "UNK", "status_month": "UNK"},
    }  # fmt: skip
    police = record_of(sender="vilnius_police", sender_kind="police", registration_month="2013-11", **empty)
    arrives(own, record_of(record_id=own.record_id, revision=2, sex="M"), record_of(), gone, withdrawal(gone), police)
    return {"own": own, "gone": gone, "police": police}


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_administrator_sees_all_records_by_codes_only(records: Any, client_for: Any, language: str) -> None:
    page = client_for("dalia", language).get(LIST).content.decode()
    assert page.count("<tr>") == 4
    assert {"en": "Presumed", "lt": "Galimai"}[language] in page
    assert {"en": "Withdrawn records: 1", "lt": ": 1"}[language] in page
    assert records["gone"].record_id[:8] not in page


def test_a_member_sees_its_own_records_only(records: Any, client_for: Any) -> None:
    page = client_for("egle").get(LIST).content.decode()
    assert page.count("<tr>") == 3
    assert records["police"].record_id not in page
    assert 'name="sender"' not in page
    assert client_for("tomas").get(LIST).content.decode().count("<tr>") == 2
    assert records["gone"].record_id[:8] in client_for("vida").get(LIST + "withdrawn/").content.decode()
    assert records["gone"].record_id[:8] not in client_for("egle").get(LIST + "withdrawn/").content.decode()


def test_the_filters_are_codes_and_what_is_none_is_left_out(records: Any, client_for: Any) -> None:
    client = client_for("dalia")

    def shown(**asked: str) -> int:
        page: str = client.get(LIST, asked).content.decode()
        return max(0, page.count("<tr>") - 1)

    assert shown() == 3
    assert shown(sender="viltis") == 2
    assert shown(period="2014-H1") == 2
    assert shown(period="2013") == 1
    assert shown(form="unknown") == 1
    assert shown(status="identified") == 0
    assert shown(status="Ona") == shown(period="never") == shown(sender="nobody") == 3
    assert shown(sort="record__sender", page="9") == 3


@pytest.mark.parametrize("language", ["en", "lt"])
def test_opening_a_record_shows_its_revisions_and_leaves_one_entry(
    records: Any, client_for: Any, audit_entries: Any, language: str
) -> None:
    number = records["own"].record_id
    before = len(audit_entries("register"))
    page = client_for("dalia", language).get(f"{LIST}{number}/").content.decode()
    assert re.findall(r'id="revision-(\d)"', page) == ["2", "1"]
    (entry,) = audit_entries("register")[before:]
    assert (entry.action, entry.object_id, entry.details) == ("register.record.read", number, {"sender": "viltis"})


def test_another_institutions_record_is_refused_with_one_entry(
    records: Any, client_for: Any, audit_entries: Any
) -> None:
    before = len(audit_entries("register"))
    response = client_for("egle").get(f"{LIST}{records['police'].record_id}/")
    assert response.status_code == 403
    assert [(e.action, e.outcome) for e in audit_entries("register")[before:]] == [("register.record.read", "refused")]
    assert client_for("egle").get(f"{LIST}{'0' * 8}-0000-4000-8000-{'0' * 12}/").status_code == 404


def test_a_tombstone_says_that_it_is_one(records: Any, client_for: Any) -> None:
    page = client_for("dalia").get(f"{LIST}{records['gone'].record_id}/").content.decode()
    assert "has been deleted" in page
    assert "revision-" not in page


def test_members_say_when_they_sent_last_and_how_complete_they_are(records: Any, people: Any) -> None:
    found = {m.code: m for m in queries.members(people.actor("dalia"))}
    assert {code: (m.records, m.corrected, m.withdrawn) for code, m in found.items()} == {
        "viltis": (2, 1, 0),
        "prieglauda": (0, 0, 1),
        "vilnius_police": (1, 0, 0),
    }
    assert (found["viltis"].share, found["vilnius_police"].share, found["prieglauda"].share) == (91, 0, None)
    year = next(f for f in found["vilnius_police"].fields if f.field == "birth_year")
    assert (year.filled, year.records, dict(year.reasons)) == (0, 1, {"REF": 1})
    assert all(re.fullmatch(r"\d{4}-\d\d", m.last_received) for m in found.values())
    assert [m.code for m in queries.members(people.actor("egle"))] == ["viltis"]


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_page_of_a_member_tells_why_fields_are_empty(records: Any, client_for: Any, language: str) -> None:
    page = client_for("dalia", language).get(f"{MEMBERS}vilnius_police/").content.decode()
    assert {"en": "Refused to answer: 1", "lt": "Atsisakė atsakyti: 1"}[language] in page
    assert client_for("egle", language).get(f"{MEMBERS}viltis/").status_code == 200
    assert client_for("egle", language).get(f"{MEMBERS}prieglauda/").status_code == 403
    assert client_for("dalia", language).get(f"{MEMBERS}nobody/").status_code == 404


@pytest.mark.parametrize("who", ["rasa", "aldona", "jurga"])
def test_who_has_no_right_sees_nothing(records: Any, people: Any, client_for: Any, who: str) -> None:
    assert client_for(who).get(LIST).status_code == 403
    assert not queries.listed(people.actor(who)).exists()
    assert queries.members(people.actor(who)) == []
    with pytest.raises(NotPermittedError):
        queries.record(people.actor(who), Record.objects.first().pk)  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "lt"])
def test_an_empty_register_says_so(people: Any, client_for: Any, language: str) -> None:
    client = client_for("dalia", language)
    for address in (LIST, MEMBERS, LIST + "withdrawn/"):
        page = client.get(address).content.decode()
        assert '<div class="empty">' in page


def test_pages_hold_nothing_inline(records: Any, client_for: Any) -> None:
    client = client_for("dalia")
    for address in (LIST, MEMBERS, f"{MEMBERS}viltis/", f"{LIST}{records['own'].record_id}/"):
        page = client.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)
